"""A photo or file of a focal point: its caption is a reply, and it is kept with what is reported."""

from dataclasses import replace

from domain.evidence import Attachment
from domain.history import Action, Report
from domain.names import names_code
from domain.office import Assignment
from domain.refusal import Refusal
from domain.replies import Reading
from domain.work import Said
from handlers import evidence, itemised, own, practising, questioning, stating
from handlers.desk import Desk
from handlers.drafts import drafts_of
from handlers.recording import Recorded, counts_still, record
from handlers.reports import Around, read, surroundings, understand
from handlers.texts import evidence as texts
from handlers.texts import reports as report_texts
from storage import assignments, outbox, questions, reports
from storage import evidence as kept
from storage.outbox import Kind


async def understand_picture(desk: Desk) -> None:
    """Several of one album are one report; a bare one for no task in particular is asked about."""
    if await practising.heard(desk):
        return
    for one in desk.attachments:
        if not desk.words.strip() and one.album and await _joined_album(desk, one):
            return
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    around = await surroundings(desk, desk.words, mine)
    _refuse_secret(desk, around)
    if desk.words.strip() and await itemised.understood(desk, mine):
        return
    reading = None
    if desk.words.strip():
        known = around.known(desk.words)
        read_as = read(desk, desk.words, around)
        reading = await stating.completed(desk, desk.words, known, around.reply_to(), read_as)
    about = _about(around, desk.words, reading)
    if reading is not None and _goes_the_way_of_texts(reading, len(about)):
        await understand(desk, desk.words, mine)
        return
    answered = await _answered_report(desk, around)
    if answered is not None and not desk.words.strip():
        assignment, report = answered
        evidence.refuse_secret([assignment])
        await evidence.attach_to(desk, [report.id], desk.attachments)
        await desk.say(texts.added(assignment), Kind.READBACK, (assignment.id,))
        return
    if not about:
        await desk.say(report_texts.NO_OPEN_TASK())
    elif len(about) == 1:
        await keep_alone(desk, about[0], desk.words.strip() or None)
    else:
        likeliest = await _likeliest_first(desk, about)
        await questioning.ask_picture(desk, around.quotable(desk.words), likeliest)


def _refuse_secret(desk: Desk, around: Around) -> None:
    """Clearly about a secret task, by its words or its name; or nothing else is open."""
    todo = around.open()
    evidence.refuse_secret(todo if all(a.task.secret for a in todo) else [])
    if any(around.is_secret(words) for words in (desk.words, *(one.name for one in desk.attachments))):
        raise Refusal("secret_file")


async def keep_alone(desk: Desk, assignment: Assignment, words: str | None) -> None:
    """A report that leaves the state as it is, with the picture; the state is asked for."""
    done: Recorded = await record(desk, assignment, Said(), text=words, message_id=desk.message.message_id)
    await evidence.attach(desk, [done], desk.attachments)
    kind = desk.attachments[0].kind
    await desk.say(texts.kept_alone(done.assignment, done.report_id, kind), Kind.QUESTION, (assignment.id,))


def _goes_the_way_of_texts(reading: Reading, fitting: int) -> bool:
    """A caption that says nothing of the state, of the one task that fits, only accompanies the picture."""
    if reading.kind == "clarify":
        return fitting != 1 or reading.why == "unknown_task" or reading.why in questioning.TO_BE_PASSED_ON
    return reading.kind == "status"


def _about(around: Around, words: str, reading: Reading | None) -> list[Assignment]:
    """The tasks that the picture may be of; the one when it is clear."""
    if around.answered:
        return around.answered
    meant = [a for a in around.known(words) if reading and a.task.ref in reading.candidates]
    if len(meant) == 1:
        return meant
    named = [a for a in (*around.leads, *around.coordinating) if names_code(words, a.task.ref)]
    return named or around.open()


async def _likeliest_first(desk: Desk, about: list[Assignment]) -> list[Assignment]:
    """What was last read back stands first, done or not."""
    last = await outbox.last_to(desk.tx, desk.chat_id)
    if last is None or last.kind is not Kind.READBACK or desk.now - last.at > questioning.MEMORY:
        return about
    just = [a for a in await own.own_leads(desk) if a.id in last.about]
    return [*just, *(a for a in about if a not in just)]


async def _answered_report(desk: Desk, around: Around) -> tuple[Assignment, Report] | None:
    """The sender's own report that the read-back replied to was about."""
    said = around.said
    if desk.message.reply_to_message is None or said is None or said.kind is not Kind.READBACK:
        return None
    for report in await reports.of_person(desk.tx, desk.actor.person.id):
        about = [a for a in around.answered if a.id == report.assignment_id]
        if about and report.action is not Action.UNDO and await counts_still(desk, report):
            return about[0], report
    return None


async def _joined_album(desk: Desk, one: Attachment) -> bool:
    """Silently: the first of the album was answered, or is being asked about."""
    report_ids = await kept.reports_of_album(desk.tx, one.album, desk.actor.person.id)
    if report_ids:
        await evidence.attach_to(desk, report_ids, [one])
        return True
    asked = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - questioning.MEMORY)
    drafts = drafts_of(asked.payload) if asked and asked.kind in questioning.WITH_DRAFTS else []
    for number, draft in enumerate(drafts):
        if asked is not None and one.album in {held.album for held in draft.files}:
            joined = replace(draft, files=(*draft.files, one))
            secret = any(a.task.secret for a in await own.own_leads(desk))
            drafts[number] = joined.unnamed() if secret else joined
            payload = {"drafts": [kept_draft.to_json() for kept_draft in drafts]}
            await questions.rewrite(desk.tx, asked.id, payload)
            return True
    return False
