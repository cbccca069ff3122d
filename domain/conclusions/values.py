"""What a conclusion is made of, and what is proposed from it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands in the file; of a table's row the `cells`, its text being the cells in a row."""

    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is named. `collective`: several under one name ("các Sở, ban, ngành")."""

    name: str
    collective: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in the words of the text. `doubt`: conditional, by_plan, standing, past, or None."""

    words: str
    start: date | None
    end: date | None
    recurrence: str | None
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: the paragraph, counted from 1, its number in the text ("II.2.a"), and its words."""

    paragraph: int
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """What one unit, or several together, are to do, for the Secretariat to confirm.

    `via`: who hands it on. `doubts`: subject_inherited, collective, no_date, conditional, by_plan, standing,
    past, no_first_day.
    """

    lead: tuple[Unit, ...]
    via: tuple[Unit, ...]
    coordinating: tuple[Unit, ...]
    task: str
    due: Due | None
    doubts: tuple[str, ...]
    place: Place
