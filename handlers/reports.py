"""A focal point's words become reports; what is unclear is asked, what is not a report is left alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import replies
from domain.extensions import is_far
from domain.history import Action, HowRead, Report
from domain.names import named_unit, names_code
from domain.office import Assignment
from domain.refusal import Refusal
from domain.replies import Context, OpenTask, Reading
from domain.secrecy import is_about_secret, may_be_about_secret, without_words
from domain.stated_values import about_each
from domain.text import fold
from domain.work import Role, Said, Work
from handlers import asking, evidence, questioning, stating
from handlers.desk import Desk
from handlers.drafts import said_of
from handlers.readback import read_back
from handlers.recording import counts_still, record
from handlers.telling import who_answer
from handlers.texts import refusals
from handlers.texts import reports as texts
from storage import assignments, outbox, reports
from storage.outbox import Kind

CORRECTS = re.compile(
    r"^\W*(da |vang )?(a |ah |oi |uh )?(em |minh )?(bao |ghi |noi )?(nham|sua lai|dinh chinh|lon)\b"
)


LONG = 120
MOST_UNNAMED = 5  # "xong tất cả": of more tasks than one sees at a glance a press is wanted


class Around:
    """What a text may be about: the sender's assignments, and what it answers."""

    def __init__(
        self, mine: Sequence[Assignment], answered: Sequence[Assignment], said: outbox.Said | None
    ) -> None:
        self.leads = [a for a in mine if a.role is Role.LEAD]
        self.coordinating = [a for a in mine if a.role is Role.COORDINATING]
        self.answered = list(answered)
        self.said = said

    def open(self) -> list[Assignment]:
        """As the bot lists them: open, by deadline. A bundle that is answered narrows them."""
        todo = [a for a in self.leads if a.state.work is not Work.DONE]
        if len(self.answered) > 1:
            narrowed = [a for a in todo if a in self.answered]
            return narrowed or todo
        return todo

    def known(self, words: str) -> list[Assignment]:
        """The open ones, and any other that is answered or named by its code."""
        todo = self.open()
        named = [
            a
            for a in [*self.leads, *self.coordinating]
            if a not in todo and (a in self.answered or names_code(words, a.task.ref))
        ]
        return [*todo, *named]

    def named(self, words: str) -> list[Assignment]:
        """Those led whose code stands in the text."""
        return [a for a in self.leads if names_code(words, a.task.ref)]

    def is_secret(self, words: str) -> bool:
        """Whether the text is clearly about a secret task."""
        return is_about_secret(words, self.answered, [*self.leads, *self.coordinating])

    def quotable(self, words: str) -> str:
        """The text where it may be kept and quoted; "" where it may be about a secret task."""
        held = [*self.leads, *self.coordinating]
        return "" if may_be_about_secret(words, self.answered, held) else words

    def reply_to(self) -> str | None:
        return self.answered[0].task.ref if len({a.task.ref for a in self.answered}) == 1 else None


async def understand(desk: Desk, words: str, mine: Sequence[Assignment]) -> None:
    """Reads `words` as a status reply and stores, asks, answers or leaves it. `mine`: what the sender's
    units have to do."""
    if desk.actor.headed_ids and await _asked_by_head(desk, words):
        return
    around = await surroundings(desk, words, mine)
    quoted = around.quotable(words)
    known = around.known(words)
    reading = await stating.completed(desk, words, known, around.reply_to(), read(desk, words, around))
    if reading.kind == "status" or reading.doubted:
        await store(desk, words, reading, known, around)
    elif await stating.ask_value(desk, words, known, around.reply_to()):
        return
    elif reading.kind == "clarify" and known:
        await questioning.ask(desk, quoted, reading, known)
    elif await asking.answered(desk, words, reading, around.answered, around.open()):
        return
    elif replies.is_courtesy(words, reading) and not around.named(words):
        await desk.say(texts.LIGHT())
    elif reading.kind == "question":
        await questioning.offer_to_pass_on(desk, quoted, texts.pass_on_question)
    elif not known:
        await desk.say(texts.NO_OPEN_TASK())
    else:
        await _not_understood(desk, words, around)


async def _asked_by_head(desk: Desk, words: str) -> bool:
    """A question of the head of a unit, about all that they see."""
    seen = await assignments.of_departments(desk.tx, desk.actor.seen_ids)
    around = await surroundings(desk, words, seen)
    reading = read(desk, words, around)
    asks = reading.kind == "question" or desk.asks
    return asks and await asking.answered(desk, words, reading, around.answered, around.open())


async def heard_from_head(desk: Desk, words: str) -> None:
    """What the head of a unit types who answers for none: answered, passed on, never stored as a report."""
    seen = await assignments.of_departments(desk.tx, desk.actor.seen_ids)
    around = await surroundings(desk, words, seen)
    reading = read(desk, words, around)
    said = reading.kind == "status" or bool(reading.doubted)
    if not said and await asking.answered(desk, words, reading, around.answered, around.open()):
        return
    named = [a for a in around.known(words) for update in reading.updates if a.task.ref == update.ref]
    if reading.kind == "question":
        await questioning.offer_to_pass_on(desk, around.quotable(words), texts.pass_on_question)
    elif not said and replies.is_courtesy(words, reading):
        await desk.say(texts.LIGHT())
    elif len(named) == 1:
        theirs = (await who_answer(desk, [named[0].department.id])).get(named[0].department.id, [])
        await desk.say(texts.head_reads(named[0], [one.name for one in theirs]))
    else:
        await desk.say(texts.HEAD_READS())


async def _not_understood(desk: Desk, words: str, around: Around) -> None:
    """Never stored and never ignored: the bot asks; a long notice from elsewhere is only told to be none."""
    named, quoted = around.named(words), around.quotable(words)
    if len(named) == 1:
        await questioning.ask_state(desk, quoted, named[0])
    elif named or len(words) <= LONG:
        await questioning.ask_task(desk, quoted, named or around.open(), None)
    else:
        await desk.say(texts.NOT_A_REPORT())


def read(desk: Desk, words: str, around: Around) -> Reading:
    tasks, seen = [], set()
    for a in around.known(words):
        if a.task.ref not in seen:
            seen.add(a.task.ref)
            tasks.append(OpenTask(a.task.ref, a.task.text, a.deadline))
    context = Context(tuple(tasks), around.reply_to())
    return replies.read_any_code(words, desk.local(desk.said_at), context)


async def surroundings(desk: Desk, words: str, mine: Sequence[Assignment]) -> Around:
    """Among `mine`, what the units in question have to do.

    Contract, "Which task": Telegram's reply first, else the bot's last message if it asked about one.
    """
    answered = desk.message.reply_to_message
    said = None
    if answered is not None:
        said = await outbox.by_message(desk.tx, desk.chat_id, answered.message_id)
    if answered is None or said is None:
        said = await outbox.last_to(desk.tx, desk.chat_id)
        asks = said is not None and said.kind in (Kind.REMINDER, Kind.NUDGE, Kind.QUESTION)
        corrects = said is not None and said.kind is Kind.READBACK and CORRECTS.match(fold(words))
        if (
            said is None
            or len(said.about) != 1
            or desk.now - said.at > questioning.MEMORY
            or not (asks or corrects)
        ):
            said = None
    about = said.about if said else ()
    return Around(mine, [a for a in mine if a.id in about], said)


@dataclass(frozen=True, slots=True)
class Meant:
    """What is said of a code, and the assignments it may be about; of a person of one unit only one."""

    assignments: list[Assignment]
    said: Said


def meant_by(reading: Reading, known: Sequence[Assignment], around: Around, words: str) -> list[Meant]:
    """Of several units' assignments the one answered, led or named in the text."""
    found = []
    for update in reading.updates or reading.doubted:
        fit = [a for a in known if a.task.ref == update.ref]
        for narrower in (
            [a for a in fit if a in around.answered],
            [a for a in fit if a.role is Role.LEAD],
            [a for a in fit if _names_unit(words, a)],
        ):
            if len(fit) > 1 and narrower:
                fit = narrower
        found.append(Meant(fit, said_of(update)))
    return found


def _names_unit(words: str, assignment: Assignment) -> bool:
    unit = assignment.department
    return named_unit(words, (unit.name, *unit.aliases)) is not None


async def store(
    desk: Desk, words: str, reading: Reading, known: Sequence[Assignment], around: Around
) -> None:
    """Each update of the reading, then the read-back; what is doubtful or of two units is asked about."""
    meant = meant_by(reading, known, around, words)
    secret = around.is_secret(words) or any(a.task.secret for m in meant for a in m.assignments)
    if secret and desk.attachments:
        raise Refusal("secret_file")
    kept = "" if secret else words  # one secret task among several, and nothing of the text is kept
    if secret:
        meant = [Meant(m.assignments, without_words(m.said)) for m in meant]
    clear = [(m.assignments[0], m.said) for m in meant if len(m.assignments) == 1]
    named = bool(around.named(words))
    doubt = _doubt(desk, words, reading, [said for _, said in clear], named=named)
    if doubt is not None:
        await questioning.ask_whether(desk, kept, clear, doubt)
        return
    parts = about_each(words, list(dict.fromkeys(a.task.ref for a, _ in clear)))
    done = []
    for assignment, said in clear:
        if said.requested_deadline is not None and assignment.state.work is Work.DONE:
            await desk.say(refusals.say("done_already"))
            continue
        corrected = await _corrected(desk, words, assignment, around)
        done.append(
            await record(
                desk,
                assignment,
                said,
                text=kept or None,
                of=corrected,
                message_id=desk.message.message_id,
                reading=_how_read(reading, around) if kept else None,
                about=parts.get(assignment.task.ref),
            )
        )
    if done:
        await evidence.attach(desk, done, desk.attachments)
        await read_back(desk, done, kept or None)
    for unclear in [m for m in meant if len(m.assignments) > 1][:1]:
        await questioning.ask_unit(desk, kept, unclear.assignments, unclear.said)


def _doubt(desk: Desk, words: str, reading: Reading, said: Sequence[Said], *, named: bool) -> str | None:
    """Why a press is wanted before anything is stored: for WHETHER in the texts."""
    if not said:
        return None
    if desk.message.forward_origin is not None:
        return "forwarded"
    if reading.doubted:
        return "doubtful"
    if len(said) > MOST_UNNAMED and not named:
        return "many"
    wished = max((s.requested_deadline for s in said if s.requested_deadline), default=date.min)
    return "far" if is_far(wished, words, desk.today) else None


def _how_read(reading: Reading, around: Around) -> HowRead:
    return HowRead(
        tuple((f.rule, f.words) for f in reading.fired),
        tuple(dict.fromkeys(a.task.ref for a in around.open())),
        around.reply_to(),
    )


async def _corrected(desk: Desk, words: str, assignment: Assignment, around: Around) -> Report | None:
    """The report that "à nhầm, 65%" after a read-back puts right."""
    if around.said is None or around.said.kind is not Kind.READBACK or not CORRECTS.match(fold(words)):
        return None
    mine = await reports.of_person(desk.tx, desk.actor.person.id)
    for report in mine:
        if report.assignment_id == assignment.id and report.action in (Action.REPORT, Action.CORRECTION):
            return report if await counts_still(desk, report) else None
    return None
