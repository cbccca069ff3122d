"""What was understood before a question is stored on a press, or on a word that stands for it."""

import re
from functools import partial

from domain.names import names_code
from domain.office import Assignment
from domain.refusal import Refusal
from domain.text import fold
from domain.work import Role, Said
from handlers import evidence
from handlers.answers import read_about
from handlers.desk import Desk
from handlers.drafts import Draft, drafts_of
from handlers.own import own_assignment, own_question
from handlers.questioning import ask_obstacle, message_of, show_card
from handlers.readback import read_back
from handlers.recording import Recorded, record
from handlers.screens import Screen
from handlers.texts import evidence as evidence_texts
from handlers.texts import reports as texts
from storage import assignments, departments, questions
from storage.outbox import Kind
from storage.questions import Question

MAY_BE_DROPPED = (
    "which_task", "which_unit", "whether", "pass_on", "items", "rating",
    "wish_refused", "wish_shortened", "returned", "reopened", "recalled",
)  # fmt: skip
YES = re.compile(
    r"(?:da |vang )*(?:dung|phai|u|uh|ok|vang|dong y|ghi di|chinh xac)"
    r"(?: roi| vay| do| the)?(?: a| nhe| em| anh| day)*"
)


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
    if read_about(desk, named).kind == "status":
        return False  # it says something of its own
    if await _must_press(desk, asked):
        return True
    await _record_kept(desk, asked, named[0])
    return True


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


async def _must_press(desk: Desk, asked: Question) -> bool:
    """Files are fetched for a press, not for a text that may be anything."""
    with_files = any(draft.files for draft in drafts_of(asked.payload))
    if with_files:
        message_id = await message_of(desk, asked)
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
