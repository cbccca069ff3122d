"""The digest that is owed, once the Secretariat has had its time: to the group, and its copies."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from domain.cadence import latest_due
from domain.digest import Figures
from domain.digest_page import DigestPage, Standing, digest_page, standing
from domain.office import Language
from handlers import digests
from handlers.desk import Turn
from handlers.previewing import held_back
from handlers.screens import Screen
from handlers.texts import claims
from handlers.texts import digests as texts
from handlers.texts import previewing as previewed
from handlers.texts.language import speaking
from papers.pictures.drawings import digest_drawing
from storage import digests as posted
from storage import facts, outbox, people, previews, recipients, unit_groups
from storage.changes import Change
from storage.digests import SteeringGroup
from storage.outbox import DRAWING, Kind, Outgoing
from storage.previews import Preview
from storage.unit_groups import UnitGroup


async def keep_cadence(turn: Turn, start: datetime, every: str) -> None:
    """The cadence of the settings, with its history: a row only when they change.

    What the Secretariat has set since stays in force over a restart.
    """
    known = [c for c in await posted.cadences_set(turn.tx) if c.set_by is None]
    last = known[-1] if known else None
    if last is not None and last.start == start and last.every == every:
        return
    effective = turn.now if last else await facts.made_at(turn.tx, turn.now)
    chosen = await posted.set_cadence(turn.tx, start, every, None, turn.now, effective_from=effective)
    was = f"{last.every} {last.start.isoformat()}" if last else None
    await turn.trace(Change("cadence", chosen, "every", was, f"{every} {start.isoformat()}"))


async def post_due(turn: Turn) -> None:
    """Posts the digest owed now, if any: of several missed only the latest, each moment once."""
    moment, group = await owed_moment(turn), await digests.steering_group(turn)
    if moment is None or group is None:
        return
    preview = await previews.of(turn.tx, moment)
    if not await held_back(turn, moment, preview):
        await post(turn, group, moment, preview)


async def owed_moment(turn: Turn) -> datetime | None:
    """The moment of the cadence whose digest should have gone by now."""
    moment = latest_due(await digests.cadences(turn), turn.now)
    made, last = await facts.made_at(turn.tx, turn.now), await posted.last(turn.tx)
    if moment is None or moment <= made or (last and moment <= last.moment):
        return None
    return moment if turn.office.hours.next_opening(moment, turn.calendar) <= turn.now else None


async def post(turn: Turn, group: SteeringGroup, moment: datetime, preview: Preview | None) -> None:
    """As the figures are now; to groups in Vietnamese, to each other reader in their language."""
    with speaking(Language.VIETNAMESE):
        await _post(turn, group, moment, preview)


async def _post(turn: Turn, group: SteeringGroup, moment: datetime, preview: Preview | None) -> None:
    whole = await digests.present_figures(turn)
    digest = await _as_it_goes(turn, whole, preview)
    if whole.lines:
        await show(turn, group.chat_id, whole, Kind.DIGEST, thread_id=group.thread_id, in_hours=True)
    row = await turn.post(
        group.chat_id,
        digest(),
        Kind.DIGEST,
        thread_id=group.thread_id,
        key=f"digest:{moment.isoformat()}",
        in_hours=True,
    )
    await _send_copies(turn, whole, digest)
    blocks = await _send_to_blocks(turn, whole, moment, preview)
    kept = _kept(whole) | {"blocks": blocks}
    await posted.add(turn.tx, moment, turn.now, group.chat_id, kept, row)
    await previews.close(turn.tx, moment, turn.now)
    if preview is not None:
        gone = partial(previewed.gone, turn.local(moment), turn.local(turn.now), preview)
        await turn.rewrite_delivered(f"preview:{preview.id}:", gone)


async def screen_again(turn: Turn, moment: datetime) -> Screen:
    """Of one that did not arrive: as of now, with the words it had, for the group."""
    with speaking(Language.VIETNAMESE):
        screen = await digests.present_digest(turn, posted=True)
        return previewed.with_words(screen, await previews.words_of(turn.tx, moment), unseen=False)


async def _as_it_goes(turn: Turn, whole: Figures, preview: Preview | None) -> Callable[[], Screen]:
    digest = await digests.digest_of(turn, whole, posted=True)
    unseen = bool(turn.office.preview_hours) and (preview is None or preview.seen_by is None)
    words = preview.words if preview else None
    return lambda: previewed.with_words(digest(), words, unseen=unseen)


async def _send_copies(turn: Turn, whole: Figures, digest: Callable[[], Screen]) -> None:
    """Without the buttons: they open only to those who may read all."""
    units = await recipients.every(turn.tx)
    points = await people.focal_points_of(turn.tx, [unit.id for unit in units]) if units else []
    for person in dict.fromkeys(point.person for point in points):
        if person.reachable and person.telegram_id is not None:
            if whole.lines:
                to = person.telegram_id
                with speaking(person.language):
                    await show(turn, to, whole, Kind.DIGEST, person_id=person.id, in_hours=True)
            await turn.tell(person, lambda: digest().text, Kind.DIGEST, in_hours=True)


async def _send_to_blocks(
    turn: Turn, whole: Figures, moment: datetime, preview: Preview | None
) -> dict[str, Any]:
    """To each group of some units what is its own; where they stand, by the group's number."""
    kept = {}
    for group in await unit_groups.every(turn.tx):
        own = whole.among(await digests.members(turn, group))
        screen = await digests.of_group(turn, group, whole, posted=True)
        screen = previewed.with_words(screen, preview.words if preview else None, unseen=False)
        if own.lines:
            await show(
                turn, group.chat_id, own, Kind.DIGEST, thread_id=group.thread_id, block=group, in_hours=True
            )
        key = f"digest:{moment.isoformat()}:{group.id}"
        await turn.post(group.chat_id, screen, Kind.DIGEST, thread_id=group.thread_id, in_hours=True, key=key)
        kept[str(group.id)] = asdict(standing(own))
    return kept


async def show(
    turn: Turn,
    chat_id: int,
    whole: Figures,
    kind: Kind,
    thread_id: int | None = None,
    block: UnitGroup | None = None,
    **more: Any,
) -> None:
    """The digest as a picture; `more` as in `Outgoing`. A group that takes no photos still has the text.

    `block`: whose units alone `whole` is of.
    """
    page = await page_of(turn, whole, block)
    body: dict[str, Any] = {"caption": texts.caption(whole), DRAWING: digest_drawing(page)}
    if thread_id is not None:
        body["message_thread_id"] = thread_id
    picture = Outgoing(chat_id, "sendPhoto", body, kind, **more)
    await outbox.put(turn.tx, picture, turn.now, turn.inbox_seq)


async def page_of(turn: Turn, whole: Figures, block: UnitGroup | None = None) -> DigestPage:
    """What is drawn of the present figures, beside those of the last digest that arrived."""
    last = await posted.last(turn.tx, delivered=True)
    kept = last.figures.get("standing") if last else None
    if block is not None:
        kept = last.figures.get("blocks", {}).get(str(block.id)) if last else None
    before = Standing(**kept) if kept else None
    issuer = block.block.name if block else ""
    with speaking(Language.VIETNAMESE):  # as every document
        notes = claims.notes(whole.claims)
    return digest_page(whole, issuer=issuer, before=before, notes=notes)


def _kept(whole: Figures) -> dict[str, Any]:
    """The figures as they were posted, for later comparison."""
    return {
        "total": whole.total,
        "work": {str(k): v for k, v in whole.by_work().items()},
        "timing": {str(k): v for k, v in whole.by_timing().items()},
        "standing": asdict(standing(whole)),
    }
