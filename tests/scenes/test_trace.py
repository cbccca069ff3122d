"""Every change of every noun leaves its trace: who, when, from where, by which message."""

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.commands import papers as papers_command
from bot.commands import people as people_command
from bot.office import turn_at
from domain.auditing import AuditEntry
from handlers import auditing
from handlers.registration import make_invitation
from papers.sheets.auditing import FIELD, HEADER, NOUN, SOURCE, write_audit
from papers.sheets.excel import read_tables
from storage.tables import metadata
from tests.scenes.documents import HEAD, proposes
from tests.scenes.office import (
    AN,
    BINH,
    CHI,
    DIRECTIVE,
    DUNG,
    LEADER,
    MORNING,
    STEERING,
    UNITS,
    Office,
    open_office,
)

TASKS = f"""NV01;Rà soát quy định;Sở Tài chính;Sở Nội vụ;30/9/2025;{DIRECTIVE};;;
NV02;Báo cáo số liệu;Sở Y tế;;30/9/2025;{DIRECTIVE};;;"""
Seen = tuple[str, str, str, str, str | None, str | None]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as opened:
        yield opened


async def audited(office: Office) -> list[AuditEntry]:
    async with office.running.database.reading() as tx:
        return await auditing.gather(await turn_at(tx, office.clock, office.running.office))


async def new(office: Office, before: list[AuditEntry]) -> list[Seen]:
    """What was added: who, source, noun, what and field, old, new."""
    added = [entry for entry in await audited(office) if entry not in before]
    for entry in added:
        assert (entry.message != "") == (entry.source == "telegram"), entry
        assert entry.at.date() >= MORNING.date()
        assert {entry.noun, entry.field, entry.source} <= {*NOUN, *FIELD, *SOURCE}
    return [(e.who, e.source, f"{e.noun} {e.what}", e.field, e.old, e.new) for e in added]


async def test_an_import_and_what_it_changes(office: Office) -> None:
    before = await audited(office)
    assert [(e.source, e.noun, e.field) for e in before] == [("clock", "cadence", "every")]
    await office.imports(TASKS)
    made = await new(office, before)
    shown = "Kết luận 15-KL/BCĐ ngày 23/9/2025"
    assert {(source, what, field, value) for _, source, what, field, _, value in made} == {
        ("command line", "department Sở Tài chính", "created", "Sở Tài chính"),
        ("command line", "department Sở Y tế", "created", "Sở Y tế"),
        ("command line", "department Sở Nội vụ", "created", "Sở Nội vụ"),
        ("command line", f"directive {shown}", "created", shown),
        ("command line", "task NV01", "created", "NV01"),
        ("command line", "task NV02", "created", "NV02"),
        ("command line", "assignment NV01, Sở Tài chính", "created", "lead"),
        ("command line", "assignment NV01, Sở Nội vụ", "created", "coordinating"),
        ("command line", "assignment NV02, Sở Y tế", "created", "lead"),
    }
    before = await audited(office)
    changed = f'NV01;Rà soát lại;"Sở Nội vụ;Sở Y tế";;15/10/2025;{DIRECTIVE};chỉ tiêu;;x'
    await office.imports(changed, UNITS.replace("SYT;sở", '"SYT; SYT NA";sở'))
    assert sorted(map(str, await new(office, before))) == sorted(
        map(
            str,
            [
                ("", "command line", "department Sở Y tế", "aliases", "SYT", "SYT; SYT NA"),
                ("", "command line", "task NV01", "text", "Rà soát quy định", "Rà soát lại"),
                ("", "command line", "task NV01", "kind", "task", "indicator"),
                ("", "command line", "task NV01", "needs_acceptance", "", "x"),
                ("", "command line", "task NV01", "leads", "Sở Tài chính", "Sở Nội vụ; Sở Y tế"),
                ("", "command line", "task NV01", "coordinating", "Sở Nội vụ", ""),
                ("", "command line", "task NV01", "deadline", "30/09/2025", "15/10/2025"),
                ("", "command line", "assignment NV01, Sở Tài chính", "withdrawn", "lead", None),
                ("", "command line", "assignment NV01, Sở Nội vụ", "role", "coordinating", "lead"),
                ("", "command line", "assignment NV01, Sở Y tế", "created", None, "lead"),
                ("", "command line", "assignment NV01, Sở Nội vụ", "deadline", "30/09/2025", "15/10/2025"),
            ],
        )
    )


async def test_people_come_and_go(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    before = await audited(office)
    await office.says(CHI, "/moi Sở Tài chính")
    link = next(e["url"] for e in _links(office.last(CHI)))
    office.world.person_follows(AN.id, link)
    await office.settle()
    number = str(next(e.who_id for e in await audited(office) if e.who == "An"))
    added = await new(office, before)
    (invited,) = {what for _, _, what, _, _, _ in added if what.startswith("invitation")}
    assert added == [
        ("Chi", "telegram", invited, "created", None, "Sở Tài chính"),
        ("An", "telegram", invited, "used", None, f"An #{number}"),
        ("An", "telegram", "department Sở Tài chính", "focal_point", None, f"An #{number}"),
    ]
    before = await audited(office)
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        link, _ = await make_invitation(turn, None, "Minh", 7, None)
    office.world.person_follows(DUNG.id, link)
    await office.settle()
    assert [(who, source, field) for who, source, _, field, _, _ in await new(office, before)] == [
        ("", "command line", "created"),
        ("Dũng", "telegram", "used"),
        ("Dũng", "telegram", "leader"),
    ]
    before = await audited(office)
    office.world.person_blocks(AN.id)
    await office.settle()
    assert await new(office, before) == [("An", "telegram", "person An", "unreachable", None, "x")]


def _links(message: dict[str, object]) -> list[dict[str, str]]:
    text = str(message["text"])
    found = [word for word in text.split() if word.startswith("https://t.me/")]
    return [{"url": word} for word in found]


async def test_a_person_who_is_erased_stays_as_a_number(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 60%")
    number = next(e.who_id for e in await audited(office) if e.who == "An")
    before = [e for e in await audited(office) if e.who_id != number and e.what != "An"]
    monkeypatch.setattr(people_command, "load_settings", lambda: office.running.settings)
    await people_command.forget(AN.id)
    after = await audited(office)
    assert {e.who for e in after if e.who_id == number} == {""}
    added = [e for e in after if e not in before and e.who_id != number]
    assert [(e.source, e.noun, e.what, e.field) for e in added] == [
        ("command line", "person", f"#{number}", "erased")
    ]


async def test_reports_wishes_and_what_became_of_them(office: Office) -> None:
    await office.staffed(TASKS)
    before = await audited(office)
    await office.says(AN, "NV01 60% ạ")
    await office.says(AN, "à nhầm, 65%")
    await office.says(AN, "/hoantac")
    await office.says(BINH, "NV02 xin lùi đến 15/10 vì chờ ý kiến")
    await office.presses(CHI, "Cho")
    added = await new(office, before)
    assert [(who, what, field) for who, _, what, field, _, _ in added] == [
        ("An", "assignment NV01, Sở Tài chính", "report"),
        ("An", "assignment NV01, Sở Tài chính", "correction"),
        ("An", "assignment NV01, Sở Tài chính", "undo"),
        ("Bình", "assignment NV02, Sở Y tế", "report"),
        ("Bình", "extension NV02, Sở Y tế, lần 1", "asked"),
        ("Chi", "extension NV02, Sở Y tế, lần 1", "decision"),
        ("Chi", "assignment NV02, Sở Y tế", "deadline"),
    ]
    values = {field: (old, value) for _, _, _, field, old, value in added}
    assert values["asked"] == ("30/09/2025", "15/10/2025")
    assert values["decision"] == ("pending", "granted")
    assert values["deadline"] == ("30/09/2025", "15/10/2025")
    before = await audited(office)
    await office.says(BINH, "NV02 xin lùi đến 30/10 vì chờ ý kiến")
    await office.presses(BINH, "Lấy lại")
    assert ("Bình", "pending", "withdrawn") in [
        (who, old, v) for who, _, _, _, old, v in await new(office, before)
    ]


async def test_tasks_given_out_and_the_group_chosen(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    before = await audited(office)
    await office.says(CHI, "/giao Sở Y tế: báo cáo nhanh, hạn 30/9/2025")
    await office.presses(CHI, "Rút")
    await office.says(CHI, "/nhom", chat=STEERING)
    assert [
        (who, what, field, old, value) for who, _, what, field, old, value in await new(office, before)
    ] == [
        ("Chi", "task NV03", "created", None, "NV03"),
        ("Chi", "assignment NV03, Sở Y tế", "created", None, "lead"),
        ("Chi", "assignment NV03, Sở Y tế", "withdrawn", "lead", None),
        ("Chi", "task NV03", "withdrawn", "NV03", None),
        ("Chi", "steering_group #1", "chat", None, str(STEERING)),
    ]
    before = await audited(office)
    moved = office.world.group_migrates(STEERING)
    await office.settle()
    (followed,) = [row for row in await new(office, before) if row[3] == "chat"]
    assert followed[4:] == (str(STEERING), str(moved))


async def test_a_sheet_in_the_chat_names_its_sender(office: Office) -> None:
    await office.staffed(TASKS)
    before = await audited(office)
    sheet = "Mã;Nội dung;Chủ trì\nNV02;Báo cáo nhanh;Sở Y tế\n".encode()
    office.world.person_sends_file(CHI.id, CHI.id, sheet, "viec.csv")
    await office.settle()
    assert await new(office, before) == []
    await office.presses(CHI, "Nhập")
    assert await new(office, before) == [
        ("Chi", "telegram", "task NV02", "text", "Báo cáo số liệu", "Báo cáo nhanh")
    ]


async def test_what_the_secretariat_does_besides(office: Office) -> None:
    await office.staffed(TASKS.replace(";;;\nNV02", ";;;x\nNV02"))
    before = await audited(office)
    await office.says(CHI, "/nhac NV02")
    await office.says(AN, "NV01 xong")
    await office.presses(CHI, "Trả lại")
    await office.says(CHI, "thiếu phụ lục")
    await office.says(CHI, "/tamdung Sở Y tế đến 2/10 bão")
    await office.presses(CHI, "Tạm dừng nhắc")
    await office.says(CHI, "/lich nghỉ 29/9/2025 bão")
    await office.presses(CHI, "Đồng ý")
    await office.says(CHI, "/giahan NV02 15/10 vì bão")
    await office.says(CHI, "/lichsu NV02")
    await office.presses(CHI, "Rút việc này")
    await office.says(CHI, "trùng việc khác")
    seen = await new(office, before)
    assert [(who, what, field, value) for who, _, what, field, _, value in seen if who == "Chi"] == [
        ("Chi", "assignment NV02, Sở Y tế", "nudged", None),
        ("Chi", "assignment NV01, Sở Tài chính", "returned", "thiếu phụ lục"),
        ("Chi", "department Sở Y tế", "suspended", seen[-8][5]),
        ("Chi", "day 29/09/2025", "own", "off: bão"),
        ("Chi", "extension NV02, Sở Y tế, lần 1", "asked", "15/10/2025"),
        ("Chi", "extension NV02, Sở Y tế, lần 1", "decision", "granted"),
        ("Chi", "assignment NV02, Sở Y tế", "deadline", "15/10/2025"),
        ("Chi", "task NV02", "withdrawn", None),
        ("Chi", "task NV02", "withdrawn_because", "trùng việc khác"),
        ("Chi", "assignment NV02, Sở Y tế", "withdrawn", None),
    ]


async def test_a_conclusion_becomes_tasks(office: Office) -> None:
    await office.imports(TASKS)
    await office.says(CHI, "/start")
    before = await audited(office)
    await proposes(office, f"{HEAD}1. Sở Y tế rà soát trạm y tế, xong trước ngày 30/11/2025.\n")
    await office.presses(CHI, "Xem từng việc")
    await office.presses(CHI, "Nhận")
    await office.presses(CHI, "Giao 1 việc")
    fields = [(what.split()[0], field) for _, _, what, field, _, _ in await new(office, before)]
    assert ("document", "received") in fields
    assert ("proposal", "state") in fields
    assert {("task", "created"), ("assignment", "created")} <= {*fields}


async def test_the_file_for_an_inspection(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await office.staffed(TASKS)
    await office.says(AN, "NV01 60%, =1+1 ạ")
    await office.says(CHI, "/nhac NV01")
    entries = await audited(office)
    monkeypatch.setattr(papers_command, "load_settings", lambda: office.running.settings)
    await papers_command.export_audit(tmp_path / "nhat-ky.json")
    written = json.loads((tmp_path / "nhat-ky.json").read_bytes())
    assert len(written) == len(entries)
    reported = next(line for line in written if line["field"] == "report")
    assert reported["who"]["name"] == "An"
    assert (reported["noun"], reported["what"], reported["source"]) == (
        "assignment", "NV01, Sở Tài chính", "telegram",
    )  # fmt: skip
    assert reported["new"].startswith("đang làm, 60%")
    assert "«NV01 60%, =1+1 ạ»" in reported["new"]
    assert str(AN.id) in reported["message"]
    header, *rows = csv.reader(io.StringIO(write_audit(entries, ".csv").decode("utf-8-sig")), delimiter=";")
    assert tuple(header) == HEADER
    (nudged,) = [row for row in rows if "đôn đốc" in row]
    assert nudged[3:7] == ["Telegram", "phân công", "NV01, Sở Tài chính", "đôn đốc"]
    ((title, table),) = read_tables(write_audit(entries, ".xlsx"))
    assert title == "Nhật ký"
    assert [list(cells) for _, cells in table[1:]] == rows
    assert len(rows) == len(entries)
    given = [row[8] for row in rows if row[4:7] == ["phân công", "NV01, Sở Nội vụ", "lập"]]
    assert given == ["phối hợp"]


# by table what its rows leave behind when they are made
TRACED = {
    "departments": ("department", "created"),
    "directives": ("directive", "created"),
    "tasks": ("task", "created"),
    "assignments": ("assignment", "created"),
    "invitations": ("invitation", "created"),
    "focal_points": ("department", "focal_point"),
    "leaders": ("person", "leader"),
    "steering_groups": ("steering_group", "chat"),
    "cadences": ("cadence", "every"),
    "extensions": ("extension", "asked"),
}
TRACES = {"changes", "reports", "indicator_values", "deadline_moves", "verdicts"}
# written in other scenes: by table the change that tells of it
ELSEWHERE = {
    "nudges": ("assignment", "nudged"),
    "indicators": ("task", "target"),
    "claims": ("claim", "value"),
    "suspensions": ("department", "suspended"),
    "days": ("day", "own"),
    "heads": ("department", "head"),
    "deputies": ("department", "deputy"),
    "handovers": ("department", "handover"),
    "digest_recipients": ("department", "gets_digests"),
    "digest_previews": ("digest", "words"),
    "documents": ("document", "received"),
    "proposals": ("proposal", "state"),
    "unit_lists": ("unit_list", "added"),
    "ratings": ("rating", "rated"),
    "unit_groups": ("unit_group", "chat"),
    "unit_list_members": ("unit_list", "added"),
}
# what comes in and goes out, what waits, what the clock keeps for itself; a person comes with an update, a proof
# with its report; what somebody sets for their own phone
NO_NOUNS = {
    "announcements", "calendar_links", "digests", "evidence", "facts", "inbox", "outbox", "pauses", "people",
    "practices", "questions", "rehearsals", "reminders", "snoozes", "told", "untold", "uploads",
    "wrong_codes",
}  # fmt: skip


async def test_no_noun_is_made_without_a_trace(office: Office) -> None:
    """A new table belongs to one of these sets, and its rows to the trace unless there is a reason."""
    assert {*TRACED, *TRACES, *ELSEWHERE, *NO_NOUNS} == set(metadata.tables)
    assert {noun for noun, _ in ELSEWHERE.values()} <= {*NOUN}
    assert {field for _, field in ELSEWHERE.values()} <= {*FIELD}
    await office.staffed(TASKS)
    await office.imports(
        f"NV01;Rà soát quy định;Sở Y tế;;15/10/2025;{DIRECTIVE};;;\nNV09;Việc mới;Sở Nội vụ;;;Lời dặn;;;"
    )
    await office.says(CHI, "/giao Sở Y tế: báo cáo nhanh, hạn 30/9/2025")
    await office.says(BINH, "NV02 xin lùi đến 15/10 vì chờ ý kiến")
    await office.says(CHI, "/nhom", chat=STEERING)
    await office.says(CHI, "/moi Sở Nội vụ")
    async with office.running.database.transaction() as tx:
        turn = await turn_at(tx, office.clock, office.running.office)
        link, _ = await make_invitation(turn, None, "Minh", 7, None)
    office.world.person_follows(LEADER.id, link)
    await office.settle()
    entries = await audited(office)
    async with office.running.database.reading() as tx:
        for name in TRACED:
            rows = (await tx.execute(select(func.count()).select_from(metadata.tables[name]))).scalar_one()
            traced = sum((e.noun, e.field) == TRACED.get(name) for e in entries)
            assert rows == traced, name
            assert rows, name
