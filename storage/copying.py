"""Copies of an SQLite store: one while it is in use, and one put back into an empty place."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.tables import metadata

# a bot that was only started has its cadence and menus, and nothing here
_ENTERED = ("departments", "people", "tasks", "inbox")


class NotAStore(Exception):
    """The file is not an SQLite store of ours, or it is damaged; the text says which, for a log."""


def copy_store(source: Path, target: Path) -> None:
    """A consistent copy of `source`, which may be in use. `target` is whole or not there at all.

    Raises NotAStore, and OSError where `target` cannot be written.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(_opened(source)) as original, closing(sqlite3.connect(unfinished)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        _to_disk(unfinished)
        unfinished.replace(target)
        _to_disk(target.parent)
    except sqlite3.DatabaseError as error:
        raise NotAStore(str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def revision_of(file: Path) -> str:
    """Of which schema a store is, after every page of it was read. Raises NotAStore."""
    try:
        with closing(_opened(file)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                raise NotAStore(found)
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise NotAStore(str(error)) from error
    if row is None:
        raise NotAStore("no revision")
    return str(row[0])


def holds_something(file: Path) -> bool:
    """Whether anything was entered into the store, or the file is something else. Raises NotAStore."""
    if not file.exists() or file.stat().st_size == 0:
        return False
    try:
        with closing(_opened(file)) as connection:
            there = {r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if {t for t in there if not t.startswith("sqlite_")} - set(metadata.tables) - {"alembic_version"}:
                return True
            filled = (f"SELECT 1 FROM {table} LIMIT 1" for table in _ENTERED if table in there)  # noqa: S608
            return any(connection.execute(query).fetchone() for query in filled)
    except sqlite3.DatabaseError as error:
        raise NotAStore(str(error)) from error


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
