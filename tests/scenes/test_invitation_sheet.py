"""Invitations on paper, asked for by a button or on the command line."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands import invite as command
from bot.commands.failing import Failed
from tests.papers.reading import pdf_pages, without_spaces
from tests.scenes.office import AN, CHI, DIRECTIVE, DUNG, GIANG, Office

TASKS = f"NV01;Rà soát quy định;Sở Tài chính;;30/9/2025;{DIRECTIVE};;;"


def codes(pdf: bytes) -> list[str]:
    """Those that may be typed where no camera is."""
    return re.findall(r"/dangky([\w-]{32})", without_spaces(" ".join(pdf_pages(pdf))))


async def test_a_sheet_of_those_who_are_missing(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await office.staffed(TASKS)
    await office.says(CHI, "/moi")
    (caption,) = await office.presses(CHI, "In phiếu mời")
    assert caption.startswith("🖨 1 phiếu mời")
    assert "hạn đến hết thứ Tư 22/10" in caption
    handed = office.last(CHI)["document"]
    assert handed["file_name"] == "phieu-moi-2025-09-23.pdf"
    stored = office.world.files.find(handed["file_id"])
    assert stored is not None
    (page,) = pdf_pages(stored.content)
    assert without_spaces("Sở Nội vụ") in without_spaces(page)
    assert without_spaces("thứ Tư 22/10/2025") in without_spaces(page)
    (code,) = codes(stored.content)
    monkeypatch.setattr(command, "load_settings", lambda **_: office.running.settings)
    monkeypatch.setattr(command, "clock_of", lambda _: office.clock)
    sheet = tmp_path / "phieu.pdf"
    arguments: Any = {"everyone": True, "as_csv": False, "leader": None}
    await command.invite(["STC"], **arguments, pdf=sheet)
    assert capsys.readouterr().out == f"Đã ghi {sheet}: 2 phiếu mời, hạn đến hết 22/10/2025.\n"
    also, other = codes(sheet.read_bytes())
    with pytest.raises(Failed, match="Không ghi được tệp"):
        await command.invite([], **arguments, pdf=tmp_path / "nowhere" / "phieu.pdf")
    with pytest.raises(Failed, match="--pdf"):
        await command.invite([], **arguments, pdf=tmp_path / "phieu.docx")
    office.clock.turn_to(office.clock.now() + timedelta(days=29, hours=23))
    assert "đầu mối của Sở Nội vụ" in (await office.says(GIANG, f"/dangky {code}"))[0]
    assert "đầu mối của Sở Tài chính (cùng An)" in (await office.says(DUNG, f"/dangky {also}"))[0]
    office.clock.turn_to(office.clock.now() + timedelta(hours=2))
    assert "hết hạn" in (await office.says(AN, f"/dangky {other}"))[0]
    await command.invite([], **arguments, pdf=sheet)
    assert "0 phiếu mời" in capsys.readouterr().out
    assert await office.presses(CHI, "In phiếu mời") == [
        "Đơn vị nào cũng đã có đầu mối, nên không có phiếu nào để in."
    ]
