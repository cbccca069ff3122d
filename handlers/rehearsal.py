"""Every message that would go out, found by letting the clock's own code run where nothing is kept."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.cadence import due_between
from handlers import digests
from handlers.desk import Turn
from handlers.screens import plain
from handlers.texts import rehearsal as texts
from handlers.ticking import tick
from storage import assignments, outbox, people, previews
from storage import digests as kept
from storage.outbox import Kind, Unsent


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A message to come; fields as in the contract, `rehearse`."""

    at: datetime
    to: str
    chat_id: int
    person_id: int | None
    kind: str
    refs: tuple[str, ...]
    text: str
    buttons: tuple[tuple[str, ...], ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "at": self.at.replace(microsecond=0).isoformat(),
            "to": self.to,
            "chat_id": self.chat_id,
            "kind": self.kind,
            "refs": list(self.refs),
            "text": self.text,
            "buttons": [list(row) for row in self.buttons],
        }


KINDS = {Kind.REMINDER: "reminder", Kind.NUDGE: "reminder", Kind.DIGEST: "digest"}


async def rehearse(turn: Turn, first: date, last: date) -> list[Foreseen]:
    """What leaves from `turn.now` or the start of `first`, whichever is later, to the end of `last`.

    It plays from now on, for what leaves before `first` does not leave again.
    """
    office = turn.office
    begins = max(turn.now, datetime.combine(first, datetime.min.time(), office.zone))
    ends = datetime.combine(last + timedelta(days=1), datetime.min.time(), office.zone)
    found: list[Foreseen] = []
    for moment in await moments(turn, turn.now, ends):
        found += await foresee(replace(turn, now=moment))
    return [message for message in found if message.at >= begins]


async def foresee(turn: Turn) -> list[Foreseen]:
    """What waits and what one look of the clock adds; it counts as sent from then on."""
    await tick(turn)
    rows = await outbox.unsent(turn.tx, turn.now)
    names = await people.names(turn.tx)
    known = {a.id: a.task.ref for a in await assignments.every(turn.tx)} if rows else {}
    group = await digests.steering_group(turn)
    if not turn.office.hours.open_at(turn.now, turn.calendar):
        rows = [row for row in rows if not row.in_hours]
    await outbox.all_sent(turn.tx, [row.id for row in rows], turn.now)
    return [_foreseen(turn, row, names, known, group) for row in rows if row.kind is not Kind.SILENT]


def _foreseen(
    turn: Turn, row: Unsent, names: dict[int, str], known: dict[int, str], group: kept.SteeringGroup | None
) -> Foreseen:
    body = row.body
    text = plain(body.get("text") or body.get("caption") or "")
    keyboard = (body.get("reply_markup") or {}).get("inline_keyboard") or []
    to = names.get(row.person_id or 0) or (texts.GROUP() if row.chat_id < 0 else str(row.chat_id))
    if group is not None and row.chat_id == group.chat_id:
        to = group.title or texts.GROUP()
    refs = [ref for ref in dict.fromkeys(known.values()) if _names(text, ref)]
    return Foreseen(
        turn.local(turn.now),
        to,
        row.chat_id,
        row.person_id,
        KINDS.get(row.kind, "notice"),
        tuple(refs),
        text,
        tuple(tuple(button["text"] for button in buttons) for buttons in keyboard),
    )


def _names(text: str, ref: str) -> bool:
    """Whether the code stands in the text as a word of its own."""
    at = text.find(ref)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(ref) : at + len(ref) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(ref, at + 1)
    return False


async def moments(turn: Turn, begins: datetime, ends: datetime) -> list[datetime]:
    """When the clock finds something new: `begins`, each working day's opening, the digests' moments."""
    office, calendar = turn.office, turn.calendar
    found = {begins}
    day = begins.astimezone(office.zone).date()
    while (opening := office.hours.opening(day)) < ends:
        if calendar.is_working(day) and opening >= begins:
            found.add(opening)
        day += timedelta(days=1)
    for moment in due_between(await digests.cadences(turn), begins - timedelta(days=31), ends):
        found.add(office.hours.next_opening(moment, calendar))
    if office.preview_hours:
        wait = timedelta(hours=office.preview_hours)
        found |= {office.hours.next_opening(moment + wait, calendar) for moment in set(found)}
    held = await previews.standing(turn.tx)
    found |= {office.hours.next_opening(p.goes_at, calendar) for p in held if p.goes_at is not None}
    return sorted(moment.astimezone(UTC) for moment in found if begins <= moment < ends)
