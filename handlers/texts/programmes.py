"""A programme on the screen: a unit's own items, and units by items for who reads all."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime

from domain.matrix import Matrix, MatrixRow
from domain.office import Assignment
from domain.programmes import Programme, UnitItems, ranges
from domain.text import fold
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, tasks
from handlers.texts.pages import page_of
from handlers.texts.ratings import SIGN, rated
from papers.vietnamese import number, percent

SAMPLE = "«xong 14/16», «còn mục 3 và 9», «mục 3 mới 60%»"
NAME, LONG_NAME = 26, 60
LISTED = 16

# a unit's own items


def line(held: UnitItems, mine: Sequence[Assignment], today: date, *, unit: bool) -> str:
    """ "📋 Kế hoạch 02: còn 5/16 mục: 3, 7, 9 · còn 7 ngày, hạn …": `mine` are those it is said for."""
    of_unit = f" · {esc(shorten(held.unit.name, 60))}" if unit else ""
    first = min(mine, key=lambda a: a.deadline or date.max)
    return (
        f"{tasks.sign(first, today)} <b>{esc(held.programme.name)}</b>{of_unit}: {_left(held)} · "
        f"{tasks.deadline(first, today)}"
    )


def new_line(held: UnitItems, mine: Sequence[Assignment], today: date) -> str:
    first = min(mine, key=lambda a: a.deadline or date.max)
    return f"📋 <b>{esc(held.programme.name)}</b>: {len(mine)} mục · {tasks.deadline(first, today)}"


def late_line(held: UnitItems, mine: Sequence[Assignment]) -> str:
    numbers = [n for n, a in held.items.items() if a in mine]
    of = f"{len(mine)}/{len(held.items)} mục: {ranges(numbers)}"
    return f"🔴 <b>{esc(held.programme.name)}</b> · {esc(held.unit.name)}: quá hạn {of}"


def opens(held: UnitItems, *, unit: bool = False) -> Button:
    first = next(iter(held.items.values()))
    of_unit = f" · {shorten(held.unit.name, 22)}" if unit else ""
    return Button(f"📋 {held.programme.name}{of_unit} · còn {len(held.left)} mục", f"items:{first.id}")


def card(held: UnitItems, why: str = "") -> Screen:
    """What is left, by number and name. `why`: why nothing was stored."""
    parts = [why] if why else []
    parts += [f"📋 {_head(held)}: xong <b>{held.done}/{len(held.items)}</b> mục.", *_left_lines(held)]
    if held.left:
        parts.append(f"<i>Đồng chí bấm từng mục, hoặc nhắn, ví dụ {SAMPLE}.</i>")
    buttons = [Button(f"Mục {n}", f"open:{held.items[n].id}") for n in held.left]
    return Screen("\n".join(parts), in_rows(buttons, 4))


def read_back(
    held: UnitItems, new: Collection[int], at: datetime, report_id: int, notes: Sequence[str] = ()
) -> Screen:
    """`held` as it is now; `new`: what has just been said to be done."""
    sign = "✅" if not held.left else "🔵"
    parts = [f"{sign} Đã ghi {_head(held)}: xong <b>{held.done}/{len(held.items)}</b> mục."]
    if new:
        parts.append(f"Mới xong: {ranges(new)}.")
    parts += [*_left_lines(held, states=True), *notes, f"<i>Ghi lúc {days.moment(at)}.</i>"]
    rows = [[Button("Sửa", f"itemsfix:{report_id}"), Button("Lấy lại", f"undo:{report_id}")]]
    return Screen("\n".join(parts), rows)


def which_left(held: UnitItems, question_id: int, count: int | None, picked: Collection[int]) -> Screen:
    """`count`: how many were said to be done; None: a reading is put right."""
    of = len(held.items)
    marked = f" Đã chọn: {ranges(picked)}." if picked else ""
    if count is None:
        ask = f"những mục nào <b>còn lại</b> ạ? Bấm để chọn hoặc bỏ, rồi bấm Ghi.{marked}"
    else:
        ask = (
            f"đồng chí báo xong {count}/{of}, còn <b>{of - count}</b> mục nào ạ? Tôi chưa ghi. "
            f"Bấm chọn, hoặc nhắn, ví dụ «còn mục 3 và 9».{marked}"
        )
    buttons = [
        Button(f"{'☑ ' if n in picked else ''}{n}. {shorten(a.task.text, NAME)}", f"left:{question_id}:{n}")
        for n, a in held.items.items()
    ]
    end = [Button("Ghi", f"leftok:{question_id}")] if count is None else []
    rows = [*in_rows(buttons, 1 if of <= 8 else 2), [*end, Button("Thôi", f"drop:{question_id}")]]
    return Screen(f"📋 {_head(held)}: {ask}", rows)


def whether(held: UnitItems, question_id: int, done: int | None) -> Screen:
    said = f"xong {done}/{len(held.items)} mục" if done is not None else "như trong tin này"
    return Screen(
        f"📋 {_head(held)}: đồng chí báo {said} phải không ạ? Tôi chưa ghi.",
        [[Button("Đúng, ghi giúp", f"itemsyes:{question_id}"), Button("Không", f"drop:{question_id}")]],
    )


def same(held: UnitItems) -> str:
    return f"Tôi đã ghi {_head(held)} như vậy rồi: xong <b>{held.done}/{len(held.items)}</b> mục."


def counts_differ(held: UnitItems, done: int, named: Collection[int]) -> str:
    of = len(held.items)
    told = f"nêu mục {ranges(named)}" if named else f"trong máy đang ghi xong {held.done} mục"
    return f"Đồng chí báo xong {done}/{of} mà {told}, hai số chưa khớp nên tôi chưa ghi."


def other_total(held: UnitItems, said: int) -> str:
    return f"Đồng chí ghi trên {said} mà đơn vị có {len(held.items)} mục, nên tôi chưa ghi."


def no_item(held: UnitItems, named: Collection[int]) -> str:
    return f"Không có mục {ranges(named)}; đơn vị có mục {ranges(held.items)}. Tôi chưa ghi gì."


SAY_WHICH = "Tôi chưa ghi và chưa giữ tệp. Đồng chí gửi lại, ghi rõ mục, ví dụ «xong mục 3»."
UNCLEAR = "Tôi chưa rõ ý này nên chưa ghi gì."


def which_unit(several: Sequence[UnitItems]) -> str:
    names = "; ".join(f"{esc(held.programme.name)} · {esc(held.unit.name)}" for held in several[:6])
    return (
        "Đồng chí báo cho đơn vị, kế hoạch nào ạ? Tôi chưa ghi. Đồng chí nhắn lại kèm tên, ví dụ "
        f"«{esc(several[0].unit.name)} còn mục 3».\nĐang phụ trách: {names}."
    )


def undone(held: UnitItems) -> str:
    return f"• {_head(held)}: xong <b>{held.done}/{len(held.items)}</b> mục, {_left(held)}"


def _head(held: UnitItems) -> str:
    return f"<b>{esc(held.programme.name)}</b> · {esc(shorten(held.unit.name, 60))}"


def _left(held: UnitItems) -> str:
    if not held.left:
        return "đã xong hết"
    return f"còn <b>{len(held.left)}/{len(held.items)}</b> mục: {ranges(held.left)}"


def _left_lines(held: UnitItems, *, states: bool = False) -> list[str]:
    """By number and short name; when nearly all are left their numbers are enough."""
    if not held.left:
        return []
    if states and len(held.left) > LISTED // 2:
        return [f"Còn {len(held.left)} mục: {ranges(held.left)}."]
    head = f"Còn {len(held.left)}:"
    return [head, *(_item(number, held.items[number], states) for number in held.left[: LISTED + 4])]


def _item(number_: int, a: Assignment, states: bool) -> str:
    told = f" <i>({tasks.state(a.state)})</i>" if states else ""
    return f"{number_}. {esc(shorten(a.task.text, LONG_NAME))}{told}"


# units by items


def summary_line(matrix: Matrix) -> str:
    """One line under the digest."""
    of = len(matrix.items)
    said = f" {SIGN[matrix.rating.colour]} {matrix.rating.colour}." if matrix.rating else ""
    return (
        f"📋 {esc(matrix.title)}: <b>{matrix.complete}/{len(matrix.rows)}</b> {matrix.unit_word} đủ {of}/{of}; "
        f"{number(matrix.done)}/{number(matrix.cells)} phần việc ({percent(matrix.done, matrix.cells)}).{said}"
    )


def button(programme: Programme) -> Button:
    return Button(f"📋 {programme.name}", _data(programme, "items", 0))


def by_item(programme: Programme, matrix: Matrix, first_ids: Sequence[int], *, rates: bool) -> Screen:
    """Totals, then each item. `first_ids`: of each item one assignment, by which its list is opened; `rates`:
    whether the reader may enter the Central's word."""
    parts = [*_totals(matrix), ""]
    for index, text in enumerate(matrix.items):
        done, of = matrix.of_item(index)
        sign = "✅" if done == of else "▫️"
        parts.append(f"{sign} {matrix.numbers[index]}. {esc(shorten(text, 34))}: <b>{done}/{of}</b>")
    opened = [Button(str(n), f"task:{a}:0") for n, a in zip(matrix.numbers, first_ids, strict=True) if a]
    rows = [
        [
            Button("🏘 Theo đơn vị", _data(programme, "units", 0)),
            Button("⚪ Còn thiếu", _data(programme, "missing", 0)),
        ],
        [
            Button("🖼 Bản ảnh", f"matrix:{programme.items[0].task_id}"),
            Button("🖨 Bản in A4", f"matrixprint:{programme.items[0].task_id}"),
        ],
        *([[Button("🟢 Ghi đánh giá", f"rate:{programme.items[0].task_id}")]] if rates else []),
        *in_rows(opened, 8),
    ]
    return Screen("\n".join(parts), rows)


def by_unit(programme: Programme, matrix: Matrix, page: int, *, missing: bool) -> Screen:
    rows = matrix.behind() if missing else tuple(sorted(matrix.rows, key=lambda row: row.unit))
    shown = page_of(rows, page)
    head = f"<b>📋 {esc(matrix.title)}: còn thiếu {len(rows)}/{len(matrix.rows)} {matrix.unit_word}</b>"
    if not missing:
        head = f"<b>📋 {esc(matrix.title)}: {len(rows)} {matrix.unit_word}, đủ {matrix.complete}</b>"
    lines = [_unit_line(matrix, row) for row in shown.entries]
    turning = shown.turning(_data(programme, "missing" if missing else "units"))
    back = [Button(f"‹ {programme.name}", _data(programme, "items", 0))]
    none = [f"Mọi {matrix.unit_word} đã xong đủ các mục."] if not lines else []
    return Screen("\n".join([head + shown.where, *lines, *none]), [turning, back])


def caption(matrix: Matrix) -> str:
    """Under the picture, in plain text."""
    of = len(matrix.items)
    return (
        f"📋 {matrix.title}, đến {days.full(matrix.as_of.date())}: {matrix.complete}/{len(matrix.rows)} "
        f"{matrix.unit_word} đủ {of}/{of}, {number(matrix.done)}/{number(matrix.cells)} phần việc "
        f"({percent(matrix.done, matrix.cells)})."
    )


def print_name(matrix: Matrix) -> str:
    named = "-".join(re.findall(r"\w+", fold(matrix.title)))
    return f"{named}-{matrix.as_of:%Y-%m-%d}.pdf"


def _totals(matrix: Matrix) -> list[str]:
    of = len(matrix.items)
    parts = [
        f"📋 <b>{esc(matrix.title)}</b>\n<i>Đến {days.moment(matrix.as_of)}</i>",
        f"Đủ {of}/{of}: <b>{matrix.complete}/{len(matrix.rows)}</b> {matrix.unit_word}. Phần việc xong: "
        f"<b>{number(matrix.done)}/{number(matrix.cells)}</b> ({percent(matrix.done, matrix.cells)}).",
    ]
    if matrix.rating:
        parts.append(f"Trung ương đánh giá: {rated(matrix.rating)}.")
    if counts := matrix.rated():
        told = " · ".join(f"{SIGN[colour]} {colour} {count}" for colour, count in counts.items())
        parts.append(f"Đánh giá từng đơn vị: {told}.")
    return parts


def _unit_line(matrix: Matrix, row: MatrixRow) -> str:
    said = (
        f" · {SIGN[row.rating.colour]} {row.rating.colour} {days.short(row.rating.day)}" if row.rating else ""
    )
    left = matrix.missing(row)
    told = ", chưa báo cáo" if row.silent else f", còn mục {ranges(left)}" if left else ""
    return f"• {esc(shorten(row.unit, 60))}: <b>{row.done}/{row.of}</b>{told}{said}"


def _data(programme: Programme, view: str, page: int | None = None) -> str:
    data = f"programme:{programme.items[0].task_id}:{view}"
    return data if page is None else f"{data}:{page}"
