"""An office as it stands once it is staffed: staffing takes half of a scene's time, and most scenes begin so."""

import copy
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.ledger import Chat
from sandbox.world import World
from storage.database import Database

_NO_WAL = b"\1\1"  # SQLite's file format, 1.3.3: a store in memory has no journal beside it


@dataclass(frozen=True, slots=True)
class Staffed:
    """The store on SQLite, what stands in the chats, and the moment."""

    store: bytes
    at: datetime
    chats: dict[int, Chat]
    delivered: list[Any]
    allowed: tuple[str, ...]
    next_update: int

    @classmethod
    def of(cls, database: Database, world: World) -> "Staffed":
        with sqlite3.connect(str(database.path)) as opened:
            store = bytearray(opened.serialize())
        opened.close()
        store[18:20] = _NO_WAL
        told = copy.deepcopy((world.chats, world.delivered))
        return cls(bytes(store), world.now(), *told, world.updates.allowed, world.updates.next_id)

    def put_into(self, database: Database, world: World) -> None:
        """Over a fresh store and a world in which nothing has happened."""
        kept, opened = sqlite3.connect(":memory:"), sqlite3.connect(str(database.path))
        kept.deserialize(self.store)
        kept.backup(opened)
        kept.close()
        opened.close()
        world.chats, world.delivered = copy.deepcopy((self.chats, self.delivered))
        world.updates.clear()
        world.updates.allowed, world.updates.next_id = self.allowed, self.next_update
