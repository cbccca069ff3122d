"""`parse --conclusion`: the tasks that a conclusion assigns, a JSON line each, without settings or store."""

import json
import os
from datetime import date
from pathlib import Path
from typing import TextIO

import typer

from bot import setting_values as written
from bot.clock import Clock
from bot.commands.failing import Failed
from bot.commands.parse import ZONE
from domain.conclusions import document_day, propose
from domain.conclusions.wire import task_to_json
from handlers.texts import faults
from papers.documents import DOCUMENTS, read_document
from papers.sheets.limits import Unreadable


def parse_conclusion(file: Path, day: date | None, out: TextIO) -> None:
    """`day`: of the document; None: the one that stands in it, else today."""
    if not file.is_file():
        raise Failed(f"Không có tệp {file}.", code=2)
    if file.suffix.lower() not in (*DOCUMENTS, ".doc"):
        raise Failed(f"Không đọc được tệp «{file.suffix}»; dùng {', '.join(DOCUMENTS)}.", code=2)
    try:
        paragraphs = read_document(file.read_bytes(), file.name)
    except Unreadable as error:
        raise Failed(*(faults.say(fault) for fault in error.faults)) from None
    today = day or document_day(paragraphs) or _today()
    lines = (json.dumps(task_to_json(task), ensure_ascii=False) for task in propose(paragraphs, today))
    out.writelines(line + "\n" for line in lines)
    out.flush()


def _today() -> date:
    """By the clock that every part of the program reads, without asking for the other settings."""
    words = os.environ.get("BOT_CLOCK", "").strip()
    try:
        start = written.moment_with_zone(words) if words else None
    except ValueError as error:
        raise typer.BadParameter(f"BOT_CLOCK: {error}") from None
    return Clock.starting_at(start).now().astimezone(ZONE).date()
