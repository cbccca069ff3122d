"""The words of one clause: which items, which state, which numbers. What does not fit is no clause."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.itemised.words import Sort, Word

STATES = (Sort.DONE, Sort.OPEN, Sort.IDLE)


@dataclass(slots=True)
class Clause:
    """`count`: n of `of`, or n alone. `lists`: how many times a comma began a further "mục"."""

    state: Sort | None = None
    items: list[int] = field(default_factory=list)
    marked: bool = False  # "mục" was said
    count: int | None = None
    of: int | None = None
    percent: float | None = None
    left: bool = False
    all: bool = False
    others: bool = False
    none_of: bool = False
    why: int | None = None  # where the obstacle begins
    lists: int = 0
    state_first: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Clause()


class Unclear(ValueError):
    """Words that cannot be told apart with certainty."""


def clauses_of(words: Sequence[Word]) -> list[Clause]:
    """Raises Unclear."""
    found, at = [Clause()], 0
    while at < len(words):
        at = _take(words, at, found)
    return [clause for clause in found if not clause.is_empty]


def _take(words: Sequence[Word], at: int, found: list[Clause]) -> int:
    """Takes in the word there, with what belongs to it; where to go on."""
    sort = words[at].sort
    if sort in (Sort.COMMA, Sort.AND, Sort.STOP):
        return _between(words, at, found)
    if sort in (Sort.COUNT, Sort.NUMBER, Sort.RANGE, Sort.PERCENT):
        return _number(words, at, found[-1])
    if sort is Sort.ITEM:
        _item(words, at, found)
    else:
        _plain(sort, at, found)
    return at + 1


def _plain(sort: Sort, at: int, found: list[Clause]) -> None:
    """A word without figures."""
    clause = found[-1]
    if sort in STATES:
        if clause.state is not None:
            raise Unclear
        clause.state = sort
        clause.state_first = not clause.items
    elif sort in (Sort.LEFT, Sort.EXCEPT):
        if sort is Sort.EXCEPT and not any(one.state is Sort.DONE for one in found):
            raise Unclear
        if not clause.is_empty:
            found.append(Clause())
        found[-1].left = True
    elif sort is Sort.WHY:
        clause.why = at
    elif sort is Sort.STRANGE or (sort is Sort.OTHERS and clause.items):
        raise Unclear
    elif sort is Sort.NONE_OF and clause.state is None:
        raise Unclear  # "mục nào chưa xong": it is asked
    else:
        clause.all |= sort is Sort.ALL
        clause.others |= sort is Sort.OTHERS
        clause.none_of |= sort is Sort.NONE_OF


def _item(words: Sequence[Word], at: int, found: list[Clause]) -> None:
    """ "mục": of the numbers behind it, or of all."""
    clause = found[-1]
    if not _is_figure(words, at + 1) and not clause.all:
        raise Unclear
    if clause.items and (clause.percent is not None or (clause.state and not clause.state_first)):
        if clause.state_first:
            raise Unclear  # "xong mục 3 60% mục 4"
        found.append(Clause())
    found[-1].marked = True


def _number(words: Sequence[Word], at: int, clause: Clause) -> int:
    word = words[at]
    if word.sort is Sort.PERCENT:
        if clause.percent is not None or not clause.items:
            raise Unclear
        clause.percent = word.values[0]
    elif word.sort is Sort.COUNT:
        _counted(clause, int(word.values[0]), int(word.values[1]))
        return at + 2 if _is(words, at + 1, Sort.ITEM) and not _is_figure(words, at + 2) else at + 1
    elif word.sort is Sort.NUMBER and _is(words, at + 1, Sort.ITEM) and not clause.marked:
        _counted(clause, int(word.values[0]), None)  # "14 mục", "2 mục: 3, 9"
        colon = _is(words, at + 2, Sort.COMMA) and _is_figure(words, at + 3)
        clause.marked = _is_figure(words, at + 2) or colon
        return at + 3 if colon else at + 2
    else:
        _figures(words, at, clause)
    return at + 1


def _figures(words: Sequence[Word], at: int, clause: Clause) -> None:
    """Numbers of items; a number on its own behind "còn" may as well say how many."""
    several = _joins(words, at + 1) or len(clause.items) > 0
    if not clause.marked and not (clause.left and several):
        raise Unclear
    first, last = int(words[at].values[0]), int(words[at].values[-1])
    if last < first or last - first > 100:
        raise Unclear
    clause.items += range(first, last + 1)


def _counted(clause: Clause, count: int, of: int | None) -> None:
    if clause.count is not None and (clause.count, clause.of or of) != (count, of or clause.of):
        raise Unclear
    clause.count, clause.of = count, of or clause.of


def _between(words: Sequence[Word], at: int, found: list[Clause]) -> int:
    """A comma goes on with a list of numbers, or begins something else."""
    clause = found[-1]
    if words[at].sort is not Sort.STOP:
        stands = bool(clause.items) and clause.state is None and not clause.left
        if stands and at + 1 < len(words) and words[at + 1].sort in (*STATES, Sort.PERCENT):
            return at + 1  # "mục 3: xong"
        if clause.items and _is_figure(words, at + 1):
            return at + 1
        if clause.items and _is(words, at + 1, Sort.ITEM) and _is_figure(words, at + 2):
            end = _end_of_list(words, at + 2)
            own = end < len(words) and words[end].sort in (*STATES, Sort.PERCENT, Sort.WHY)
            said = clause.state is not None and not clause.state_first
            if not own and not said and clause.percent is None:
                clause.lists += 1
                return at + 2
            if own and clause.lists and clause.state_first:
                raise Unclear  # "xong mục 3, mục 5, mục 6 chưa": of which is the last word?
            if own and clause.state is None and not clause.left:
                return at + 2  # "mục 3, mục 5 chưa xong"
    if not clause.is_empty:
        found.append(Clause())
    return at + 1


def _end_of_list(words: Sequence[Word], at: int) -> int:
    while at < len(words) and words[at].sort in (Sort.NUMBER, Sort.RANGE):
        at += 1
        if at + 1 < len(words) and words[at].sort in (Sort.COMMA, Sort.AND) and _is_figure(words, at + 1):
            at += 1
    return at


def _joins(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].sort in (Sort.COMMA, Sort.AND) and _is_figure(words, at + 1)


def _is(words: Sequence[Word], at: int, sort: Sort) -> bool:
    return at < len(words) and words[at].sort is sort


def _is_figure(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].sort in (Sort.NUMBER, Sort.RANGE)
