"""Copies of an SQLite store: one while it is in use, and one put back into an empty place.

A copy is one SQLite file; evidence and documents, which lie outside the store, are in a table of their own.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage import files
from storage.tables import metadata

# a bot that was only started has its cadence and menus, and nothing here
_ENTERED = ("departments", "people", "tasks", "inbox")


_FILES = "copied_files"
_NAMING = ("evidence", "documents")  # whose rows name a file by its hash


class NotAStore(Exception):
    """The file is not an SQLite store of ours, or it is damaged; the text says which, for a log."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How many files went along; how many that rows name were not there."""

    files: int
    missing: int


def back_up(store: Path, files_dir: Path, copy: Path) -> Copied:
    """The store, which may be in use, and the files its rows name. Raises as `copy_store`."""
    counted: list[Copied] = []
    copy_store(store, copy, lambda connection: counted.append(_take_in(connection, files_dir)))
    return counted[0]


def put_back(copy: Path, store: Path, files_dir: Path) -> int:
    """How many files went back; of a copy from before they were in it none. Raises as `copy_store`."""
    put = _give_out(copy, files_dir)
    copy_store(copy, store, _without_files)
    return put


def copy_store(
    source: Path, target: Path, finish: Callable[[sqlite3.Connection], None] | None = None
) -> None:
    """A consistent copy of `source`, which may be in use. `target` is whole or not there at all.

    `finish` has the last word on the copy. Raises NotAStore, and OSError where `target` cannot be written.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(_opened(source)) as original, closing(sqlite3.connect(unfinished)) as copy:
            original.backup(copy)
            if finish is not None:
                finish(copy)
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
            there = _tables(connection)
            if {t for t in there if not t.startswith("sqlite_")} - set(metadata.tables) - {"alembic_version"}:
                return True
            filled = (f"SELECT 1 FROM {table} LIMIT 1" for table in _ENTERED if table in there)  # noqa: S608
            return any(connection.execute(query).fetchone() for query in filled)
    except sqlite3.DatabaseError as error:
        raise NotAStore(str(error)) from error


def _take_in(copy: sqlite3.Connection, folder: Path) -> Copied:
    query = " UNION ".join(f"SELECT sha256 FROM {t}" for t in _NAMING if t in _tables(copy))  # noqa: S608
    named = [digest for (digest,) in copy.execute(query)] if query else []
    copy.execute(f"CREATE TABLE {_FILES} (sha256 TEXT NOT NULL, content BLOB NOT NULL)")
    taken = 0
    for digest in named:
        content = files.read(folder, digest)
        if content is not None:
            copy.execute(f"INSERT INTO {_FILES} VALUES (?, ?)", (digest, content))  # noqa: S608
            taken += 1
    copy.commit()
    return Copied(taken, len(named) - taken)


def _give_out(copy: Path, folder: Path) -> int:
    put = 0
    try:
        with closing(_opened(copy)) as connection:
            if _FILES in _tables(connection):
                for (content,) in connection.execute(f"SELECT content FROM {_FILES}"):  # noqa: S608
                    files.keep(folder, content)
                    put += 1
    except sqlite3.DatabaseError as error:
        raise NotAStore(str(error)) from error
    return put


def _without_files(store: sqlite3.Connection) -> None:
    if _FILES in _tables(store):
        store.execute(f"DROP TABLE {_FILES}")
        store.execute("VACUUM")


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
