"""The office of the scenes: the whole application on SQLite, with a Telegram of our own for the wire.

Nothing runs in the background: `settle` lets everything that is waiting happen, `pass_time` lets the clock go
from one event to the next, so that a scene reads like a day in the office and ends at once.
"""

import re
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Dialect, event

from bot.clock import TurnableClock
from bot.office import turn_at
from bot.polling import get_updates
from bot.running import Running
from bot.settings import load_settings
from handlers import exporting, importing
from handlers.registration import find_unit, make_invitation
from papers.state_json import state_to_json
from sandbox.server import Sandbox
from sandbox.world import Group, Person, World
from storage import facts, schema
from storage.database import Database
from storage.sqlite_driver import Connection
from tests.scenes.staffing import Staffed
from tests.scenes.straight import Line, StraightRequest

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TOKEN = "7000000001:AAExample_token-for-tests"
USERNAME = "don_doc_bot"
STEERING = -4200
BLOCK = -4400  # a group of some units
AN = Person(1001, "An", caption="Sở Tài chính")
BINH = Person(1002, "Bình", caption="Sở Y tế")
CHI = Person(1003, "Chi", caption="Tổ giúp việc")
DUNG = Person(1004, "Dũng")
LEADER = Person(1005, "Minh", caption="Lãnh đạo")
GIANG = Person(1006, "Giang", caption="Văn phòng Tỉnh uỷ")
HA = Person(1007, "Hà", caption="Ban Quản lý KKT")
KHANH = Person(1008, "Khánh", caption="Văn phòng UBND tỉnh")
LAN = Person(1009, "Lan", caption="Sở Tài chính")
TUAN = Person(1010, "Tuấn")
VAN = Person(1011, "Vân")
HOURS = ((0, 0), (7, 29), (7, 30), (8, 0), (16, 59), (17, 0))
MORNING = datetime(2025, 9, 23, 8, 0, tzinfo=ZONE)

UNITS = "Tên đơn vị;Tên khác;Loại\nSở Tài chính;STC;sở\nSở Y tế;SYT;sở\nSở Nội vụ;SNV;sở\n"
DIRECTIVE = "Kết luận 15-KL/BCĐ ngày 23/9/2025"
HEADER = "Mã;Nội dung;Chủ trì;Phối hợp;Hạn;Văn bản;Loại;Mật;Nghiệm thu\n"


class Office:
    def __init__(
        self,
        running: Running,
        world: World,
        clock: TurnableClock,
        sandbox: Sandbox,
        line: Line,
        own_settings: str = "",
    ) -> None:
        self.running = running
        self.world = world
        self.clock = clock
        self.sandbox = sandbox
        self.line = line
        self._own_settings = own_settings
        self._untouched = True
        self._offset: int | None = None

    async def restarts(self) -> None:
        """The process ends and another one begins on the same store."""
        await self.running.close()
        before = self.running
        wires = StraightRequest(self.line), StraightRequest(self.line)
        self.running = Running(before.settings, before.database, self.clock, *wires)
        await self.running.begin()
        await self.running.application.initialize()

    @asynccontextmanager
    async def without_telegram(self) -> AsyncIterator[None]:
        """Nobody listens at its address for a while."""
        port = int(self.sandbox.url.rpartition(":")[2])
        self.line.sandbox = None
        await self.sandbox.stop()
        yield
        self.sandbox = self.line.sandbox = Sandbox(self.world, token=TOKEN, bot_username=USERNAME)
        await self.sandbox.start(port=port)

    # what people do

    async def says(
        self, person: Person, text: str, *, to: dict[str, Any] | None = None, chat: int = 0
    ) -> list[str]:
        """Sends a text (as a reply to `to`), lets it be handled; what that chat received because of it."""
        chat_id = chat or person.id
        before = len(self.world.received(chat_id))
        self.world.person_sends(person.id, chat_id, text, reply_to=to["message_id"] if to else None)
        await self.settle()
        return self.world.texts(chat_id)[before:]

    async def sends(
        self, person: Person, content: bytes, name: str, *, caption: str = "", album: str = "", **more: Any
    ) -> list[str]:
        """Sends a photo (.png) or a file, as a reply to `to` if given; what they received because of it."""
        before = len(self.world.received(person.id))
        to = more.get("to")
        self.world.person_sends_file(
            person.id,
            person.id,
            content,
            name,
            caption=caption,
            as_photo=name.endswith(".png"),
            reply_to=to["message_id"] if to else None,
            media_group_id=album,
        )
        await self.settle()
        return self.world.texts(person.id)[before:]

    async def presses(
        self, person: Person, label: str, *, on: dict[str, Any] | None = None, chat: int = 0
    ) -> list[str]:
        """Presses the button whose label contains `label`, on the last message that has it."""
        chat_id = chat or person.id
        message = on or self.with_button(chat_id, label)
        wanted = self.button(message, label)
        before = len(self.world.received(chat_id))
        self.world.person_presses(person.id, chat_id, message["message_id"], wanted)
        await self.settle()
        return self.world.texts(chat_id)[before:]

    async def follows(self, person: Person, words: str) -> list[str]:
        """Follows the link that stands in `words`; what that person received because of it."""
        before = len(self.world.received(person.id))
        link = next(word for word in words.split() if word.startswith("https://"))
        self.world.person_follows(person.id, link)
        await self.settle()
        return self.world.texts(person.id)[before:]

    def with_button(self, chat_id: int, label: str) -> dict[str, Any]:
        for message in reversed(self.world.received(chat_id)):
            if self._labels(message, label):
                return message
        raise LookupError(f"nobody offered «{label}»: {self.world.texts(chat_id)[-1:]}")

    def button(self, message: dict[str, Any], label: str) -> str:
        return self._labels(message, label)[0]

    def callback(self, message: dict[str, Any], label: str) -> str:
        """What the button whose label contains `label` sends back."""
        rows = message["reply_markup"]["inline_keyboard"]
        return next(str(b["callback_data"]) for row in rows for b in row if label in b["text"])

    def _labels(self, message: dict[str, Any], label: str) -> list[str]:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return [b["text"] for row in rows for b in row if label in b["text"]]

    def last(self, person: Person) -> dict[str, Any]:
        return self.world.last(person.id)

    # the office

    async def imports(self, tasks: str, units: str = UNITS) -> None:
        """Lines of the task sheet: code;text;leads;coordinating;deadline."""
        self._untouched = False
        rows = "".join(f"{line.strip()}\n" for line in tasks.strip().splitlines())
        async with self.running.database.transaction() as tx:
            turn = await turn_at(tx, self.clock, self.running.office)
            for content, name in ((units, "don-vi.csv"), (HEADER + rows, "nhiem-vu.csv")):
                plan = await importing.plan_file(turn, content.encode(), name)
                assert not plan.faults, plan.faults
                await importing.apply(turn, plan)

    async def staffed(self, tasks: str) -> "Office":
        """These tasks, the Secretariat in its chat, and a focal point for each of two departments."""
        database, kept = self.running.database, (tasks, self._own_settings)
        fresh = database.path is not None and self._untouched and self._offset is None
        if fresh and kept in _STAFFED:
            _STAFFED[kept].put_into(database, self.world)
            self.clock.forward(max(_STAFFED[kept].at - self.clock.now(), timedelta()))
            self._offset = _STAFFED[kept].next_update
            return self
        await self._staffs(tasks)
        if fresh:
            _STAFFED[kept] = Staffed.of(database, self.world)
        return self

    async def _staffs(self, tasks: str) -> None:
        await self.imports(tasks)
        await self.says(CHI, "/start")
        await self.registers(AN, "Sở Tài chính")
        await self.registers(BINH, "Sở Y tế")

    async def registers(self, person: Person, *units: str) -> None:
        for unit in units:
            async with self.running.database.transaction() as tx:
                turn = await turn_at(tx, self.clock, self.running.office)
                found = await find_unit(turn, unit)
                link, _ = await make_invitation(turn, found.id, None, 7, None)
            self.world.person_follows(person.id, link)
            await self.settle()

    async def state(self, day: date | None = None) -> dict[str, Any]:
        """The JSON export, as of now or the end of `day`."""
        async with self.running.database.transaction() as tx:
            turn = await turn_at(tx, self.clock, self.running.office)
            told: dict[str, Any] = state_to_json(await exporting.gather(turn, day))
        return told

    # time

    async def settle(self) -> None:
        """Everything that waits happens: updates are fetched and handled, messages leave."""
        while self._offset is None or self.world.updates.next_id > self._offset:
            updates = await get_updates(self.running.bot, self.running.polling, self._offset, wait=0)
            if not updates:
                break
            await self.running.intake.keep(updates)
            self._offset = updates[-1]["update_id"] + 1
            await self.running.intake.drain()
        await self.running.intake.drain()
        await self.running.delivery.drain()

    async def tick(self) -> None:
        await self.running.tick()
        await self.settle()

    async def goes_to(self, day: str, hour: str = "08:00") -> None:
        """The clock passes the hours of each day at which something might happen, or must not."""
        until = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)
        while (now := self.clock.now().astimezone(ZONE)) < until:
            today = [now.replace(hour=h, minute=m, second=0, microsecond=0) for h, m in HOURS]
            midnight = today[0] + timedelta(days=1)
            following = next((moment for moment in today if moment > now), midnight)
            self.clock.turn_to(min(following, until))
            await self.tick()


_EMPTY: list[
    bytes
] = []  # an SQLite store with its schema: migrating one for each scene takes a third of its time
_STAFFED: dict[tuple[str, str], Staffed] = {}


async def with_schema(url: str) -> None:
    """Makes the store behind `url`, unless it is there."""
    database = Database(url)
    if database.path is not None and not database.path.exists() and _EMPTY:
        database.path.write_bytes(_EMPTY[0])
        return
    fresh = database.path is not None and not database.path.exists()
    await schema.migrate(database)
    await database.close()
    if fresh and database.path is not None:
        _EMPTY.append(database.path.read_bytes())


_DIALECT: list[Dialect] = []
_COMPILED: dict[Any, Any] = {}


def share_statements(database: Database) -> None:
    """What one scene's engine has compiled serves the next one's: a sixth of a scene's time."""
    if database.is_sqlite:
        engine = database.engine.sync_engine
        _DIALECT.append(engine.dialect)
        engine.dialect = _DIALECT[0]
        engine.update_execution_options(compiled_cache=_COMPILED)


@asynccontextmanager
async def open_office(folder: Path, **settings: str) -> AsyncIterator[Office]:
    clock = TurnableClock.starting_at(MORNING)
    people = [AN, BINH, CHI, DUNG, LEADER, GIANG, HA, KHANH, LAN, TUAN, VAN]
    group = Group(STEERING, "Ban Chỉ đạo", (CHI.id, LEADER.id, AN.id))
    block = Group(BLOCK, "Các xã", (CHI.id, BINH.id))
    world = World(people, [group, block], now=clock.now, first_update_id=500)
    sandbox = Sandbox(world, token=TOKEN, bot_username=USERNAME)
    port = await sandbox.start()
    environ = {
        "BOT_TOKEN": TOKEN,
        "FILES_DIR": str(folder / "files"),
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/dondoc.db",
        "SECRETARIAT_IDS": str(CHI.id),
        "LEADER_IDS": str(LEADER.id),
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "WEBHOOK_LISTEN": "",
        "MESSAGES_PER_SECOND": "0",
    } | settings
    read = load_settings(need_token=True, env_file=None, environ=environ)
    await with_schema(read.database_url)
    database = Database(read.database_url)
    share_statements(database)
    if database.is_sqlite:
        event.listen(database.engine.sync_engine, "connect", _hurry)
    line = Line(sandbox)
    running = Running(read, database, clock, StraightRequest(line), StraightRequest(line))
    office = Office(running, world, clock, sandbox, line, repr(sorted(settings.items())))
    try:
        await running.begin()
        await running.application.initialize()
        async with database.transaction() as tx:
            await facts.put(tx, facts.BOT_USERNAME, USERNAME)
        yield office
    finally:
        await office.running.close()
        await database.close()
        await office.sandbox.stop()


def _hurry(connection: Any, _record: Any) -> None:
    """No scene has to outlive a loss of power."""
    connection.cursor().execute("PRAGMA synchronous=OFF")
    connection.__class__ = _Undelayed


class _Undelayed(Connection):
    """Where no disk is waited for, no thread has to wait for it."""

    @property
    def commits_at_once(self) -> bool:
        return not self._is_busy

    @property
    def rolls_back_at_once(self) -> bool:
        return not self._is_busy


def png(shade: int = 0) -> bytes:
    """A picture of one grey dot; another shade is another content."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    dot = chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    return b"\x89PNG\r\n\x1a\n" + header + dot + chunk(b"IEND", b"")


def refs(text: str) -> list[str]:
    return re.findall(r"\bNV\d+\b", text)
