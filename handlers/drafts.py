"""What was understood but not yet stored: kept in a question until a press settles it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from domain import replies
from domain.evidence import FILE_NAME, PHOTO_NAME, Attachment, from_json
from domain.work import Said, Work


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that waits. `said` None: nothing was understood of it. `assignment_id` None: not known yet.

    `about`: what of the text is about that assignment alone.
    """

    text: str
    at: datetime
    message_id: int
    said: Said | None
    assignment_id: int | None = None
    files: tuple[Attachment, ...] = ()
    about: str | None = None

    def unnamed(self) -> "Draft":
        """Its files without the names that people gave them."""
        names = {"photo": PHOTO_NAME}
        return replace(
            self, files=tuple(replace(one, name=names.get(one.kind, FILE_NAME)) for one in self.files)
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "at": self.at.isoformat(),
            "message_id": self.message_id,
            "said": _said_to_json(self.said) if self.said is not None else None,
            "assignment_id": self.assignment_id,
            "files": [one.to_json() for one in self.files],
            "about": self.about,
        }


def drafts_of(payload: dict[str, Any]) -> list[Draft]:
    """Those of a question, in the order in which they came. Version 0.1 kept a single one, flat."""
    return [
        Draft(
            kept["text"],
            datetime.fromisoformat(kept["at"]),
            kept["message_id"],
            _said_from_json(kept["said"]) if kept["said"] is not None else None,
            kept.get("assignment_id"),
            tuple(from_json(one) for one in kept.get("files", ())),
            kept.get("about"),
        )
        for kept in payload.get("drafts", [payload])
    ]


def said_of(update: replies.Update) -> Said:
    return Said(
        Work(update.status) if update.status else None,
        update.percent,
        update.done,
        update.total,
        update.blocked,
        update.blocker,
        update.expected_date,
        update.requested_deadline,
    )


def _said_to_json(said: Said) -> dict[str, Any]:
    return {
        "work": said.work,
        "percent": said.percent,
        "done": said.done,
        "total": said.total,
        "blocked": said.blocked,
        "blocker": said.blocker,
        "expected_date": said.expected_date and said.expected_date.isoformat(),
        "requested_deadline": said.requested_deadline and said.requested_deadline.isoformat(),
    }


def _said_from_json(kept: dict[str, Any]) -> Said:
    def day(name: str) -> date | None:
        return date.fromisoformat(kept[name]) if kept[name] else None

    return Said(
        Work(kept["work"]) if kept["work"] else None,
        kept["percent"],
        kept["done"],
        kept["total"],
        kept["blocked"],
        kept["blocker"],
        day("expected_date"),
        day("requested_deadline"),
    )
