"""What came about a secret task is not kept once it is worked off: law 29/2018, article 5."""

import asyncio
import re
from collections.abc import Sequence

from telegram import Message, Update

from domain.importing.values import LONGEST_LABEL
from domain.office import Actor, Assignment
from domain.refusal import Refusal
from domain.secrecy import orders_secret, speaks_of_secrets
from handlers.desk import Turn
from handlers.texts.reports import QUOTED
from storage import extensions, files, inbox, people, questions, secrets
from storage.database import Tx
from storage.secrets import Secret

WITHOUT = "…"
_CODE = re.compile(r"[^\W\d_]{1,4}\d{1,4}")


async def forget_if_secret(tx: Tx, update: Update, actor: Actor | None, inbox_seq: int) -> None:
    """Empties the update where it may hold words of a secret task. After the handler, in its transaction.

    What somebody writes whose units have one is dropped whatever it is about: what was understood of it
    stands in the reports.
    """
    words = words_of(update)
    if any(orders_secret(text) for text in words):
        await inbox.empty(tx, inbox_seq)
        return
    known = await secrets.every(tx)
    units = await _units_of(tx, update, actor) if known else frozenset()
    if known and await _is_about(tx, actor, words, known, units, inbox_seq):
        await inbox.empty(tx, inbox_seq)


async def _units_of(tx: Tx, update: Update, actor: Actor | None) -> frozenset[int]:
    """Nobody is known of an update that no handler takes, an edited caption or the talk in a group."""
    if actor is not None:
        return actor.department_ids
    user = update.effective_user
    person = await people.by_telegram(tx, user.id) if user is not None else None
    return frozenset(await people.departments_of(tx, person.id) if person is not None else ())


async def _is_about(
    tx: Tx, actor: Actor | None, words: list[str], known: list[Secret], units: frozenset[int], inbox_seq: int
) -> bool:
    if any(secret.department_id in units for secret in known):
        return True
    ids = {secret.assignment_id for secret in known}
    if actor is not None and await _asked_about(tx, actor) in ids:
        return True
    refs = {secret.ref for secret in known}
    if any(speaks_of_secrets(text, refs) for text in words):
        return True
    spoken = await secrets.spoken_of(tx, inbox_seq)
    return not spoken.isdisjoint(ids)


async def _asked_about(tx: Tx, actor: Actor) -> int | None:
    """The assignment of the question that is still open with them: what they wrote may be its answer."""
    asked = await questions.open_for(tx, actor.person.id, None)
    if asked is None:
        return None
    if "extension_id" in asked.payload:
        wish = await extensions.get(tx, asked.payload["extension_id"])
        return wish.assignment_id if wish else None
    found: int | None = asked.payload.get("assignment_id")
    return found


async def without_words(tx: Tx, refusal: Refusal, update: Update, actor: Actor | None) -> Refusal:
    """A refusal quotes what was typed, but not where that may be about a secret task."""
    if not refusal.facts.keys() & {"words", "ref"}:
        return refusal
    words, known = words_of(update), await secrets.every(tx)
    theirs = actor is not None and any(secret.department_id in actor.department_ids for secret in known)
    if not theirs and not any(speaks_of_secrets(text, [s.ref for s in known]) for text in words):
        return refusal
    quoted = {
        key: WITHOUT
        for key, said in refusal.facts.items()
        if key in ("words", "ref") and not _CODE.fullmatch(str(said))
    }
    return Refusal(refusal.reason, **(refusal.facts | quoted))


async def kept_words(tx: Tx, words: str | None, assignment: Assignment) -> str | None:
    """The words said of that assignment, None of a secret one; what speaks of another secret is refused."""
    if not words or assignment.task.secret:
        return None
    await require_open_words(tx, words)
    return words


async def forget_task(turn: Turn, task_id: int, title: str) -> None:
    """An open task is secret from now on; its proofs go as well. `title`: what it was called until now."""
    if turn.inbox_seq is not None:  # the press that says so came with what it was pressed under
        await inbox.empty(turn.tx, turn.inbox_seq)
    await _drop_files(turn, await secrets.forget_task(turn.tx, task_id, title, LONGEST_LABEL, turn.now))


async def _drop_files(turn: Turn, digests: Sequence[str]) -> None:
    for digest in digests:
        await asyncio.to_thread(files.drop, turn.office.files_dir, digest)


async def forget_reports(turn: Turn, report_ids: Sequence[int]) -> None:
    """What these reports said was about a secret task: dropped here, and where we had quoted it."""
    places, digests = await secrets.forget_reports(turn.tx, report_ids)
    await _drop_files(turn, digests)
    await turn.rewrite_at(places, QUOTED)


def require_open_order(words: str) -> None:
    """Refuses what is marked secret, where a task is made or put in other words."""
    if orders_secret(words):
        raise Refusal("secret_order")


async def require_open_words(tx: Tx, words: str) -> None:
    """Refuses what is marked secret, or names a secret task: it may not be passed on."""
    refs = [secret.ref for secret in await secrets.every(tx)]
    if speaks_of_secrets(words, refs):
        raise Refusal("secret_not_relayed")


def words_of(update: Update) -> list[str]:
    """All that somebody typed in an update, what it replies to included."""
    message = update.effective_message
    found: list[str] = []
    for held in (message, message.reply_to_message if message else None):
        if isinstance(held, Message):
            document = held.document
            found += [held.text or "", held.caption or "", (document.file_name or "") if document else ""]
            found.append(held.quote.text if held.quote else "")
    return [text for text in found if text]
