"""The sheet of the Central's ratings: Đơn vị, Đánh giá, Ngày, Nguồn."""

from collections.abc import Sequence
from datetime import date

from domain.importing.dues import day_in_figures
from domain.importing.notes import FirstSeen, Notes
from domain.importing.units import UnitPlan
from domain.importing.values import YEARS, RatingRow, Sheet, SheetRow
from domain.programmes import Programme
from domain.ratings import LONGEST_SOURCE, WHOLE, Colour, Rating, RatingOf, colour_of, is_whole
from domain.text import clean, fold


class RatingPlan:
    """Rows that are on record already change nothing; another word for the same day is a further row."""

    def __init__(
        self,
        programmes: Sequence[Programme],
        kept: Sequence[RatingOf],
        units: UnitPlan,
        today: date,
        notes: Notes,
    ) -> None:
        self._programmes = programmes
        self._last = {(one.programme, one.department_id, one.rating.day): one.rating for one in kept}
        self._units, self._directory = units, units.directory()
        self._today = today
        self._notes = notes
        self._seen = FirstSeen()
        self.new: list[RatingRow] = []
        self.unchanged = 0

    def read(self, sheet: Sheet) -> None:
        self._notes.unknown_columns(sheet)
        for row in sheet.rows:
            before = len(self._notes.faults)
            programme, unit = self._programme(sheet, row), self._unit(sheet, row)
            rating = self._rating(sheet, row)
            if len(self._notes.faults) > before or programme is None or unit is None or rating is None:
                continue
            unit_id, name = unit
            first = self._seen.again((programme.key, unit_id, rating.day), sheet, row)
            if first is not None:
                self._notes.fault(sheet, row, "unit", "twice", value=name or WHOLE, **first)
            elif self._last.get((programme.key, unit_id, rating.day)) == rating:
                self.unchanged += 1
            else:
                self.new.append(RatingRow(programme.key, programme.name, name, rating))

    def _programme(self, sheet: Sheet, row: SheetRow) -> Programme | None:
        said = clean(row.text("programme"))
        named = [p for p in self._programmes if not said or p.named_in(said) or fold(p.name) == fold(said)]
        if len(named) == 1:
            return named[0]
        known = tuple(p.name for p in self._programmes)
        problem = "no_programme" if not known else "which_programme"
        self._notes.fault(sheet, row, "programme", problem, value=said, allowed=known)
        return None

    def _unit(self, sheet: Sheet, row: SheetRow) -> tuple[int | None, str | None] | None:
        """Its id and name; of the province as a whole neither."""
        said = clean(row.text("unit"))
        if is_whole(said):
            return None, None
        unit_id = self._directory.find(said) if said else None
        if unit_id is not None:
            return unit_id, self._units.official(unit_id)
        if said:
            near = (*self._directory.nearest(said), WHOLE)
            self._notes.fault(sheet, row, "unit", "unknown_department", value=said, near=near)
        else:
            self._notes.fault(sheet, row, "unit", "missing")
        return None

    def _rating(self, sheet: Sheet, row: SheetRow) -> Rating | None:
        words, source = clean(row.text("colour")), clean(row.text("source"))
        colour, day = colour_of(words), self._day(sheet, row)
        if colour is None:
            allowed = tuple(one.value for one in Colour)
            problem = "not_allowed" if words else "missing"
            self._notes.fault(sheet, row, "colour", problem, value=words, allowed=allowed)
        if not source:
            self._notes.fault(sheet, row, "source", "missing")
        elif len(source) > LONGEST_SOURCE:
            self._notes.fault(sheet, row, "source", "too_long_source", longest=LONGEST_SOURCE)
        return Rating(colour, day, source) if colour and day and source else None

    def _day(self, sheet: Sheet, row: SheetRow) -> date | None:
        cell = row.cell("day")
        said = row.text("day").strip()
        try:
            day = cell if isinstance(cell, date) else day_in_figures(clean(cell))
        except ValueError:
            day = None
        if day is None:
            problem = "no_such_day" if said else "missing"
        elif day > self._today:
            problem = "future_day"
        elif day.year not in YEARS:
            problem = "far_year"
        else:
            return day
        self._notes.fault(sheet, row, "day", problem, value=said[:40])
        return None
