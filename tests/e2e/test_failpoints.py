"""The process dies at each named place once; people then look at what they received."""

from pathlib import Path

from bot.failpoints import PLACES
from storage import reports
from storage.database import Database
from tests.e2e.office import PEOPLE, Deployment, deployed, furnish

AN = PEOPLE[0].id
OF_A_REPLY = ("update inserted", "update kept", "visit written", "visit committed")
OF_A_REMINDER = (
    "tick planned", "tick committed", "message claimed", "message sent", "message noted", "message done"
)  # fmt: skip
# how often it has arrived after a crash there: only where Telegram has it and we do not know, it goes again
ARRIVED = {
    "tick planned": 0, "tick committed": 0, "message claimed": 0,
    "message sent": 1, "message noted": 2, "message done": 3,
}  # fmt: skip


def test_every_place_is_tried() -> None:
    assert {*OF_A_REPLY, *OF_A_REMINDER} == {*PLACES}


async def crashed(office: Deployment, place: str) -> None:
    await office.start(DONDOC_CRASH_AT=place)
    assert await office.dies() == -9, place


async def test_a_reply_outlives_a_crash_at_every_place(imported: Path) -> None:
    async with deployed(imported, forked=True) as office:
        await furnish(office, PEOPLE[0])
        office.world.person_sends(AN, AN, "NV01 được 40%")
        for place in OF_A_REPLY:
            await crashed(office, place)
        await office.start()
        await office.world.until(lambda: readbacks(office.world.texts(AN)), within=30)
        assert await office.stop() == 0
        assert len(readbacks(office.world.texts(AN))) == 1
        store = Database(f"sqlite+aiosqlite:///{imported}/data/dondoc.db")
        async with store.reading() as tx:
            assert len(await reports.every(tx)) == 1
        await store.close()


async def test_a_reminder_outlives_a_crash_at_every_place(imported: Path) -> None:
    async with deployed(imported, forked=True) as office:
        await furnish(office, PEOPLE[0])
        for place in OF_A_REMINDER:
            await crashed(office, place)
            assert len(reminders(office.world.texts(AN))) == ARRIVED[place], place
        await office.start()
        await office.at_work()
        assert await office.stop() == 0
        assert len(reminders(office.world.texts(AN))) == ARRIVED["message done"]
        assert len(set(reminders(office.world.texts(AN)))) == 1


def readbacks(texts: list[str]) -> list[str]:
    return [words for words in texts if "Đã ghi NV01" in words]


def reminders(texts: list[str]) -> list[str]:
    return [words for words in texts if words.startswith("⏰")]
