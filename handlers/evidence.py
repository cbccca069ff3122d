"""Proof of what was reported: which files are fetched, attached and sent on. About a secret task: none."""

import re
from collections.abc import Sequence

from telegram import Update

from domain.evidence import Attachment
from domain.history import standing_of
from domain.office import Assignment
from domain.refusal import Refusal
from handlers.desk import Desk, Turn, attachment_of
from handlers.drafts import drafts_of
from handlers.keeping import kept
from handlers.recording import Recorded
from handlers.texts import evidence as texts
from storage import assignments, evidence, outbox, people, questions, reports, rights
from storage.evidence import Kept
from storage.outbox import Kind, Outgoing

MOST_AT_ONCE = 10
_PRESS = re.compile(r"^(?:pick|yes):(\d{1,18})(?::\d{1,18})?$")


def may_want(update: Update) -> bool:
    """Whether it is worth asking the store what to fetch."""
    press = update.callback_query
    if press is not None:
        return _PRESS.match(press.data or "") is not None
    return attachment_of(update.message) is not None


async def wanted(turn: Turn, update: Update) -> list[Attachment]:
    """What an update needs fetched before its handler runs: a sheet, a proof, the proofs a press settles."""
    user, press = update.effective_user, update.callback_query
    if user is None:
        return []
    person = await people.by_telegram(turn.tx, user.id)
    match = _PRESS.match(press.data or "") if press is not None else None
    if match is not None:
        asked = await questions.get(turn.tx, int(match[1]), person.id) if person else None
        if asked is None or asked.kind not in ("which_task", "which_unit", "whether"):
            return []
        return [one for draft in drafts_of(asked.payload) for one in draft.files]
    found = attachment_of(update.message)
    if found is None or update.message is None or update.message.chat.type != "private":
        return []
    if user.id in turn.office.secretariat_ids and found.kind == "document":
        return [found]
    held = await rights.held(turn.tx, person.id, turn.today) if person else None
    return [found] if held is not None and held.own else []


async def attach(desk: Desk, done: Sequence[Recorded], files: Sequence[Attachment]) -> None:
    """To each of these reports; nothing is kept when one of them is about a secret task."""
    if not files:
        return
    refuse_secret([recorded.assignment for recorded in done])
    await attach_to(desk, [recorded.report_id for recorded in done], files)


async def attach_to(desk: Desk, report_ids: Sequence[int], files: Sequence[Attachment]) -> None:
    contents = [desk.files[one.file_id] for one in files if one.file_id in desk.files]
    if len(contents) < len(files):
        raise Refusal("file_lost")
    for one, digest in zip(files, await kept(desk, contents), strict=True):
        for report_id in report_ids:
            await evidence.add(desk.tx, report_id, digest, one, desk.now)


def refuse_secret(about: Sequence[Assignment]) -> None:
    if any(assignment.task.secret for assignment in about):
        raise Refusal("secret_file")


async def kept_for(turn: Turn, assignment: Assignment) -> list[Kept]:
    """Of the reports that were not taken back, in their order."""
    held = await evidence.of_assignment(turn.tx, assignment.id)
    if not held:
        return []
    history = await reports.of_assignment(turn.tx, assignment.id)
    standing = standing_of(history)
    moved_to = {r.of_id: r.id for r in history if r.of_id is not None and r.id in standing}
    own = {r.id for r in history}
    return [
        one
        for one in held
        if standing.get(one.report_id if one.report_id in own else moved_to.get(one.report_id, 0)) != "undone"
    ]


async def send(desk: Desk) -> str:
    """ "Xem tệp" under a history, to who may see the task."""
    assignment = await assignments.get(desk.tx, int(desk.args[0]))
    if assignment is None or not desk.actor.may_read(assignment):
        raise Refusal("gone")
    held = await kept_for(desk, assignment)
    if not held:
        raise Refusal("gone")
    by_id = {r.id: r for r in await reports.of_assignment(desk.tx, assignment.id)}
    names = await people.names(desk.tx)
    for one in held[-MOST_AT_ONCE:]:
        report = by_id.get(one.report_id)
        who = names.get(report.person_id or 0, "") if report else ""
        caption = texts.caption(assignment.task.ref, who, desk.local(report.at) if report else None, one.name)
        method = "sendPhoto" if one.kind == "photo" else "sendDocument"
        # Telegram has it already; the file itself goes where that name is no longer good
        body = {one.kind: one.file_id, "caption": caption, outbox.KEPT: [one.sha256, one.name]}
        message = Outgoing(
            desk.chat_id,
            method,
            body,
            Kind.ANSWER,
            person_id=desk.actor.person.id,
            about=(assignment.id,),
        )
        await outbox.put(desk.tx, message, desk.now, desk.inbox_seq)
    return texts.more(len(held), MOST_AT_ONCE)
