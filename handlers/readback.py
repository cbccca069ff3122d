"""Reading back what was stored, always: which task, what was understood, when."""

from collections.abc import Sequence

from domain.dates.conventions import other_days
from handlers.desk import Desk
from handlers.recording import Recorded
from handlers.texts import reports as texts
from storage import questions
from storage.outbox import Kind


async def read_back(
    desk: Desk, done: Sequence[Recorded], words: str | None = None, *, files: bool = False
) -> None:
    """`words`: what was typed; where a convention chose the date in it, one tap changes the date.

    `files`: some were kept from an earlier message.
    """
    day = desk.local(desk.said_at).date()
    unsure = {
        r.report_id
        for r in done
        if words and (chosen := r.said.expected_date or r.said.requested_deadline)
        if other_days(words, chosen, day)
    }
    screen = texts.read_back(
        done,
        desk.local(desk.said_at),
        desk.today,
        units=len(desk.actor.department_ids) > 1,
        unsure_days=unsure,
        files=files or bool(desk.attachments),
    )
    await desk.say(screen, Kind.READBACK, tuple(r.assignment.id for r in done))
    unreasoned = next((r for r in done if r.wish == "reason_wanted"), None)
    if unreasoned is not None:  # the next text is the reason
        payload = {"report_id": unreasoned.report_id}
        await questions.ask(desk.tx, desk.actor.person.id, "wish_reason", payload, desk.now)
