"""A digest that was issued, issued again: as of its day, with what was reported since."""

from datetime import date

from domain.office import Language
from domain.refusal import Refusal
from domain.spans import day_of
from domain.text import fold
from handlers import digests, overviews
from handlers.desk import Desk, Turn
from handlers.looking_back import first_day, issued_on
from handlers.registration import require_secretariat
from handlers.screens import Button, Screen
from handlers.texts import digests as texts
from handlers.texts.language import speaking
from storage.changes import Change
from storage.digests import Issued
from storage.outbox import Kind


async def propose(desk: Desk, words: str) -> None:
    """As it would go, with the button that sends it."""
    require_secretariat(desk)
    day = day_of(fold(words), desk.today, await first_day(desk) or desk.today)
    if day is None or await _issued(desk, day) is None:
        raise Refusal("not_issued")
    screen = texts.digest(await overviews.past(desk, day), past=True, again=True)
    await desk.say(Screen(screen.text, [[Button(texts.ISSUE_AGAIN(), f"reissue:{day:%Y%m%d}")]]))


async def pressed(desk: Desk) -> str:
    """ "Phát hành lại": into the steering group."""
    require_secretariat(desk)
    day, group = desk.pressed_day(desk.args[0]), await digests.steering_group(desk)
    issued = await _issued(desk, day)
    if issued is None:
        raise Refusal("gone")
    if group is None:
        raise Refusal("no_group")
    past = await overviews.past(desk, day)
    with speaking(Language.VIETNAMESE):
        screen = texts.digest(past, past=True, again=True)
    await desk.post(group.chat_id, screen, Kind.DIGEST, thread_id=group.thread_id, in_hours=True)
    await desk.trace(Change("digest", issued.id, "issued_again", day.isoformat(), desk.now.isoformat()))
    await desk.rewrite(Screen(texts.issued_again(day)))
    return ""


async def _issued(turn: Turn, day: date) -> Issued | None:
    return await issued_on(turn, day) if day <= turn.today else None
