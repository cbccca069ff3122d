"""Trends of a year: one screen for all or for one unit, and the list of units."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.trends import Course, Measures, Trends
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days
from handlers.texts.language import Sentence, say
from handlers.texts.pages import WITH_BUTTONS, page_of
from handlers.texts.terms import number
from papers.vietnamese import percent

LONGEST = 60
NAMED = 3
WITHOUT = Sentence("Việc thường xuyên và việc định kỳ không tính vào tỷ lệ đúng hạn.")


def opens(suffix: str = "") -> Button:
    return Button(say("📈 Xu hướng"), f"trend{suffix}")


def whole(found: Trends, first_year: int, this_year: int) -> Screen:
    """`first_year`, `this_year`: between which there are others to turn to."""
    head = say("📈 <b>Xu hướng năm {year}</b>\n<i>{until}</i>", year=found.year, until=until(found))
    if found.whole.year.nothing:
        text = say("{head}\n\nTrong năm chưa có việc nào đến hạn hay được nhắc.", head=head)
        return Screen(text, [_years(found.year, first_year, this_year), [_back()]])
    months = _by_month(found.whole.months, several=True)
    text = "\n\n".join([head, _said(found.whole.year, silent=True), months, WITHOUT()])
    return Screen(
        text,
        [
            [
                Button(say("🏢 Theo đơn vị"), f"trend:{found.year}:units:0"),
                Button(say("📄 Một trang A4"), f"yearpage:{found.year}"),
            ],
            _years(found.year, first_year, this_year),
            [_back()],
        ],
    )


def unit(found: Trends, name: str, course: Course | None) -> Screen:
    head = say(
        "📈 <b>{name}, năm {year}</b>\n<i>{until}</i>",
        name=esc(shorten(name, 200)),
        year=found.year,
        until=until(found),
    )
    said = say("Trong năm chưa có việc nào đến hạn hay được nhắc.")
    if course is not None:
        said = "\n\n".join(part for part in (_said(course.year), _by_month(course.months)) if part)
    return Screen(
        f"{head}\n\n{said}", [[Button(say("‹ Các đơn vị"), f"trend:{found.year}:units:0"), _to(found.year)]]
    )


def units(found: Trends, wanted: int) -> Screen:
    """The least punctual first, with a button for each."""
    page = page_of(found.units, wanted, WITH_BUTTONS)
    lines = [f"• {esc(shorten(one.name, LONGEST))}: {_in_short(one.year)}" for one in page.entries]
    head = say("<b>📈 Xu hướng năm {year} theo đơn vị</b>{where}", year=found.year, where=page.where)
    opening = [
        Button(shorten(one.name, 30), f"trend:{found.year}:unit:{one.department_id}") for one in page.entries
    ]
    text = "\n".join([head, *(lines or [say("Chưa có số liệu.")])])
    turning = page.turning(f"trend:{found.year}:units")
    return Screen(text, [*in_rows(opening, 2), turning, [_to(found.year)]])


def until(found: Trends) -> str:
    return say("Cả năm") if found.over else say("Đến ngày {until}", until=days.full(found.until))


def not_yet(year: int) -> str:
    return say("Năm {year} chưa đến nên chưa có số liệu.", year=year)


def before_the_first(year: int, first: date) -> str:
    return say(
        "Năm {year} chưa giao việc nào. Việc đầu tiên được giao ngày {first}.",
        year=year,
        first=days.full(first),
    )


def page_name(year: int) -> str:
    return f"tong-ket-{year}.pdf"


def page_caption(found: Trends) -> str:
    return say(
        "Tổng kết năm {year} trên một trang A4 ({until}).", year=found.year, until=until(found).lower()
    )


def took(answer: timedelta | None) -> str:
    """ "2,5 ngày", "5 giờ", "dưới 1 giờ"."""
    if answer is None:
        return say("chưa trả lời")
    hours = answer.total_seconds() / 3600
    if hours < 1:
        return say("dưới 1 giờ")
    return (
        say("{hours} giờ", hours=number(hours))
        if hours < 24
        else say("{hours} ngày", hours=number(hours / 24, 1))
    )


def _back() -> Button:
    return Button(say("‹ Bản tổng hợp"), "part:all:0")


def _to(year: int) -> Button:
    return Button(say("‹ Toàn cảnh"), f"trend:{year}")


def _years(year: int, first_year: int, this_year: int) -> list[Button]:
    near = [one for one in (year - 1, year + 1) if first_year <= one <= this_year]
    return [Button(say("Năm {year}", year=one), f"trend:{one}") for one in near]


def _said(of: Measures, *, silent: bool = False) -> str:
    lines = []
    if of.due:
        lines.append(
            say(
                "✅ Đúng hạn: <b>{in_time}/{due}</b> việc đến hạn ({percent})",
                in_time=of.in_time,
                due=of.due,
                percent=percent(of.in_time, of.due),
            )
        )
    if of.asked:
        open_ = (
            say(", {unanswered} lần hỏi chưa được trả lời", unanswered=of.unanswered) if of.unanswered else ""
        )
        half = (
            say("một nửa số lần trong <b>{took}</b>", took=took(of.answer))
            if of.answer is not None
            else say("chưa lần nào")
        )
        lines.append(say("⏱ Trả lời lời nhắc: {half}{open}", half=half, open=open_))
    if of.silent and silent:
        names = ", ".join(esc(shorten(name, LONGEST)) for name in of.silent[:NAMED])
        more = say(" và {count} đơn vị khác", count=len(of.silent) - NAMED) if len(of.silent) > NAMED else ""
        lines.append(
            say(
                "⚪ Được nhắc mà chưa báo cáo lần nào: <b>{count}</b> đơn vị ({names}{more})",
                count=len(of.silent),
                names=names,
                more=more,
            )
        )
    elif of.silent:
        lines.append(say("⚪ Được nhắc mà chưa báo cáo lần nào"))
    if of.wishes:
        lines.append(
            say(
                "📅 Xin lùi hạn: <b>{wishes}</b> lần, được đồng ý {granted}",
                wishes=of.wishes,
                granted=of.granted,
            )
        )
    if of.returned:
        lines.append(say("↩️ «Xong» bị trả lại: <b>{returned}</b> lần", returned=of.returned))
    return "\n".join(lines)


def _by_month(months: Sequence[Measures], *, several: bool = False) -> str:
    """`several`: of more than one unit."""
    lines = [
        f"• T{nth}: {_in_short(of, several=several)}" for nth, of in enumerate(months, 1) if not of.nothing
    ]
    return "\n".join([say("Theo tháng:"), *lines]) if lines else ""


def _in_short(of: Measures, *, several: bool = False) -> str:
    parts = [say("đúng hạn {in_time}/{due}", in_time=of.in_time, due=of.due)] if of.due else []
    if of.asked:
        parts.append(
            say("trả lời {took}", took=took(of.answer)) if of.answer is not None else say("chưa trả lời")
        )
    if of.silent and several:
        parts.append(say("im lặng {count} đơn vị", count=len(of.silent)))
    elif of.silent:
        parts.append(say("im lặng"))
    if of.wishes:
        parts.append(say("lùi hạn {wishes}", wishes=of.wishes))
    if of.returned:
        parts.append(say("trả lại {returned}", returned=of.returned))
    return " · ".join(parts) or say("chưa có gì")
