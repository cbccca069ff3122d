"""What was said of an assignment, in order: which reports count, and what became of the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.work import Event, Judged, Moved, Reported, Said, Work


class Action(StrEnum):
    """`correction` and `undo` point at the report they concern; a remark is a coordinating unit's word."""

    REPORT = "report"
    CORRECTION = "correction"
    UNDO = "undo"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a report's text was read, so that a wrong reading can be learnt from.

    `fired`: (rule, words) in their order; `open_refs`: the open tasks as they were listed, `reply_to` the one
    answered. `by_hand`: pressed or typed under "Sửa" by the sender, who knows better than the reader.
    """

    fired: tuple[tuple[str, str], ...] = ()
    open_refs: tuple[str, ...] = ()
    reply_to: str | None = None
    by_hand: bool = False


BY_HAND = HowRead(by_hand=True)


@dataclass(frozen=True, slots=True)
class Report:
    """One row of the history. `group`: rows of one message share it, and are taken back together.

    `of_id`: the report that a correction or an undo concerns, or that was moved here from another task.
    """

    id: int
    assignment_id: int
    person_id: int | None
    at: datetime
    action: Action
    of_id: int | None
    text: str | None
    said: Said
    group: int | None
    reading: HowRead | None


def valid(history: Sequence[Report]) -> list[Report]:
    """The reports that count: not undone, not corrected by one that counts; remarks never do."""
    if all(r.action is Action.REPORT for r in history):
        return list(history)
    undone = {r.of_id for r in history if r.action is Action.UNDO}
    kept = [r for r in history if r.action in (Action.REPORT, Action.CORRECTION) and r.id not in undone]
    corrected = {r.of_id for r in kept if r.action is Action.CORRECTION}
    return [r for r in kept if r.id not in corrected]


def standing_of(history: Sequence[Report]) -> dict[int, str]:
    """valid, corrected or undone, for each report and remark (contract, "The JSON export")."""
    counting = {r.id for r in valid(history)} | {r.id for r in history if r.action is Action.REMARK}
    undone = {r.of_id for r in history if r.action is Action.UNDO}
    return {
        r.id: "undone" if r.id in undone else "valid" if r.id in counting else "corrected"
        for r in history
        if r.action is not Action.UNDO
    }


def events(history: Sequence[Report], moves: Iterable[Moved], verdicts: Iterable[Judged] = ()) -> list[Event]:
    """What `domain.work.play` wants, in the order of moments.

    `moves` and `verdicts` as they were written: none stands before an earlier one, whatever the clocks
    said, so that the last has the last word. A person's own words, too, stand in the order in which they
    came: a press is dated when it was taken in, so after a standstill a text written later would look older.
    Words of one second, whoever said them, stand as they were written down.
    A correction of "xong" that still says done keeps the first moment: mending a detail makes nobody late.
    Of one moment a verdict comes last: it is about what was said.
    """
    by_id = {r.id: r for r in history}
    happened = _in_their_order(moves)
    latest: dict[int | None, datetime] = {}
    for report in valid(history):
        at, root = report.at, report
        while root.of_id in by_id:
            root = by_id[root.of_id]
        if report.said.work is Work.DONE and root.said.work is Work.DONE:
            at = root.at
        told = at.replace(microsecond=0)  # as Telegram dates a text, so that no press counts as later than it
        place = latest[report.person_id] = max(told, latest.get(report.person_id, told))
        happened.append((place, Reported(at, report.said)))
    happened += _in_their_order(verdicts)
    return [event for _, event in sorted(happened, key=lambda held: held[0])]


def _in_their_order(decided: Iterable[Moved | Judged]) -> list[tuple[datetime, Event]]:
    placed: list[tuple[datetime, Event]] = []
    for event in decided:
        placed.append((max(event.at, placed[-1][0]) if placed else event.at, event))
    return placed


def last_of(history: Sequence[Report]) -> list[Report]:
    """The rows that /undo takes back: those of the newest message that still counts.

    `history`: one person's rows, the newest first.
    """
    undone = {r.of_id for r in history if r.action is Action.UNDO}
    for report in history:
        if report.action in (Action.REPORT, Action.CORRECTION, Action.REMARK) and report.id not in undone:
            if report.group is None:
                return [report]
            return [r for r in history if r.group == report.group and r.action is not Action.UNDO]
    return []
