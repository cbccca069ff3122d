"""What is said of indicators: the value, the target, and whether it is reached."""

from collections.abc import Sequence

from domain.digest import Figures, Line
from domain.indicators import Counting, Direction, Goal, Mark, Reached, Value
from domain.office import Assignment
from domain.portions import Portion, Portions
from handlers.screens import Button, esc, shorten
from handlers.texts import days, terms
from handlers.texts.language import Sentence, say
from handlers.texts.terms import measured as plain
from handlers.texts.terms import years
from papers import vietnamese

SIGN = {
    Mark.EXCEEDED: "🌟",
    Mark.MET: "✅",
    Mark.NOT_MET: "🔻",
    Mark.NOT_ASSESSED: "❔",
    Mark.NO_VALUE: "⚪",
}
JUDGED = {
    Mark.EXCEEDED: Sentence("vượt"),
    Mark.MET: Sentence("đạt"),
    Mark.NOT_MET: Sentence("chưa đạt"),
    Mark.NOT_ASSESSED: Sentence("chưa đánh giá được"),
    Mark.NO_VALUE: Sentence("chưa có số liệu"),
}
SHOWN_VALUES = 12
NAMED = 3


def measured(value: float, unit: str) -> str:
    """ "85,5%", "12 khu vực"; escaped."""
    return esc(plain(value, unit))


def target(goal: Goal) -> str:
    """ "mục tiêu 25%, luỹ kế, gốc 10%"; "" where nothing is aimed at yet."""
    if goal.target is None:
        return ""
    most = say("không quá ") if goal.direction is Direction.LOWER else ""
    found = [say("mục tiêu {most}{target}", most=most, target=measured(goal.target, goal.unit))]
    if goal.counting is Counting.IN_PERIOD:
        found.append(say("tính trong kỳ"))
    if goal.baseline is not None:
        found.append(say("gốc {baseline}", baseline=measured(goal.baseline, goal.unit)))
    return ", ".join(found)


def read_back(value: float, known: Reached) -> str:
    """After the line that says what was written down."""
    goal = known.goal
    if goal.unassessed:
        return say("Số liệu <b>{value}</b>. {method}", value=measured(value, goal.unit), method=method(goal))
    if goal.target is None:
        return say(
            "Số liệu <b>{value}</b>; chỉ tiêu này chưa được giao con số.", value=measured(value, goal.unit)
        )
    return say("Số liệu <b>{value}</b>, {judged}.", value=measured(value, goal.unit), judged=_judged(known))


def read_back_without(assignment: Assignment, known: Reached, *, unsure: bool) -> str:
    """ "Xong" is taken at its word; the number is asked for, and so is one of which it is not sure what it is."""
    if unsure:
        goal = known.goal
        aimed = f" {_judged(known).capitalize()}." if goal.target is not None else ""
        example = _example(assignment, goal)
        return say(
            "Con số trong tin tôi chưa ghi; số đang đạt đồng chí nhắn giúp, ví dụ «{example}».{aimed}",
            example=example,
            aimed=aimed,
        )
    if known.goal.unassessed or known.mark is not Mark.MET:
        return ""
    last = known.last
    before = say("; lần báo trước {value}", value=measured(last.value, known.goal.unit)) if last else ""
    return say(
        "Ghi đạt theo lời báo{before}. Nếu có số liệu mới, đồng chí nhắn thêm con số giúp.", before=before
    )


def value_wanted(assignment: Assignment, goal: Goal) -> str:
    """ "đạt rồi" alone: nothing is written down."""
    aimed = f" ({target(goal)})" if target(goal) else ""
    return say(
        "<b>{ref}</b>{aimed}: đồng chí cho con số đạt được, ví dụ «{example}». "
        "Nếu đã hoàn thành hẳn, đồng chí nhắn «xong». Tôi chưa ghi.",
        ref=esc(assignment.task.ref),
        aimed=aimed,
        example=_example(assignment, goal),
    )


def _example(assignment: Assignment, goal: Goal) -> str:
    # as people type it, whatever they read
    return f"{esc(assignment.task.ref)} {esc(vietnamese.measured(goal.target or 0, goal.unit))}"


def method(goal: Goal) -> str:
    """Who proposes how it shall be assessed, and by when."""
    who = esc(shorten(goal.method_by, 60)) if goal.method_by else say("chưa giao đơn vị")
    until = say(" trước ngày {method_due}", method_due=days.full(goal.method_due)) if goal.method_due else ""
    return say("Chưa đánh giá được: {who} đề xuất cách tính{until}.", who=who, until=until)


def in_history(known: Reached) -> str:
    """The goal, where it stands, and the values in the order of their days."""
    goal = known.goal
    parts = [_judged(known)]
    if goal.unassessed:
        parts.append(method(goal))
    if known.values:
        parts.append(say("Số liệu: ") + _series(known.values, goal))
    return "🎯 " + "\n".join(parts)


def _judged(known: Reached) -> str:
    """ "mục tiêu 25%: 🔻 chưa đạt"."""
    aimed = f"{target(known.goal)}: " if known.goal.target is not None else ""
    return f"{aimed}{SIGN[known.mark]} {JUDGED[known.mark]()}"


def _series(values: Sequence[Value], goal: Goal) -> str:
    shown = values[-SHOWN_VALUES:]
    told = "; ".join(f"{days.short(v.day)} <b>{measured(v.value, goal.unit)}</b>" for v in shown)
    return f"… {told}" if len(values) > len(shown) else told


def series_button(assignment_id: int, ref: str) -> Button:
    return Button(f"📈 {ref}", f"series:{assignment_id}")


def series_caption(assignment: Assignment, known: Reached) -> str:
    last = known.values[-1]
    aimed = f", {_plain_target(known.goal)}" if known.goal.target is not None else ""
    when = days.full(last.day)
    value = plain(last.value, known.goal.unit)
    name = f"{assignment.task.ref}, {assignment.department.name}"
    return shorten(
        say(
            "📈 {name}: {value} đến {when}{aimed}, {mark}.",
            name=name,
            value=value,
            when=when,
            aimed=aimed,
            mark=terms.mark(known.mark),
        ),
        1000,
    )


def _plain_target(goal: Goal) -> str:
    return say("mục tiêu {target}", target=plain(goal.target or 0, goal.unit))


# in the digest


def counted(whole: Figures) -> str:
    """The indicators' own figures, apart from tasks; those without a method by name."""
    marks = list(whole.marks().values())
    figures = whole.indicators_by_years()
    of_years = _of_years(figures.whole)
    if not figures.parts and marks.count(Mark.NO_VALUE) == len(marks) == figures.whole.of:
        return say(
            "🎯 Chỉ tiêu{of_years}: <b>{count}</b>, chưa có số liệu.", of_years=of_years, count=len(marks)
        )
    text = say(
        "🎯 Chỉ tiêu{of_years} đạt và vượt: {portion}{in_parts}.",
        of_years=of_years,
        portion=_portion(figures.whole),
        in_parts=in_parts(figures),
    )
    rest = [
        f"{count} {words}"
        for mark, words in (
            (Mark.EXCEEDED, say("vượt")),
            (Mark.NOT_MET, say("chưa đạt")),
            (Mark.NO_VALUE, say("chưa có số liệu")),
        )
        if (count := marks.count(mark))
    ]
    lines = [text + (say(" Trong đó {rest}.", rest=", ".join(rest)) if rest else "")]
    waiting = whole.unassessed()
    if waiting:
        named = "; ".join(_waits(line) for line in waiting[:NAMED])
        more = say("; và {count} chỉ tiêu khác", count=len(waiting) - NAMED) if len(waiting) > NAMED else ""
        lines.append(
            say("❔ Chưa đánh giá được {count}: {named}{more}.", count=len(waiting), named=named, more=more)
        )
    return "\n".join(lines)


def in_parts(found: Portions) -> str:
    """ "; năm 2025: 35/82 (43%)" for each narrower Giai đoạn."""
    return "".join(f"; {years(part.years)}: {_portion(part)}" for part in found.parts)


def _of_years(whole: Portion) -> str:
    return f" {years(whole.years)}" if whole.years else ""


def _portion(found: Portion) -> str:
    return f"<b>{found.reached}/{found.of}</b> ({found.percent}%)"


def _waits(line: Line) -> str:
    goal = line.indicator.goal if line.indicator else Goal()
    until = say(" trước {method_due}", method_due=days.short(goal.method_due)) if goal.method_due else ""
    return say(
        "<b>{ref}</b> ({method_by} đề xuất cách tính{until})",
        ref=esc(line.ref),
        method_by=esc(shorten(goal.method_by or say("chưa giao đơn vị"), 60)),
        until=until,
    )


def line(entry: Line) -> str:
    """Of the digest's part: the value with its day, the target, and where it stands."""
    known = entry.indicator
    if known is None:
        return ""
    if known.goal.unassessed:
        return f"{SIGN[known.mark]} {method(known.goal)}"
    value = (
        f"{measured(known.last.value, known.goal.unit)} ({days.short(known.last.day)}), "
        if known.last
        else ""
    )
    return f"{value}{_judged(known)}"
