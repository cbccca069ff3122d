"""A unit's words about its items of a programme: read, asked about, stored and read back as one."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.history import BY_HAND, HowRead, Report, last_of
from domain.itemised import Heard, ItemReply, Known, all_but, asks_which, corrects, read_items
from domain.names import named_unit
from domain.office import Assignment
from domain.programmes import UnitItems, reported
from domain.refusal import Refusal
from domain.secrecy import speaks_of_secrets
from domain.text import fold
from domain.work import Said, Work
from handlers import evidence, own, questioning, unit_items
from handlers.desk import Desk
from handlers.drafts import Draft, drafts_of
from handlers.pressing import own_report
from handlers.recording import Recorded, counts_still, played, take_back
from handlers.recording_items import Told, record_items
from handlers.texts import overturning
from handlers.texts import programmes as texts
from handlers.texts import reports as report_texts
from handlers.texts.evidence import KEPT_TOO
from storage import assignments, outbox, questions, reports, secrets
from storage.outbox import Kind
from storage.questions import Question

_EXCEPT = re.compile(r"(?:ngoai )?tru\b")
ASKING = (Kind.REMINDER, Kind.NUDGE, Kind.QUESTION, Kind.READBACK)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text, and what it may be about. `before`: reports of the sender's that it puts right."""

    held: UnitItems
    draft: Draft
    answers: bool
    alone: bool
    before: tuple[Report, ...] = ()


async def understood(desk: Desk, mine: Sequence[Assignment]) -> bool:
    """Whether the text is about items of a programme; then it was stored or asked about. `mine`: what the
    sender's units have to do."""
    every = await unit_items.among(desk, mine)
    if not every:
        return False
    asked = await questions.open_for(desk.tx, desk.actor.person.id, desk.now - questioning.MEMORY)
    if asked is not None and asked.kind == "items" and await left_said(desk, asked):
        return True
    answered = await _answered(desk, every)
    heard = []
    for held in _meant(every, answered, desk.words):
        spoken = await _spoken(desk, held, answered, mine)
        known = await _known(desk, spoken)
        reply = read_items(desk.words, known, answers=spoken.answers, alone=spoken.alone)
        if reply is not None:
            heard.append((spoken, reply))
    asking = asks_which(desk.words) or (any(h.programme.named_in(desk.words) for h in every) and desk.asks)
    if not heard and asking:
        for held in _meant(every, answered, desk.words)[:3]:
            await desk.say(texts.card(held), Kind.QUESTION, tuple(held.ids))
        return True
    if len(heard) > 1:
        await desk.say(texts.which_unit([spoken.held for spoken, _ in heard]))
    elif heard:
        await _settle(desk, *heard[0])
    return bool(heard)


async def edited(desk: Desk, standing: Sequence[Report]) -> bool:
    """Whether an edited message still says something of the items that it was about."""
    about = await assignments.some(desk.tx, [report.assignment_id for report in standing])
    for held in await unit_items.of_units(desk, about):
        if {a.id for a in about} <= held.ids:
            draft = Draft(desk.words, desk.said_at, desk.message.message_id, None)
            spoken = Spoken(held, draft, answers=True, alone=True, before=tuple(standing))
            reply = read_items(desk.words, await _known(desk, spoken), answers=True, alone=True)
            if reply is not None:
                await _settle(desk, spoken, reply)
            return reply is not None
    return False


async def _answered(desk: Desk, every: Sequence[UnitItems]) -> frozenset[int]:
    """What the message answered is about; without a reply the last of ours, if it asked about items alone."""
    to = desk.message.reply_to_message
    said = await outbox.by_message(desk.tx, desk.chat_id, to.message_id) if to is not None else None
    if said is not None:
        return frozenset(said.about)
    last = await outbox.last_to(desk.tx, desk.chat_id)
    if last is None or last.kind not in ASKING or desk.now - last.at > questioning.MEMORY:
        return frozenset()
    about = frozenset(last.about)
    return about if any(about and about <= held.ids for held in every) else frozenset()


def _meant(every: Sequence[UnitItems], answered: Collection[int], words: str) -> list[UnitItems]:
    named = [held for held in every if held.programme.named_in(words)]
    if answered and not named and not any(held.ids & set(answered) for held in every):
        return []  # it answers something else
    found = named or list(every)
    for narrower in (
        [held for held in found if held.ids & set(answered)],
        [held for held in found if named_unit(words, (held.unit.name, *held.unit.aliases)) is not None],
    ):
        if len(found) > 1 and narrower:
            found = narrower
    return found


async def _spoken(
    desk: Desk, held: UnitItems, answered: Collection[int], mine: Sequence[Assignment]
) -> Spoken:
    others = [a for a in mine if a.id not in held.ids and a.state.work is not Work.DONE and a.role == "lead"]
    draft = Draft(desk.words, desk.said_at, desk.message.message_id, None)
    before = await _last(desk, held) if corrects(desk.words) else ()
    return Spoken(held, draft, bool(answered) and held.ids >= set(answered), not others, before)


async def _last(desk: Desk, held: UnitItems) -> tuple[Report, ...]:
    """The rows of the sender's last message, if it was about these items."""
    rows = last_of(await reports.of_person(desk.tx, desk.actor.person.id))
    return tuple(rows) if rows and all(row.assignment_id in held.ids for row in rows) else ()


async def _known(desk: Desk, spoken: Spoken) -> Known:
    """Before what the text puts right was said."""
    held = spoken.held
    units = [fold(name).removeprefix("ubnd ") for name in (held.unit.name, *held.unit.aliases)]
    names = [held.programme.spelling().pattern, *(rf"(?:ubnd )?{re.escape(unit)}\b" for unit in units)]
    work = {number: reported(a) for number, a in held.items.items()}
    if spoken.before:
        ids = {report.id for report in spoken.before}
        before = await played(desk, list(held.items.values()), ids)
        now = {n: replace(a, state=before[a.id].state) for n, a in held.items.items()}
        work = {number: reported(a) for number, a in now.items()}
    return Known(work, tuple(names))


async def _settle(desk: Desk, spoken: Spoken, reply: ItemReply) -> None:
    held = spoken.held
    stored = reply.heard in (Heard.SAID, Heard.WHETHER, Heard.WHICH)
    asks = reply.heard in (Heard.WHETHER, Heard.WHICH) or desk.message.forward_origin is not None
    refs = [secret.ref for secret in await secrets.every(desk.tx)] if asks else []
    if stored and speaks_of_secrets(desk.words, refs):  # a question keeps the text until it is answered
        raise Refusal("secret_not_passed_on")
    if desk.attachments and reply.heard in (Heard.WHETHER, Heard.WHICH):
        await desk.say(texts.card(held, texts.SAY_WHICH()), Kind.QUESTION, tuple(held.ids))
    elif reply.heard is Heard.WHICH:
        await _ask_left(desk, spoken, reply.done, sorted(reply.said))
    elif reply.heard is Heard.WHETHER or (reply.heard is Heard.SAID and desk.message.forward_origin):
        question_id = await _ask(desk, spoken, None, [])
        screen = texts.whether(held, question_id, reply.done)
        await desk.say(screen, Kind.QUESTION, tuple(held.ids))
    elif reply.heard is Heard.SAID or (reply.heard is Heard.SAME and spoken.before):
        await _store(desk, spoken, reply.said)
    elif reply.heard is Heard.SAME:
        await desk.say(texts.same(held))
    else:
        await desk.say(texts.card(held, _why(held, reply)), Kind.QUESTION, tuple(held.ids))


def _why(held: UnitItems, reply: ItemReply) -> str:
    if reply.heard is Heard.COUNT:
        return texts.counts_differ(held, reply.done or 0, reply.named)
    if reply.heard is Heard.TOTAL:
        return texts.other_total(held, reply.done or 0)
    return texts.no_item(held, reply.named) if reply.heard is Heard.NO_ITEM else texts.UNCLEAR()


async def _store(
    desk: Desk, spoken: Spoken, said: Mapping[int, Said], reading: HowRead | None = None
) -> None:
    """Each item its own row; what the message put right no longer says is taken back."""
    by_assignment = {report.assignment_id: report for report in spoken.before}
    items = spoken.held.items
    told = [Told(items[n], what, by_assignment.pop(items[n].id, None)) for n, what in said.items()]
    await take_back(desk, list(by_assignment.values()))
    done = await record_items(desk, told, spoken.draft, reading)
    if done:
        await evidence.attach(desk, done, desk.attachments)
    await _read_back(desk, spoken.held, done)


async def _read_back(desk: Desk, held: UnitItems, done: Sequence[Recorded]) -> None:
    now = {a.id: a for a in await assignments.some(desk.tx, list(held.ids))}
    held = replace(held, items={n: now.get(a.id, a) for n, a in held.items.items()})
    said = {r.assignment.id: r for r in done}
    new = [n for n, a in held.items.items() if a.id in said and said[a.id].said.work is Work.DONE]
    if not done:
        await desk.say(texts.same(held))
        return
    notes = [overturning.note(r.overturns.name, told=r.was_told) for r in done if r.overturns][:1]
    if desk.attachments:
        notes.append(KEPT_TOO())
    screen = texts.read_back(held, new, desk.local(desk.said_at), done[0].report_id, notes)
    await desk.say(screen, Kind.READBACK, tuple(held.ids))


# which are left, by buttons or in words


async def _ask(desk: Desk, spoken: Spoken, count: int | None, left: Sequence[int]) -> int:
    payload = {
        "programme": spoken.held.programme.key,
        "department_id": spoken.held.unit.id,
        "drafts": [spoken.draft.to_json()],
        "count": count,
        "left": list(left),
        "before": [report.id for report in spoken.before],
    }
    return await questions.ask(desk.tx, desk.actor.person.id, "items", payload, desk.now)


async def _ask_left(desk: Desk, spoken: Spoken, count: int | None, left: Sequence[int]) -> None:
    question_id = await _ask(desk, spoken, count, left)
    screen = texts.which_left(spoken.held, question_id, count, left)
    await desk.say(screen, Kind.QUESTION, tuple(spoken.held.ids))


async def _asked_of(desk: Desk, asked: Question) -> Spoken:
    """What an open question is about, as it stands now; Refusal where the unit no longer answers for it."""
    mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
    for held in await unit_items.among(desk, mine):
        key = (asked.payload["programme"], asked.payload["department_id"])
        if (held.programme.key, held.unit.id) == key:
            rows = [await reports.get(desk.tx, i) for i in asked.payload["before"]]
            before = tuple([r for r in rows if r is not None and await counts_still(desk, r)])
            return Spoken(held, drafts_of(asked.payload)[0], answers=True, alone=True, before=before)
    raise Refusal("gone")


async def picked(desk: Desk) -> str:
    """An item is marked as left, or no longer; the last one that is wanted stores what was said."""
    asked = await own.own_question(desk, "items")
    spoken = await _asked_of(desk, asked)
    number, count = int(desk.args[1]), asked.payload["count"]
    if number not in spoken.held.items:
        raise Refusal("gone")
    left = sorted(set(asked.payload["left"]) ^ {number})
    if count is not None and len(left) == len(spoken.held.items) - count:
        return await _store_left(desk, asked, spoken, left)
    await questions.rewrite(desk.tx, asked.id, asked.payload | {"left": left})
    await desk.rewrite(texts.which_left(spoken.held, asked.id, count, left))
    return ""


async def all_picked(desk: Desk) -> str:
    """ "Ghi": those that are marked are left, the others done."""
    asked = await own.own_question(desk, "items")
    return await _store_left(desk, asked, await _asked_of(desk, asked), asked.payload["left"])


async def _store_left(desk: Desk, asked: Question, spoken: Spoken, left: Sequence[int]) -> str:
    await questions.close(desk.tx, asked.id, desk.now)
    said = all_but(left, await _known(desk, spoken))
    await _store(desk, spoken, said, BY_HAND if spoken.before else None)
    return report_texts.RECORDED()


async def confirmed(desk: Desk) -> str:
    """ "Đúng, ghi giúp": the text is read once more, on what is known now."""
    asked = await own.own_question(desk, "items")
    spoken = await _asked_of(desk, asked)
    reply = read_items(spoken.draft.text, await _known(desk, spoken), answers=True, alone=True)
    await questions.close(desk.tx, asked.id, desk.now)
    if reply is None or reply.heard not in (Heard.SAID, Heard.WHETHER, Heard.SAME):
        raise Refusal("gone")
    await _store(desk, spoken, reply.said)
    return report_texts.RECORDED()


async def left_said(desk: Desk, asked: Question) -> bool:
    """ "mục 3 và 9", "3, 9" in answer to the question which are left."""
    if not desk.actor.department_ids:
        return False
    spoken = await _asked_of(desk, asked)
    known = await _known(desk, spoken)
    reply = read_items(desk.words, known, answers=True, alone=True)
    if reply is None or reply.heard is Heard.UNCLEAR:
        given = "xong hết" if _EXCEPT.match(fold(desk.words)) else "còn"
        reply = read_items(f"{given} {desk.words}", known, answers=True, alone=True)
    if reply is None or reply.heard is Heard.UNCLEAR or (reply.heard is Heard.WHICH and spoken.before):
        return False
    count = asked.payload["count"]
    if count is not None and reply.heard is Heard.SAID and reply.done != count:
        reply = ItemReply(Heard.COUNT, done=count, named=reply.named)
    if reply.heard is Heard.SAID:
        await questions.close(desk.tx, asked.id, desk.now)
        draft = Draft(desk.words, desk.said_at, desk.message.message_id, None)
        await _settle(desk, replace(spoken, draft=draft), reply)
    elif reply.heard is Heard.COUNT:
        why = _why(spoken.held, reply)
        await desk.say(why, Kind.QUESTION, tuple(spoken.held.ids))
    else:
        await _settle(desk, spoken, reply)
    return True


# buttons


async def opened(desk: Desk) -> None:
    """What is left of a programme, from a reminder or a list."""
    assignment = await own.own_assignment(desk, int(desk.args[0]))
    held = await _held_of(desk, assignment)
    await desk.say(texts.card(held), Kind.QUESTION, tuple(held.ids))


async def fix(desk: Desk) -> None:
    """Sửa under the read-back: which are left, all of the message at once."""
    report = await own_report(desk, int(desk.args[0]))
    held = await _held_of(desk, await own.own_assignment(desk, report.assignment_id))
    together = await reports.of_person(desk.tx, desk.actor.person.id)
    rows = [
        row
        for row in together
        if row.group == report.group and row.assignment_id in held.ids and await counts_still(desk, row)
    ]
    draft = Draft(report.text or "", report.at, desk.message.message_id, None)
    spoken = Spoken(held, draft, answers=True, alone=True, before=tuple(rows))
    await _ask_left(desk, spoken, None, list(held.left))


async def _held_of(desk: Desk, assignment: Assignment) -> UnitItems:
    for held in await unit_items.of_units(desk, [assignment]):
        if assignment.id in held.ids:
            return held
    raise Refusal("gone")
