"""How promises are kept over a year: on time, quick to answer, silent, put off, sent back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from domain.work import Acceptance, State, Timing, Work, timing

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Due:
    """A led task with a date of its own that fell in the year. Recurring ones have no place here."""

    department_id: int
    deadline: date
    work: Work
    acceptance: Acceptance | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Reminders and nudges about one assignment up to the report that answered them: the first of them."""

    department_id: int
    first_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A later deadline that was asked for."""

    department_id: int
    asked_at: datetime
    granted: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """A "xong" that the Secretariat gave back."""

    department_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What happened in a year. `reported`: how many reports, by unit and month."""

    dues: Sequence[Due]
    asked: Sequence[Asked]
    reported: Mapping[tuple[int, int], int]
    wishes: Sequence[Wish]
    returned: Sequence[Returned]


@dataclass(frozen=True, slots=True)
class Measures:
    """`due`: fell due and can be judged; of these `in_time`. `asked`: how often somebody began to be asked;
    `answer`: half of those answered took no longer. `silent`: units that were asked and reported nothing.
    """

    due: int
    in_time: int
    asked: int
    unanswered: int
    answer: timedelta | None
    wishes: int
    granted: int
    returned: int
    silent: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.due or self.asked or self.wishes or self.returned or self.silent)


@dataclass(frozen=True, slots=True)
class Course:
    """One unit, or all: the year and its months as far as they have begun."""

    department_id: int | None
    name: str
    year: Measures
    months: tuple[Measures, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """`until`: the last day counted. `units`: those with something to show, the least punctual first."""

    year: int
    until: date
    whole: Course
    units: tuple[Course, ...]

    @property
    def over(self) -> bool:
        return self.until == date(self.year, 12, 31)

    def of_unit(self, department_id: int) -> Course | None:
        return next((unit for unit in self.units if unit.department_id == department_id), None)


def month_starts(year: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The first moments of the months, and of the next year."""
    firsts = [date(year, month, 1) for month in MONTHS] + [date(year + 1, 1, 1)]
    return tuple(datetime(day.year, day.month, 1, tzinfo=zone) for day in firsts)


def trends(year: int, record: Record, names: Mapping[int, str], today: date, zone: ZoneInfo) -> Trends:
    """Each figure of all is that of the units together; a month has what began in it.

    A submission that waits to be accepted is not judged yet, and what is not due by `today` neither.
    """
    until = min(today, date(year, 12, 31))
    counted = _Counted(year, record, names, today, zone)
    months = range(1, until.month + 1)
    units = [counted.course(unit, names[unit], months) for unit in names]
    shown = [unit for unit in units if not (unit.year.nothing and all(m.nothing for m in unit.months))]
    return Trends(year, until, counted.course(None, "", months), tuple(sorted(shown, key=_merit)))


def _merit(unit: Course) -> tuple[float, int, float, str]:
    year = unit.year
    slow = year.answer.total_seconds() if year.answer else 0.0
    return (year.in_time / year.due if year.due else 1.0, -year.unanswered, -slow, unit.name)


class _Counted:
    """The record by unit and month; unit None: all of them, month 0: the whole year."""

    def __init__(
        self, year: int, record: Record, names: Mapping[int, str], today: date, zone: ZoneInfo
    ) -> None:
        self._names, self._zone = names, zone
        self._ends = month_starts(year, zone)[1:]
        self._due: dict[tuple[int | None, int], list[bool]] = defaultdict(list)
        self._asked: dict[tuple[int | None, int], list[Asked]] = defaultdict(list)
        self._wishes: dict[tuple[int | None, int], list[bool]] = defaultdict(list)
        self._returned: dict[tuple[int | None, int], int] = defaultdict(int)
        self._reported = {(unit, month) for (unit, month), count in record.reported.items() if count}
        for due in record.dues:
            state = State(due.work, acceptance=due.acceptance, done_at=due.done_at)
            when = timing(state, due.deadline, today, 0, zone)
            if when in (Timing.DONE_IN_TIME, Timing.DONE_LATE, Timing.OVERDUE):
                for place in self._places(due.department_id, due.deadline.month):
                    self._due[place].append(when is Timing.DONE_IN_TIME)
        for asked in record.asked:
            for place in self._places(asked.department_id, self._month(asked.first_at)):
                self._asked[place].append(asked)
        for wish in record.wishes:
            for place in self._places(wish.department_id, self._month(wish.asked_at)):
                self._wishes[place].append(wish.granted)
        for returned in record.returned:
            for place in self._places(returned.department_id, self._month(returned.at)):
                self._returned[place] += 1
        self._silent = self._silences()

    def course(self, unit: int | None, name: str, months: Iterable[int]) -> Course:
        each = tuple(self._measures(unit, month) for month in months)
        return Course(unit, name, self._measures(unit, 0), each)

    def _measures(self, unit: int | None, month: int) -> Measures:
        place = (unit, month)
        due, asked, wishes = self._due[place], self._asked[place], self._wishes[place]
        took = [
            (one.answered_at - one.first_at).total_seconds() for one in asked if one.answered_at is not None
        ]
        quiet = self._silent[month]
        return Measures(
            due=len(due),
            in_time=sum(due),
            asked=len(asked),
            unanswered=len(asked) - len(took),
            answer=timedelta(seconds=median(took)) if took else None,
            wishes=len(wishes),
            granted=sum(wishes),
            returned=self._returned[place],
            silent=tuple(sorted(self._names[one] for one in quiet if unit in (None, one))),
        )

    def _silences(self) -> dict[int, set[int]]:
        """By month: a question stood open at its end, and the unit reported nothing in it."""
        silent: dict[int, set[int]] = defaultdict(set)
        for asked in self._asked_of_all():
            first = self._month(asked.first_at)
            for month in range(first, 13):
                if asked.answered_at is not None and asked.answered_at < self._ends[month - 1]:
                    break
                if (asked.department_id, month) not in self._reported:
                    silent[month].add(asked.department_id)
            if not any((asked.department_id, month) in self._reported for month in MONTHS):
                silent[0].add(asked.department_id)
        return silent

    def _asked_of_all(self) -> list[Asked]:
        return self._asked[None, 0]

    def _places(self, unit: int, month: int) -> tuple[tuple[int | None, int], ...]:
        return ((unit, month), (unit, 0), (None, month), (None, 0)) if unit in self._names else ()

    def _month(self, moment: datetime) -> int:
        return moment.astimezone(self._zone).month
