"""Each scene of the demo can be played to its end: what the guide says is done, and the bot answers each step."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.cast import BY_KEY, GROUP, GROUP_TITLE, PLAYERS, seat_of
from bot.clock import TurnableClock
from bot.guide import words_of
from bot.play import TOKEN, USERNAME, Play, wanted
from bot.polling import get_updates
from bot.running import Running
from bot.script import Step, shelf
from bot.settings import load_settings
from bot.wire import AiohttpRequest
from domain.office import Language
from sandbox.server import Sandbox
from sandbox.world import Group, Person, World
from storage.database import Database
from tests.scenes.office import share_statements, with_schema


class BotHere:
    """The bot of a play without a process: when the clock is turned it does at once all that there is to do."""

    alive = True

    def __init__(self, clock: TurnableClock, environ: Mapping[str, str]) -> None:
        settings = load_settings(need_token=True, env_file=None, environ=environ)
        self._database = Database(settings.database_url)
        share_statements(self._database)
        self._running = Running(settings, self._database, clock, AiohttpRequest(), AiohttpRequest())
        self._offset: int | None = None

    async def start(self, now: datetime) -> None:
        await self._running.begin()
        await self._running.application.initialize()

    async def turn_to(self, moment: datetime) -> None:
        running = self._running
        while updates := await get_updates(running.bot, running.polling, self._offset, wait=0):
            await running.intake.keep(updates)
            self._offset = updates[-1]["update_id"] + 1
            await running.intake.drain()
        await running.tick()
        await running.delivery.drain()

    async def kill(self) -> None:
        await self.stop()

    async def stop(self) -> None:
        await self._running.close()
        await self._database.close()


async def follow(play: Play, world: World, step: Step) -> None:
    """What the guide asks for: a button, words, a turn of the clock, or a link carried to somebody."""
    person, chat = seat_of(step.who)
    if step.clock == "next":
        await play.pass_until_told(seat_of(step.done_in)[1])
    elif step.clock:
        await play.pass_until(datetime.fromisoformat(step.clock))
    elif step.press.vi:
        words = step.press.to(play.language)
        board = next(board for board in reversed(world.received(chat)) if labels(board, words))
        label = wanted(labels(board, ""), words)
        world.person_presses(person, chat, board["message_id"], str(label))
    elif step.write.vi:
        world.person_sends(person, chat, step.write.to(play.language))
    else:
        said = [word for message in world.received(chat) for word in words_of(message).split()]
        link = [word for word in said if world.start_code(word)][-1]
        world.person_follows(BY_KEY[step.done_in].id, link)
    await play.settle()


def labels(message: Mapping[str, Any], words: str) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row if words in button["text"]]


async def test_every_scene_can_be_played_to_its_end() -> None:
    scenes = [one for one in shelf().scenes if one.steps]
    for scene, language in [*((one, Language.VIETNAMESE) for one in scenes), (scenes[0], Language.ENGLISH)]:
        people = [Person(p.id, p.name, caption=p.caption) for p in PLAYERS]
        clock = TurnableClock.starting_at(min([scene.begins, *(deed.at for deed in scene.before)]))
        world = World(people, [Group(GROUP, GROUP_TITLE, tuple(p.id for p in PLAYERS))], now=clock.now)
        sandbox = Sandbox(world, token=TOKEN, bot_username=USERNAME)
        await sandbox.start()
        play = Play(scene, clock, world, sandbox.url, partial(BotHere, clock), language)
        try:
            await with_schema(f"sqlite+aiosqlite:///{play.database.path}")
            share_statements(play.database)
            await play.open()
            for number, step in enumerate(scene.steps, 1):
                await follow(play, world, step)
                said = world.texts(seat_of(step.done_in)[1])[-2:]
                assert play.guide.done == number, f"{scene.key} {language} {number}: {step.done!r} in {said}"
        finally:
            await play.close()
            await sandbox.stop()
