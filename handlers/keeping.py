"""Files that people sent are on the disk before the turn that names them: no transaction waits for it."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from handlers.beforehand import Reading, Wait, WorkFirst
from handlers.desk import Turn
from handlers.texts import waiting
from storage import files


class NotKept(Exception):
    """The disk refused; the store is well."""


async def kept(turn: Turn, contents: Sequence[bytes]) -> list[str]:
    """Their hashes. Raises WorkFirst while one of them is not there yet.

    Only to be called for what may be kept: it stays, though the turn should come to another end.
    """
    folder = turn.office.files_dir
    digests = [await asyncio.to_thread(files.sha256_of, content) for content in contents]
    if not all(files.is_kept(folder, digest) for digest in digests):
        wait = Wait(waiting.KEEPING(), waiting.KEPT())
        raise WorkFirst(partial(_keep_all, folder=folder, contents=contents), wait)
    return digests


async def _keep_all(_: Reading, *, folder: Path, contents: Sequence[bytes]) -> None:
    for content in contents:
        await keep(folder, content)


async def keep(folder: Path, content: bytes) -> str:
    """Its hash. Raises NotKept."""
    try:
        return await asyncio.to_thread(files.keep, folder, content)
    except OSError as error:
        raise NotKept(str(error)) from error
