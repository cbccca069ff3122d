"""`people`: who the bot knows, and how one of them is erased."""

import typer

from bot.commands.failing import Failed
from bot.commands.store import clock_of, opened
from bot.settings import load_settings
from storage import changes, departments, people
from storage.changes import Change
from storage.erasing import forget_person


async def list_people() -> None:
    """A line for each: Telegram id, name, units and offices."""
    settings = load_settings()
    async with opened(settings) as database, database.reading() as tx:
        units = {unit.id: unit.name for unit in await departments.every(tx)}
        offices: dict[int, list[str]] = {}
        for point in await people.focal_points_of(tx):
            offices.setdefault(point.person.id, []).append(units[point.department_id])
        for leader in await people.every_leader(tx):
            offices.setdefault(leader.id, []).append("lãnh đạo")
        for person in await people.every(tx):
            typer.echo(f"{person.telegram_id}\t{person.name}\t{'; '.join(offices.get(person.id, []))}")


async def forget(telegram_id: int) -> None:
    settings = load_settings()
    async with opened(settings) as database, database.transaction() as tx:
        person = await people.by_telegram(tx, telegram_id)
        if person is None:
            raise Failed(f"Không có ai mang mã Telegram {telegram_id}. Xem: dondoc people list")
        now = clock_of(settings).now()
        await forget_person(tx, person.id, now)
        erased = Change("person", person.id, "erased", None, None)
        await changes.keep(tx, [erased], at=now, person_id=None, source="command line")
    typer.echo(f"Đã xoá thông tin của người mang mã {telegram_id}. Các báo cáo vẫn còn, không còn tên.")
    if telegram_id in (*settings.secretariat_ids, *settings.leader_ids):
        typer.echo("Mã này còn trong SECRETARIAT_IDS hoặc LEADER_IDS; bỏ ra khỏi .env rồi chạy lại bot.")
