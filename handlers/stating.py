"""What a reply says of indicators, beside what the reader finds: to a task "phủ 20%" says nothing."""

from collections.abc import Mapping, Sequence

from domain import replies
from domain.indicators import NO_GOAL, Goal
from domain.office import Assignment
from domain.replies import Context, OpenTask, Reading, Update
from domain.stated_values import claims_without_value, parts_by_code, value_in
from domain.work import Role, TaskKind
from handlers.desk import Desk
from handlers.questioning import TO_BE_PASSED_ON
from handlers.texts import indicators as texts
from storage import indicators
from storage.outbox import Kind

SHORT = 60


async def completed(
    desk: Desk, words: str, known: Sequence[Assignment], reply_to: str | None, reading: Reading
) -> Reading:
    """The reading with an update for each indicator of which a value is told and nothing was read.

    A question tells none, and what is unclear stays so: of several indicators that fit none is chosen.
    A longer text that only a title ties to an indicator may be news, and a unit alone ("16 xã") may be said
    of other work, so a press is wanted.
    """
    mine = {a.task.ref: a for a in known if _is_own(a)}
    if (
        not mine
        or reading.kind == "question"
        or desk.asks
        or reading.why in TO_BE_PASSED_ON
        or reading.doubted
    ):
        return reading
    held = await indicators.goals(desk.tx)
    goals = {ref: held.get(a.task.id, NO_GOAL) for ref, a in mine.items()}
    read = {update.ref for update in reading.updates}
    meant, sure = _told(desk, words, known, goals, reply_to, reading)
    told = [ref for ref in meant if ref not in read]
    if not told:
        return reading
    draft = reading.draft if len(told) == 1 else None
    updates = (*reading.updates, *(_update(ref, draft) for ref in told))
    if not sure:
        return reading._replace(kind="clarify", why="doubtful", candidates=tuple(told), doubted=updates)
    return reading._replace(kind="status", why=None, updates=updates, candidates=(), draft=None)


async def ask_value(desk: Desk, words: str, known: Sequence[Assignment], reply_to: str | None) -> bool:
    """ "đạt rồi" of one indicator, without a number: asked for it. False where it is something else."""
    named = tuple(parts_by_code(words, {a.task.ref for a in known})) or (reply_to,)
    meant = [a for a in known if _is_own(a) and a.task.ref in named]
    if len(named) != 1 or len(meant) != 1 or desk.asks or not claims_without_value(words):
        return False
    goal = await indicators.goal(desk.tx, meant[0].task.id)
    if goal is None or goal.target is None:
        return False
    await desk.say(texts.value_wanted(meant[0], goal), Kind.QUESTION, (meant[0].id,))
    return True


def _is_own(a: Assignment) -> bool:
    return a.task.kind is TaskKind.INDICATOR and a.role is Role.LEAD and not a.task.secret


def _told(
    desk: Desk,
    words: str,
    known: Sequence[Assignment],
    goals: Mapping[str, Goal],
    reply_to: str | None,
    reading: Reading,
) -> tuple[list[str], bool]:
    """The indicators of which the text tells a value: by code, else by reply, title or unit; whether that is
    sure enough without a press."""
    parts = parts_by_code(words, {a.task.ref for a in known})
    names = {a.task.ref: f"{a.task.ref} {a.task.text}" for a in known}
    if len(parts) == 1:
        parts = dict.fromkeys(parts, words)
    if parts:
        mine = [ref for ref in parts if ref in goals]
        return [ref for ref in mine if value_in(parts[ref], goals[ref], names[ref]) is not None], True
    if reading.kind == "status":
        return [], True
    fitting = [ref for ref, goal in goals.items() if value_in(words, goal, names[ref]) is not None]
    if reply_to is not None:
        return [ref for ref in fitting if ref == reply_to], True
    tasks = tuple(OpenTask(a.task.ref, a.task.text, a.deadline) for a in known)
    titled = replies.named_tasks(words, desk.local(desk.said_at), Context(tasks, None))
    if titled:
        return [ref for ref in fitting if titled == (ref,)], len(words) <= SHORT
    alone = len({a.task.ref for a in known}) == 1
    by_unit = len(fitting) == 1 and (alone or goals[fitting[0]].unit != "%")
    return fitting if by_unit else [], alone and len(words) <= SHORT


def _update(ref: str, draft: Update | None) -> Update:
    if draft is not None:
        return draft._replace(ref=ref)
    return Update(ref, "in_progress", None, None, None, None, None, False, None)
