"""What the digest's picture shows is counted from the same list as its text."""

from datetime import timedelta

from domain.digest import figures
from domain.digest_page import digest_page, standing
from domain.series import scale
from domain.unit_bars import merged
from domain.work import Work
from tests.papers.samples import NOW, TODAY, digest_figures, line


def test_bars_add_up_to_the_list() -> None:
    whole = digest_figures(9)
    page = digest_page(whole)
    assert page.whole.total == whole.total == sum(bar.total for bar in page.units)
    assert page.whole.overdue == len(whole.overdue()) == len(page.late)
    assert {part.work: part.count for part in page.whole.parts} == whole.by_work()
    assert merged("khác", page.units[:4]).total + merged("", page.units[4:]).total == whole.total
    assert page.now == standing(whole)


def test_the_worst_unit_is_first() -> None:
    lines = [
        line("NV1", "Sở Y tế", Work.DONE, TODAY),
        line("NV2", "Sở Tài chính", Work.BLOCKED, TODAY),
        line("NV3", "Sở Nội vụ", Work.IN_PROGRESS, TODAY - timedelta(days=1)),
        line("NV4", "Công an tỉnh", Work.NO_REPORT, TODAY),
    ]
    page = digest_page(figures(lines, NOW, TODAY, None))
    assert [bar.name for bar in page.units] == ["Sở Nội vụ", "Sở Tài chính", "Công an tỉnh", "Sở Y tế"]
    assert page.since is None


def test_soon_is_from_today_for_two_weeks_and_not_what_is_done() -> None:
    days = (-1, 0, 14, 15)
    lines = [line(f"NV{n}", "Sở Y tế", Work.IN_PROGRESS, TODAY + timedelta(days=n)) for n in days]
    lines.append(line("xong", "Sở Y tế", Work.DONE, TODAY))
    assert [e.ref for e in digest_page(figures(lines, NOW, TODAY, None)).soon] == ["NV0", "NV14"]


def test_an_axis_holds_its_values_in_round_numbers() -> None:
    for values in ([2.0, 40.0], [99.74, 99.8], [0.0], [-3.0, 1234567.25], [5.0, 5.0], [-7.0]):
        low, high, step = scale(values)
        assert low <= min(values) <= max(values) <= high
        assert 1 <= round((high - low) / step) <= 6
    assert scale([2.0, 40.0]) == (0.0, 40.0, 20.0)
