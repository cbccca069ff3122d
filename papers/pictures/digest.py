"""The digest as a picture for the phone and as pages of A4."""

import re
from collections.abc import Sequence
from typing import Any

from domain.digest_page import DigestPage, Entry, Held
from domain.unit_bars import STACK, UnitBar, merged
from papers import typesetting
from papers.lettering import shorten
from papers.vietnamese import WORK, moment, number, percent, portion, short_day, weekday, years

UNITS, LATE, SOON, HELD = 5, 3, 3, 3
TEMPLATE = "pictures/digest.typ"


def digest_picture(page: DigestPage, *, dark: bool = False) -> bytes:
    """PNG, 1080 pixels wide: the worst units, the longest late and the next due; the others as a sum."""
    return typesetting.png(TEMPLATE, _data(page, dark=dark, paper=False))


def phone_data(page: DigestPage) -> dict[str, Any]:
    """What the picture is drawn from, as JSON can hold it."""
    return _data(page, dark=False, paper=False)


def digest_pdf(page: DigestPage) -> bytes:
    """PDF on A4, with every unit and every task in full."""
    return typesetting.pdf(TEMPLATE, _data(page, dark=False, paper=True))


def _data(page: DigestPage, *, dark: bool, paper: bool) -> dict[str, Any]:
    many = len(page.units) + len(page.late) + len(page.soon)
    units, late, soon = (many, many, many) if paper else (UNITS, LATE, SOON)
    if len(page.units) == units + 1:
        units += 1  # "và 1 đơn vị khác" would take the room of its bar
    rest = page.units[units:]
    whole = page.whole
    today = page.as_of.date()
    return {
        "dark": dark,
        "paper": paper,
        "title": page.title,
        "issuer": page.issuer,
        "as_of": _as_of(page),
        "opening": page.opening or None,
        "empty": None if page.units else "Chưa có nhiệm vụ nào được giao.",
        "numbers": _numbers(page),
        "whole": _parts(whole),
        "key": [
            {"work": part.work.value, "label": WORK[part.work], "count": number(part.count)}
            for part in whole.parts
        ],
        "late_label": "quá hạn",
        "late_total": number(whole.overdue) if whole.overdue else None,
        "unit_count": number(len(page.units)),
        "units": [_unit(bar) for bar in page.units[:units]],
        "rest": _unit(merged(f"… và {len(rest)} đơn vị khác", rest)) if rest else None,
        "late": [_late(entry, (today - entry.deadline).days) for entry in page.late[:late]],
        "late_more": _shown(page.late, late, "lâu nhất"),
        "soon": [_soon(entry, (entry.deadline - today).days) for entry in page.soon[:soon]],
        "soon_more": _shown(page.soon, soon, "gần nhất"),
        "soon_label": "Đến hạn trong hai tuần tới",
        "soon_total": number(len(page.soon)) if page.soon else None,
        "notes": [*_remarks(page, len(page.held) if paper else HELD), *page.notes],
    }


def _as_of(page: DigestPage) -> str:
    compared = f", so với {short_day(page.since)}" if page.since and page.before else ""
    return f"Đến {moment(page.as_of)}{compared}"


def _numbers(page: DigestPage) -> list[dict[str, Any]]:
    now, before = page.now, page.before
    done = f"đã xong ({percent(page.tasks, page.all_tasks)})"
    return [
        _number(done, now.done, before.done if before else None, of=page.all_tasks),
        _number("việc quá hạn", now.overdue, before.overdue if before else None, alarm=now.overdue > 0),
        _number("chưa báo cáo", now.no_report, before.no_report if before else None),
    ]


def _number(
    label: str, value: int, before: int | None, *, of: int | None = None, alarm: bool = False
) -> dict[str, Any]:
    """With `of`, more is better; without, less is."""
    change = None if before is None else value - before
    return {
        "value": number(value),
        "of": None if of is None else number(of),
        "label": label,
        "alarm": alarm,
        "direction": 0 if not change else 1 if change > 0 else -1,
        "good": (change is not None and change > 0) == (of is not None),
        "change": None if change is None else (number(abs(change)) if change else "không đổi"),
    }


def _parts(bar: UnitBar) -> list[dict[str, Any]]:
    ordered = sorted(bar.parts, key=lambda part: STACK.index(part.work))
    return [
        {"work": part.work.value, "count": part.count, "said": number(part.count), "late": part.overdue}
        for part in ordered
    ]


def _unit(bar: UnitBar) -> dict[str, Any]:
    return {
        "name": _called(bar.name),
        "parts": _parts(bar),
        "done": number(bar.done),
        "total": number(bar.total),
        "late": number(bar.overdue) if bar.overdue else None,
    }


def _called(unit: str) -> str:
    """The long name that every commune begins with, as everybody abbreviates it."""
    return re.sub(r"^(Uỷ|Ủy) ban nhân dân\b", "UBND", unit)


def _late(entry: Entry, days: int) -> dict[str, str]:
    asked = f"nhắc {entry.asked} lần" if entry.asked else "chưa nhắc"
    return _line(entry, number(days), "ngày", asked)


def _soon(entry: Entry, days: int) -> dict[str, str]:
    left = f"còn {days} ngày" if days else "hôm nay"
    return _line(entry, short_day(entry.deadline), weekday(entry.deadline), left)


def _line(entry: Entry, big: str, under: str, side: str) -> dict[str, str]:
    return {
        "big": big,
        "under": under,
        "side": side,
        "unit": _called(entry.unit),
        "ref": entry.ref,
        "task": entry.task,
    }


def _held(one: Held) -> str:
    words = f": “{shorten(one.words, 80)}”" if one.words else ""
    return f"{one.ref} {_called(one.unit)}{words}"


def _shown(entries: Sequence[Entry], shown: int, which: str) -> str | None:
    return f"{number(shown)} việc {which}" if len(entries) > shown else None


def _remarks(page: DigestPage, held: int) -> list[str]:
    found = []
    if page.held:
        listed = "; ".join(_held(one) for one in page.held[:held])
        more = f"; và {number(len(page.held) - held)} việc khác" if len(page.held) > held else ""
        found.append(f"Có vướng mắc {number(len(page.held))} việc: {listed}{more}.")
    if page.whole.total != page.all_tasks:
        counted = f"{number(page.whole.total)} phân công cho {number(page.all_tasks)} nhiệm vụ"
        found.append(f"Có {counted}; các thanh đếm theo phân công.")
    if page.years:
        parts = "; ".join(f"{years(part.years)}: {portion(part)}" for part in page.years)
        found.append(f"Nhiệm vụ {parts}.")
    if page.indicators is not None:
        whole = page.indicators.whole
        of_years = f" {years(whole.years)}" if whole.years else ""
        parts = "".join(f"; {years(part.years)}: {portion(part)}" for part in page.indicators.parts)
        found.append(f"Chỉ tiêu{of_years} đạt và vượt: {portion(whole)}{parts}.")
    if page.unassessed:
        found.append(f"Chưa đánh giá được {number(page.unassessed)} chỉ tiêu.")
    return found
