"""No list outgrows a message, and if one did it would still say how much is left out."""

from dataclasses import replace
from datetime import date

from domain.digest import figures
from domain.work import State, Timing, Work
from handlers.screens import LONGEST, plain, shorten_html, units
from handlers.texts import digest_parts
from tests.domain.test_digest import NOW, line


def test_the_line_that_says_how_much_more_is_never_cut_away() -> None:
    long = "\n".join(["head", *("dòng " * 20 for _ in range(90)), "… và 255 việc khác", "", "đuôi"])
    cut = shorten_html(long, LONGEST)
    assert units(cut) <= LONGEST
    assert cut.startswith("head\n")
    assert cut.endswith("…\n… và 255 việc khác")


def test_such_lines_alone_do_not_outgrow_a_message() -> None:
    assert 0 < units(shorten_html("\n".join(["… và 1 việc khác"] * 900), LONGEST)) <= LONGEST
    assert shorten_html("ngắn\n… và 2 việc khác", LONGEST) == "ngắn\n… và 2 việc khác"


def test_ten_entries_fit_a_message_whatever_they_say() -> None:
    said = State(Work.IN_PROGRESS, 99.5, 1234, 5678, True, "chờ " * 200, date(2025, 12, 31), NOW, None, None)
    one = replace(
        line(1, "NV-2025-0001/KH-UBND", Work.IN_PROGRESS, Timing.OVERDUE),
        department="Uỷ ban nhân dân " * 12, task="rà soát " * 60, state=said, reminders=99,
    )  # fmt: skip
    whole = figures([one] * 30, NOW, NOW.date(), NOW.replace(month=9, day=1))
    for name in ("overdue", "silent", "soon", "units", "changes"):
        assert units(plain(digest_parts.part(name, whole, 1).text)) <= LONGEST
    assert units(plain(digest_parts.due_between(whole.lines, NOW.date(), NOW.date(), 1).text)) <= LONGEST
