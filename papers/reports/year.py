"""The year as one page of PDF, in the party's form or in the State's."""

from datetime import timedelta
from typing import Any

from domain.report_page import Form
from domain.trends import Course, Measures
from domain.year_page import MonthBars, YearPage
from papers import typefaces, typesetting
from papers.reports.content import BLANK
from papers.reports.pdf import PrintedReport, stand_in
from papers.vietnamese import full_day, number, percent

TEMPLATE = "reports/year.typ"
UNITS = 16  # that the page has room for


def year_pdf(page: YearPage) -> PrintedReport:
    """One page, however many units there are: those with the most to say, the others as a sum."""
    family = typefaces.serif().family
    return PrintedReport(typesetting.pdf(TEMPLATE, _data(page, family), serif=True), family)


def _data(page: YearPage, family: str) -> dict[str, Any]:
    issuer, party = page.issuer, page.issuer.form is Form.PARTY
    what = f"kết quả đôn đốc, thực hiện nhiệm vụ được giao năm {page.year}"
    signs = f"{'T/M' if party else 'TM.'} {issuer.signs_for.upper()}"
    return {
        "form": issuer.form,
        "superior": issuer.superior.upper(),
        "organ": issuer.organ.upper(),
        "number": f"Số {BLANK}-BC/{issuer.code}" if party else f"Số: {BLANK}/BC-{issuer.code}",
        "place_and_day": f"{issuer.place}, ngày {BLANK} tháng {BLANK} năm {page.until.year}",
        "subject": what if party else what[:1].upper() + what[1:],
        "recipients": issuer.recipients,
        "signature": ((signs,) if issuer.signs_for else ()) + (issuer.post.upper(),),
        "family": family,
        "stand_in": stand_in(family),
        "said": _said(page),
        "bars": [_bars(bars) for bars in page.bars],
        "units": _rows(page),
    }


def _said(page: YearPage) -> list[str]:
    of = page.whole.year
    day = full_day(page.until)
    found = [
        f"Đến ngày {day}, đã hoàn thành {number(page.tasks_done)}/{number(page.tasks)} nhiệm vụ "
        f"({percent(page.tasks_done, page.tasks)})."
    ]
    if of.due:
        found.append(
            f"Trong {number(of.due)} phân công đến hạn trong năm, {number(of.in_time)} xong đúng hạn "
            f"({percent(of.in_time, of.due)})."
        )
    in_time, ended = page.periods
    if ended:
        found.append(f"Việc định kỳ tính riêng: đúng hạn {number(in_time)}/{number(ended)} kỳ.")
    if of.answer is not None:
        found.append(f"Một nửa số lần được nhắc, đơn vị trả lời trong {_days(of.answer)} ngày.")
    if of.silent:
        found.append(f"Có {number(len(of.silent))} đơn vị được nhắc mà cả năm chưa báo cáo.")
    if of.wishes:
        found.append(
            f"Các đơn vị đã xin lùi hạn {number(of.wishes)} lần, {number(of.granted)} lần được đồng ý."
        )
    if of.returned:
        found.append(f"Có {number(of.returned)} lần báo xong bị trả lại.")
    return found


def _bars(bars: MonthBars) -> dict[str, Any]:
    highest = 100.0 if bars.unit == "%" else max((value or 0.0 for value in bars.values), default=0.0)
    return {
        "name": f"{bars.name} ({bars.unit})",
        "months": [
            {
                "height": 0.0 if value is None or not highest else value / highest,
                "label": "" if value is None else number(value, 1 if bars.unit == "ngày" else 0),
            }
            for value in bars.values
        ],
    }


def _rows(page: YearPage) -> list[list[str]]:
    fits = len(page.units) <= UNITS
    shown = page.units if fits else page.units[: UNITS - 1]
    rows = [[str(nth), unit.name, *_figures(unit.year)] for nth, unit in enumerate(shown, 1)]
    if not fits:
        rest = page.units[len(shown) :]
        rows.append(["", f"… và {number(len(rest))} đơn vị khác", *_summed(rest)])
    return [*rows, ["", "Cộng", *_figures(page.whole.year)]]


def _figures(of: Measures) -> list[str]:
    punctual = percent(of.in_time, of.due) if of.due else "–"
    answer = _days(of.answer) if of.answer is not None else "–"
    counts = (of.unanswered, of.wishes, of.returned)
    return [number(of.due), number(of.in_time), punctual, answer, *(number(count) for count in counts)]


def _summed(units: tuple[Course, ...]) -> list[str]:
    """The middle of several cannot be had from the middle of each."""
    due, in_time = sum(u.year.due for u in units), sum(u.year.in_time for u in units)
    counts = (
        sum(u.year.unanswered for u in units),
        sum(u.year.wishes for u in units),
        sum(u.year.returned for u in units),
    )
    punctual = percent(in_time, due) if due else "–"
    return [number(due), number(in_time), punctual, "", *(number(count) for count in counts)]


def _days(took: timedelta) -> str:
    return number(took.total_seconds() / 86400, 1)
