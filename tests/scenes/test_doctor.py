"""`doctor` names each trouble and what to do about it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from telegram.error import BadRequest

from bot import polling
from bot.checkup import Finding, store, telegram
from bot.commands.doctor import doctor
from bot.commands.failing import Failed, faults_of
from bot.health import Health
from bot.remembering import Remembering
from bot.settings import load_settings
from bot.store_watch import StoreWatch
from bot.wire import AiohttpRequest
from storage import inbox, outbox, people
from storage.inbox import Arrived
from storage.outbox import EVERY_CHAT, Kind, Outgoing
from storage.running_lock import RunningLock
from storage.schema import SchemaNewer, migrate
from storage.tables import inbox as updates
from tests.scenes.office import AN, CHI, MORNING, STEERING, TOKEN, ZONE, Office, open_office
from tests.scenes.roles import TASKS

Doctor = Callable[..., Awaitable[list[str]]]
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path, STEERING_CHAT_ID=str(STEERING)) as opened:
        await opened.staffed(TASKS)
        yield opened


@pytest.fixture
def asked(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Doctor:
    """The lines with ✗, after a look with these settings besides."""
    monkeypatch.chdir(tmp_path)

    async def look(*, retry: bool = False, **settings: str) -> list[str]:
        read = office.running.settings
        known = {
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": read.database_url,
            "SECRETARIAT_IDS": str(CHI.id),
            "STEERING_CHAT_ID": str(STEERING),
            "TELEGRAM_API_URL": read.telegram_api_url,
            "BOT_CLOCK": office.clock.now().isoformat(),
        }
        for name, value in (known | settings).items():
            monkeypatch.setenv(name, value)
        failed = False
        try:
            await doctor(retry=retry)
        except Failed:
            failed = True
        said = capsys.readouterr().out.splitlines()
        wrong = [line.removeprefix("✗ ") for line in said if line.startswith("✗")]
        assert failed == bool(wrong), said
        return wrong

    return look


async def one(asked: Doctor, *, says: str, **settings: str) -> None:
    wrong = await asked(**settings)
    assert len(wrong) == 1, wrong
    assert says in wrong[0]


async def test_nothing_is_wrong(asked: Doctor) -> None:
    assert await asked() == []


async def test_whether_the_bot_runs_is_told_and_is_no_fault(office: Office) -> None:
    database = office.running.database
    lock = RunningLock(database)
    assert (await store.running(database)).well is None
    assert await lock.take()
    assert await store.running(database) == Finding(True, "Bot đang chạy.")
    await lock.release()


async def test_the_group_is_lost_or_was_never_chosen(office: Office, asked: Doctor) -> None:
    await one(asked, says="gõ /nhom", STEERING_CHAT_ID="")
    await one(asked, says="Nhóm -99: bot không còn ở trong. Thêm bot", STEERING_CHAT_ID="-99")
    office.world.bot_is_kicked(STEERING, CHI.id)
    await one(asked, says=f"Nhóm {STEERING}: bot không còn ở trong")


async def test_a_group_that_became_a_supergroup_is_not_lost(office: Office, asked: Doctor) -> None:
    office.world.group_migrates(STEERING)
    assert await asked() == []


async def test_a_digest_that_never_reached_the_group(office: Office, asked: Doctor) -> None:
    office.world.bot_is_kicked(STEERING, CHI.id)
    office.clock.turn_to(datetime(2025, 10, 6, 8, 10, tzinfo=ZONE))
    await office.tick()
    lost, _ = await asked()
    assert lost.startswith("Bản tin 08:00 06/10/2025 không vào được nhóm: ")
    assert "bấm «Gửi bản tin vào nhóm»" in lost


async def test_nobody_of_the_secretariat_can_be_told(office: Office, asked: Doctor) -> None:
    await one(asked, says="SECRETARIAT_IDS: chưa có", SECRETARIAT_IDS="")
    await one(asked, says="Tổ giúp việc (5, 6): chưa ai nhắn được", SECRETARIAT_IDS="5,6")
    assert await asked(SECRETARIAT_IDS=f"5,{CHI.id}") == []
    async with office.running.database.transaction() as tx:
        chi = await people.by_telegram(tx, CHI.id)
        assert chi is not None
        await people.mark_unreachable(tx, chi.id, office.clock.now())
    await one(asked, says="bấm Start")


async def test_a_webhook_where_none_belongs_and_none_where_one_does(office: Office, asked: Doctor) -> None:
    hook = {"WEBHOOK_URL": "http://127.0.0.1:9/hook", "WEBHOOK_SECRET": "a-secret"}
    await one(asked, says="Telegram chưa có địa chỉ nào. Khởi động lại dondoc run", **hook)
    await office.running.bot.set_webhook("http://127.0.0.1:9/hook")
    await one(asked, says="không nhận tin bằng long polling được", WEBHOOK_URL="")
    assert await asked(**hook) == []
    await one(asked, says="khác WEBHOOK_URL", **hook | {"WEBHOOK_URL": "http://127.0.0.1:9/other"})
    settings = office.sandbox.webhook.settings
    settings.last_error, settings.last_error_at = "Connection refused", 1758589200
    assert await asked(**hook) == []  # it is over: nothing waits
    office.world.person_sends(AN.id, AN.id, "xong")
    await one(asked, says="Telegram báo «Connection refused», 1 tin chờ. Kiểm tra chứng chỉ", **hook)


async def test_what_waits_too_long(office: Office, asked: Doctor) -> None:
    then = office.clock.now() - 20 * MINUTE
    async with office.running.database.transaction() as tx:
        await inbox.keep(tx, [Arrived(9001, AN.id, '{"update_id": 9001}')], then)
        late = Outgoing(AN.id, "sendMessage", {"text": "x"}, Kind.REMINDER, in_hours=True)
        await outbox.put(tx, late, then)
    assert [line.partition(":")[0] for line in await asked()] == [
        "Tin đến đang chờ xử lý",
        "Tin đi đang chờ gửi",
    ]
    async with office.running.database.transaction() as tx:
        await tx.execute(updates.delete().where(updates.c.update_id == 9001))
    office.clock.turn_to(MORNING.replace(hour=20))
    assert await asked() == []  # a reminder waits for the morning


async def test_updates_set_aside_until_they_are_too_old(office: Office, asked: Doctor) -> None:
    async with office.running.database.transaction() as tx:
        await inbox.keep(tx, [Arrived(9001, AN.id, '{"update_id": 9001}')], office.clock.now())
        (head,) = await inbox.heads(tx, office.clock.now(), [], 1)
        await inbox.set_aside(tx, head.seq, 3, "ValueError: x")
    count, which = await asked()
    assert count == "Tin để riêng vì lỗi: 1. Thử lại: dondoc doctor --retry"
    assert which == "  tin 9001: ValueError: x"
    assert await asked(retry=True) == []
    async with office.running.database.transaction() as tx:
        (head,) = await inbox.heads(tx, office.clock.now(), [], 1)
        await inbox.set_aside(tx, head.seq, 3, "ValueError: x")
    office.clock.forward(timedelta(days=31))
    await office.tick()
    await one(asked, says="Tin để riêng quá 30 ngày: 1; nội dung đã xoá, không thử lại được nữa.")
    assert await asked(retry=True) == []
    async with office.running.database.reading() as tx:
        assert await inbox.heads(tx, office.clock.now(), [], 1) == []


async def test_a_pause_that_telegram_asked_for(office: Office, asked: Doctor) -> None:
    now = office.clock.now()
    async with office.running.database.transaction() as tx:
        await outbox.pause(tx, AN.id, now, now + 3 * MINUTE)
    await one(asked, says="Tạm dừng gửi tới 1 nơi đến 08:0")
    async with office.running.database.transaction() as tx:
        await outbox.pause(tx, EVERY_CHAT, now, now + 3 * MINUTE)
    whole, _ = await asked()
    assert whole.startswith("Tạm dừng gửi mọi tin đến 08:0")
    assert "không cần làm gì" in whole


@pytest.mark.expects_log("another process polls", "Telegram refuses the token")
async def test_what_the_running_process_has_trouble_with(
    office: Office, asked: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "WAIT_AT_SERVER", 0)
    running = office.running
    office.world.faults.answer_status(409, "getUpdates")
    await _polls(running._poller, until=lambda: "conflict" in running.health.troubles)
    await running.remembering.keep()
    await one(
        asked, says="dondoc run báo: Một tiến trình khác đang nhận tin của bot này (409). Tắt tiến trình kia"
    )
    running.health.polled()
    await running.remembering.keep()
    assert await asked() == []
    await running.bot.set_webhook("http://127.0.0.1:9/hook")
    await _polls(running._poller, until=lambda: "conflict" in running.health.troubles)
    assert "Khởi động lại dondoc run để gỡ" in running.health.troubles["conflict"]
    await running.bot.delete_webhook()
    running.health.polled()
    office.world.faults.answer_status(401, "getUpdates")
    await _polls(running._poller, until=lambda: "token" in running.health.troubles)
    await running.remembering.keep()
    await one(asked, says="dondoc run báo: Telegram từ chối BOT_TOKEN. Lấy lại mã ở @BotFather")
    office.clock.forward(5 * MINUTE)  # nobody says it any more
    assert await asked() == []


async def test_two_processes_keep_what_each_has_trouble_with(office: Office, asked: Doctor) -> None:
    parts = office.running.database, office.clock
    healths = [Health(), Health()]
    first, second = (Remembering(parts[0], one, parts[1], StoreWatch(one)) for one in healths)
    healths[0].trouble("network", "Mạng.")
    healths[1].trouble("tick", "Đồng hồ.")
    await first.keep()
    await second.keep()
    healths[0].well("network")
    await first.keep()
    assert await asked() == ["dondoc run báo: Đồng hồ."]


async def _polls(poller: polling.Poller, until: Callable[[], bool]) -> None:
    working = asyncio.create_task(poller.work())
    async with asyncio.timeout(10):
        while not until():  # noqa: ASYNC110 - a trouble is no event
            await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


@pytest.mark.parametrize(
    ("off", "says"),
    [
        (timedelta(), "khớp với Telegram"),
        (50 * timedelta(seconds=1), "khớp với Telegram"),
        (-5 * MINUTE, "nhưng ở Telegram là 08:05 23/09/2025. Bật đồng bộ giờ"),
        (timedelta(days=1), "nhưng ở Telegram là 08:00 22/09/2025"),
    ],
)
def test_a_clock_far_from_telegrams(off: timedelta, says: str) -> None:
    settings = load_settings(env_file=None, environ={})
    now = MORNING.astimezone(UTC)
    told = format_datetime(now - off, usegmt=True)
    found = telegram.clock(settings, now, told)
    assert says in found.words
    assert found.well == ("khớp" in says)
    assert telegram.clock(settings, now, None).well
    assert telegram.clock(settings, now, "not a date").well
    assert not telegram.clock(settings, datetime(1970, 1, 1, tzinfo=UTC), None).well


async def test_telegrams_date_is_heard(office: Office) -> None:
    office.line.sandbox = None  # it comes with an answer over a socket
    with pytest.raises(BadRequest):
        await office.running.bot.get_chat(-1)
    request = office.running.bot.request
    assert isinstance(request, AiohttpRequest)
    heard = request.date
    assert heard is not None
    assert telegram.clock(load_settings(env_file=None, environ={}), datetime.now(UTC), heard).well


async def test_a_store_of_a_newer_program_is_left_alone(office: Office, asked: Doctor) -> None:
    database = office.running.database
    async with database.transaction() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await one(asked, says="Dữ liệu ở bản 9999")
    with pytest.raises(SchemaNewer) as told:
        await migrate(database)
    failed = faults_of(told.value)
    assert failed is not None
    assert "Cập nhật chương trình" in failed.lines[0]
