"""What a command of the Secretariat would do, shown first and done at the press of a button."""

from typing import Any

from domain.refusal import Refusal
from handlers.desk import Desk
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.texts import confirming as texts
from storage import questions

NUDGE, DAYS, SUSPEND, CADENCE = "nudge", "days", "suspend", "cadence"
KINDS = (NUDGE, DAYS, SUSPEND, CADENCE)


async def propose(desk: Desk, kind: str, payload: dict[str, Any]) -> int:
    """The id for the button; what was proposed before it can no longer be pressed."""
    return await questions.ask(desk.tx, desk.actor.person.id, kind, payload, desk.now)


async def take(desk: Desk, kind: str) -> dict[str, Any]:
    """What the pressed button stands for; it is good once, and for who asked."""
    require_secretariat(desk)
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None or asked.kind != kind:
        raise Refusal("proposal_gone")
    await questions.close(desk.tx, asked.id, desk.now)
    return asked.payload


async def leave(desk: Desk) -> None:
    """ "Thôi" under any proposal."""
    require_secretariat(desk)
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None or asked.kind not in KINDS:
        raise Refusal("proposal_gone")
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.rewrite(Screen(texts.LEFT()))
