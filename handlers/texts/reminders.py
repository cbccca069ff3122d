"""The morning's reminder: one task with its four buttons, or several with one button each."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.office import Assignment
from domain.programmes import UnitItems
from handlers.screens import Button, Screen, esc, shorten
from handlers.texts import programmes as programmes_texts
from handlers.texts import snoozing, tasks
from handlers.texts.language import say

LONG = 12


def reminder(
    name: str,
    owing: Sequence[Assignment],
    new: Sequence[Assignment],
    late: Sequence[Assignment],
    today: date,
    may_wait: Collection[int],
    nudged: Collection[int] = (),
    programmes: Sequence[UnitItems] = (),
    fresh: Collection[int] = (),
) -> Screen:
    """`owing`: what the person is asked about, the most pressing first; `new`: what they are told of; `late`: what
    is overdue in a unit at whose head they are; `may_wait`: ids of those whose reminder can be put off; `nudged`:
    of those that the Secretariat asks for by hand; `programmes`: their items are said together;
    `fresh`: ids of those of `owing` that are new to them too."""
    told = _Together(programmes, new)
    parts, rows = [], [*told.buttons(), *tasks.open_buttons([a for a in told.alone if a.role == "lead"])]
    if late:
        parts.append(_late(_Together(programmes, late), today))
    if new:
        parts.append(_new(told, [a.task.ref for a in owing if a.id in fresh], today))
    if by_hand := _by_hand([a.task.ref for a in owing if a.id in nudged], len(owing)):
        parts.append(by_hand)
    if owing:
        asked = (
            _one(owing[0], today, fresh)
            if len(owing) == 1
            else _several(name, _Together(programmes, owing), today, fresh)
        )
        parts.append(asked.text)
        rows = [list(row) for row in asked.rows]
        if len(owing) == 1 and owing[0].id in may_wait:
            rows.append([snoozing.button(owing[0])])
    return Screen("\n\n".join(parts), rows)


def _by_hand(refs: Sequence[str], of: int) -> str:
    """Which of them, where others are reminded of by the clock in the same message."""
    if not refs:
        return ""
    which = "" if len(refs) == of else say(" việc {refs}", refs=esc(", ".join(refs[:LONG])))
    return say("📣 <b>Tổ giúp việc đôn đốc{which}, mong đồng chí trả lời sớm.</b>", which=which)


class _Together:
    """Items of one programme are said in one line, the others each by itself."""

    def __init__(self, programmes: Sequence[UnitItems], some: Sequence[Assignment]) -> None:
        self.all = list(some)
        mine = [(held, [a for a in some if a.id in held.ids]) for held in programmes]
        self.items = [(held, of) for held, of in mine if len(of) > 1]
        ids = {a.id for _, of in self.items for a in of}
        self.alone = [a for a in some if a.id not in ids]
        self.units = list(dict.fromkeys(a.department.name for a in some))

    def buttons(self) -> list[list[Button]]:
        several = len({held.unit.id for held, _ in self.items}) > 1
        return [[programmes_texts.opens(held, unit=several)] for held, _ in self.items[:LONG]]

    def more(self) -> list[str]:
        left = len(self.alone) - LONG
        return [say("… và {left} việc khác: /viec", left=left)] if left > 0 else []


def _late(late: _Together, today: date) -> str:
    """For the head of the unit, who reads and does not report."""
    shown = [programmes_texts.late_line(held, of) for held, of in late.items[:LONG]]
    shown += [tasks.line(a, today, with_unit=len(late.units) > 1) for a in late.alone[:LONG]]
    units = esc(shorten(", ".join(late.units), 200))
    head = say("🔴 <b>{units}</b> có <b>{count} việc quá hạn</b>:", units=units, count=len(late.all))
    return "\n\n".join([head, *shown, *late.more()])


def _new(new: _Together, asked: Sequence[str], today: date) -> str:
    """`asked`: codes of those that are new too, and stand further down because they are pressing."""
    count = len(new.all) + len(asked)
    head = (
        say("📌 <b>Việc mới giao</b>") if count == 1 else say("📌 <b>{count} việc mới giao</b>", count=count)
    )
    head += say(", cần báo trước: {asked} (cuối tin):", asked=esc(", ".join(asked[:LONG]))) if asked else ":"
    lines = [programmes_texts.new_line(held, of, today) for held, of in new.items[:LONG]]
    for a in new.alone[:LONG]:
        role = say(" <i>(phối hợp)</i>") if a.role != "lead" else ""
        lines.append(f"<b>{esc(a.task.ref)}</b>{role} · {tasks.deadline(a, today)}\n{tasks.title(a, 120)}")
    return "\n\n".join([head, *lines, *new.more()])


def _one(assignment: Assignment, today: date, fresh: Collection[int]) -> Screen:
    new = tasks.NEW() if assignment.id in fresh else ""
    return Screen(
        say(
            "⏰ {sign} <b>{ref}</b>{new} · {deadline}\n"
            "{title}\n"
            "<i>{unit} · {state}</i>\n"
            "\n"
            "Việc này đến đâu rồi ạ? Đồng chí bấm nút, hoặc nhắn vài chữ như «{further}», «xong rồi».",
            sign=tasks.sign(assignment, today),
            ref=esc(assignment.task.ref),
            new=new,
            deadline=tasks.deadline(assignment, today),
            title=tasks.title(assignment, 500),
            unit=esc(assignment.department.name),
            state=tasks.state(assignment.state),
            further=tasks.further(assignment.state),
        ),
        tasks.four_buttons(assignment),
    )


def _several(name: str, owing: _Together, today: date, fresh: Collection[int]) -> Screen:
    several = len(owing.units) > 1
    head = say(
        "⏰ Đồng chí {name}, {units} ", name=esc(name), units=esc(shorten(", ".join(owing.units), 200))
    )
    head += say("có <b>{count} việc</b> cần báo tiến độ:", count=len(owing.all))
    lines = [programmes_texts.line(held, of, today, unit=several) for held, of in owing.items[:LONG]]
    if len(owing.alone) <= LONG:
        lines += [tasks.line(a, today, with_unit=several, new=a.id in fresh) for a in owing.alone]
    else:
        lines.append(
            "\n".join(
                f"{tasks.sign(a, today)} <b>{esc(a.task.ref)}</b> · {tasks.deadline(a, today)}"
                for a in owing.alone
            )
        )
    samples = [programmes_texts.SAMPLE()] if owing.items else []
    if owing.alone:
        first = owing.alone[0]
        ref, further = esc(first.task.ref), tasks.further(first.state)
        samples.append(say("«{ref} xong», «{ref} {further}»", ref=ref, further=further))
    foot = say("Bấm vào từng việc, hoặc nhắn, ví dụ {samples}.", samples=", ".join(samples))
    rows = [*owing.buttons(), *tasks.open_buttons(owing.alone)]
    return Screen("\n\n".join([head, *lines, foot]), rows)
