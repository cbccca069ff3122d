"""Lists of units that the Secretariat confirms and keeps: "Các sở, ban, ngành", "UBND cấp xã"."""

from collections.abc import Sequence

from domain.addressees import Addressing
from domain.list_changes import read_list_change
from domain.office import Department
from domain.refusal import Refusal
from domain.unit_lists import UnitList
from handlers.desk import Desk
from handlers.registration import require_secretariat
from handlers.texts import unit_lists as texts
from handlers.walking import addressing, card, proposal_of
from storage import departments, questions, unit_lists
from storage.changes import Change
from storage.outbox import Kind
from storage.questions import Question


async def use(desk: Desk) -> str:
    """Dùng: the list that the units' kinds gave is kept, however many they are, by one press."""
    require_secretariat(desk)
    proposal_id, nth = int(desk.args[0]), int(desk.args[1])
    found, units = await _list_of(desk, proposal_id, nth)
    if found.id is None and not units:
        raise Refusal("list_empty")
    if found.id is None:  # else somebody was quicker, and may have changed it
        await _keep(desk, found, [unit.id for unit in units])
    await desk.rewrite(await card(desk, await proposal_of(desk, proposal_id)))
    return texts.KEPT()


async def fix(desk: Desk) -> None:
    """The whole list, and what may be said of it."""
    require_secretariat(desk)
    proposal_id, nth = int(desk.args[0]), int(desk.args[1])
    found, units = await _list_of(desk, proposal_id, nth)
    payload = {"proposal_id": proposal_id, "nth": nth}
    await questions.ask(desk.tx, desk.actor.person.id, "unit_list", payload, desk.now)
    outside = await _others_alike(desk, units)
    await desk.say(texts.ask(found, units, outside), Kind.QUESTION)


async def fixed(desk: Desk, asked: Question) -> bool:
    """ "thêm Sở Y tế; bớt Sở Nội vụ", or all the names: kept as it is said, or nothing of it."""
    if not desk.actor.secretariat:
        return False
    proposal_id, nth = int(asked.payload["proposal_id"]), int(asked.payload["nth"])
    found, units = await _list_of(desk, proposal_id, nth)
    known = await addressing(desk)
    said = read_list_change(desk.words)
    if said.whole:
        wanted = _units(known, said.whole)
    else:
        added, removed = _units(known, said.added), _units(known, said.removed)
        held = {unit.id for unit in units}
        for unit in added:
            if unit.id in held:
                raise Refusal("list_has", name=unit.name)
        for unit in removed:
            if unit.id not in held:
                raise Refusal("list_lacks", name=unit.name)
        gone = {unit.id for unit in removed}
        wanted = [unit for unit in (*units, *added) if unit.id not in gone]
    if not wanted:
        raise Refusal("list_empty")
    await _keep(desk, found, [unit.id for unit in wanted])
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.say(texts.kept(found.name, len(wanted)))
    await desk.say(await card(desk, await proposal_of(desk, proposal_id)), Kind.QUESTION)
    return True


def _units(known: Addressing, words: str) -> list[Department]:
    """Those named, single or by a list that is known; each once."""
    found: list[Department] = []
    for addressee in known.read_all(known.split(words)):
        if not addressee.units:
            reason = "unit_ambiguous" if addressee.ambiguous else "unit_unknown"
            raise Refusal(reason, words=addressee.words, names=list(addressee.near))
        for unit in addressee.units:
            if unit in found:
                raise Refusal("unit_twice", name=unit.name)
            found.append(unit)
    return found


async def _list_of(desk: Desk, proposal_id: int, nth: int) -> tuple[UnitList, tuple[Department, ...]]:
    """The list that the lead of that number means."""
    proposal = await proposal_of(desk, proposal_id)
    leads = (await addressing(desk)).read_all(proposal.draft.leads)
    meant = leads[nth].of_list if nth < len(leads) else None
    if meant is None:
        raise Refusal("gone")
    return meant, leads[nth].units


async def _keep(desk: Desk, found: UnitList, unit_ids: Sequence[int]) -> None:
    person_id = desk.actor.person.id
    list_id = await unit_lists.keep(desk.tx, found, unit_ids, person_id, desk.now)
    before = found.unit_ids if found.id is not None else ()
    names = {unit.id: unit.name for unit in await departments.every(desk.tx)}
    came = [Change("unit_list", list_id, "added", None, names[i]) for i in unit_ids if i not in before]
    left = [Change("unit_list", list_id, "removed", names[i], None) for i in before if i not in unit_ids]
    await desk.trace(*came, *left)


async def _others_alike(desk: Desk, units: Sequence[Department]) -> list[Department]:
    """Of the same kinds and not in the list: a department made since, or one left out."""
    kinds, held = {unit.kind for unit in units if unit.kind}, {unit.id for unit in units}
    every = await departments.every(desk.tx)
    return [unit for unit in every if unit.kind in kinds and unit.id not in held]
