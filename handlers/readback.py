"""Reading back what was stored, always: which task, what was understood, when."""

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.recording import Recorded
from handlers.texts import reports as texts
from storage.outbox import Kind


async def read_back(desk: Desk, done: Sequence[Recorded], note: str | None = None) -> None:
    screen = texts.read_back(done, desk.local(desk.said_at), desk.today, note)
    await desk.say(screen, Kind.READBACK, tuple(r.assignment.id for r in done))
