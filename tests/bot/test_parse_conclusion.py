"""`parse --conclusion`: a JSON line for each task, read against the right day."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.commands.conclusion import parse_conclusion
from bot.commands.failing import Failed

ORDER = "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát trạm y tế, hoàn thành trong tháng 10."


def lines(file: Path, day: date | None = None) -> list[dict[str, Any]]:
    out = io.StringIO()
    parse_conclusion(file, day, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_has_what_the_contract_names(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Nghệ An, ngày 23 tháng 9 năm 2025\n1. {ORDER}\n", encoding="utf-8")
    assert lines(file) == [
        {
            "lead": ["Sở Y tế"],
            "coordinating": ["Sở Nội vụ"],
            "task": "rà soát trạm y tế",
            "deadline_text": "hoàn thành trong tháng 10",
            "start": "2025-10-01",
            "end": "2025-10-31",
            "recurrence": None,
            "via": [],
            "doubts": [],
            "place": {"paragraph": 2, "label": "1", "quote": f"1. {ORDER}"},
        }
    ]


def test_the_day_given_wins_over_the_one_in_the_text_and_that_over_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_CLOCK", "2027-01-05T08:00:00+07:00")
    file = tmp_path / "a.txt"
    file.write_text(ORDER, encoding="utf-8")
    assert lines(file)[0]["end"] == "2027-10-31"
    file.write_text(f"Nghệ An, ngày 23 tháng 9 năm 2025\n{ORDER}", encoding="utf-8")
    assert lines(file)[0]["end"] == "2025-10-31"
    assert lines(file, date(2026, 1, 1))[0]["end"] == "2026-10-31"


@pytest.mark.parametrize(("name", "code"), [("none.docx", 2), ("a.odt", 2), ("a.doc", 1), ("a.docx", 1)])
def test_what_cannot_be_read(tmp_path: Path, name: str, code: int) -> None:
    if name != "none.docx":
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(Failed) as failed:
        parse_conclusion(tmp_path / name, None, io.StringIO())
    assert failed.value.code == code
    assert len(failed.value.lines) == 1
