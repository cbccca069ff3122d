"""The front page of a digest, now or at the end of a day, without a line for each assignment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.digest import Changed, Line, figures, longest_late, most_asked, next_due
from domain.overview import Overview, Tally, UnitCount, enough, joined, overview_of, tally
from domain.portions import One, Reached, by_years, with_ones
from domain.work import Role, TaskKind, Work, timing
from handlers import indicators, looking_back
from handlers.desk import Turn
from storage import assignments, claims, overviews, reports, unchanged
from storage.overviews import Since


async def present(turn: Turn, since: datetime | None) -> Overview:
    """As of now, with the changes since that moment."""
    measured = await assignments.led(turn.tx, TaskKind.INDICATOR)
    rest = figures(
        await indicators.with_values(turn, await _lines(turn, measured, turn.today)),
        turn.local(turn.now),
        turn.today,
        None,
        claims=await claims.standing(turn.tx),
    )
    counted, reached, found = await _counted(turn, turn.today)
    changed = await _changed(turn, since, found) if since else None
    return joined(replace(counted, changes=changed), overview_of(rest), by_years(reached))


async def past(turn: Turn, day: date) -> Overview:
    """`day` as in `look_back`. What nothing was said of since is counted as it stands; the rest is played."""
    end = looking_back.end_of(turn, day)
    rest = await looking_back.played_of(turn, day, await unchanged.others(turn.tx, end))
    counted, reached, _ = await _counted(turn, day, end)
    ones = [One(x.ref, x.period, x.state.work is Work.DONE) for x in rest.lines]
    shared = await overviews.shared(turn.tx, sorted({one.ref for one in ones}), end)
    issued = await looking_back.issued_on(turn, day)
    changed = await _changed(turn, issued.posted_at, (await _tally(turn, turn.today))[0]) if issued else None
    tasks = by_years(with_ones(reached, shared, ones))
    return joined(replace(counted, changes=changed), overview_of(rest), tasks)


async def of_unit(turn: Turn, unit_id: int) -> UnitCount:
    """As of now."""
    zone, soon, today = turn.office.zone, turn.office.ladder.soon, turn.today
    held = sorted(await overviews.of_unit(turn.tx, unit_id), key=lambda x: (x.deadline or date.max, x.ref))
    return UnitCount.of((x.id, x.state.work, timing(x.state, x.deadline, today, soon, zone)) for x in held)


async def of_task(turn: Turn, ref: str) -> list[Line]:
    """Of all its leads, however the code is typed."""
    leads = [a.id for a in await assignments.of_ref(turn.tx, ref) if a.role is Role.LEAD]
    return await indicators.with_values(turn, await _lines(turn, leads, turn.today))


async def lines(turn: Turn, ids: Sequence[int]) -> list[Line]:
    """Of these, in their order."""
    found = {line.assignment_id: line for line in await _lines(turn, ids, turn.today)}
    return await indicators.with_values(turn, [found[i] for i in ids if i in found])


async def _counted(turn: Turn, today: date, end: datetime | None = None) -> tuple[Overview, Reached, Tally]:
    """Of tasks; without changes and what is said of several tasks together. `end` as in `overviews`."""
    found, reached = await _tally(turn, today, end)
    late = await overviews.late(turn.tx, turn.office.zone, enough(found.late), end)
    held, going, next_held = await overviews.held(turn.tx, end)
    silent, most = await overviews.silent(turn.tx, found.work[Work.NO_REPORT], end)
    wishes, extended = await overviews.moved(turn.tx, end)
    counted = replace(
        overview_of(figures((), turn.local(turn.now), today, None)),
        work=found.work,
        timing=found.timing,
        late_first=longest_late(await _lines(turn, late, today, end)),
        held=held,
        held_going=going,
        held_first=next_due(await _lines(turn, next_held, today, end)),
        silent=silent,
        silent_first=most_asked(await _lines(turn, most, today, end)),
        waiting=found.waiting,
        waiting_since=await overviews.waiting_since(turn.tx, end) if found.waiting else None,
        wishes=wishes,
        extended=extended,
    )
    return counted, reached, found


async def _tally(turn: Turn, today: date, end: datetime | None = None) -> tuple[Tally, Reached]:
    zone = turn.office.zone
    alike, reached = await overviews.alike(turn.tx, zone, end)
    return tally(alike, today, turn.office.ladder.soon, zone), reached


async def _changed(turn: Turn, since: datetime, present: Tally) -> Changed:
    """Until now."""
    closed = await reports.periods_closed(turn.tx, since, turn.now)
    new = await overviews.new(turn.tx, Since(since, turn.now, closed))
    return present.changes(since, new, turn.today, turn.office.zone)


async def _lines(turn: Turn, ids: Sequence[int], today: date, before: datetime | None = None) -> list[Line]:
    soon, zone = turn.office.ladder.soon, turn.office.zone
    return await assignments.lines_of(turn.tx, ids, today, soon, zone, before)
