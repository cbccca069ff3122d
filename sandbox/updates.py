"""The updates that wait for the bot."""

import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sandbox.wire import Json

LIFETIME = timedelta(hours=24)
ANSWER_BYTES = 4 * 1024 * 1024
# Telegram sends these only to bots that ask for them by name.
_UNLESS_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One update; `queue` is the chat whose order is kept, `message` the chat and id of what it tells of."""

    update: Json
    queue: int
    at: datetime
    message: tuple[int, int] | None

    @property
    def update_id(self) -> int:
        return int(self.update["update_id"])


class UpdateQueue:
    """Kept until acknowledged, at most 24 hours by the world's clock (`lifetime` None: for ever).

    `given` counts the updates; `twice`: each is handed out two times, as after an answer that got lost.
    """

    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self._now = now
        self._waiting: deque[Waiting] = deque()
        self._by_queue: dict[int, deque[Waiting]] = {}
        self.next_id = first_id
        self.given = 0
        self.twice = False
        self.allowed: tuple[str, ...] = ()
        self.lifetime: timedelta | None = LIFETIME
        self.on_taken: Callable[[Waiting], None] = lambda _: None

    def __len__(self) -> int:
        self._drop_old()
        return len(self._waiting)

    def add(self, kind: str, payload: Json, queue: int) -> int | None:
        """Adds an update of a kind such as `message`; None if the bot does not want that kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _UNLESS_ASKED
        if not wanted:
            return None
        message = None
        if kind in ("message", "edited_message"):
            message = (int(payload["chat"]["id"]), int(payload["message_id"]))
        return self.add_raw({kind: payload}, queue, message)

    def add_raw(self, update: Json, queue: int, message: tuple[int, int] | None = None) -> int:
        """Adds an update as it is; an `update_id` of its own is kept, and numbering goes on from there."""
        update_id = int(update.get("update_id", self.next_id))
        self.next_id = max(self.next_id, update_id + 1)
        entry = Waiting({"update_id": update_id, **update}, queue, self._now(), message)
        self.given += 1
        for one in (entry, replace(entry)) if self.twice else (entry,):
            self._waiting.append(one)
            self._by_queue.setdefault(queue, deque()).append(one)
        return update_id

    def restart_at(self, update_id: int) -> None:
        """Numbering goes on at `update_id`, as after a week of silence; what waits is dropped."""
        self.clear()
        self.next_id = update_id

    def clear(self) -> None:
        self._waiting.clear()
        self._by_queue.clear()

    def queues(self) -> list[int]:
        """The chats that updates wait in."""
        self._drop_old()
        return list(self._by_queue)

    def first(self, queue: int) -> Waiting | None:
        """The oldest update of one chat."""
        self._drop_old()
        entries = self._by_queue.get(queue)
        return entries[0] if entries else None

    def waiting(self) -> list[Waiting]:
        """What waits, oldest first; what has outlived its time is dropped."""
        self._drop_old()
        return list(self._waiting)

    def take(self, offset: int, limit: int) -> list[Json]:
        """Forgets what `offset` acknowledges and returns up to `limit` (1–100) updates, as getUpdates does.

        An offset beyond the next update's id is read as "from the beginning" and forgets nothing; a negative
        one keeps that many of the newest.
        """
        waiting = self.waiting()
        if offset < 0:
            self._forget(waiting[: max(len(waiting) + offset, 0)])
        elif 0 < offset <= self.next_id:
            self._forget(entry for entry in waiting if entry.update_id < offset)
        return _cut([entry.update for entry in self._waiting][: limit if 1 <= limit <= 100 else 100])

    def forget(self, entry: Waiting) -> None:
        """Drops one update that a webhook has taken."""
        self._forget([entry])

    def _forget(self, taken: Iterable[Waiting]) -> None:
        for entry in list(taken):
            self._remove(entry)
            self.on_taken(entry)

    def _remove(self, entry: Waiting) -> None:
        self._waiting.remove(entry)
        entries = self._by_queue[entry.queue]
        entries.remove(entry)
        if not entries:
            del self._by_queue[entry.queue]

    def _drop_old(self) -> None:
        if self.lifetime is None:
            return
        oldest = self._now() - self.lifetime
        while self._waiting and self._waiting[0].at < oldest:
            self._remove(self._waiting[0])


def _cut(updates: list[Json]) -> list[Json]:
    """At most 4 MiB of JSON, but one update at least."""
    size = 0
    for count, update in enumerate(updates):
        size += len(json.dumps(update))
        if size > ANSWER_BYTES and count:
            return updates[:count]
    return updates
