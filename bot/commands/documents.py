"""`import` of a document: what it proposes, printed, kept, and shown to the Secretariat."""

import asyncio
from datetime import date
from pathlib import Path

import typer

from bot.commands.failing import Failed
from bot.commands.store import clock_of, opened
from bot.office import office_of, turn_at
from bot.progress import shown
from bot.settings import load_settings
from domain.conclusions.secrecy import SecretMark
from domain.proposals import draft_of
from handlers import conclusions
from handlers.screens import plain
from handlers.texts import faults
from handlers.texts import proposals as texts
from papers.documents.proposing import ReadDocument, propose_document_apart
from papers.sheets.limits import Unreadable
from papers.vietnamese import size
from storage import documents, files


async def import_conclusion(file: Path, *, dry_run: bool) -> None:
    """Prints what it proposes; unless `dry_run`, keeps it and shows it to the Secretariat in the chat."""
    settings = load_settings()
    content = await asyncio.to_thread(file.read_bytes)
    clock, office = clock_of(settings), office_of(settings)
    async with opened(settings) as database:
        async with database.reading() as tx:
            known = await documents.by_content(tx, files.sha256_of(content))
        if known is not None:
            typer.echo(f"Tệp này đã có trong {known.directive.title}; không ghi thêm gì.")
            return
        today = clock.now().astimezone(office.zone).date()
        with shown(f"Đang đọc {file.name} ({size(len(content))})…"):
            read = await _read(content, file.name, today)
        for number, task in enumerate(read.tasks, 1):
            typer.echo(texts.plain_line(number, draft_of(task), today))
        if dry_run:
            typer.echo(f"Sẽ ghi {len(read.tasks)} việc được đề xuất: {read.head.directive.title}.")
            return
        sha256 = await asyncio.to_thread(files.keep, office.files_dir, content)
        async with database.transaction() as tx:
            turn = await turn_at(tx, clock, office)
            document, new = await conclusions.keep(turn, read, sha256, file.name)
            overview = await conclusions.overview_for(turn, document.directive_id)
            for person in await turn.secretariat():
                await turn.tell(person, overview)
    typer.echo(
        f"Đã ghi {new} việc được đề xuất: {document.directive.title}. Tổ giúp việc xác nhận trong chat."
    )


async def _read(content: bytes, name: str, today: date) -> ReadDocument:
    """Failed where nothing of it is to be kept."""
    try:
        read = await propose_document_apart(content, name, today)
    except Unreadable as error:
        raise Failed(*(faults.say(fault) for fault in error.faults)) from None
    if isinstance(read, SecretMark):
        raise Failed(plain(texts.secret(read)).replace("\n", " "))
    if not read.tasks:
        raise Failed(plain(texts.nothing_proposed(name)))
    return read
