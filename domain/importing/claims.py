"""The sheet Số liệu: totals that somebody else gives, kept with their source."""

from collections.abc import Iterable
from datetime import date

from domain.claims import Claim, subject_of
from domain.importing.dues import day_in_figures
from domain.importing.notes import FirstSeen, Notes
from domain.importing.values import YEARS, ClaimChange, Sheet, SheetRow
from domain.secrecy import marked_secret
from domain.text import clean

LONGEST_WHAT = 120
LARGEST = 10**9


class ClaimPlan:
    """What is claimed anew, or otherwise than before; an empty value takes a claim back."""

    def __init__(self, known: Iterable[Claim], notes: Notes) -> None:
        self._known = {claim.key: claim for claim in known}
        self._seen = FirstSeen()
        self._notes = notes
        self.changed: list[ClaimChange] = []
        self.unchanged = 0

    def read(self, sheet: Sheet) -> None:
        self._notes.unknown_columns(sheet)
        for row in sheet.rows:
            claim = self._claim(sheet, row)
            if claim is None:
                continue
            first = self._seen.again(claim.key, sheet, row)
            known = self._known.get(claim.key)
            if first is not None:
                self._notes.fault(sheet, row, "what", "twice", value=claim.what, **first)
            elif known is None and claim.value is None:
                self._notes.fault(sheet, row, "value", "missing")
            elif known is not None and (known.value, known.day) == (claim.value, claim.day):
                self.unchanged += 1
            else:
                self.changed.append(ClaimChange(known.value if known else None, claim))

    def _claim(self, sheet: Sheet, row: SheetRow) -> Claim | None:
        """None when something in the row is wrong, which has been noted."""
        before = len(self._notes.faults)
        what, source = clean(row.text("what")), clean(row.text("source"))
        for column, words in (("what", what), ("source", source)):
            if not words:
                self._notes.fault(sheet, row, column, "missing")
            elif marked_secret(words):
                self._notes.fault(sheet, row, column, "secret_claim")
            elif len(words) > LONGEST_WHAT:
                self._notes.fault(sheet, row, column, "too_long_words", longest=LONGEST_WHAT)
        if what and subject_of(what) is None:
            self._notes.fault(sheet, row, "what", "unclear_claim", value=what[:60])
        value, day = self._value(sheet, row), self._day(sheet, row)
        return Claim(what, value, source, day) if len(self._notes.faults) == before else None

    def _value(self, sheet: Sheet, row: SheetRow) -> int | None:
        said = clean(row.text("value")).replace(".", "")
        if not said:
            return None
        if not (said.isascii() and said.isdigit()) or int(said) > LARGEST:
            self._notes.fault(sheet, row, "value", "not_a_count", value=said[:20])
            return None
        return int(said)

    def _day(self, sheet: Sheet, row: SheetRow) -> date | None:
        cell = row.cell("day")
        if isinstance(cell, date):
            day: date | None = cell
        elif not clean(cell):
            return None
        else:
            try:
                day = day_in_figures(clean(cell))
            except ValueError:
                day = None
        if day is None or day.year not in YEARS:
            self._notes.fault(sheet, row, "day", "not_a_day", value=row.text("day")[:20])
        return day
