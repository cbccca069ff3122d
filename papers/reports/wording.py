"""The sentences of a report: none longer than twenty-five words."""

from domain.report_page import Cause, ReportPage, Unassessed
from domain.tallies import Tally
from papers.vietnamese import full_day, listed, number, percent, portion, years

CAUSES = "Nguyên nhân được ghi theo lời của đầu mối các đơn vị."
NO_CAUSES = "Không có nhiệm vụ nào quá hạn."


def summary(page: ReportPage) -> tuple[str, ...]:
    """Paragraphs; each figure in them equals a total of the tables."""
    day = full_day(page.as_of.date())
    whole = page.whole
    if not whole.total:
        return (f"Đến ngày {day}, chưa có nhiệm vụ nào được giao.", *page.notes)
    done = f"Đến ngày {day}, đã hoàn thành {_of(page.tasks_done, page.tasks)} nhiệm vụ"
    found = [
        f"{done} ({percent(page.tasks_done, page.tasks)}).",
        *(f"Riêng {years(part.years)}, đã hoàn thành {portion(part)} nhiệm vụ." for part in page.years),
        f"Các nhiệm vụ được giao thành {number(whole.total)} phân công cho "
        f"{number(len(page.units))} đơn vị chủ trì. Trong đó: {listed(_states(whole))}.",
        _overdue(page),
    ]
    if page.held_up:
        found.append(f"Có {number(page.held_up)} phân công đang có vướng mắc, ghi trong phụ lục.")
    if whole.done:
        found.append(
            f"Trong số phân công đã xong, {_of(whole.in_time, whole.done)} xong đúng hạn "
            f"({percent(whole.in_time, whole.done)})."
        )
    if page.indicators:
        every = page.indicators.whole
        of_years = f" {years(every.years)}" if every.years else ""
        found.append(f"Về chỉ tiêu{of_years}, đã đạt và vượt {portion(every)}.")
        found += [
            f"Riêng {years(part.years)}, đạt và vượt {portion(part)} chỉ tiêu."
            for part in page.indicators.parts
        ]
    if page.unassessed:
        found.append(f"Có {number(len(page.unassessed))} chỉ tiêu chưa đánh giá được.")
    found += [_unassessed(one) for one in page.unassessed]
    asked, granted, pending = page.wishes
    if asked:
        waiting = f", {number(pending)} lần đang chờ" if pending else ""
        found.append(
            f"Các đơn vị đã đề nghị lùi hạn {number(asked)} lần; {number(granted)} lần được đồng ý{waiting}."
        )
    if page.later:
        found.append(f"Có {number(page.later)} phân công được báo cáo sau ngày {day}, chưa tính vào số liệu.")
    return (*found, *page.notes)


def cause(late: Cause) -> str:
    return f"“{late.words}”" if late.words else "chưa nêu"


def _unassessed(one: Unassessed) -> str:
    until = f" trước ngày {full_day(one.due)}" if one.due else ""
    return f"{one.ref}: {one.by or 'chưa giao đơn vị'} đề xuất cách tính{until}."


def _of(part: int, whole: int) -> str:
    return f"{number(part)}/{number(whole)}"


def _states(whole: Tally) -> list[str]:
    counts = (
        (whole.done, "đã xong"),
        (whole.recurring, "thường xuyên"),
        (whole.in_progress, "đang làm"),
        (whole.blocked, "đang vướng"),
        (whole.not_started, "chưa làm"),
        (whole.no_report, "chưa báo cáo"),
    )
    return [f"{number(count)} {words}" for count, words in counts if count]


def _overdue(page: ReportPage) -> str:
    if not page.causes:
        return NO_CAUSES
    units = len({late.unit for late in page.causes})
    longest = page.causes[0]
    return (
        f"Có {number(page.whole.overdue)} phân công quá hạn, thuộc {number(units)} đơn vị. "
        f"Lâu nhất là {longest.ref}, quá hạn {number(longest.days)} ngày."
    )
