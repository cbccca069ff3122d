"""In which language a person reads what we say."""

from dataclasses import replace

from domain.office import Language
from domain.refusal import Refusal
from handlers import menus
from handlers.desk import Desk
from handlers.texts import languages as texts
from handlers.texts.language import speaking
from storage import people


async def language(desk: Desk) -> None:
    """/language: a button for each."""
    _require_registered(desk)
    await desk.say(texts.choice(desk.actor.person.language))


async def chosen(desk: Desk) -> str:
    """From now on, the command menu too; what was sent before stays as it was."""
    _require_registered(desk)
    wanted = Language(desk.args[0])
    await people.choose_language(desk.tx, desk.actor.person.id, wanted)
    actor = replace(desk.actor, person=replace(desk.actor.person, language=wanted))
    await menus.offer(desk, desk.chat_id, actor)
    with speaking(wanted):
        await desk.rewrite(texts.choice(wanted))
        return texts.CHOSEN()


def _require_registered(desk: Desk) -> None:
    if desk.actor.stranger:
        raise Refusal("not_registered")
