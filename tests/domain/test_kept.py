"""What is worked out of the tables of the reader is kept beside its bytecode, and never believed when it may be stale."""

from pathlib import Path

import pytest

from domain.replies import kept as keeping
from domain.replies.kept import kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keeping, "_FOLDER", tmp_path / "__pycache__")
    return tmp_path / "__pycache__"


def test_what_was_made_is_not_made_again(folder: Path) -> None:
    value = {"xong": ("đã xong", frozenset({"rồi"}), 1 << 700)}
    assert kept("words", lambda: value) == value
    assert kept("words", dict) == value
    assert [path.name.split(".")[0] for path in folder.iterdir()] == ["words"]


def test_a_changed_table_or_a_broken_file_has_it_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("words", lambda: 1)
    monkeypatch.setattr(keeping, "_stamp", lambda: (("rules.tsv", 1, 2),))
    assert kept("words", lambda: 2) == 2
    assert kept("words", lambda: 3) == 2
    next(folder.iterdir()).write_bytes(b"broken")
    assert kept("words", lambda: 4) == 4


def test_a_folder_that_cannot_be_written_is_done_without(folder: Path) -> None:
    folder.write_text("a file")
    assert kept("words", lambda: 1) == 1
