"""The front page of the present digest, without a line for each assignment."""

from datetime import datetime
from functools import partial

from domain import overview
from domain.digest import figures, longest_late, most_asked, next_due
from domain.overview import Overview
from domain.work import TaskKind
from handlers import indicators
from handlers.desk import Turn
from storage import assignments, claims, overviews, reports
from storage.overviews import Since


async def present(turn: Turn, since: datetime | None) -> Overview:
    """As of now, with the changes since that moment."""
    zone, soon = turn.office.zone, turn.office.ladder.soon
    closed = await reports.periods_closed(turn.tx, since, turn.now) if since else set()
    lines = partial(assignments.lines_of, turn.tx, today=turn.today, soon=soon, zone=zone)
    new = Since(since, turn.now, closed) if since else None
    alike, tasks = await overviews.alike(turn.tx, zone, new)
    tally = overview.tally(alike, turn.today, soon, zone, since)
    late = await overviews.late(turn.tx, zone, overview.enough(tally.late))
    held, going, next_held = await overviews.held(turn.tx)
    silent, most = await overviews.silent(turn.tx)
    wishes, extended = await overviews.moved(turn.tx)
    measured = await lines(await assignments.led(turn.tx, TaskKind.INDICATOR))
    of_indicators = figures(
        await indicators.with_values(turn, measured),
        turn.local(turn.now),
        turn.today,
        None,
        claims=await claims.standing(turn.tx),
    )
    return Overview(
        as_of=turn.local(turn.now),
        today=turn.today,
        work=tally.work,
        timing=tally.timing,
        tasks=tasks,
        changes=tally.changes,
        late_first=longest_late(await lines(late)),
        held=held,
        held_going=going,
        held_first=next_due(await lines(next_held)),
        silent=silent,
        silent_first=most_asked(await lines(most)),
        waiting=tally.waiting,
        waiting_since=await overviews.waiting_since(turn.tx) if tally.waiting else None,
        wishes=wishes,
        extended=extended,
        indicators=of_indicators,
    )
