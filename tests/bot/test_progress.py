"""Long work shows itself on a terminal, and nowhere else."""

import io
import sys

import pytest

from bot.demo import has_screen, opened
from bot.progress import shown
from papers.vietnamese import size


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_while_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        monkeypatch.setattr(sys, "stderr", stream)
        with shown("Đang đọc [bold].csv (12 KB)…") as say:
            say("Đang ghi [bold].csv: 3 nhiệm vụ mới…")
    assert "Đang ghi [bold].csv: 3 nhiệm vụ mới…" in terminal.getvalue()
    assert pipe.getvalue() == ""
    assert [size(n) for n in (0, 12_300, 1_600_000)] == ["1 KB", "12 KB", "1,5 MB"]


def test_a_browser_that_would_take_the_terminal_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def browser(url: str) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
    assert opened("http://127.0.0.1:1/")
    assert asked == ["http://127.0.0.1:1/"]
