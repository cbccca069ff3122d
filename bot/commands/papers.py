"""`import` and `export`."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import typer

from bot import trouble
from bot.commands.documents import import_conclusion
from bot.commands.failing import Failed
from bot.commands.store import clock_of, opened
from bot.office import office_of, turn_at
from bot.progress import Say, shown
from bot.settings import Settings, load_settings
from domain.exporting import ExportState
from domain.refusal import Refusal
from handlers import auditing, conclusions, corrections, exporting, importing, trends
from handlers.beforehand import TIMES
from handlers.desk import Turn
from handlers.looking_back import first_day
from handlers.screens import plain
from handlers.texts import faults
from handlers.texts import importing as texts
from handlers.texts.digests import before_the_first
from papers.documents import DOCUMENTS
from papers.sheets.auditing import write_audit
from papers.sheets.writing import write_state_csv, write_state_xlsx
from papers.state_json import state_to_json
from papers.vietnamese import full_day, size
from storage.database import Database

IMPORTS = (".xlsx", ".csv")
AUDITS = (".xlsx", ".csv", ".json")
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
    content = await asyncio.to_thread(file.read_bytes)
    with shown(f"Đang đọc {file.name} ({size(len(content))})…") as say:
        async with opened(settings) as database:
            made = await _imported(database, settings, content, file.name, say, dry_run=dry_run)
    planned = made.plan
    for warning in planned.warnings:
        typer.echo(faults.say(warning), err=True)
    if planned.faults:
        raise Failed(*(faults.say(fault) for fault in planned.faults))
    for line in texts.details(planned, made.known.today):
        typer.echo(line)
    typer.echo(("Sẽ nhập: " if dry_run else "Đã nhập: ") + texts.summary(planned)[0] + ".")


async def _imported(
    database: Database, settings: Settings, content: bytes, name: str, say: Say, *, dry_run: bool
) -> importing.Planned:
    """The plan, written down unless it has faults; planned again when the store has changed meanwhile."""
    clock, office = clock_of(settings), office_of(settings)

    @asynccontextmanager
    async def reading() -> AsyncIterator[Turn]:
        async with database.reading() as tx:
            yield await turn_at(tx, clock, office)

    for _ in range(TIMES):
        planned = await importing.plan_ahead(reading, data=content, filename=name)
        if dry_run or planned.plan.faults:
            return planned
        say(f"Đang ghi {name}: {texts.summary(planned.plan)[0]}…")
        async with database.transaction() as tx:
            turn = await turn_at(tx, clock, office)
            if await importing.stands(turn, planned):
                await importing.apply(turn, planned.plan)
                return planned
    raise Refusal("keeps_changing")


async def export_file(file: Path, day: date | None, *, portal: bool = False) -> None:
    """`portal`: in the columns of FEED_COLUMNS."""
    allowed = IMPORTS if portal else EXPORTS
    if file.suffix.lower() not in allowed:
        raise Failed(f"Không xuất được tệp «{file.suffix}»; dùng {', '.join(allowed)}.", code=2)
    settings = load_settings()
    if portal and settings.feed_columns is None:
        raise Failed(
            "FEED_COLUMNS: chưa có; ghi tệp đối chiếu cột, mẫu ở docs/running/portal-columns.csv", code=2
        )
    with shown("Đang đọc dữ liệu…") as say:
        async with opened(settings) as database, database.reading() as tx:
            turn = await turn_at(tx, clock_of(settings), office_of(settings))
            state = await exporting.gather(turn, day)
            doubt = await _doubt(turn, day)
        say(f"Đang lập {file.name}: {len(state.assignments)} phân công…")
        if portal:
            content = await asyncio.to_thread(_for_portal, state, file.suffix.lower(), settings.feed_columns)
        else:
            content = await asyncio.to_thread(_written, state, file.suffix.lower(), settings.issuer_form)
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise Failed(f"Không ghi được tệp. {trouble.in_the_system(error)}") from None
    typer.echo(f"Đã ghi {file}: {len(state.assignments)} phân công.")
    if doubt:
        typer.echo(doubt, err=True)


async def _doubt(turn: Turn, day: date | None) -> str:
    """What is odd about the day that was asked for."""
    if day is None:
        return ""
    if day > turn.today:
        return f"Ngày {full_day(day)} chưa đến: báo cáo là của lúc này, quá hạn thì tính theo ngày ấy."
    first = await first_day(turn)
    return before_the_first(day, first) if first is not None and day < first else ""


async def export_year(file: Path, year: int) -> None:
    """The year on one page."""
    if file.suffix.lower() != ".pdf":
        raise Failed(f"Không ghi được tổng kết năm vào tệp «{file.suffix}»; dùng .pdf.", code=2)
    settings = load_settings()
    async with opened(settings) as database, database.reading() as tx:
        turn = await turn_at(tx, clock_of(settings), office_of(settings))
        why_not = await trends.why_not(turn, year)
        if why_not is not None:
            raise Failed(plain(why_not.text))
        found = await trends.of_year(turn, year)
        state = await exporting.gather(turn, found.until if found.until < turn.today else None)
    from bot.commands.printing import printed_year

    content = await asyncio.to_thread(printed_year, found, state, settings.issuer_form)
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise Failed(f"Không ghi được tệp. {trouble.in_the_system(error)}") from None
    typer.echo(f"Đã ghi {file}: tổng kết năm {year}.")


async def export_audit(file: Path) -> None:
    """Who did what, when, and by which message."""
    if file.suffix.lower() not in AUDITS:
        raise Failed(f"Không ghi được nhật ký vào tệp «{file.suffix}»; dùng {', '.join(AUDITS)}.", code=2)
    settings = load_settings()
    with shown("Đang lập nhật ký…"):
        async with opened(settings) as database, database.reading() as tx:
            turn = await turn_at(tx, clock_of(settings), office_of(settings))
            entries = await auditing.gather(turn)
        content = await asyncio.to_thread(write_audit, entries, file.suffix.lower())
    try:
        await asyncio.to_thread(file.write_bytes, content)
    except OSError as error:
        raise Failed(f"Không ghi được tệp. {trouble.in_the_system(error)}") from None
    typer.echo(f"Đã ghi {file}: {len(entries)} dòng nhật ký.")


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


def _for_portal(state: ExportState, ending: str, columns: Path | None) -> bytes:
    from bot.commands.portal import mapping_of
    from papers.sheets.portal import portal_csv, portal_xlsx

    return (portal_xlsx if ending == ".xlsx" else portal_csv)(state, mapping_of(columns))


def _written(state: ExportState, ending: str, form: str) -> bytes:
    if ending == ".xlsx":
        return write_state_xlsx(state)
    if ending == ".csv":
        return write_state_csv(state)
    if ending == ".json":
        return json.dumps(state_to_json(state), ensure_ascii=False, indent=1).encode() + b"\n"
    from bot.commands.printing import printed  # its libraries are large, and seldom needed

    return printed(state, ending, form)
