"""A document that assigns tasks: read, kept, and shown as what it proposes. Nothing is assigned here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from domain.conclusions import Paragraph
from domain.conclusions.head import named_in
from domain.conclusions.secrecy import SecretMark, secret_mark
from domain.importing import Fault
from domain.proposals import Proposal, draft_of, fresh, on_another_day
from domain.refusal import Refusal
from handlers import keeping, tracing
from handlers.beforehand import Reading, Wait, WorkFirst
from handlers.desk import Desk, Turn
from handlers.registration import require_secretariat
from handlers.screens import Screen
from handlers.texts import proposals as texts
from handlers.texts import waiting
from papers.documents import DOCUMENTS
from papers.documents.proposing import ReadDocument, propose_document_apart
from papers.sheets.limits import Unreadable
from storage import documents, files, inbox, proposals, questions, tasks
from storage.changes import Change
from storage.documents import Document
from storage.outbox import Kind
from storage.questions import Question

ENDINGS = (*DOCUMENTS, ".doc")  # a .doc is answered with what would work


@dataclass(frozen=True, slots=True)
class Read:
    """What a document proposes, why nothing of it may be kept, or what is wrong with it."""

    found: ReadDocument | SecretMark | tuple[Fault, ...]


async def read_ahead(reading: Reading, *, data: bytes, filename: str, said: str) -> Read:
    """Nobody is held up meanwhile. What it proposes depends on the file and the day alone.

    What proposes something is on the disk by then.
    """
    async with reading() as turn:
        today, folder = turn.today, turn.office.files_dir
    try:
        found = await propose_document_apart(data, filename, today, said)
    except Unreadable as error:
        return Read(error.faults)
    if isinstance(found, ReadDocument) and found.tasks:
        await keeping.keep(folder, data)
    return Read(found)


async def file(desk: Desk, name: str) -> None:
    """A document from the Secretariat; its caption may say which one it is."""
    if desk.file is None:
        raise Refusal("file_lost")
    mark = secret_mark([Paragraph(name.rpartition(".")[0]), Paragraph(desk.words)])
    known = await documents.by_content(desk.tx, files.sha256_of(desk.file))
    if mark is None and known is not None:
        await desk.say(await overview(desk, known.directive_id, again=True))
        return
    if mark is None and not isinstance(desk.worked_out, Read):
        wait = Wait(waiting.reading(desk.file, name), waiting.READ())
        raise WorkFirst(partial(read_ahead, data=desk.file, filename=name, said=desk.words), wait)
    read = mark or (desk.worked_out.found if isinstance(desk.worked_out, Read) else ())
    if isinstance(read, SecretMark):
        await inbox.empty(desk.tx, desk.inbox_seq or 0)  # by law neither its name nor its caption stays
        await desk.say(texts.secret(None if read is mark else read))
    elif isinstance(read, tuple):
        await desk.say(texts.unreadable(name, read))
    elif not read.tasks:
        await desk.say(texts.nothing_proposed(name))
    else:
        (sha256,) = await keeping.kept(desk, [desk.file])
        document, new = await keep(desk, read, sha256, name)
        await desk.say(await overview(desk, document.directive_id, again=not new))


async def keep(turn: Turn, read: ReadDocument, sha256: str, name: str) -> tuple[Document, int]:
    """`sha256`: of its file, which is on the disk. What is new in it is proposed; how many that is."""
    before = await tracing.standing(turn.tx)
    directive_id = await tasks.directive(turn.tx, read.head.directive)
    await documents.say_subject(turn.tx, directive_id, read.head.subject)
    document_id = await documents.keep(
        turn.tx,
        sha256=sha256,
        directive_id=directive_id,
        filename=name,
        day=read.day,
        person_id=turn.by,
        now=turn.now,
    )
    held = [proposal.draft for proposal in await proposals.of_directive(turn.tx, directive_id)]
    new = fresh([draft_of(task) for task in read.tasks], held)
    await proposals.add_many(turn.tx, document_id, new)
    trace = tracing.since(before, await tracing.standing(turn.tx))
    trace.append(Change("document", document_id, "received", None, read.head.directive.title))
    await turn.trace(*trace)
    document = await documents.get(turn.tx, document_id)
    if document is None:
        raise LookupError(document_id)
    return document, len(new)


async def overview(turn: Turn, directive_id: int, *, again: bool = False) -> Screen:
    """How far the Secretariat is with what a directive proposes. `again`: its file was here before."""
    return (await overview_for(turn, directive_id, again=again))()


async def overview_for(turn: Turn, directive_id: int, *, again: bool = False) -> Callable[[], Screen]:
    """To be put into words for each of its readers."""
    held = await documents.of_directive(turn.tx, directive_id)
    if not held:
        raise Refusal("gone")
    found = await proposals.of_directive(turn.tx, directive_id)
    return partial(texts.overview, held[0], found, turn.today, again=again)


async def overview_pressed(desk: Desk) -> None:
    require_secretariat(desk)
    await desk.rewrite(await overview(desk, int(desk.args[0])))


# which document it is


async def ask_name(desk: Desk) -> None:
    """The button "Sửa số, ngày": asks for the document's name in one line."""
    require_secretariat(desk)
    directive_id = int(desk.args[0])
    await _unassigned(desk, directive_id)
    payload = {"directive_id": directive_id}
    await questions.ask(desk.tx, desk.actor.person.id, "directive", payload, desk.now)
    await desk.say(texts.ASK_NAME(), Kind.QUESTION)


async def named(desk: Desk, asked: Question) -> bool:
    """ "Kết luận 15-KL/BCĐ ngày 23/9/2025". Of another day, what waits is read against that one."""
    if not desk.actor.secretariat:
        return False
    directive = named_in(desk.words)
    if directive is None or directive.day is None:
        raise Refusal("directive_unread", words=desk.words)
    if directive.day > desk.today:
        raise Refusal("directive_to_come", words=desk.words)
    old_id = int(asked.payload["directive_id"])
    held, found = await _unassigned(desk, old_id)
    new_id = await tasks.directive(desk.tx, directive)
    if new_id != old_id:
        await documents.say_subject(desk.tx, new_id, held[0].subject)
        await documents.move(desk.tx, old_id, new_id, directive.day)
        renamed = Change("directive", new_id, "title", held[0].directive.title, directive.title)
        await desk.trace(renamed)
    days = {document.id: document.day for document in held}
    for proposal in found:
        if days[proposal.document_id] != directive.day:
            await proposals.amend(desk.tx, proposal.id, on_another_day(proposal.draft, directive.day))
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.say(await overview(desk, new_id))
    return True


async def _unassigned(desk: Desk, directive_id: int) -> tuple[list[Document], list[Proposal]]:
    """Once something was given out, the document is what it was called then."""
    held = await documents.of_directive(desk.tx, directive_id)
    found = await proposals.of_directive(desk.tx, directive_id)
    if not held:
        raise Refusal("gone")
    if any(proposal.state == "assigned" for proposal in found):
        raise Refusal("directive_used")
    return held, found
