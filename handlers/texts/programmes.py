"""A programme on the screen: a unit's own items, and units by items for who reads all."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime

from domain.matrix import Matrix, MatrixRow
from domain.office import Assignment
from domain.programmes import Programme, UnitItems, ranges
from domain.text import fold
from handlers.screens import Button, Screen, esc, in_rows, shorten
from handlers.texts import days, tasks, terms
from handlers.texts.language import Sentence, say
from handlers.texts.pages import page_of
from handlers.texts.ratings import SIGN, rated
from handlers.texts.terms import number
from papers.vietnamese import percent

SAMPLE = Sentence("«xong 14/16», «còn mục 3 và 9», «mục 3 mới 60%»")
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
    return say(
        "📋 <b>{programme}</b>: {count} mục · {deadline}",
        programme=esc(held.programme.name),
        count=len(mine),
        deadline=tasks.deadline(first, today),
    )


def late_line(held: UnitItems, mine: Sequence[Assignment]) -> str:
    numbers = [n for n, a in held.items.items() if a in mine]
    of = say("{late}/{of} mục: {numbers}", late=len(mine), of=len(held.items), numbers=ranges(numbers))
    return say(
        "🔴 <b>{programme}</b> · {unit}: quá hạn {of}",
        programme=esc(held.programme.name),
        unit=esc(held.unit.name),
        of=of,
    )


def opens(held: UnitItems, *, unit: bool = False) -> Button:
    first = next(iter(held.items.values()))
    of_unit = f" · {shorten(held.unit.name, 22)}" if unit else ""
    return Button(
        say(
            "📋 {programme}{of_unit} · còn {count} mục",
            programme=held.programme.name,
            of_unit=of_unit,
            count=len(held.left),
        ),
        f"items:{first.id}",
    )


def card(held: UnitItems, why: str = "") -> Screen:
    """What is left, by number and name. `why`: why nothing was stored."""
    parts = [why] if why else []
    parts += [
        say("📋 {head}: xong <b>{done}/{of}</b> mục.", head=_head(held), done=held.done, of=len(held.items)),
        *_left_lines(held),
    ]
    if held.left:
        parts.append(say("<i>Đồng chí bấm từng mục, hoặc nhắn, ví dụ {sample}.</i>", sample=SAMPLE()))
    buttons = [Button(say("Mục {n}", n=n), f"open:{held.items[n].id}") for n in held.left]
    return Screen("\n".join(parts), in_rows(buttons, 4))


def read_back(
    held: UnitItems, new: Collection[int], at: datetime, report_id: int, notes: Sequence[str] = ()
) -> Screen:
    """`held` as it is now; `new`: what has just been said to be done."""
    sign = "✅" if not held.left else "🔵"
    parts = [
        say(
            "{sign} Đã ghi {head}: xong <b>{done}/{of}</b> mục.",
            sign=sign,
            head=_head(held),
            done=held.done,
            of=len(held.items),
        )
    ]
    if new:
        parts.append(say("Mới xong: {new}.", new=ranges(new)))
    parts += [*_left_lines(held, states=True), *notes, say("<i>Ghi lúc {at}.</i>", at=days.moment(at))]
    rows = [[Button(say("Sửa"), f"itemsfix:{report_id}"), Button(say("Lấy lại"), f"undo:{report_id}")]]
    return Screen("\n".join(parts), rows)


def which_left(held: UnitItems, question_id: int, count: int | None, picked: Collection[int]) -> Screen:
    """`count`: how many were said to be done; None: a reading is put right."""
    of = len(held.items)
    marked = say(" Đã chọn: {picked}.", picked=ranges(picked)) if picked else ""
    if count is None:
        ask = say("những mục nào <b>còn lại</b> ạ? Bấm để chọn hoặc bỏ, rồi bấm Ghi.{marked}", marked=marked)
    else:
        ask = say(
            "đồng chí báo xong {done}/{of}, còn <b>{left}</b> mục nào ạ? Tôi chưa ghi. "
            "Bấm chọn, hoặc nhắn, ví dụ «còn mục 3 và 9».{marked}",
            done=count,
            of=of,
            left=of - count,
            marked=marked,
        )
    buttons = [
        Button(f"{'☑ ' if n in picked else ''}{n}. {shorten(a.task.text, NAME)}", f"left:{question_id}:{n}")
        for n, a in held.items.items()
    ]
    end = [Button(say("Ghi"), f"leftok:{question_id}")] if count is None else []
    rows = [*in_rows(buttons, 1 if of <= 8 else 2), [*end, Button(say("Thôi"), f"drop:{question_id}")]]
    return Screen(f"📋 {_head(held)}: {ask}", rows)


def whether(held: UnitItems, question_id: int, done: int | None) -> Screen:
    said = (
        say("xong {done}/{of} mục", done=done, of=len(held.items))
        if done is not None
        else say("như trong tin này")
    )
    return Screen(
        say("📋 {head}: đồng chí báo {said} phải không ạ? Tôi chưa ghi.", head=_head(held), said=said),
        [
            [
                Button(say("Đúng, ghi giúp"), f"itemsyes:{question_id}"),
                Button(say("Không"), f"drop:{question_id}"),
            ]
        ],
    )


def same(held: UnitItems) -> str:
    return say(
        "Tôi đã ghi {head} như vậy rồi: xong <b>{done}/{of}</b> mục.",
        head=_head(held),
        done=held.done,
        of=len(held.items),
    )


def counts_differ(held: UnitItems, done: int, named: Collection[int]) -> str:
    of = len(held.items)
    told = (
        say("nêu mục {named}", named=ranges(named))
        if named
        else say("trong máy đang ghi xong {done} mục", done=held.done)
    )
    return say(
        "Đồng chí báo xong {done}/{of} mà {told}, hai số chưa khớp nên tôi chưa ghi.",
        done=done,
        of=of,
        told=told,
    )


def other_total(held: UnitItems, said: int) -> str:
    return say(
        "Đồng chí ghi trên {said} mà đơn vị có {count} mục, nên tôi chưa ghi.",
        said=said,
        count=len(held.items),
    )


def no_item(held: UnitItems, named: Collection[int]) -> str:
    return say(
        "Không có mục {named}; đơn vị có mục {items}. Tôi chưa ghi gì.",
        named=ranges(named),
        items=ranges(held.items),
    )


SAY_WHICH = Sentence("Tôi chưa ghi và chưa giữ tệp. Đồng chí gửi lại, ghi rõ mục, ví dụ «xong mục 3».")
UNCLEAR = Sentence("Tôi chưa rõ ý này nên chưa ghi gì.")


def which_unit(several: Sequence[UnitItems]) -> str:
    names = "; ".join(f"{esc(held.programme.name)} · {esc(held.unit.name)}" for held in several[:6])
    return say(
        "Đồng chí báo cho đơn vị, kế hoạch nào ạ? Tôi chưa ghi. "
        "Đồng chí nhắn lại kèm tên, ví dụ «{unit} còn mục 3».\n"
        "Đang phụ trách: {names}.",
        unit=esc(several[0].unit.name),
        names=names,
    )


def undone(held: UnitItems) -> str:
    return say(
        "• {head}: xong <b>{done}/{of}</b> mục, {left}",
        head=_head(held),
        done=held.done,
        of=len(held.items),
        left=_left(held),
    )


def _head(held: UnitItems) -> str:
    return f"<b>{esc(held.programme.name)}</b> · {esc(shorten(held.unit.name, 60))}"


def _left(held: UnitItems) -> str:
    if not held.left:
        return say("đã xong hết")
    return say(
        "còn <b>{count}/{of}</b> mục: {left}",
        count=len(held.left),
        of=len(held.items),
        left=ranges(held.left),
    )


def _left_lines(held: UnitItems, *, states: bool = False) -> list[str]:
    """By number and short name; when nearly all are left their numbers are enough."""
    if not held.left:
        return []
    if states and len(held.left) > LISTED // 2:
        return [say("Còn {count} mục: {left}.", count=len(held.left), left=ranges(held.left))]
    head = say("Còn {count}:", count=len(held.left))
    return [head, *(_item(number, held.items[number], states) for number in held.left[: LISTED + 4])]


def _item(number_: int, a: Assignment, states: bool) -> str:
    told = f" <i>({tasks.state(a.state)})</i>" if states else ""
    return f"{number_}. {esc(shorten(a.task.text, LONG_NAME))}{told}"


# units by items


def summary_line(matrix: Matrix) -> str:
    """One line under the digest."""
    of = len(matrix.items)
    said = f" {SIGN[matrix.rating.colour]} {terms.colour(matrix.rating.colour)}." if matrix.rating else ""
    return say(
        "📋 {title}: <b>{complete}/{units}</b> {unit_word} đủ {of}/{of}; "
        "{done}/{cells} phần việc ({percent}).{rated}",
        title=esc(matrix.title),
        complete=matrix.complete,
        units=len(matrix.rows),
        unit_word=say(matrix.unit_word),
        of=of,
        done=number(matrix.done),
        cells=number(matrix.cells),
        percent=percent(matrix.done, matrix.cells),
        rated=said,
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
            Button(say("🏘 Theo đơn vị"), _data(programme, "units", 0)),
            Button(say("⚪ Còn thiếu"), _data(programme, "missing", 0)),
        ],
        [
            Button(say("🖼 Bản ảnh"), f"matrix:{programme.items[0].task_id}"),
            Button(say("🖨 Bản in A4"), f"matrixprint:{programme.items[0].task_id}"),
        ],
        *([[Button(say("🟢 Ghi đánh giá"), f"rate:{programme.items[0].task_id}")]] if rates else []),
        *in_rows(opened, 8),
    ]
    return Screen("\n".join(parts), rows)


def by_unit(programme: Programme, matrix: Matrix, page: int, *, missing: bool) -> Screen:
    rows = matrix.behind() if missing else tuple(sorted(matrix.rows, key=lambda row: row.unit))
    shown = page_of(rows, page)
    head = say(
        "<b>📋 {title}: còn thiếu {count}/{of} {unit_word}</b>",
        title=esc(matrix.title),
        count=len(rows),
        of=len(matrix.rows),
        unit_word=say(matrix.unit_word),
    )
    if not missing:
        head = say(
            "<b>📋 {title}: {count} {unit_word}, đủ {complete}</b>",
            title=esc(matrix.title),
            count=len(rows),
            unit_word=say(matrix.unit_word),
            complete=matrix.complete,
        )
    lines = [_unit_line(matrix, row) for row in shown.entries]
    turning = shown.turning(_data(programme, "missing" if missing else "units"))
    back = [Button(f"‹ {programme.name}", _data(programme, "items", 0))]
    none = [say("Mọi {unit_word} đã xong đủ các mục.", unit_word=say(matrix.unit_word))] if not lines else []
    return Screen("\n".join([head + shown.where, *lines, *none]), [turning, back])


def caption(matrix: Matrix) -> str:
    """Under the picture, in plain text."""
    of = len(matrix.items)
    return say(
        "📋 {title}, đến {as_of}: {complete}/{units} {unit_word} đủ {of}/{of}, "
        "{done}/{cells} phần việc ({percent}).",
        title=matrix.title,
        as_of=days.full(matrix.as_of.date()),
        complete=matrix.complete,
        units=len(matrix.rows),
        unit_word=say(matrix.unit_word),
        of=of,
        done=number(matrix.done),
        cells=number(matrix.cells),
        percent=percent(matrix.done, matrix.cells),
    )


def print_name(matrix: Matrix) -> str:
    named = "-".join(re.findall(r"\w+", fold(matrix.title)))
    return f"{named}-{matrix.as_of:%Y-%m-%d}.pdf"


def _totals(matrix: Matrix) -> list[str]:
    of = len(matrix.items)
    parts = [
        say(
            "📋 <b>{title}</b>\n<i>Đến {as_of}</i>", title=esc(matrix.title), as_of=days.moment(matrix.as_of)
        ),
        say(
            "Đủ {of}/{of}: <b>{complete}/{units}</b> {unit_word}. "
            "Phần việc xong: <b>{done}/{cells}</b> ({percent}).",
            of=of,
            complete=matrix.complete,
            units=len(matrix.rows),
            unit_word=say(matrix.unit_word),
            done=number(matrix.done),
            cells=number(matrix.cells),
            percent=percent(matrix.done, matrix.cells),
        ),
    ]
    if matrix.rating:
        parts.append(say("Trung ương đánh giá: {rated}.", rated=rated(matrix.rating)))
    if counts := matrix.rated():
        told = " · ".join(
            f"{SIGN[colour]} {terms.colour(colour)} {count}" for colour, count in counts.items()
        )
        parts.append(say("Đánh giá từng đơn vị: {told}.", told=told))
    return parts


def _unit_line(matrix: Matrix, row: MatrixRow) -> str:
    said = (
        f" · {SIGN[row.rating.colour]} {terms.colour(row.rating.colour)} {days.short(row.rating.day)}"
        if row.rating
        else ""
    )
    left = matrix.missing(row)
    told = say(", chưa báo cáo") if row.silent else say(", còn mục {left}", left=ranges(left)) if left else ""
    return f"• {esc(shorten(row.unit, 60))}: <b>{row.done}/{row.of}</b>{told}{said}"


def _data(programme: Programme, view: str, page: int | None = None) -> str:
    data = f"programme:{programme.items[0].task_id}:{view}"
    return data if page is None else f"{data}:{page}"
