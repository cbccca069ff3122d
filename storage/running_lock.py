"""Who does what only one process may do: held by the process, given up by the system when it dies."""

import fcntl
from contextlib import suppress
from enum import IntEnum
from typing import IO

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, Tx

_KEY = 0x0D0D0C  # of PostgreSQL's advisory locks: any number, the same for every process of ours
_STARTING = 0
IDLE_SECONDS = 15


class Role(IntEnum):
    """What one process at a time does on PostgreSQL; on SQLite the one that runs does all."""

    SENDER = 1
    CLOCK = 2
    POLLER = 3


class RunningLock:
    """Held from `take` to `release`. On SQLite there is one for all roles, beside the file."""

    def __init__(self, database: Database, role: Role = Role.SENDER) -> None:
        self._database = database
        self._role = role
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

    async def check(self) -> None:
        """Raises when it is lost with its connection. PostgreSQL wants to hear from us every IDLE_SECONDS."""
        if self._connection is not None:
            await self._connection.execute(text("SELECT 1"))

    async def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        connection, self._connection = self._connection, None
        if connection is not None:
            await _hang_up(connection)

    async def _take_postgres(self) -> bool:
        connection = await self._database.engine.connect()
        try:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            query = text("SELECT pg_try_advisory_lock(:key, :role)")
            taken = await connection.scalar(query, {"key": _KEY, "role": int(self._role)})
            if taken:  # a process that hangs must not hold it for ever
                await connection.execute(text(f"SET idle_session_timeout = '{IDLE_SECONDS}s'"))
                self._connection = connection
                return True
        finally:
            if self._connection is None:
                await _hang_up(connection)
        return False


async def starting_alone(tx: Tx) -> None:
    """Until the end of the transaction no other process on PostgreSQL is between this and its own end."""
    if tx.dialect.name == "postgresql":
        await tx.execute(text("SELECT pg_advisory_xact_lock(:key, :role)"), {"key": _KEY, "role": _STARTING})


async def _hang_up(connection: AsyncConnection) -> None:
    # given back to the pool it would take the lock along
    with suppress(SQLAlchemyError, OSError):
        await connection.invalidate()
    with suppress(SQLAlchemyError, OSError):
        await connection.close()
