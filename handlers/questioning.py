"""The bot asks: which task, which unit, what it means, whether it is so, what the obstacle is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from domain.dates.unreal import unreal_day
from domain.extensions import choices as wish_choices
from domain.office import Assignment
from domain.refusal import Refusal
from domain.replies import Reading
from domain.secrecy import without_words
from domain.snoozing import choices
from domain.stated_values import about_each
from domain.work import Said
from handlers.desk import Desk
from handlers.drafts import Draft, drafts_of, said_of
from handlers.recording import Recorded, heard
from handlers.screens import Screen
from handlers.texts import evidence as evidence_texts
from handlers.texts import extensions as extension_texts
from handlers.texts import reports as texts
from handlers.texts import snoozing
from handlers.texts import tasks as task_texts
from storage import outbox, questions, snoozes
from storage.outbox import Kind
from storage.questions import Question

MEMORY = timedelta(hours=24)
WITH_DRAFTS = frozenset({"which_task", "which_unit", "whether"})
TO_BE_PASSED_ON = frozenset({"reassign", "cancelled", "refusal", "wrong_unit"})


async def ask(desk: Desk, words: str, reading: Reading, known: Sequence[Assignment]) -> None:
    """What could not be understood is never stored and never ignored. `words`: "" where none may be kept."""
    candidates = [a for ref in reading.candidates for a in known if a.task.ref == ref] or list(known)
    if reading.why == "unknown_task":
        await desk.say(texts.unknown_ref(words, [a.task.ref for a in known]))
    elif reading.why in TO_BE_PASSED_ON:
        await offer_to_pass_on(desk, words, texts.pass_on)
    elif len(candidates) == 1 and reading.why == "no_date":
        if candidates[0].deadline is None:
            example = wish_choices(None, desk.today, desk.calendar)[0]
            raise Refusal("no_deadline", ref=candidates[0].task.ref, day=example)
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


async def message_of(desk: Desk, asked: Question) -> int | None:
    """The message in which it was asked, to point at."""
    places = await outbox.delivered(desk.tx, _key(asked.id))
    return places[0][1] if places else None


async def _may_wait(desk: Desk, assignment: Assignment) -> bool:
    deadline = assignment.deadline
    if deadline is None or not choices(deadline, desk.today, desk.calendar):
        return False
    return await snoozes.rung(desk.tx, assignment.id, desk.actor.person.id, deadline) is not None


async def _joined(desk: Desk, draft: Draft) -> bool:
    """Whether the question which task is meant was open already."""
    asked = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - MEMORY)
    if asked is None or asked.kind != "which_task":
        return False
    drafts = [*drafts_of(asked.payload), draft]
    await questions.rewrite(desk.tx, asked.id, {"drafts": [kept.to_json() for kept in drafts]})
    await desk.say(texts.ASKED_ALREADY(), Kind.QUESTION, reply_to=await message_of(desk, asked))
    return True


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
