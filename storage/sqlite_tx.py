"""SQLAlchemy's asyncio connection over our driver, without a greenlet for what waits for nothing.

A greenlet for each statement costs as much as the statement itself. Here one is made only where the driver
must wait: for the disk, for another program, or for what turned out to be long.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import CursorResult, Executable
from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.util import greenlet_spawn

from storage.sqlite_driver import Connection


@asynccontextmanager
async def connected(engine: AsyncEngine, **options: Any) -> AsyncIterator["LocalConnection"]:
    """A connection of the pool, with SQLAlchemy's execution options; what is not committed is rolled back."""
    try:
        sync = engine.sync_engine.connect()
    except MissingGreenlet:  # the pool must open another
        sync = await greenlet_spawn(engine.sync_engine.connect)
    tx = LocalConnection(engine, sync.execution_options(**options))
    try:
        yield tx
    finally:
        if tx.driver.rolls_back_at_once:
            sync.close()
        else:
            await tx.__aexit__(None, None, None)  # to its end, also when the task is cancelled meanwhile


class LocalConnection(AsyncConnection):
    """What most statements ask for is there at once."""

    def __init__(self, engine: AsyncEngine, sync: SyncConnection) -> None:
        super().__init__(engine, sync)
        self._sync = sync
        self.driver = cast(Connection, sync.connection.dbapi_connection)

    async def execute(
        self, statement: Executable, parameters: Any = None, *, execution_options: Any = None
    ) -> CursorResult[Any]:
        if self.driver.turn_is_over():
            await asyncio.sleep(0)
        if not isinstance(parameters, list):  # many rows are not to be prepared twice
            try:
                return self._sync.execute(statement, parameters, execution_options=execution_options)
            except MissingGreenlet:
                pass  # the driver did nothing yet
        return await super().execute(statement, parameters, execution_options=execution_options)

    async def commit(self) -> None:
        if self.driver.commits_at_once:
            self._sync.commit()
        else:
            await super().commit()

    async def rollback(self) -> None:
        if self.driver.rolls_back_at_once:
            self._sync.rollback()
        else:
            await super().rollback()
