"""From the words to what is said of each item; nothing is done that was not clearly said to be."""

import re
from collections.abc import Collection, Sequence

from domain.itemised.clauses import Clause, Unclear, clauses_of
from domain.itemised.values import Heard, ItemReply, Known
from domain.itemised.words import Sort, Word, complains, plain, words_of
from domain.text import fold
from domain.work import Said, Work

NAMES_ITEMS = re.compile(
    r"\bmuc (?:so )?\d|\b\d+(?:/\d+)? muc\b|\bmuc nao\b|\b(?:cac|tat ca|toan bo) muc\b|\bmuc con lai\b"
)
_ASKING = re.compile(r"\?$|\s(?:à|hả|ư|nhỉ)[.! ]*$", re.IGNORECASE)
_STUCK = re.compile(r"(?:dang |bi )?vuong")
_COUNT = re.compile(r"(?<![\d/.])(\d{1,3}) ?(?:/|tren) ?(\d{1,3})(?![\d/])")
_LONGEST_OBSTACLE = 200
_OF_ITEMS = {Sort.DONE: Work.DONE, Sort.OPEN: Work.IN_PROGRESS, Sort.IDLE: Work.NOT_STARTED}


def read_items(text: str, known: Known, *, answers: bool, alone: bool) -> ItemReply | None:
    """None: the text is not about the items.

    `answers`: it answers a message about them; `alone`: nothing else is open that it may be about.
    """
    typed, folded = plain(text)
    named = _names_items(folded, known)
    if _ASKING.search(typed) or not (named or answers or _counts_them(folded, known)):
        return None
    try:
        if complains(folded):
            raise Unclear
        words = words_of(folded, known)
        heard = _Reply(known, clauses_of(words), words, typed).settle()
    except Unclear:
        return ItemReply(Heard.UNCLEAR) if named else None
    if heard.heard is Heard.UNCLEAR and not named:
        return None
    dated = known.total <= 12 and not named  # "xong 12/12" may be a day
    if heard.heard is Heard.SAID and (dated or not (named or answers or alone)):
        return ItemReply(Heard.WHETHER, heard.said, heard.done, heard.named)
    return heard


def all_but(left: Collection[int], known: Known) -> dict[int, Said]:
    """What is new once it is known which are left: the others are done."""
    found: dict[int, Said] = {}
    for number, work in known.work.items():
        if number in left:
            found[number] = left_open(work)
        elif work is not Work.DONE:
            found[number] = Said(Work.DONE)
    return found


def _names_items(folded: str, known: Known) -> bool:
    return bool(NAMES_ITEMS.search(folded)) or any(re.search(name, folded) for name in known.names[:1])


def _counts_them(folded: str, known: Known) -> bool:
    return any(int(found[2]) == known.total for found in _COUNT.finditer(folded))


class _Reply:
    """The clauses put together."""

    def __init__(self, known: Known, clauses: Sequence[Clause], words: Sequence[Word], typed: str) -> None:
        self._known, self._clauses = known, clauses
        self._every = frozenset(known.work)
        self._said: dict[int, Said] = {}  # named, with a state of its own
        self._left: set[int] = set()
        self._obstacles: dict[int, str] = {}
        self._rest_done = False
        self._all = False
        self._all_words = False
        self._count: int | None = None
        self._wrong_total: int | None = None
        self._bare_count = False
        self._words, self._typed = words, typed

    def settle(self) -> ItemReply:
        before: Clause | None = None
        for clause in self._clauses:
            self._take(clause, before)
            before = clause
        named = frozenset(self._said) | self._left
        if not self._clauses:
            raise Unclear
        if self._wrong_total is not None:
            return ItemReply(Heard.TOTAL, done=self._wrong_total, named=named)
        if not named <= self._every:
            return ItemReply(Heard.NO_ITEM, named=named - self._every)
        return self._settled(named)

    def _take(self, clause: Clause, before: Clause | None) -> None:
        if clause.count is not None:
            self._take_count(clause)
        if clause.none_of:
            if clause.items or clause.state not in (Sort.OPEN, Sort.IDLE) or clause.left:
                raise Unclear
            self._all_words = True
            self._note(self._every, _said(clause.state))
        elif clause.others:
            if clause.state is not Sort.DONE:
                raise Unclear
            self._rest_done = True
        elif clause.items and clause.left:
            self._take_left(clause)
        elif clause.items:
            self._take_items(clause, before)
        elif clause.all:
            if clause.state is not Sort.DONE or clause.left:
                raise Unclear  # "chưa xong hết"
            self._all = True
        elif clause.count is None and clause.why is None:
            raise Unclear  # "xong rồi ạ": of what?
        if clause.why is not None:
            self._take_why(clause, before)

    def _take_count(self, clause: Clause) -> None:
        total = self._known.total
        if clause.of is not None and clause.of != total:
            self._wrong_total = clause.of
        count = clause.count or 0
        if clause.state in (Sort.OPEN, Sort.IDLE) and not clause.items:
            raise Unclear  # "chưa xong 14/16"
        if clause.left:
            count = total - count
        elif clause.state is None:
            self._bare_count = True
        if not 0 <= count <= total or (self._count is not None and self._count != count):
            raise Unclear
        self._count = count

    def _take_left(self, clause: Clause) -> None:
        """ "còn mục 3": all the others are done; "còn mục 3 đang làm" says that of no other."""
        words = clause.state
        if words is Sort.DONE:
            raise Unclear
        if self._is_stuck(clause):  # "còn mục 3 vướng": nothing of the others
            self._note(clause.items, Said(Work.BLOCKED, clause.percent, blocked=True))
        elif clause.percent is None and (words is None or self._says_not_done(clause)):
            self._left |= set(clause.items)
        else:
            self._note(clause.items, _said(words or Sort.OPEN, clause.percent))

    def _is_stuck(self, clause: Clause) -> bool:
        """ "vướng", not "do thiếu kinh phí" alone."""
        at = None if clause.why is None else self._words[clause.why].at
        return at is not None and clause.state is None and _STUCK.match(fold(self._typed[at:])) is not None

    def _says_not_done(self, clause: Clause) -> bool:
        """ "còn mục 3 chưa xong", not "đang làm"."""
        return clause.state is Sort.OPEN and "chua" in fold(self._typed)

    def _take_items(self, clause: Clause, before: Clause | None) -> None:
        if clause.all or (clause.count is not None and clause.state is not Sort.DONE):
            raise Unclear
        if clause.state is not None or clause.percent is not None:
            self._note(clause.items, _said(clause.state or Sort.OPEN, clause.percent))
        elif self._is_stuck(clause):
            self._note(clause.items, Said(Work.BLOCKED, blocked=True))
        elif clause.why is not None:
            raise Unclear  # "mục 3 do ai làm"
        elif before is not None and before.count is not None and not before.items and not before.left:
            if before.count != len(set(clause.items)) or 2 * before.count == self._known.total:
                raise Unclear  # "xong 14/16, mục 3 và 9": these two are not what is done
            self._note(clause.items, Said(Work.DONE))
        elif before is not None and before.left and before.count is not None:
            self._left |= set(clause.items)  # "còn 2 mục, mục 3 và 9"
        else:
            raise Unclear

    def _take_why(self, clause: Clause, before: Clause | None) -> None:
        """The rest of the text is why, if it names nothing of the items."""
        mark = self._words[clause.why or 0]
        why = self._typed[mark.at :].strip(" .,;")
        folded = fold(why)
        told = re.sub(r"^(?:la )?(?:do|vi|tai|boi vi|(?:dang |bi )?(?:vuong mac|vuong))\b[ :,]*", "", folded)
        words = why[len(why) - len(told) :].strip() if len(folded) == len(why) else why
        about = clause if clause.items else before
        if about is None or not about.items or about.state is Sort.DONE:
            raise Unclear
        if re.search(r"\bmuc \d|\bxong\b|\bhoan thanh\b|\d+ ?/ ?\d+|\d ?%", folded):
            raise Unclear
        for number in about.items:
            self._obstacles[number] = words[:_LONGEST_OBSTACLE]

    def _note(self, numbers: Sequence[int] | frozenset[int], said: Said) -> None:
        for number in numbers:
            if self._said.setdefault(number, said) != said:
                raise Unclear

    def _settled(self, named: frozenset[int]) -> ItemReply:
        open_now = {n for n, said in self._said.items() if said.work is not Work.DONE}
        done_now = set(self._said) - open_now
        if self._left & set(self._said):
            raise Unclear
        held = self._known.done
        told_rest = self._all or self._rest_done or (bool(self._left) and not (done_now or open_now))
        if self._rest_done and not (self._left or open_now):
            raise Unclear
        if told_rest:
            done_now = set(self._every) - self._left - open_now
        after = (set(held) | done_now) - self._left - open_now
        if self._count is None or (after if told_rest else None) is not None or done_now or self._all_words:
            if self._count is not None and self._count != len(after):
                return ItemReply(Heard.COUNT, done=self._count, named=named)
            return self._stored(done_now, len(after), named)
        return self._counted(open_now | self._left, named)

    def _counted(self, open_now: set[int], named: frozenset[int]) -> ItemReply:
        """A number alone, or with items that are not done."""
        count, every = self._count or 0, set(self._every)
        rest = every - open_now
        if len(rest) < count:
            return ItemReply(Heard.COUNT, done=count, named=named)
        if len(rest) == count:
            reply = self._stored(rest, count, named)
            if self._bare_count and not open_now and reply.heard is Heard.SAID:
                return ItemReply(Heard.WHETHER, reply.said, count, named)
            return reply
        if len(self._known.done - open_now) == count and not open_now:
            return ItemReply(Heard.SAME, done=count)
        if count == 0:
            return self._none_done(named)
        return ItemReply(Heard.WHICH, dict(self._told(set())), count, named)

    def _none_done(self, named: frozenset[int]) -> ItemReply:
        if self._known.done:
            return ItemReply(Heard.COUNT, done=0, named=named)
        self._left = set(self._every)
        return self._stored(set(), 0, named)

    def _stored(self, done_now: set[int], after: int, named: frozenset[int]) -> ItemReply:
        said = self._told(done_now)
        return ItemReply(Heard.SAID if said else Heard.SAME, said, after, named)

    def _told(self, done_now: set[int]) -> dict[int, Said]:
        """What is done already is not said again: it would be done later than it was."""
        found: dict[int, Said] = {}
        for number in sorted(self._every):
            said = self._said.get(number)
            if number in done_now:
                said = said if said is not None and said.work is Work.DONE else Said(Work.DONE)
                if self._known.work[number] is Work.DONE:
                    continue
            elif number in self._left:
                said = left_open(self._known.work[number])
            if said is not None and number in self._obstacles:
                said = Said(Work.BLOCKED if said.work is Work.BLOCKED else said.work or Work.IN_PROGRESS,
                            said.percent, blocked=True, blocker=self._obstacles[number] or None)  # fmt: skip
            if said is not None:
                found[number] = said
        return found


def left_open(work: Work) -> Said:
    """Of an item that is not done yet; where that was known, it is an answer with nothing new."""
    return Said(Work.IN_PROGRESS) if work in (Work.NO_REPORT, Work.DONE) else Said()


def _said(state: Sort, percent: float | None = None) -> Said:
    if percent is not None:
        if percent > 100:
            raise Unclear
        work = Work.DONE if percent == 100 and state is Sort.DONE else Work.IN_PROGRESS
        return Said(work, percent)
    return Said(_OF_ITEMS[state])
