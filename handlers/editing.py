"""An edited message is a correction of what it was stored as."""

from dataclasses import replace

from domain.history import Action, Report, valid
from domain.secrecy import without_words
from domain.stated_values import about_each
from domain.work import Said
from handlers import answers, itemised, own, practising, secrecy, stating
from handlers.desk import Desk
from handlers.drafts import said_of
from handlers.readback import read_back
from handlers.recording import record, take_back
from handlers.reports import Around, read, understand
from handlers.texts import reports as texts
from storage import assignments, reports


async def edited(desk: Desk) -> None:
    """One that nothing came of, or of which everything was taken back, is heard as if it were new."""
    stored = await reports.of_message(desk.tx, desk.chat_id, desk.message.message_id)
    standing = await _standing(desk, stored)
    about = await assignments.some(desk.tx, [r.assignment_id for r in standing])
    for assignment in about:
        own.require_own(desk, assignment)
    if not standing:
        if await practising.heard(desk):
            return
        if desk.actor.department_ids:
            mine = await assignments.of_departments(desk.tx, desk.actor.department_ids)
            await understand(desk, desk.words, mine)
        return
    if await itemised.edited(desk, standing):
        return
    around = Around(await assignments.of_departments(desk.tx, desk.actor.department_ids), about, None)
    wished = next((r for r in standing if r.said.requested_deadline is not None), None)
    reading = read(desk, desk.words, around)
    if wished is not None and not (reading.kind == "status" and reading.updates[0].requested_deadline):
        # "15/10 vì …" had answered the question for a day, and so does what it was edited to
        as_wish = read(desk, answers.wish_words(desk.words), around)
        reading = as_wish if as_wish.kind == "status" and as_wish.updates[0].requested_deadline else reading
    reading = await stating.completed(desk, desk.words, around.known(desk.words), around.reply_to(), reading)
    if reading.kind != "status":
        kept = [(r.id, a, r.said) for r in standing for a in about if a.id == r.assignment_id]
        await desk.say(texts.edit_not_a_report(kept, desk.today))
        return
    left = {r.assignment_id: r for r in standing}
    secret = around.is_secret(desk.words) or any(
        a.task.secret
        for update in reading.updates
        for a in around.known(desk.words)
        if a.task.ref == update.ref
    )
    words = None if secret else desk.words
    parts = about_each(desk.words, [update.ref for update in reading.updates])
    done = []
    for update in reading.updates:
        meant = [a for a in around.known(desk.words) if a.task.ref == update.ref]
        meant = [a for a in meant if a.id in left] or meant
        if meant:
            of = left.pop(meant[0].id, None)
            said = _kept_obstacle(said_of(update), of)
            said = without_words(said) if secret else said
            message_id = desk.message.message_id
            part = None if secret else parts.get(update.ref)
            done.append(
                await record(
                    desk, meant[0], said, text=words, of=of, message_id=message_id, about=part, anew=True
                )
            )
    # what the edited message no longer names is no longer said
    await take_back(desk, list(left.values()))
    if secret:  # then what the message said before was about it too
        await secrecy.forget_reports(desk, [r.id for r in standing])
    await read_back(desk, done, words)


async def _standing(desk: Desk, stored: list[Report]) -> list[Report]:
    """The reports that count today and go back to this message, corrections by button included."""
    found = []
    for assignment_id in dict.fromkeys(r.assignment_id for r in stored):
        history = await reports.of_assignment(desk.tx, assignment_id)
        by_id = {r.id: r for r in history}
        ours = {r.id for r in stored}
        for report in valid(history):
            root: Report | None = report
            while root is not None and root.id not in ours:
                root = by_id.get(root.of_id or 0) if root.action is Action.CORRECTION else None
            if root is not None:
                found.append(report)
    return found


def _kept_obstacle(said: Said, of: Report | None) -> Said:
    """A wish whose day was edited keeps its reason."""
    if of is None or said.requested_deadline is None or said.blocked:
        return said
    return replace(said, work=of.said.work, blocked=of.said.blocked, blocker=of.said.blocker)
