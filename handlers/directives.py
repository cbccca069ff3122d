"""A directive as a whole: which one is meant, and how far its tasks are."""

from datetime import date

from domain.digest import Figures, Line
from domain.directives import meant_by
from domain.proposals import ProposalState
from domain.refusal import Refusal
from handlers.desk import Desk, Turn
from handlers.screens import Screen
from handlers.texts import directives as texts
from storage import directives, documents, proposals
from storage.directives import Registered


async def meant(turn: Turn, words: str) -> Registered | None:
    """The one that `words` name; Refusal where numbers of two terms are alike."""
    every = await directives.every(turn.tx)
    found = meant_by(words, [registered.directive for registered in every])
    if len(found) > 1:
        raise Refusal("directive_ambiguous", words=words, names=[directive.title for directive in found[:5]])
    return next((registered for registered in every if registered.directive in found), None)


async def page(desk: Desk, registered: Registered, whole: Figures, number: int) -> Screen:
    """Its tasks, each with how far it is; the paper itself, and what waits to be decided, behind buttons."""
    ids = await directives.assignment_ids(desk.tx, registered.id)
    lines: list[Line] = [line for line in (*whole.lines, *whole.indicators) if line.assignment_id in ids]
    held = await documents.of_directive(desk.tx, registered.id)
    waiting = 0
    if desk.in_private and desk.actor.secretariat:
        found = await proposals.of_directive(desk.tx, registered.id)
        waiting = sum(p.state in (ProposalState.PROPOSED, ProposalState.ACCEPTED) for p in found)
    places = await directives.places(desk.tx, registered.id)
    original = held[0].id if held else None
    return texts.page(texts.Page(registered, lines, places, original, waiting), whole.today, number)


async def register(desk: Desk, whole: Figures, number: int) -> Screen:
    """All directives, the newest first, each with how far its tasks are."""
    given = await directives.of_assignments(desk.tx)
    lines: dict[int, list[Line]] = {}
    for line in (*whole.lines, *whole.indicators):
        if line.assignment_id in given:
            lines.setdefault(given[line.assignment_id], []).append(line)
    waiting = await proposals.open_by_directive(desk.tx) if desk.in_private and desk.actor.secretariat else {}
    every = sorted(
        await directives.every(desk.tx), key=lambda one: (one.directive.day or date.min, one.id), reverse=True
    )
    entries = [texts.Entry(one, lines.get(one.id, []), waiting.get(one.id, 0)) for one in every]
    return texts.register(entries, number)
