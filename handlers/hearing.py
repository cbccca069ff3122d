"""Any text in private: the answer to an open question where it can be, else a status reply."""

from collections.abc import Awaitable, Callable

from domain.refusal import Refusal
from handlers import (
    accepting,
    answers,
    asking,
    assigning,
    conclusions,
    deputies,
    extensions,
    handovers,
    itemised,
    listing,
    mending,
    own,
    picking,
    practising,
    previewing,
    questioning,
    ratings,
    registration,
    reports,
    snoozing,
    standing_in,
    units,
    welcoming,
)
from handlers.desk import Desk
from handlers.texts import refusals
from storage import assignments, questions
from storage.questions import Question

ANSWERS: dict[str, Callable[[Desk, Question], Awaitable[bool]]] = {
    "obstacle": answers.obstacle_said,
    "extension": answers.day_said,
    "snooze": snoozing.day_said,
    "fix": answers.fix_said,
    "which_task": picking.task_said,
    "assign": assigning.answered,
    "whether": picking.yes_said,
    "relay": asking.relay_answered,
    "wish_reason": extensions.reason_said,
    "wish_refused": extensions.refusal_said,
    "wish_shortened": extensions.shorter_said,
    "returned": accepting.return_said,
    "reopened": accepting.reopen_said,
    "recalled": accepting.recall_said,
    "directive": conclusions.named,
    "mend": mending.mended,
    "unit_list": listing.fixed,
    "above": units.above_said,
    "away": deputies.answered,
    "handover": handovers.answered,
    "digest_words": previewing.words_said,
    "items": itemised.left_said,
    "rating": ratings.answered,
}


# after these nothing is to be answered any more: left open, the question would swallow the next text too
OVER = frozenset({"gone", "not_waiting", "not_done", "already_decided", "decided_already_by", "above_gone"})


async def text(desk: Desk) -> None:
    """Contract, "Which task": Telegram's reply is clear by itself; else an open question comes first.

    A practice that goes on takes what answers it before any of these; an invitation is for nobody else.
    """
    if code := await registration.code_pasted(desk):
        await welcoming.register(desk, code)
        return
    if await asking.relay_said(desk) or await practising.heard(desk):
        return
    if desk.message.reply_to_message is None and await _answers_question(desk):
        return
    if await ratings.said_in_words(desk):
        return
    if desk.actor.own_ids and await deputies.said_in_words(desk):
        return
    if desk.actor.department_ids:
        mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
        if not await itemised.understood(desk, mine):
            await reports.understand(desk, desk.words, mine)
    elif desk.actor.headed_ids:
        await reports.heard_from_head(desk, desk.words)
    elif not await asking.summary_in_words(desk):
        waits = await standing_in.waiting_words(desk) if desk.actor.stranger else None
        await (desk.say(waits) if waits else own.without_tasks(desk))


async def _answers_question(desk: Desk) -> bool:
    asked = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - questioning.MEMORY)
    answer = ANSWERS.get(asked.kind) if asked else None
    if asked is None or answer is None:
        return False
    try:
        return await answer(desk, asked)
    except Refusal as late:
        if late.reason not in OVER:
            raise
        await questions.close(desk.tx, asked.id, desk.now)
        await desk.say(refusals.say(late.reason, **late.facts))
        return True
