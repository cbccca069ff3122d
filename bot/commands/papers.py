"""`import` and `export`."""

import asyncio
import json
from datetime import date
from pathlib import Path

import typer

from bot import trouble
from bot.commands.documents import import_conclusion
from bot.commands.failing import Failed
from bot.commands.store import clock_of, opened
from bot.running import office_of, turn_at
from bot.settings import load_settings
from domain.exporting import ExportState
from handlers import conclusions, corrections, exporting, importing
from handlers.texts import faults
from handlers.texts import importing as texts
from papers.documents import DOCUMENTS
from papers.sheets.writing import write_state_csv, write_state_xlsx
from papers.state_json import state_to_json

IMPORTS = (".xlsx", ".csv")
EXPORTS = (".xlsx", ".csv", ".json", ".docx", ".pdf", ".ics")


async def import_file(file: Path, *, dry_run: bool) -> None:
    """Every fault on a line of its own; nothing is written until there is none."""
    if not await asyncio.to_thread(file.is_file):
        raise Failed(f"Không có tệp {file}.", code=2)
    if file.suffix.lower() in conclusions.ENDINGS:
        await import_conclusion(file, dry_run=dry_run)
        return
    if file.suffix.lower() not in IMPORTS:
        known = ", ".join((*IMPORTS, *DOCUMENTS))
        raise Failed(f"Không nhập được tệp «{file.suffix}»; dùng {known}.", code=2)
    settings = load_settings()
    async with opened(settings) as database, database.transaction() as tx:
        turn = await turn_at(tx, clock_of(settings), office_of(settings))
        content = await asyncio.to_thread(file.read_bytes)
        planned = await importing.plan_file(turn, content, file.name)
        for warning in planned.warnings:
            typer.echo(faults.say(warning), err=True)
        if planned.faults:
            raise Failed(*(faults.say(fault) for fault in planned.faults))
        for line in texts.details(planned):
            typer.echo(line)
        typer.echo(("Sẽ nhập: " if dry_run else "Đã nhập: ") + texts.summary(planned)[0] + ".")
        if not dry_run:
            await importing.apply(turn, planned, None, "command line")


async def export_file(file: Path, day: date | None) -> None:
    if file.suffix.lower() not in EXPORTS:
        raise Failed(f"Không xuất được tệp «{file.suffix}»; dùng {', '.join(EXPORTS)}.", code=2)
    settings = load_settings()
    async with opened(settings) as database, database.reading() as tx:
        turn = await turn_at(tx, clock_of(settings), office_of(settings))
        state = await exporting.gather(turn, day)
    content = await asyncio.to_thread(_written, state, file.suffix.lower(), settings.issuer_form)
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise Failed(f"Không ghi được tệp. {trouble.in_the_system(error)}") from None
    typer.echo(f"Đã ghi {file}: {len(state.assignments)} phân công.")


async def export_corrections(file: Path) -> None:
    """A line of JSON for each message whose reading a person put right."""
    settings = load_settings()
    async with opened(settings) as database, database.reading() as tx:
        turn = await turn_at(tx, clock_of(settings), office_of(settings))
        lines = await corrections.corrected_readings(turn)
    written = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    try:
        await asyncio.to_thread(file.write_text, written, encoding="utf-8")
    except OSError as error:
        raise Failed(f"Không ghi được {file}: {error.strerror}.") from None
    typer.echo(f"Đã ghi {file}: {len(lines)} tin được sửa cách đọc.")


def _written(state: ExportState, ending: str, form: str) -> bytes:
    if ending == ".xlsx":
        return write_state_xlsx(state)
    if ending == ".csv":
        return write_state_csv(state)
    if ending == ".json":
        return json.dumps(state_to_json(state), ensure_ascii=False, indent=1).encode() + b"\n"
    from bot.commands.printing import printed  # its libraries are large, and seldom needed

    return printed(state, ending, form)
