"""Walking through a conclusion, paragraph by paragraph, and gathering what it assigns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.conclusions.addressee import Addressed
from domain.conclusions.addressing import addressed, heading, only_units
from domain.conclusions.changing import by_unit
from domain.conclusions.drafts import Draft, Drafts, proposed
from domain.conclusions.fields import aside_of, fields_of
from domain.conclusions.flattened import in_rows
from domain.conclusions.grids import Grid, grid_of
from domain.conclusions.sentences import Piece, clauses, piece, sentences
from domain.conclusions.structure import PLAIN, SECTION, Numbered, Path, numbered
from domain.conclusions.tables import pattern
from domain.conclusions.values import Paragraph, Place, ProposedTask, Unit

_LONGEST_HEADING, _SHORT_HEADING = 160, 60
_LONGEST_SIGNATURE = 120
_TITLE_WITHIN = 3  # paragraphs in which a headline may speak of a conclusion without being one
_TITLE_REACHES, _FEWEST_ITEMS = 6, 3
_BODY_FROM = 0.4  # of a paper: signatures and recipients stand after it
_OFFICE = r"(?:các |đồng chí )*(?:phó )?(?:bí thư|chủ tịch|giám đốc|trưởng phòng|chánh văn phòng|thủ trưởng)"
_ONLY_OFFICES = re.compile(
    rf"{_OFFICE}(?:(?:\s*,\s*|\s+và\s+){_OFFICE})*(?:\s+(?:cấp|các)\s+[\w ,]{{1,40}})?"
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"],?\s*")
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Subject:
    """A unit that what stands below or after it is said to."""

    level: int
    lead: tuple[Unit, ...]
    via: tuple[Unit, ...]


@dataclass
class _State:
    """Where the reading stands. `bare`: work is being assigned, a unit and a verb are enough. `told`: the level
    of the heading under which things are only told. `begun`: some work was assigned already."""

    bare: bool = False
    begun: bool = False
    told: int | None = None
    subjects: list[_Subject] = field(default_factory=list)
    last: _Subject | None = None
    grid: Grid | None = None


def propose(paragraphs: Sequence[Paragraph], today: date) -> list[ProposedTask]:
    """The tasks that a conclusion assigns, in its order, its dates read against `today`."""
    paragraphs = in_rows(paragraphs)
    bodies = [piece(" ".join(paragraph.text.split())) for paragraph in paragraphs]
    first = _first_order(bodies)
    listed = _list_begins(bodies) if first == 0 else None
    reader = _Reader(today)
    for index, (paragraph, body) in enumerate(zip(paragraphs, bodies, strict=True)):
        if _closes(body, index, len(bodies)):
            break
        following = bodies[index + 1] if index + 1 < len(bodies) else None
        if paragraph.cells:
            reader.row(paragraph, index + 1)
        elif body.text:
            if index == listed:
                reader.begin()
            reader.read(
                body,
                index + 1,
                before=index < first,
                above_fields=_gives_a_lead(following),
                above_text=following is not None and not numbered(following).mark and _stops(following),
            )
    return [proposed(draft) for draft in reader.drafts.finished()]


class _Reader:
    def __init__(self, today: date) -> None:
        self.drafts = Drafts(today)
        self._state = _State()
        self._path = Path()

    def row(self, paragraph: Paragraph, number: int) -> None:
        grid = grid_of(paragraph.cells)
        if grid is not None:
            self._state.grid = grid
        elif self._state.grid is not None:
            self._assigns()
            self._state.grid.add(paragraph.cells, self.drafts, Place(number, "", paragraph.text))

    def begin(self) -> None:
        """From here on work is assigned."""
        self._assigns()

    def read(
        self, whole: Piece, number: int, *, before: bool, above_fields: bool, above_text: bool = False
    ) -> None:
        """`before`: the text says later that the concluding begins; `above_fields`: lines of fields follow;
        `above_text`: sentences without a mark follow."""
        self._state.grid = None
        item = numbered(whole)
        place = Place(number, self._path.enter(item.level, item.mark), whole.text)
        if above_fields and item.mark and fields_of(item.body, self.drafts.today) is None:
            self.drafts.heading(item.body)
        elif not (
            (not before and self._fields(item, place))
            or self._heads(item)
            or before
            or (above_text and self._names_a_matter(item))
            or self._tells(item)
        ):
            self._climb(item.level)
            self._paragraph(item, place)

    def _fields(self, item: Numbered, place: Place) -> bool:
        """Lines of fields belong to the heading above; fields after the work make it a task."""
        said = fields_of(item.body, self.drafts.today)
        if said is None or self._under_told(item) or (said.task and said.lead is None):
            return False
        self.drafts.fill(said, place)
        return True

    def _heads(self, item: Numbered) -> bool:
        """A heading opens or closes the part in which work is assigned."""
        words = item.body.words.strip(" .")
        if not words or len(words) > _LONGEST_HEADING or item.level > SECTION:
            return not words
        ends = item.body.text.rstrip()[-1:] not in ".;"
        if self._state.told is not None and item.level <= self._state.told:
            self._state.told = None
            self._state.bare = self._state.begun
        if pattern("orders", "told").match(words) and (ends or len(words) < _SHORT_HEADING):
            self._state.told, self._state.bare = item.level, False
        elif not ends or self._names_somebody(item):
            return False
        else:
            self.drafts.heading(item.body)
            if pattern("orders", "tasks").search(words) is None:
                return False
            self._assigns()
        self._climb(item.level)
        return True

    def _names_a_matter(self, item: Numbered) -> bool:
        """ "* Phòng, chống rét", above sentences about it; nothing is carried over from the matter before."""
        if not item.mark or item.level <= SECTION or _stops(item.body) or _names_and_asks(item):
            return False
        self.drafts.heading(item.body)
        self._climb(item.level)
        self._state.last = None
        return True

    def _names_somebody(self, item: Numbered) -> bool:
        return heading(item.body) is not None or addressed(item.body, bare=True) is not None

    def _tells(self, item: Numbered) -> bool:
        """Captions, headlines, results: nothing is assigned there."""
        if self._under_told(item) or pattern("orders", "telling").search(item.body.words):
            return True
        return item.level == PLAIN and item.body.text.rstrip()[-1:] not in '.;:!…/”")'

    def _under_told(self, item: Numbered) -> bool:
        if self._state.told is None or item.level <= self._state.told:
            return False
        return not (item.level == PLAIN and pattern("orders", "starts").search(item.body.words))

    def _climb(self, level: int) -> None:
        while self._state.subjects and self._state.subjects[-1].level >= level:
            self._state.subjects.pop()

    def _assigns(self) -> None:
        self._state.bare = self._state.begun = True
        self._state.told = None

    def _paragraph(self, item: Numbered, place: Place) -> None:
        self.drafts.paragraph()
        alone = heading(item.body) if item.mark else None
        if alone is not None and item.body.text.rstrip()[-1:] not in ".;,":
            self._enter(alone, item.level)
            return
        for sentence in sentences(item.body):
            self._sentence(sentence, item, place)
        if pattern("orders", "starts").search(item.body.words.strip()):
            self._assigns()

    def _enter(self, found: Addressed, level: int) -> None:
        """What follows is for these units."""
        subject = _Subject(level, found.lead, found.via)
        self._state.subjects.append(subject)
        self._state.last = subject
        self._assigns()

    def _sentence(self, sentence: Piece, item: Numbered, place: Place) -> None:
        sentence = _unquoted(sentence)
        if sentence.text[:1] in '“"' or pattern("orders", "close").search(sentence.words.strip(" ./")):
            return
        if pattern("orders", "telling_sentence").match(sentence.words):
            return
        self.drafts.sentence()
        if any(pattern("orders", said).match(sentence.words) for said in ("says", "says_that")):
            self._assigns()
        if self._state.bare and (aside := aside_of(sentence, self.drafts.today)):
            self.drafts.fill(aside, place)
            return
        bare = self._state.bare and pattern("orders", "beside").match(sentence.words) is None
        for clause in self._clauses(sentence):
            if self.drafts.only_due(clause):
                continue
            found = addressed(clause, bare=bare, leaders=item.mark != "")
            if found is None:
                if bare:
                    self.drafts.completed(clause)
            elif found.heading:
                self._enter(found, item.level)
            else:
                self._take(found, clause, item, place)
                bare = bare or found.ordered

    def _clauses(self, sentence: Piece) -> list[Piece]:
        whole = _joined(sentence, clauses(sentence, self.drafts.is_due))
        return [part for clause in whole for part in by_unit(clause, self.drafts.today)]

    def _take(self, found: Addressed, clause: Piece, item: Numbered, place: Place) -> None:
        state = self._state
        if found.lead:
            subject = _Subject(item.level, found.lead, found.via)
            state.last = _carried(subject)
            if found.ordered:
                self._assigns()
        else:
            known = self._inherited(item)
            if known is None:
                return
            subject = known
        self.drafts.add(Draft.of(subject.lead, subject.via, found, clause, place))

    def _inherited(self, item: Numbered) -> _Subject | None:
        """From the same paragraph, the item above, or the paragraph before."""
        if self.drafts.in_paragraph and self._state.last is not None:
            return self._state.last
        if self._state.subjects:
            return self._state.subjects[-1]
        return self._state.last if item.level > SECTION else None


def _carried(subject: _Subject) -> _Subject:
    """Who is meant by what follows: "Phòng X chỉ đạo các trường …; tham mưu …" is still said to Phòng X."""
    above = subject.via[-1] if subject.via else None
    several = all(unit.collective for unit in subject.lead)
    if above is None or above.collective or not several or above.name.lower().startswith("đảng ủy"):
        return subject
    return _Subject(subject.level, (above,), ())


def _unquoted(sentence: Piece) -> Piece:
    """ "“Chậm là có lỗi”, ông nói và giao Sở X …": what follows a quotation, if an order is spoken in it."""
    said = _QUOTED.match(sentence.text)
    rest = sentence.part(said.end()) if said else sentence
    return rest if pattern("orders", "and_orders").search(rest.words) else sentence


def _joined(sentence: Piece, found: list[Piece]) -> list[Piece]:
    """Semicolons may also stand between the units of one order ("Giao các sở; UBND các xã lập …"), and between the
    offices it is about ("… cho lãnh đạo cấp tỉnh; Bí thư, Chủ tịch cấp xã")."""
    joined: list[Piece] = []
    start: int | None = None
    for clause in found:
        end = clause.at - sentence.at + len(clause.text)
        begin = clause.at - sentence.at if start is None else start
        if start is None and joined and _ONLY_OFFICES.fullmatch(clause.words.strip(" .")):
            joined[-1] = sentence.part(joined[-1].at - sentence.at, end)
            continue
        whole = sentence.part(begin, end)
        if clause is not found[-1] and only_units(whole):
            start = begin
        else:
            joined.append(whole)
            start = None
    return joined


def _gives_a_lead(body: Piece | None) -> bool:
    said = fields_of(numbered(body).body, _ANY_DAY) if body is not None else None
    return said is not None and not said.task and said.lead is not None


def _first_order(bodies: Sequence[Piece]) -> int:
    """The paragraph where the concluding begins; 0 where the text does not say so."""
    for index, body in enumerate(bodies):
        headline = index < _TITLE_WITHIN and not body.text.endswith((".", ":"))
        if not headline and pattern("orders", "starts").search(body.words):
            return index
    return 0


def _list_begins(bodies: Sequence[Piece]) -> int | None:
    """The first of several items that name a unit and its work, in a paper that is called an assignment of work."""
    if not any(pattern("orders", "assigning_title").search(body.words) for body in bodies[:_TITLE_REACHES]):
        return None
    items = [index for index, body in enumerate(bodies) if _names_and_asks(numbered(body))]
    return items[0] if len(items) >= _FEWEST_ITEMS else None


def _names_and_asks(item: Numbered) -> bool:
    found = addressed(item.body, bare=True) if item.mark else None
    return found is not None and bool(found.lead)


def _stops(body: Piece) -> bool:
    return body.text.rstrip()[-1:] in ".;:!…"


def _closes(body: Piece, index: int, count: int) -> bool:
    """The signature and the list of recipients."""
    if index + 1 < count * _BODY_FROM or len(body.text) > _LONGEST_SIGNATURE:
        return False
    return pattern("orders", "end").search(body.words.strip(" :")) is not None
