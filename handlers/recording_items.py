"""Reports on many items of one text, each its own row, in the same few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.history import Action, HowRead, Report
from domain.office import Assignment
from domain.secrecy import speaks_of_secrets, without_words
from domain.work import Said
from handlers.desk import Desk
from handlers.drafts import Draft
from handlers.recording import (
    Recorded,
    note_submission,
    overturned_by,
    replay_many,
    tell_overturned,
    withdraw_wishes,
)
from storage import reports, secrets
from storage.reports import NewReport


@dataclass(frozen=True, slots=True)
class Told:
    """`of`: the report that this puts right."""

    assignment: Assignment
    said: Said
    of: Report | None = None


async def record_items(
    desk: Desk, told: Sequence[Told], draft: Draft, reading: HowRead | None = None
) -> list[Recorded]:
    """`draft`: the text, and when and by which message it was said."""
    refs = [secret.ref for secret in await secrets.every(desk.tx)]
    text = "" if speaks_of_secrets(draft.text, refs) else draft.text
    if not text:
        told, reading = [replace(one, said=without_words(one.said)) for one in told], None
    overturns = [None if one.of else await overturned_by(desk, one.assignment, one.said) for one in told]
    await withdraw_wishes(desk, [one.of.id for one in told if one.of is not None])
    rows = [
        NewReport(
            one.assignment.id,
            desk.actor.person.id,
            draft.at,
            Action.CORRECTION if one.of else Action.REPORT,
            text or None,
            one.said,
            of_id=one.of.id if one.of else None,
            chat_id=desk.chat_id,
            message_id=draft.message_id,
            inbox_seq=desk.inbox_seq,
            reading=reading,
        )
        for one in told
    ]
    ids = await reports.add_many(desk.tx, rows)
    presents = await replay_many(desk, [one.assignment for one in told])
    done = []
    for one, report_id, colleague in zip(told, ids, overturns, strict=True):
        present = presents[one.assignment.id]
        now = replace(one.assignment, state=present.state, deadline=present.deadline, cycle=present.cycle)
        await note_submission(desk, one.assignment, now, report_id, text or None)
        was_told = colleague is not None and await tell_overturned(desk, colleague, now, one.said)
        done.append(Recorded(report_id, now, one.said, None, colleague, was_told))
    return done
