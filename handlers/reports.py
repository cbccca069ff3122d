"""A focal point's words become reports; what is unclear is asked, what is not a report is left alone."""

import re
from collections.abc import Sequence

from domain import replies
from domain.history import Action, Report, last_of
from domain.office import Assignment
from domain.refusal import Refusal
from domain.replies import Context, OpenTask, Reading
from domain.text import fold
from domain.work import Role, Said, Work
from handlers import answers
from handlers.desk import Desk
from handlers.readback import read_back
from handlers.recording import Recorded, counts_still, record, take_back
from handlers.texts import reports as texts
from storage import assignments, outbox, questions, reports
from storage.outbox import Kind

CORRECTS = re.compile(
    r"^\W*(da |vang )?(a |ah |oi |uh )?(em |minh )?(bao |ghi |noi )?(nham|sua lai|dinh chinh|lon)\b"
)


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
        folded = fold(words).replace(" ", "")
        named = [
            a
            for a in [*self.leads, *self.coordinating]
            if a not in todo and (a in self.answered or fold(a.task.ref) in folded)
        ]
        return [*todo, *named]

    def reply_to(self) -> str | None:
        return self.answered[0].task.ref if len({a.task.ref for a in self.answered}) == 1 else None


async def understand(desk: Desk, words: str) -> None:
    """Reads `words` as a status reply and stores, asks or leaves it."""
    around = await surroundings(desk, words)
    known = around.known(words)
    if not known:
        await desk.say(texts.NO_OPEN_TASK)
        return
    reading = read(desk, words, around)
    if reading.kind == "status":
        await store(desk, words, reading, known, around)
    elif reading.kind == "clarify":
        await answers.ask(desk, words, reading, known)
    elif reading.kind == "question":
        await answers.question(desk, around.answered or around.open())
    else:
        light = len(fold(words)) <= 40
        await desk.say(texts.LIGHT if light else texts.NOT_A_REPORT)


def read(desk: Desk, words: str, around: Around) -> Reading:
    tasks, seen = [], set()
    for a in around.known(words):
        if a.task.ref not in seen:
            seen.add(a.task.ref)
            tasks.append(OpenTask(a.task.ref, a.task.text, a.deadline))
    context = Context(tuple(tasks), around.reply_to())
    return replies.read(words, desk.local(desk.said_at), context)


async def surroundings(desk: Desk, words: str) -> Around:
    """Contract, "Which task": Telegram's reply first, else the bot's last message if it asked about one."""
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
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
            or desk.now - said.at > answers.MEMORY
            or not (asks or corrects)
        ):
            said = None
    about = said.about if said else ()
    return Around(mine, [a for a in mine if a.id in about], said)


async def store(
    desk: Desk, words: str, reading: Reading, known: Sequence[Assignment], around: Around
) -> None:
    """Each update of the reading, then the read-back; a code of two units is asked about."""
    done: list[Recorded] = []
    unclear: list[tuple[list[Assignment], Said]] = []
    for update in reading.updates:
        meant = [a for a in known if a.task.ref == update.ref]
        said = answers.said_of(update)
        if around.answered and len(meant) > 1:
            meant = [a for a in meant if a in around.answered] or meant
        if len(meant) != 1:
            unclear.append((meant, said))
            continue
        corrected = await _corrected(desk, words, meant[0], around)
        message = desk.update.effective_message
        done.append(
            await record(
                desk,
                meant[0],
                said,
                text=words,
                of=corrected,
                message_id=message.message_id if message else None,
                reading=[[f.rule, f.words] for f in reading.fired],
            )
        )
    if done:
        await read_back(desk, done)
    for meant, said in unclear[:1]:
        await answers.ask_unit(desk, words, meant, said)


async def _corrected(desk: Desk, words: str, assignment: Assignment, around: Around) -> Report | None:
    """The report that "à nhầm, 65%" after a read-back puts right."""
    if around.said is None or around.said.kind is not Kind.READBACK or not CORRECTS.match(fold(words)):
        return None
    mine = await reports.of_person(desk.tx, desk.actor.person.id)
    for report in mine:
        if report.assignment_id == assignment.id and report.action in (Action.REPORT, Action.CORRECTION):
            return report if await counts_still(desk, report) else None
    return None


async def edited(desk: Desk) -> None:
    """An edited message is a correction of what it was stored as."""
    stored = await reports.of_message(desk.tx, desk.chat_id, desk.message.message_id)
    counting = [r for r in stored if r.action is not Action.UNDO and await counts_still(desk, r)]
    if not counting:
        if not stored and desk.actor.department_ids:
            await understand(desk, desk.words)
        return
    around = await surroundings(desk, desk.words)
    first = await assignments.some(desk.tx, [r.assignment_id for r in counting])
    around = Around([*around.leads, *around.coordinating], first, None)
    reading = read(desk, desk.words, around)
    if reading.kind != "status":
        await desk.say(texts.EDIT_NOT_A_REPORT)
        return
    known = around.known(desk.words)
    done = []
    by_assignment = {r.assignment_id: r for r in counting}
    for update in reading.updates:
        meant = [a for a in known if a.task.ref == update.ref]
        meant = [a for a in meant if a.id in by_assignment] or meant
        if meant:
            of = by_assignment.pop(meant[0].id, None)
            message_id = desk.message.message_id
            done.append(
                await record(
                    desk, meant[0], answers.said_of(update), text=desk.words, of=of, message_id=message_id
                )
            )
    # what the edited message no longer names is no longer said
    await take_back(desk, list(by_assignment.values()))
    await read_back(desk, done)


PRESSED = {
    "done": Said(work=Work.DONE),
    "progress": Said(work=Work.IN_PROGRESS),
    "blocked": Said(work=Work.BLOCKED, blocked=True),
    "notstarted": Said(work=Work.NOT_STARTED),
}


async def pressed(desk: Desk) -> str | None:
    """Xong, Đang làm, Vướng: stored at the press."""
    assignment = await answers.own_assignment(desk, int(desk.args[0]))
    said = PRESSED[desk.args[1]]
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    if await _said_already(desk, assignment, said):
        return texts.ALREADY
    done = await record(desk, assignment, said, text=None, message_id=desk.message.message_id)
    await read_back(desk, [done])
    if said.blocked:
        await answers.ask_obstacle(desk, done)
    return "Đã ghi."


async def _said_already(desk: Desk, assignment: Assignment, said: Said) -> bool:
    """A second press of the same button adds nothing; under a later reminder or in a later period it does."""
    history = await reports.of_assignment(desk.tx, assignment.id)
    last = next((r for r in reversed(history) if r.action is not Action.REMARK), None)
    return (
        last is not None
        and last.action is Action.REPORT
        and last.said == said
        and last.id
        in {r.id for r in await reports.of_message(desk.tx, desk.chat_id, desk.message.message_id)}
        and assignment.state.work is not Work.NO_REPORT
    )


async def open_card(desk: Desk) -> None:
    """A task's button in a bundle or a list opens its four."""
    assignment = await answers.own_assignment(desk, int(desk.args[0]))
    await answers.show_card(desk, assignment)


async def fix(desk: Desk) -> None:
    """Sửa under a read-back."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await answers.own_assignment(desk, report.assignment_id)
    await questions.ask(desk.tx, desk.actor.person.id, "fix", {"report_id": report.id}, desk.now)
    await desk.say(texts.fix(report.id, assignment), Kind.QUESTION, (assignment.id,))


async def be(desk: Desk) -> str:
    """The right state, pressed under Sửa."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await answers.own_assignment(desk, report.assignment_id)
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    said = PRESSED[desk.args[1]]
    done = await record(desk, assignment, said, text=report.text, of=report)
    await read_back(desk, [done])
    if said.blocked:
        await answers.ask_obstacle(desk, done)
    return "Đã sửa."


async def other(desk: Desk) -> None:
    """ "Nhầm việc": which one then."""
    report = await own_report(desk, int(desk.args[0]))
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    rest = [a for a in mine if a.role is Role.LEAD and a.id != report.assignment_id]
    rest.sort(key=lambda a: a.state.work is Work.DONE)
    await desk.say(texts.other_task(report.id, rest))


async def move(desk: Desk) -> str:
    """The report belongs to another task: taken back there, recorded here."""
    report = await own_report(desk, int(desk.args[0]))
    assignment = await answers.own_assignment(desk, int(desk.args[1]))
    await questions.close_all(desk.tx, desk.actor.person.id, desk.now)
    await take_back(desk, [report])
    done = await record(desk, assignment, report.said, text=report.text, at=report.at, reading=report.reading)
    await read_back(desk, [done])
    return "Đã chuyển."


async def undo(desk: Desk) -> None:
    """/undo: the newest report of mine that still counts, with all that came in the same message."""
    if not desk.actor.department_ids:
        raise Refusal("not_registered")
    mine = await reports.of_person(desk.tx, desk.actor.person.id)
    rows = last_of(mine)
    if not rows:
        raise Refusal("nothing_to_undo")
    await desk.say(texts.undone(await take_back(desk, rows)))


async def undo_pressed(desk: Desk) -> str:
    """Lấy lại under a read-back takes back the rows of that message."""
    report = await own_report(desk, int(desk.args[0]))
    mine = await reports.of_person(desk.tx, desk.actor.person.id)
    together = [
        r for r in mine if r.group is not None and r.group == report.group and r.action is not Action.UNDO
    ]
    rows = [r for r in together or [report] if await counts_still(desk, r)]
    await desk.say(texts.undone(await take_back(desk, rows)))
    return "Đã lấy lại."


async def own_report(desk: Desk, report_id: int) -> Report:
    """A report of the presser's own that still counts."""
    report = await reports.get(desk.tx, report_id)
    if report is None or report.person_id != desk.actor.person.id or not await counts_still(desk, report):
        raise Refusal("gone")
    return report
