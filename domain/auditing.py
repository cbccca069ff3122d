"""The trace as an inspector reads it: who did what, when, from where and by which message."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`who`: the person's name, "" once erased; `who_id` stays. `what`: the thing by its name.

    `source`: telegram, command line or clock. `inbox_seq`: our number of the update; `place`: chat and
    message in Telegram, where that is kept.
    """

    at: datetime
    who: str
    who_id: int | None
    source: str
    noun: str
    what: str
    field: str
    old: str | None
    new: str | None
    inbox_seq: int | None
    place: str

    @property
    def message(self) -> str:
        return " ".join(filter(None, ("" if self.inbox_seq is None else f"#{self.inbox_seq}", self.place)))


def in_order(entries: Iterable[AuditEntry]) -> list[AuditEntry]:
    """By time. A text is stamped by the second: within one the updates follow their numbers."""
    return sorted(entries, key=lambda e: (e.at.replace(microsecond=0), e.inbox_seq or 0, e.at))
