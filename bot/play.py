"""One life of the demo: a fresh folder and store, a clock that can be turned, the bot's process."""

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from bot.aside import aside
from bot.bot_process import BotProcess
from bot.cast import CHI, GROUP, LEADER, PLAYERS, Player
from bot.clock import TurnableClock
from bot.guide import Guide
from bot.office import office_of, turn_at
from bot.script import Deed, Scene
from bot.settings import load_settings
from domain.office import Language, Person
from handlers import importing, menus
from handlers.calendar import calendar_of
from handlers.desk import Office, Turn
from handlers.registration import find_unit, make_invitation
from handlers.rehearsal import Foreseen, moments, rehearse
from handlers.rights import actor_of
from storage import behind, facts, inbox, outbox, people, schema
from storage.database import Database

TOKEN = "1000001:demo-token-for-this-machine-only"  # noqa: S105 - good for our own sandbox only
USERNAME = "dondoc_demo_bot"
SEED = ("don-vi.csv", "nhiem-vu.csv")
SEEN_AHEAD = timedelta(days=21)
SEARCHED = timedelta(days=60)
QUIET_WITHIN = 3.0
ASK_AGAIN = 0.02


class Bot(Protocol):
    """What a play asks of its bot; see BotProcess."""

    @property
    def alive(self) -> bool: ...
    async def start(self, now: datetime) -> None: ...
    async def turn_to(self, moment: datetime) -> None: ...
    async def kill(self) -> None: ...
    async def stop(self) -> None: ...


class Play:
    """`world` is the sandbox's, as far as people act in it; `url` where the bot finds its Telegram;
    `bot` makes the bot of the settings it is given; `language`: in which it writes to all of them."""

    def __init__(
        self,
        scene: Scene,
        clock: TurnableClock,
        world: Any,
        url: str,
        bot: Callable[[Mapping[str, str]], Bot] = BotProcess,
        language: Language = Language.VIETNAMESE,
    ) -> None:
        self.scene = scene
        self.language = language
        self.touched = False  # by a visitor, since it was set
        self.clock = clock
        self._world = world
        self._folder = tempfile.TemporaryDirectory(prefix="dondoc-demo-")
        self._environ = _environ(Path(self._folder.name), url)
        self.office: Office = office_of(load_settings(need_token=True, env_file=None, environ=self._environ))
        self.database = Database(self._environ["DATABASE_URL"])
        self.bot = bot(self._environ)
        self.guide = Guide(scene)
        self._watching = contextlib.ExitStack()
        self._turning = asyncio.Lock()
        self._hurried = False
        self._over = False

    async def open(self) -> None:
        """The units and tasks are imported, people press their invitations, and what was before is done."""
        await schema.ensure_schema(self.database)
        first = min([self.scene.begins, *(deed.at for deed in self.scene.before)])
        codes = await self._furnish()
        await self.bot.start(self.clock.now())
        for player in PLAYERS:
            if player.id in codes:
                self._world.person_sends(player.id, player.id, f"/start {codes[player.id]}")
            elif player in (CHI, LEADER):
                self._world.person_sends(player.id, player.id, "/start")
        await self.settle()
        await self.settle()  # what is owed to those who have come just now
        for deed in self.scene.before:
            await self.pass_until(deed.at)
            self.do(deed)
            await self.settle()
        if first != self.scene.begins:
            await self.pass_until(self.scene.begins)
        self.touched = False
        self._watching.enter_context(self._world.watching(self._happened))

    async def close(self) -> None:
        """Nothing of it is left; a turn of the clock that is under way ends first."""
        self._watching.close()
        self._over = True
        async with self._turning:
            await self.bot.stop()
            await self.database.close()
        self._folder.cleanup()

    async def restart_bot(self) -> None:
        """After a kill; it takes up what it left."""
        if not self.bot.alive:
            await self.bot.start(self.clock.now())
            await self.bot.turn_to(self.clock.now())

    async def speak(self, language: Language) -> None:
        """From now on to everybody, as if each had chosen it; what was sent before stays as it was."""
        self.language = language
        async with self.database.transaction() as tx:
            turn = await turn_at(tx, self.clock, self.office)
            for person in await self._choose(turn):
                if person.started and person.telegram_id is not None:
                    await menus.offer(turn, person.telegram_id, await actor_of(turn, person))
        await self.settle()

    async def pass_until(self, until: datetime) -> None:
        """Stops wherever something may leave, so that every message arrives on its day and not in a heap."""
        async with self._turning:
            self._hurried, self.touched = False, True
            for stop in [*await self._stops(until), until]:
                if self._over:
                    return
                self.clock.forward(max(stop - self.clock.now(), timedelta()))
                await self.settle()

    async def pass_until_told(self, chat_id: int | None = None) -> None:
        """Until the chat, or anybody, hears from the bot again; at most some weeks."""
        async with self._turning:
            self._hurried, self.touched = False, True
            before = self._heard(chat_id)
            for stop in await self._stops(self.clock.now() + SEARCHED):
                self.clock.forward(max(stop - self.clock.now(), timedelta()))
                await self.settle()
                if self._over or self._heard(chat_id) > before:
                    return

    def do(self, deed: Deed) -> None:
        """Nothing, where a button to press is nowhere to be seen."""
        person = next(player for player in PLAYERS if player.key == deed.who)
        if deed.writes:
            self._world.person_sends(person.id, person.id, deed.writes)
            return
        for message in reversed(self._world.received(person.id)):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            labels = [button["text"] for row in rows for button in row]
            label = wanted(labels, deed.presses.to(self.language))
            if label is not None:
                self._world.person_presses(person.id, person.id, message["message_id"], label)
                return

    async def settle(self) -> None:
        """Until everything that was said is answered and what is owed has left; not for ever."""
        await self.bot.turn_to(self.clock.now())
        within = 0.0 if self._over or self._hurried or not self.bot.alive else QUIET_WITHIN
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not await self._is_quiet():  # noqa: ASYNC110 - the store is another process's
                    await asyncio.sleep(ASK_AGAIN)
                return
        self._hurried = True  # something is in its way: the next stops need not wait for it too

    async def coming(self) -> list[Foreseen]:
        """What will leave by itself in the weeks ahead, soonest first."""
        return await aside(partial(_foresee, self._environ["DATABASE_URL"], self.clock.now(), self.office))

    async def _is_quiet(self) -> bool:
        if len(self._world.updates):
            return False
        async with self.database.reading() as tx:
            now = self.clock.now()
            open_now = self.office.hours.open_at(now, await calendar_of(tx))
            if (await inbox.waiting(tx))[0] or await outbox.sendable(tx, now, may_interrupt=open_now):
                return False
            return not (await behind.books(tx)).outbox.get("sending")

    async def _stops(self, until: datetime) -> list[datetime]:
        now = self.clock.now()
        async with self.database.reading() as tx:
            return (await moments(Turn(tx, now, self.office, await calendar_of(tx)), now, until))[1:]

    def _happened(self, kind: str, what: Mapping[str, Any]) -> None:
        if kind in ("update", "press"):
            self.touched = True
        if self.guide.hear(kind, what):
            self._world.tell("guide", {"done": self.guide.done})

    def _heard(self, chat_id: int | None) -> int:
        """How many messages of the bot have arrived there."""
        return sum(chat_id in (None, message["chat"]["id"]) for message in self._world.delivered)

    async def _furnish(self) -> dict[int, str]:
        """The code of each person's invitation, for those who follow it."""
        async with self.database.transaction() as tx:
            await facts.made_at(tx, self.clock.now())
            turn = await turn_at(tx, self.clock, self.office)
            await facts.put(tx, facts.BOT_USERNAME, USERNAME)
            for name in SEED:
                content = files("bot").joinpath("seed", name).read_bytes()
                await importing.apply(turn, await importing.plan_file(turn, content, name))
            if self.language is not Language.VIETNAMESE:
                await self._choose(turn)
            return {
                player.id: await _code(turn, player)
                for player in PLAYERS
                if player.unit and player.key not in self.scene.unregistered
            }

    async def _choose(self, turn: Turn) -> list[Person]:
        """All who play, known before they have written, with the language chosen for them."""
        found = []
        for player in PLAYERS:
            known = await people.remember(
                turn.tx, player.id, player.name, None, turn.now, wrote_privately=False
            )
            await people.choose_language(turn.tx, known.id, self.language)
            found.append(replace(known, language=self.language))
        return found


def wanted(labels: list[str], words: str) -> str | None:
    """The label that is these words, whatever sign stands before them; else the first with them in it.

    The page marks the button to press by the same rule ("Cho" beside "Cho đến ngày sớm hơn").
    """
    within = [label for label in labels if words in label]
    exactly = [label for label in within if words in (label, label.split(" ", 1)[-1])]
    return next(iter([*exactly, *within]), None)


async def _code(turn: Turn, player: Player) -> str:
    link, _ = await make_invitation(turn, (await find_unit(turn, player.unit)).id, None, 30, None)
    return link.rpartition("=")[2]


async def _foresee(url: str, now: datetime, office: Office) -> list[Foreseen]:
    database = Database(url)
    try:
        async with database.rehearsal() as tx:
            turn = Turn(tx, now, office, await calendar_of(tx))
            return await rehearse(turn, turn.today, turn.today + SEEN_AHEAD)
    finally:
        await database.close()


def _environ(folder: Path, url: str) -> Mapping[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/dondoc.db",
        "SECRETARIAT_IDS": str(CHI.id),
        "LEADER_IDS": str(LEADER.id),
        "STEERING_CHAT_ID": str(GROUP),
        "TELEGRAM_API_URL": url,
        "WEBHOOK_LISTEN": "",
        "MESSAGES_PER_SECOND": "0",
        "FILES_DIR": str(folder / "files"),
    }
