"""Trends of a year: one screen for all or for one unit, and the list of units."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.trends import Course, Measures, Trends
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days
from handlers.texts.pages import WITH_BUTTONS, page_of
from papers.vietnamese import number, percent

LONGEST = 60
NAMED = 3
OPENS = Button("📈 Xu hướng", "trend")
WITHOUT = "Việc thường xuyên và việc định kỳ không tính vào tỷ lệ đúng hạn."


def whole(found: Trends, first_year: int, this_year: int) -> Screen:
    """`first_year`, `this_year`: between which there are others to turn to."""
    head = f"📈 <b>Xu hướng năm {found.year}</b>\n<i>{until(found)}</i>"
    if found.whole.year.nothing:
        text = f"{head}\n\nTrong năm chưa có việc nào đến hạn hay được nhắc."
        return Screen(text, [_years(found.year, first_year, this_year), [_BACK]])
    text = "\n\n".join(
        [head, _said(found.whole.year, silent=True), _by_month(found.whole.months, several=True), WITHOUT]
    )
    return Screen(
        text,
        [
            [
                Button("🏢 Theo đơn vị", f"trend:{found.year}:units:0"),
                Button("📄 Một trang A4", f"yearpage:{found.year}"),
            ],
            _years(found.year, first_year, this_year),
            [_BACK],
        ],
    )


def unit(found: Trends, name: str, course: Course | None) -> Screen:
    head = f"📈 <b>{esc(shorten(name, 200))}, năm {found.year}</b>\n<i>{until(found)}</i>"
    said = "Trong năm chưa có việc nào đến hạn hay được nhắc."
    if course is not None:
        said = "\n\n".join(part for part in (_said(course.year), _by_month(course.months)) if part)
    return Screen(
        f"{head}\n\n{said}", [[Button("‹ Các đơn vị", f"trend:{found.year}:units:0"), _to(found.year)]]
    )


def units(found: Trends, wanted: int) -> Screen:
    """The least punctual first, with a button for each."""
    page = page_of(found.units, wanted, WITH_BUTTONS)
    lines = [f"• {esc(shorten(one.name, LONGEST))}: {_in_short(one.year)}" for one in page.entries]
    head = f"<b>📈 Xu hướng năm {found.year} theo đơn vị</b>{page.where}"
    opening = [
        Button(shorten(one.name, 30), f"trend:{found.year}:unit:{one.department_id}") for one in page.entries
    ]
    text = "\n".join([head, *(lines or ["Chưa có số liệu."])])
    turning = page.turning(f"trend:{found.year}:units")
    return Screen(text, [*in_rows(opening, 2), turning, [_to(found.year)]])


def until(found: Trends) -> str:
    return "Cả năm" if found.over else f"Đến ngày {days.full(found.until)}"


def not_yet(year: int) -> str:
    return f"Năm {year} chưa đến nên chưa có số liệu."


def before_the_first(year: int, first: date) -> str:
    return f"Năm {year} chưa giao việc nào. Việc đầu tiên được giao ngày {days.full(first)}."


def page_name(year: int) -> str:
    return f"tong-ket-{year}.pdf"


def page_caption(found: Trends) -> str:
    return f"Tổng kết năm {found.year} trên một trang A4 ({until(found).lower()})."


def took(answer: timedelta | None) -> str:
    """ "2,5 ngày", "5 giờ", "dưới 1 giờ"."""
    if answer is None:
        return "chưa trả lời"
    hours = answer.total_seconds() / 3600
    if hours < 1:
        return "dưới 1 giờ"
    return f"{number(hours)} giờ" if hours < 24 else f"{number(hours / 24, 1)} ngày"


_BACK = Button("‹ Bản tổng hợp", "part:all:0")


def _to(year: int) -> Button:
    return Button("‹ Toàn cảnh", f"trend:{year}")


def _years(year: int, first_year: int, this_year: int) -> list[Button]:
    near = [one for one in (year - 1, year + 1) if first_year <= one <= this_year]
    return [Button(f"Năm {one}", f"trend:{one}") for one in near]


def _said(of: Measures, *, silent: bool = False) -> str:
    lines = []
    if of.due:
        lines.append(
            f"✅ Đúng hạn: <b>{of.in_time}/{of.due}</b> việc đến hạn ({percent(of.in_time, of.due)})"
        )
    if of.asked:
        open_ = f", {of.unanswered} lần hỏi chưa được trả lời" if of.unanswered else ""
        half = f"một nửa số lần trong <b>{took(of.answer)}</b>" if of.answer is not None else "chưa lần nào"
        lines.append(f"⏱ Trả lời lời nhắc: {half}{open_}")
    if of.silent and silent:
        names = ", ".join(esc(shorten(name, LONGEST)) for name in of.silent[:NAMED])
        more = f" và {len(of.silent) - NAMED} đơn vị khác" if len(of.silent) > NAMED else ""
        lines.append(f"⚪ Được nhắc mà chưa báo cáo lần nào: <b>{len(of.silent)}</b> đơn vị ({names}{more})")
    elif of.silent:
        lines.append("⚪ Được nhắc mà chưa báo cáo lần nào")
    if of.wishes:
        lines.append(f"📅 Xin lùi hạn: <b>{of.wishes}</b> lần, được đồng ý {of.granted}")
    if of.returned:
        lines.append(f"↩️ «Xong» bị trả lại: <b>{of.returned}</b> lần")
    return "\n".join(lines)


def _by_month(months: Sequence[Measures], *, several: bool = False) -> str:
    """`several`: of more than one unit."""
    lines = [
        f"• T{nth}: {_in_short(of, several=several)}" for nth, of in enumerate(months, 1) if not of.nothing
    ]
    return "\n".join(["Theo tháng:", *lines]) if lines else ""


def _in_short(of: Measures, *, several: bool = False) -> str:
    parts = [f"đúng hạn {of.in_time}/{of.due}"] if of.due else []
    if of.asked:
        parts.append(f"trả lời {took(of.answer)}" if of.answer is not None else "chưa trả lời")
    if of.silent and several:
        parts.append(f"im lặng {len(of.silent)} đơn vị")
    elif of.silent:
        parts.append("im lặng")
    if of.wishes:
        parts.append(f"lùi hạn {of.wishes}")
    if of.returned:
        parts.append(f"trả lại {of.returned}")
    return " · ".join(parts) or "chưa có gì"
