"""/summary and its parts, when the next digest comes, and to whom it opens."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial, wraps

from domain.cadence import Cadence, next_due
from domain.dates.unreal import unreal_day
from domain.digest import Figures
from domain.directives import read_directive
from domain.matrix import Matrix
from domain.office import Department, Person
from domain.overview import Overview, overview_of
from domain.programmes import Programme
from domain.refusal import Refusal
from domain.spans import day_of, span_of, with_year, year_of
from domain.text import fold
from handlers import directives, looking_back, matrices, overviews, trends
from handlers.desk import Desk, Turn
from handlers.looking_back import figures_since, first_day, look_back
from handlers.registration import find_unit
from handlers.screens import Screen
from handlers.texts import digest_parts as parts
from handlers.texts import digests as texts
from handlers.texts import directives as directive_texts
from handlers.texts.pages import Page, page_of
from storage import departments, digests, people, reminders, unit_groups, unit_lists
from storage.digests import SteeringGroup
from storage.outbox import Kind
from storage.unit_groups import UnitGroup

PARTS = ("overdue", "silent", "soon", "held", "waiting", "extended", "units", "changes", "late", "indicators")
PAPERS = ("directives", "van ban", "cac van ban", "so van ban")
TRENDS = ("xu huong", "trends", "nam nay")
WORDS = {
    "overdue": ("overdue", "qua han", "tre", "tre han", "cham"),
    "silent": ("silent", "chua bao cao", "im lang", "chua tra loi"),
    "soon": ("soon", "sap den han", "sap toi", "den han"),
    "held": ("blocked", "vuong", "vuong mac", "dang vuong", "co vuong mac"),
    "waiting": ("waiting", "cho nghiem thu", "nghiem thu", "cho to giup viec"),
    "extended": ("extended", "lui han", "da lui han", "gia han"),
    "units": ("units", "don vi", "theo don vi"),
    "indicators": ("indicators", "chi tieu", "cac chi tieu"),
}


async def summary(desk: Desk) -> None:
    """/summary [DEPARTMENT|DIRECTIVE|REF|overdue|silent|DAY|YEAR|…], in private or in the steering group."""
    group = None if desk.in_private else await unit_groups.of_chat(desk.tx, desk.chat_id)
    if group is not None and not desk.args:
        await desk.say(await of_group(desk, group, await present_figures(desk)))
        return
    await require_reader(desk)
    await answer(desk, " ".join(desk.args))


async def answer(desk: Desk, wanted: str) -> None:
    """The digest now ("") or the part that is wanted."""
    if not wanted:
        await desk.say(await present_digest(desk))
        return
    await desk.say(await _part(desk, wanted))


async def present_digest(turn: Turn, *, posted: bool = False) -> Screen:
    """`posted`: as it goes to the group."""
    return (await digest_now(turn, posted=posted))()


async def digest_now(turn: Turn, *, posted: bool) -> Callable[[], Screen]:
    """To be put into words for each of its readers."""
    whole = await overviews.present(turn, await last_seen(turn))
    return await _worded(turn, whole, await matrices.present(turn), posted=posted)


async def digest_of(turn: Turn, whole: Figures, *, posted: bool) -> Callable[[], Screen]:
    """The same from figures that are known."""
    return await _worded(turn, overview_of(whole), await matrices.every(turn, whole), posted=posted)


async def _worded(
    turn: Turn, whole: Overview, known: Sequence[tuple[Programme, Matrix]], *, posted: bool
) -> Callable[[], Screen]:
    lost = await departments.without_reachable(turn.tx, turn.today)
    manned = {point.department_id for point in await people.focal_points_of(turn.tx)} if lost else set()
    paused = await reminders.suspended_departments(turn.tx, turn.today)
    names = [unit.name for unit in await departments.every(turn.tx) if unit.id in paused] if paused else []
    return partial(
        texts.digest,
        whole,
        unmanned=[unit.name for unit in lost if unit.id not in manned],
        unreached=[unit.name for unit in lost if unit.id in manned],
        suspended=names,
        posted=posted,
        programmes=known,
    )


async def of_group(turn: Turn, group: UnitGroup, whole: Figures, *, posted: bool = False) -> Screen:
    """The digest of that group's own units, without buttons: those open the whole province."""
    ids = await members(turn, group)
    screen = texts.digest(overview_of(whole.among(ids)), posted=posted, block=group.block.name)
    return Screen(screen.text)


async def members(turn: Turn, group: UnitGroup) -> frozenset[int]:
    return group.block.members(await departments.every(turn.tx), await unit_lists.every(turn.tx))


async def present_figures(turn: Turn) -> Figures:
    """As of now, with the changes since the last digest that was seen."""
    return await figures_since(turn, await last_seen(turn))


async def last_seen(turn: Turn) -> datetime | None:
    """What the last digest that was delivered knew of."""
    last = await digests.last(turn.tx, delivered=True)
    # one that was sent before its moment tells of no more than it could
    return min(last.moment, last.posted_at) if last else None


async def _part(desk: Desk, wanted: str) -> Screen:
    folded = fold(wanted)
    for name, words in WORDS.items():
        if folded in words:
            return await _digest_part(desk, name, 0)
    if folded in TRENDS:
        return await trends.screen(desk, desk.today.year)
    if folded in PAPERS:
        return await directives.register(desk, await present_figures(desk), 0)
    programme = await matrices.named(desk, wanted)
    if programme is not None:
        whole = await present_figures(desk)
        _, matrix = await matrices.of_task(desk, whole, programme.items[0].task_id)
        return matrices.shown(desk, whole, programme, matrix, "items", 0)
    named = await _named_part(desk, wanted)
    if named is not None:
        return named
    earliest = await first_day(desk)
    day = day_of(folded, desk.today, earliest or desk.today)
    if day is not None:
        return await _day_part(desk, day, earliest)
    year = year_of(folded)
    if year is not None:
        return await trends.screen(desk, year)
    if unreal := unreal_day(wanted):
        raise Refusal("unreal_day", words=unreal)
    span = span_of(folded, desk.today)
    if span is not None:
        return await _due_part(desk, *span, 0)
    return await _of_unit(desk, wanted)


async def _of_unit(desk: Desk, wanted: str) -> Screen:
    """A unit, or its trends of a year; a directive named by its words, where no unit is meant."""
    with_its_year = with_year(wanted)
    try:
        unit = await find_unit(desk, with_its_year[0] if with_its_year else wanted)
    except Refusal as refusal:
        if refusal.reason == "unit_ambiguous":
            raise
        if await directives.meant(desk, wanted) is None:
            near = [name for name in refusal.facts["names"] if _same_kind(name, wanted)]
            raise Refusal("summary_unknown", words=wanted, near=near) from None
        return await _directive_part(desk, wanted)
    if with_its_year:
        return await trends.of_unit(desk, unit, with_its_year[1])
    return await _unit_part(desk, unit, 0)


def _same_kind(name: str, wanted: str) -> bool:
    """Both a sở, both a xã: only then may the one have been meant by the other."""
    return fold(name).split()[:1] == fold(wanted).split()[:1]


async def _named_part(desk: Desk, wanted: str) -> Screen | None:
    """A directive by its number, or a task by its code."""
    if read_directive(wanted).number is not None:
        return await _directive_part(desk, wanted)
    lines = await overviews.of_task(desk, wanted)
    return directive_texts.task(lines, desk.today, 0) if lines else None


async def _directive_part(desk: Desk, wanted: str) -> Screen:
    registered = await directives.meant(desk, wanted)
    if registered is None:
        raise Refusal("directive_unknown", words=wanted)
    return await directives.page(desk, registered, await present_figures(desk), 0)


async def _day_part(desk: Desk, day: date, earliest: date | None) -> Screen:
    """The digest of a day that was typed, or why there is none."""
    if earliest is None:
        return Screen(texts.NOTHING_GIVEN())
    if day > desk.today:
        return Screen(texts.not_yet(day))
    if day < earliest:
        return Screen(texts.before_the_first(day, earliest))
    return texts.digest(await overviews.past(desk, day), past=True)


async def _digest_part(desk: Desk, name: str, page: int, day: date | None = None) -> Screen:
    """`day`: as it was known at its end; None: now."""
    if name != "all" and name not in PARTS:
        raise Refusal("gone")
    if day is not None:
        if name == "all":
            return texts.digest(await overviews.past(desk, day), past=True)
        return parts.part(name, await look_back(desk, day), page, past=True)
    if name == "all":
        return await present_digest(desk)
    return parts.part(name, await present_figures(desk), page)


async def _due_part(desk: Desk, first: date, last: date, page: int) -> Screen:
    return parts.due_between((await present_figures(desk)).due_between(first, last), first, last, page)


async def _unit_part(desk: Desk, unit: Department, page: int, day: date | None = None) -> Screen:
    """`day` as in `_digest_part`."""
    if day is not None:
        return parts.unit_then(unit.id, unit.name, await looking_back.unit_lines(desk, unit.id, day), page)
    known = await overviews.of_unit(desk, unit.id)
    place = page_of(known.ids, page)
    lines = await overviews.lines(desk, place.entries)
    shown = Page(lines, place.number, place.pages, place.total)
    return parts.unit(unit.id, unit.name, known, shown, desk.today)


async def part_pressed(desk: Desk) -> str:
    """A part under a digest, or another page of it."""
    await require_place(desk)
    name, page, digits = desk.args
    return await shown(desk, await _digest_part(desk, name, int(page or 0), await known_day(desk, digits)))


async def due_pressed(desk: Desk) -> str:
    await require_place(desk)
    first, last, page = desk.args
    return await shown(
        desk, await _due_part(desk, desk.pressed_day(first), desk.pressed_day(last), int(page))
    )


async def unit_pressed(desk: Desk) -> str:
    await require_place(desk)
    unit = await departments.get(desk.tx, int(desk.args[0]))
    if unit is None:
        raise Refusal("gone")
    day = await known_day(desk, desk.args[2])
    return await shown(desk, await _unit_part(desk, unit, int(desk.args[1]), day))


async def known_day(desk: Desk, digits: str) -> date | None:
    """The day a button is of, None where it is of none; Refusal for one that nothing is known of."""
    if not digits:
        return None
    day, earliest = desk.pressed_day(digits), await first_day(desk)
    if earliest is None or not earliest <= day <= desk.today:
        raise Refusal("gone")
    return day


async def require_place(desk: Desk) -> None:
    """Asked at every press: rights may have gone since the button was shown."""
    if desk.in_private:
        await require_reader(desk)
        return
    group = await steering_group(desk)
    if group is None or group.chat_id != desk.chat_id:
        raise Refusal("gone")


async def reader(desk: Desk) -> Person | None:
    """Who pressed for a file, if they may read all; None when nothing can be sent to them."""
    await require_place(desk)
    if not desk.actor.reads_all:
        raise Refusal("readers_only")
    return desk.actor.person if desk.actor.person.reachable else None


def to_reader(
    send: Callable[[Desk, Person, int], Awaitable[None]],
) -> Callable[[Desk], Awaitable[str]]:
    """A press that sends a file to `reader`, into their own chat: `send(desk, person, chat_id)`."""

    @wraps(send)
    async def pressed(desk: Desk) -> str:
        person = await reader(desk)
        if person is None or person.telegram_id is None:
            return texts.START_FIRST()
        await send(desk, person, person.telegram_id)
        return "" if desk.in_private else texts.SENT_TO_YOU()

    return pressed


async def shown(desk: Desk, screen: Screen) -> str:
    """In place in private; from a group into the presser's own chat.

    Who is in the group but reads nothing in private gets no buttons there: they would be refused.
    """
    if desk.in_private:
        await desk.rewrite(screen)
        return ""
    opened = screen if desk.actor.reads_all else Screen(screen.text)
    told = await desk.tell(desk.actor.person, lambda: opened, Kind.ANSWER)
    return texts.SENT_TO_YOU() if told is not None else texts.START_FIRST()


async def require_reader(desk: Desk) -> None:
    """Leaders and the Secretariat in private; in a group only the steering one."""
    if desk.in_private:
        if not desk.actor.reads_all:
            raise Refusal("readers_only")
        return
    group = await steering_group(desk)
    if group is None or group.chat_id != desk.chat_id:
        raise Refusal("steering_group_only")


async def steering_group(turn: Turn) -> SteeringGroup | None:
    """The last /here wins over STEERING_CHAT_ID."""
    chosen = await digests.group(turn.tx)
    if chosen is not None or turn.office.steering_chat_id is None:
        return chosen
    return SteeringGroup(turn.office.steering_chat_id, None, None)


async def next_moment(turn: Turn) -> datetime | None:
    """When the next digest leaves, moved to a working morning."""
    last = await digests.last(turn.tx)
    moment = next_due(await cadences(turn), max(turn.now, last.moment) if last else turn.now)
    return turn.office.hours.next_opening(moment, turn.calendar) if moment else None


async def cadences(turn: Turn) -> list[Cadence]:
    """With local moments, for a cadence keeps its wall clock time."""
    return [replace(c, start=turn.local(c.start)) for c in await digests.cadences_set(turn.tx)]
