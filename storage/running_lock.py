"""Who runs: one process at a time holds the store's sender and clock."""

import fcntl
from typing import IO

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

_KEY = 0x0D0D0C  # PostgreSQL's advisory lock: any number, the same for every process of ours


class RunningLock:
    """Held from `take` to `release`, and given up by the system when the process dies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: IO[str] | None = None
        self._connection: AsyncConnection | None = None

    async def take(self) -> bool:
        """False when another process holds it."""
        if self._database.path is None:
            return await self._take_postgres()
        path = self._database.path.with_name(self._database.path.name + ".running")
        self._file = path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            self._file = None
            return False
        return True

    async def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _take_postgres(self) -> bool:
        connection = await self._database.engine.connect()
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        taken = await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY})
        if not taken:
            await connection.close()
            return False
        self._connection = connection
        return True
