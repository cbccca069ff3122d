"""Documents, what they propose, and lists of units, on both databases."""

from datetime import date
from pathlib import Path

import pytest

from domain.conclusions import Place
from domain.directives import Directive
from domain.importing.values import Due
from domain.proposals import Draft, ProposalState
from domain.unit_lists import UnitList
from storage import directives, documents, files, proposals, tasks, unit_lists
from storage.database import Database, Tx
from tests.storage.rows import NOW, focal_point, unit

DRAFT = Draft(
    Place(3, "1", "1. Giao Sở Y tế rà soát"), ("Sở Y tế",), ("Sở Nội vụ",), "Rà soát",
    Due(date(2025, 10, 31), "trong tháng 10", None, standing=False), date(2025, 10, 1), ("no_date",),
)  # fmt: skip
WAITING = (ProposalState.PROPOSED,)


async def document(tx: Tx, *, key: str = "15-kl/bcd", sha256: str = "a" * 64) -> int:
    directive_id = await tasks.directive(tx, Directive(key, None, None, None))
    return await documents.keep(
        tx,
        sha256=sha256,
        directive_id=directive_id,
        filename="a.docx",
        day=date(2025, 9, 23),
        person_id=None,
        now=NOW,
    )


async def test_a_proposal_is_decided_once(database: Database) -> None:
    async with database.transaction() as tx:
        document_id = await document(tx)
        person = await focal_point(tx, 1)
        await proposals.add_many(tx, document_id, [DRAFT, DRAFT])
        found = await documents.get(tx, document_id)
        assert found is not None
        first, second = await proposals.of_directive(tx, found.directive_id)
        assert first.draft == DRAFT
        assert await proposals.decide(
            tx, first.id, WAITING, ProposalState.ACCEPTED, person, NOW, lead_ids=[5], coordinating_ids=[6]
        )
        assert not await proposals.decide(tx, first.id, WAITING, ProposalState.DROPPED, person, NOW)
        assert not await proposals.amend(tx, first.id, DRAFT)
        assert await proposals.amend(tx, second.id, DRAFT)
        accepted = await proposals.get(tx, first.id)
        assert accepted is not None
        assert (accepted.state, accepted.lead_ids, accepted.coordinating_ids) == ("accepted", (5,), (6,))
        assert not await proposals.claim(tx, [first.id, second.id], person, NOW)


async def test_accepted_ones_are_claimed_once_and_a_sheet_covers_open_ones_only(database: Database) -> None:
    async with database.transaction() as tx:
        document_id = await document(tx)
        await proposals.add_many(tx, document_id, [DRAFT, DRAFT])
        found = await documents.get(tx, document_id)
        assert found is not None
        first, second = await proposals.of_directive(tx, found.directive_id)
        await proposals.decide(tx, first.id, WAITING, ProposalState.ACCEPTED, None, NOW)
        assert await proposals.claim(tx, [first.id], None, NOW)
        assert not await proposals.claim(tx, [first.id], None, NOW)
        await proposals.cover(tx, [first.id, second.id], None, NOW)
        states = [p.state for p in await proposals.of_directive(tx, found.directive_id)]
        assert states == [ProposalState.ASSIGNED, ProposalState.COVERED]


async def test_a_document_that_is_called_otherwise_leaves_no_empty_directive(database: Database) -> None:
    async with database.transaction() as tx:
        document_id = await document(tx, key="van ban")
        found = await documents.get(tx, document_id)
        assert found is not None
        other = await tasks.directive(tx, Directive("15", None, None, None))
        await documents.say_subject(tx, other, "về chuyển đổi số")
        await documents.say_subject(tx, other, "về việc khác")
        await documents.move(tx, found.directive_id, other, date(2025, 9, 22))
        moved = await documents.by_content(tx, "a" * 64)
        assert moved is not None
        assert (moved.directive_id, moved.day, moved.subject) == (
            other,
            date(2025, 9, 22),
            "về chuyển đổi số",
        )
        assert [registered.id for registered in await directives.every(tx)] == [other]
        assert await documents.directive_keys(tx, ["15", "16"]) == {other: "15"}


async def test_a_list_is_kept_and_changed(database: Database) -> None:
    async with database.transaction() as tx:
        ids = [await unit(tx, name) for name in ("Sở Y tế", "Sở Nội vụ", "Sở Xây dựng")]
        proposed = UnitList(None, "so ban nganh", "Các sở, ban, ngành", ())
        list_id = await unit_lists.keep(tx, proposed, ids, None, NOW)
        (kept,) = await unit_lists.every(tx)
        assert kept == UnitList(list_id, "so ban nganh", "Các sở, ban, ngành", tuple(ids))
        assert await unit_lists.keep(tx, kept, ids[:1], None, NOW) == list_id
        (kept,) = await unit_lists.every(tx)
        assert kept.unit_ids == tuple(ids[:1])


def test_a_file_is_kept_once_and_known_when_it_was_changed(tmp_path: Path) -> None:
    digest = files.keep(tmp_path / "files", b"Giao")
    assert files.keep(tmp_path / "files", b"Giao") == digest
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files.read(tmp_path / "files", digest) == b"Giao"
    file.write_bytes(b"other")
    assert files.read(tmp_path / "files", digest) is None
    assert files.read(tmp_path / "files", "0" * 64) is None


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        files.keep(tmp_path, b"Giao")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
