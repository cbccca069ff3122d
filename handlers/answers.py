"""The bot asks, and hears the answer: which task, which unit, what obstacle, which day."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from domain import replies
from domain.dates import find_dates
from domain.dates.unreal import unreal_day
from domain.extensions import choices as wish_choices
from domain.extensions import is_far
from domain.history import BY_HAND
from domain.itemised import NAMES_ITEMS
from domain.names import names_code
from domain.office import Assignment
from domain.programmes import item_number
from domain.refusal import Refusal
from domain.replies import Context, OpenTask, Reading
from domain.secrecy import without_words
from domain.snoozing import choices
from domain.stated_values import about_each
from domain.text import fold
from domain.work import Role, Said, Work, on_day, wishing
from handlers import evidence
from handlers.desk import Desk
from handlers.drafts import Draft, drafts_of, said_of
from handlers.readback import read_back
from handlers.recording import Recorded, heard, record
from handlers.screens import Screen
from handlers.texts import evidence as evidence_texts
from handlers.texts import extensions as extension_texts
from handlers.texts import registration, snoozing
from handlers.texts import reports as texts
from handlers.texts import tasks as task_texts
from storage import assignments, departments, outbox, questions, reports, snoozes
from storage.outbox import Kind
from storage.questions import Question

MEMORY = timedelta(hours=24)
WITH_DRAFTS = frozenset({"which_task", "which_unit", "whether"})
TO_BE_PASSED_ON = frozenset({"reassign", "cancelled", "refusal", "wrong_unit"})
MAY_BE_DROPPED = (
    "which_task", "which_unit", "whether", "pass_on", "items", "rating",
    "wish_refused", "wish_shortened", "returned", "reopened", "recalled",
)  # fmt: skip
YES = re.compile(
    r"(?:da |vang )*(?:dung|phai|u|uh|ok|vang|dong y|ghi di|chinh xac)"
    r"(?: roi| vay| do| the)?(?: a| nhe| em| anh| day)*"
)


async def ask(desk: Desk, words: str, reading: Reading, known: Sequence[Assignment]) -> None:
    """What could not be understood is never stored and never ignored. `words`: "" where none may be kept."""
    candidates = [a for ref in reading.candidates for a in known if a.task.ref == ref] or list(known)
    if reading.why == "unknown_task":
        await desk.say(texts.unknown_ref(words, [a.task.ref for a in known]))
    elif reading.why in TO_BE_PASSED_ON:
        await offer_to_pass_on(desk, words, texts.pass_on)
    elif len(candidates) == 1 and reading.why == "no_date":
        payload = {"assignment_id": candidates[0].id}
        await questions.ask(desk.tx, desk.actor.person.id, "extension", payload, desk.now)
        days = wish_choices(candidates[0].deadline, desk.today, desk.calendar)
        screen = extension_texts.ask_date(candidates[0], days, desk.today, unreal_day(desk.words))
        await desk.say(screen, Kind.QUESTION, (candidates[0].id,))
    elif len(candidates) == 1:
        await ask_state(desk, words, candidates[0])
    else:
        await ask_task(desk, words, candidates, said_of(reading.draft) if reading.draft is not None else None)


async def ask_state(desk: Desk, words: str, assignment: Assignment) -> None:
    """A bare "rồi", "80": the task is clear, what it means is not. Asked once; then only pointed at."""
    last = await outbox.last_to(desk.tx, desk.chat_id)
    asked_already = last is not None and last.about == (assignment.id,) and desk.now - last.at < MEMORY
    if last is not None and asked_already and last.kind is Kind.QUESTION and last.has_buttons:
        await desk.say(texts.STILL_ASKING(), Kind.QUESTION, (assignment.id,), reply_to=last.message_id)
        return
    await desk.say(texts.which_state(assignment, words, desk.today), Kind.QUESTION, (assignment.id,))


async def ask_task(desk: Desk, words: str, candidates: Sequence[Assignment], meant: Said | None) -> None:
    """The likeliest as buttons; a second unclear text joins the question that is already open."""
    draft = _draft(desk, words, meant)
    meant = draft.said
    if await _joined(desk, draft):
        return
    question_id = await _keep(desk, "which_task", [draft])
    screen = (
        texts.not_understood(candidates, question_id)
        if meant is None
        else texts.which_task(candidates, question_id, meant, desk.today)
    )
    about = tuple(a.id for a in candidates[: texts.LIKELIEST])
    await desk.say(screen, Kind.QUESTION, about, key=_key(question_id))


async def _joined(desk: Desk, draft: Draft) -> bool:
    """Whether the question which task is meant was open already."""
    asked = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - MEMORY)
    if asked is None or asked.kind != "which_task":
        return False
    drafts = [*drafts_of(asked.payload), draft]
    await questions.rewrite(desk.tx, asked.id, {"drafts": [kept.to_json() for kept in drafts]})
    await desk.say(texts.ASKED_ALREADY(), Kind.QUESTION, reply_to=await _message_of(desk, asked))
    return True


async def ask_picture(desk: Desk, words: str, candidates: Sequence[Assignment]) -> None:
    """A bare picture of no task in particular: kept only once a task is pressed. `words`: as in `ask`."""
    draft = _draft(desk, words, None)
    if any(a.task.secret for a in candidates):
        draft = draft.unnamed()
    if await _joined(desk, draft):
        return
    question_id = await _keep(desk, "which_task", [draft])
    about = tuple(a.id for a in candidates[: texts.LIKELIEST])
    screen = evidence_texts.of_which(question_id, list(candidates))
    await desk.say(screen, Kind.QUESTION, about, key=_key(question_id))


async def own_leads(desk: Desk) -> list[Assignment]:
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    return [a for a in mine if a.role is Role.LEAD]


async def ask_unit(desk: Desk, words: str, candidates: Sequence[Assignment], said: Said) -> None:
    question_id = await _keep(desk, "which_unit", [_draft(desk, words, said)])
    screen = texts.which_unit(candidates, question_id)
    await desk.say(screen, Kind.QUESTION, tuple(a.id for a in candidates), key=_key(question_id))


async def ask_whether(desk: Desk, words: str, meant: Sequence[tuple[Assignment, Said]], why: str) -> None:
    """What is understood but doubtful is stored only on a press. `why`: forwarded, doubtful, many, far."""
    parts = about_each(words, list(dict.fromkeys(a.task.ref for a, _ in meant)))
    drafts = [
        replace(_draft_of(desk, words, a, said), about=None if a.task.secret else parts.get(a.task.ref))
        for a, said in meant
    ]
    shown: list[tuple[Assignment, Said]] = []
    values: dict[int, str] = {}
    for (a, said), draft in zip(meant, drafts, strict=True):
        told, value = await heard(desk, a, said, draft.about)
        shown.append((a, told))
        values |= {a.id: value} if value else {}
    question_id = await _keep(desk, "whether", drafts)
    about = tuple(a.id for a, _ in meant)
    await desk.say(texts.whether(shown, question_id, why, desk.today, values), Kind.QUESTION, about)


async def confirmed(desk: Desk) -> str:
    """The button "Đúng, ghi giúp"."""
    asked = await own_question(desk, "whether")
    await _store_confirmed(desk, asked)
    return texts.RECORDED()


async def yes_said(desk: Desk, asked: Question) -> bool:
    """The same, typed."""
    if YES.fullmatch(fold(desk.words).strip(" .!,")) is None:
        return False
    if await _must_press(desk, asked):
        return True
    await _store_confirmed(desk, asked)
    return True


async def _must_press(desk: Desk, asked: Question) -> bool:
    """Files are fetched for a press, not for a text that may be anything."""
    with_files = any(draft.files for draft in drafts_of(asked.payload))
    if with_files:
        message_id = await _message_of(desk, asked)
        await desk.say(evidence_texts.PRESS_FOR_FILE(), Kind.QUESTION, reply_to=message_id)
    return with_files


async def _store_confirmed(desk: Desk, asked: Question) -> None:
    await questions.close(desk.tx, asked.id, desk.now)
    done = []
    drafts = drafts_of(asked.payload)
    for draft in drafts:
        assignment = await own_assignment(desk, draft.assignment_id or 0)
        if draft.said is not None:
            done.append(await _record_draft(desk, assignment, draft, draft.said))
    await read_back(desk, done, files=any(draft.files for draft in drafts))


async def _record_draft(desk: Desk, assignment: Assignment, draft: Draft, said: Said) -> Recorded:
    """With the files that came with it."""
    done = await record(
        desk,
        assignment,
        said,
        text=draft.text or None,
        at=draft.at,
        message_id=draft.message_id,
        about=draft.about,
    )
    await evidence.attach(desk, [done], draft.files)
    return done


async def offer_to_pass_on(desk: Desk, words: str, screen_of: Callable[[int], Screen]) -> None:
    """What only a person can answer goes to the Secretariat with one tap of the sender's consent."""
    if not words:
        raise Refusal("secret_not_passed_on")
    question_id = await _keep(desk, "pass_on", [_draft(desk, words, None)])
    await desk.say(screen_of(question_id), Kind.QUESTION)


async def ask_obstacle(desk: Desk, done: Recorded) -> None:
    """After the button Vướng: the next text is the obstacle."""
    if done.assignment.task.secret:
        return
    await questions.ask(desk.tx, desk.actor.person.id, "obstacle", {"report_id": done.report_id}, desk.now)
    await desk.say(texts.what_blocks(done.assignment), Kind.QUESTION, (done.assignment.id,))


async def show_card(desk: Desk, assignment: Assignment) -> None:
    """With its four buttons for who may report; after a reminder that may still be put off, with that too."""
    card = task_texts.card(assignment, desk.today)
    if not desk.actor.may_report(assignment):
        card = Screen(card.text)
    elif await _may_wait(desk, assignment):
        card = Screen(card.text, [*card.rows, [snoozing.button(assignment)]])
    await desk.say(card, Kind.QUESTION, (assignment.id,))


async def _may_wait(desk: Desk, assignment: Assignment) -> bool:
    deadline = assignment.deadline
    if deadline is None or not choices(deadline, desk.today, desk.calendar):
        return False
    return await snoozes.rung(desk.tx, assignment.id, desk.actor.person.id, deadline) is not None


async def obstacle_said(desk: Desk, asked: Question) -> bool:
    report = await reports.get(desk.tx, asked.payload["report_id"])
    assignment = await assignments.get(desk.tx, report.assignment_id) if report else None
    if report is None or assignment is None or not desk.actor.may_report(assignment):
        return False
    if await _of_another(desk, assignment):
        return False
    reading = _read(desk, [assignment])
    if reading.kind == "chatter" and len(desk.words) <= 20:
        return False
    if reading.kind == "status" and reading.updates[0].status == "done":
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    said = replace(report.said, blocked=True, blocker=desk.reason)
    message_id = desk.message.message_id
    done = await record(desk, assignment, said, text=desk.words, of=report, message_id=message_id)
    await read_back(desk, [done])
    return True


async def day_said(desk: Desk, asked: Question) -> bool:
    assignment = await assignments.get(desk.tx, asked.payload["assignment_id"])
    if assignment is None or not desk.actor.may_report(assignment) or await _of_another(desk, assignment):
        return False
    reading = _read(desk, [assignment], wish_words(desk.words))
    own = _read(desk, [assignment])
    if own.kind == "status" and not find_dates(desk.words, desk.local(desk.said_at).date()):
        return False  # they speak of the state now, not of the day
    day: date | None = None
    if reading.kind == "status":
        day = reading.updates[0].requested_deadline or reading.updates[0].expected_date
    if day is None:
        if own.kind != "clarify":
            return False
        unreal = unreal_day(desk.words)
        await desk.say(extension_texts.date_not_seen(unreal), Kind.QUESTION, (assignment.id,))
        return True
    if is_far(day, desk.words, desk.today):
        raise Refusal("far_day", day=day)
    await questions.close(desk.tx, asked.id, desk.now)
    said = wishing(assignment.state, day)
    if reading.updates[0].blocked:
        said = replace(said, blocked=True, blocker=reading.updates[0].blocker)
    done = await record(desk, assignment, said, text=desk.words, message_id=desk.message.message_id)
    await read_back(desk, [done])
    return True


async def fix_said(desk: Desk, asked: Question) -> bool:
    report = await reports.get(desk.tx, asked.payload["report_id"])
    assignment = await assignments.get(desk.tx, report.assignment_id) if report else None
    if report is None or assignment is None or not desk.actor.may_report(assignment):
        return False
    if await _of_another(desk, assignment):
        return False
    reading = _read(desk, [assignment])
    if reading.kind != "status":
        return False
    await questions.close(desk.tx, asked.id, desk.now)
    said = _fixed(report.said, said_of(reading.updates[0]))
    message_id = desk.message.message_id
    done = await record(
        desk,
        assignment,
        said,
        text=desk.words,
        of=report,
        message_id=message_id,
        reading=BY_HAND,
        about=desk.words,
    )
    await read_back(desk, [done], desk.words)
    return True


def _fixed(was: Said, now: Said) -> Said:
    """A day typed alone, under "Đổi ngày", puts right the day alone."""
    if now != Said(work=Work.IN_PROGRESS, expected_date=now.expected_date) or now.expected_date is None:
        return now
    dated = was.requested_deadline is not None or was.expected_date is not None
    return on_day(was, now.expected_date) if dated else now


async def is_reason(desk: Desk, assignment: Assignment) -> bool:
    """Whether the text can be the reason of a wish: not thanks, not a question, not a report of its own."""
    if await _of_another(desk, assignment):
        return False
    reading = _read(desk, [assignment])
    if reading.kind == "status":
        return all(u.blocked and u.percent is None and u.done is None for u in reading.updates)
    if reading.kind == "question" or desk.asks:
        return False
    return not replies.is_courtesy(desk.words, reading)


def wish_words(words: str) -> str:
    """A day said in answer to "xin lùi đến ngày nào?", as the reader would be told it."""
    return f"xin lùi hạn đến {words}"


async def _of_another(desk: Desk, assignment: Assignment) -> bool:
    """Whether a text names another task than the question that is open: then it is read by itself."""
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    named = {a.task.ref for a in mine if names_code(desk.words, a.task.ref)}
    if item_number(assignment.task.ref) and NAMES_ITEMS.search(fold(desk.words)):
        return True  # "mục 3" is said of an item, whichever is asked about
    return bool(named) and assignment.task.ref not in named


async def picked(desk: Desk) -> str:
    """The task pressed under "Đồng chí nói về việc nào?": the press is enough."""
    asked = await own_question(desk, "which_task", "which_unit")
    assignment = await own_assignment(desk, int(desk.args[1]))
    return await _record_kept(desk, asked, assignment)


async def task_said(desk: Desk, asked: Question) -> bool:
    """The same question answered by typing a code and next to nothing else."""
    words = fold(desk.words).replace(" ", "")
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    named = [a for a in mine if a.role is Role.LEAD and names_code(desk.words, a.task.ref)]
    if len(named) != 1 or len(words) > len(named[0].task.ref) + 8:
        return False
    if _read(desk, named).kind == "status":
        return False  # it says something of its own
    if await _must_press(desk, asked):
        return True
    await _record_kept(desk, asked, named[0])
    return True


async def _record_kept(desk: Desk, asked: Question, assignment: Assignment) -> str:
    """What had been understood before the task was known, now with its task."""
    await questions.close(desk.tx, asked.id, desk.now)
    drafts = drafts_of(asked.payload)
    said = [
        await _record_draft(desk, assignment, draft, draft.said) for draft in drafts if draft.said is not None
    ]
    alone = [
        (await _record_draft(desk, assignment, draft, Said()), draft)
        for draft in drafts
        if draft.said is None and draft.files
    ]
    if said:
        await read_back(desk, said[-1:], files=any(draft.files for draft in drafts))
        if said[-1].said.blocked and not said[-1].said.blocker:
            await ask_obstacle(desk, said[-1])  # it was not kept while the task was unknown
    elif alone:
        done, draft = alone[-1]
        screen = evidence_texts.kept_alone(done.assignment, done.report_id, draft.files[0].kind)
        await desk.say(screen, Kind.QUESTION, (assignment.id,))
    else:
        await show_card(desk, assignment)
        return ""
    return texts.RECORDED()


async def dropped(desk: Desk) -> str:
    asked = await own_question(desk, *MAY_BE_DROPPED)
    await questions.close(desk.tx, asked.id, desk.now)
    await desk.rewrite(Screen(texts.DROPPED()))
    return ""


async def passed(desk: Desk) -> str:
    """The asker agreed: their words go to the Secretariat."""
    asked = await own_question(desk, "pass_on")
    if not desk.actor.seen_ids:
        raise Refusal("not_registered")
    await questions.close(desk.tx, asked.id, desk.now)
    draft = drafts_of(asked.payload)[0]
    units = [u.name for u in await departments.every(desk.tx) if u.id in desk.actor.seen_ids]
    relay = f"{desk.actor.person.id}:{draft.message_id}"
    worded = partial(texts.passed_on, desk.actor.person.name, units, draft.text, relay)
    for person in await desk.secretariat():
        await desk.tell(person, worded, key=f"relay:{relay}:{person.id}")
    await desk.rewrite(Screen(texts.PASSED()))
    return ""


async def without_tasks(desk: Desk) -> None:
    """A text of somebody who answers for no unit."""
    if desk.actor.stranger:
        await desk.say(registration.stranger(desk.actor.person.telegram_id or 0) + registration.NOT_WRITTEN())
    else:
        await desk.say(texts.NOT_FOR_YOU())


async def own_question(desk: Desk, *kinds: str) -> Question:
    """The presser's question while it is open; of another kind its payload would not fit the button."""
    asked = await questions.get(desk.tx, int(desk.args[0]), desk.actor.person.id)
    if asked is None or asked.kind not in kinds:
        raise Refusal("gone")
    return asked


def require_own(desk: Desk, assignment: Assignment | None) -> Assignment:
    """One in force, of a unit that the presser answers for today. Buttons carry no power."""
    if assignment is None:
        raise Refusal("gone")
    if not desk.actor.may_report(assignment):
        if assignment.department.id in desk.actor.headed_ids:
            raise Refusal("head_reads")
        raise Refusal("not_yours" if desk.actor.seen_ids else "not_registered")
    return assignment


async def own_assignment(desk: Desk, assignment_id: int) -> Assignment:
    """The assignment behind a button, if the presser's unit leads it."""
    assignment = require_own(desk, await assignments.get(desk.tx, assignment_id))
    if assignment.role is not Role.LEAD:
        raise Refusal("coordinating")
    return assignment


async def unit_names(desk: Desk) -> str:
    """Those of one's own, or at whose head one is; of those under them only how many."""
    named = desk.actor.own_ids or desk.actor.headed_ids
    under = len(desk.actor.below_ids) if desk.actor.own_ids else 0
    units = [u.name for u in await departments.every(desk.tx) if u.id in named]
    return task_texts.units(units, under)


def _draft(desk: Desk, words: str, said: Said | None) -> Draft:
    """Where no words may be kept, none of what was understood either."""
    held = words != "" or desk.words.strip() == ""
    said = said if words or said is None else without_words(said)
    about = words or None
    draft = Draft(words, desk.said_at, desk.message.message_id, said, files=desk.attachments, about=about)
    return draft if held else draft.unnamed()


def _draft_of(desk: Desk, words: str, assignment: Assignment, said: Said) -> Draft:
    """Of a secret task no word is kept, not even while a question is open."""
    if assignment.task.secret:
        words, said = "", without_words(said)
    return replace(_draft(desk, words, said), assignment_id=assignment.id)


async def _keep(desk: Desk, kind: str, drafts: Sequence[Draft]) -> int:
    payload = {"drafts": [draft.to_json() for draft in drafts]}
    return await questions.ask(desk.tx, desk.actor.person.id, kind, payload, desk.now)


def _key(question_id: int) -> str:
    return f"question:{question_id}:"


async def _message_of(desk: Desk, asked: Question) -> int | None:
    """The message in which it was asked, to point at."""
    places = await outbox.delivered(desk.tx, _key(asked.id))
    return places[0][1] if places else None


def _read(desk: Desk, about: Sequence[Assignment], words: str | None = None) -> Reading:
    tasks = tuple(OpenTask(a.task.ref, a.task.text, a.deadline) for a in about)
    context = Context(tasks, about[0].task.ref)
    return replies.read_any_code(desk.words if words is None else words, desk.local(desk.said_at), context)
