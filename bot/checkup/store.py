"""Findings in the store: its schema, who is there, what waits, what was refused, what the process noted."""

from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot import trouble
from bot.checkup import Finding
from bot.remembering import FRESH
from handlers.desk import Turn
from storage import departments, digests, facts, inbox, outbox, schema
from storage.database import Database
from storage.outbox import EVERY_CHAT
from storage.running_lock import RunningLock

STUCK = timedelta(minutes=10)
SHOWN = 10
_RUNS = "dondoc run có đang chạy không? Xem: systemctl status dondoc"


async def opened(database: Database) -> Finding:
    """Whether it can be opened and fits the program; SQLite is brought up to date."""
    try:
        revision = await schema.current_revision(database)
        if revision is not None and revision > schema.HEAD:
            newer = f"Dữ liệu ở bản {revision}, chương trình này chỉ biết đến {schema.HEAD}."
            return Finding(False, f"{newer} Cập nhật chương trình.")
        if revision != schema.HEAD and not database.is_sqlite:
            behind = f"Dữ liệu ở bản {revision or 'trống'}, cần {schema.HEAD}. Chạy: dondoc migrate"
            return Finding(False, behind)
        await schema.ensure_schema(database)
    except (SQLAlchemyError, OSError) as error:
        return Finding(False, trouble.with_store(database.url, getattr(error, "orig", None) or error))
    return Finding(True, f"Dữ liệu: mở được, bản {schema.HEAD}.")


async def running(database: Database) -> Finding:
    """Whether a process is at work on it; asked by trying to take its place for a moment."""
    lock = RunningLock(database)
    if not await lock.take():
        return Finding(True, "Bot đang chạy.")
    await lock.release()
    return Finding(None, "Bot chưa chạy. Chạy: dondoc run, hoặc systemctl start dondoc")


async def everything(turn: Turn) -> list[Finding]:
    """All that needs no Telegram."""
    return [
        await _units(turn),
        await _secretariat(turn),
        *await _digest(turn),
        *await _queues(turn),
        *await _aside(turn),
        *await _pauses(turn),
    ]


async def noted(turn: Turn) -> list[Finding]:
    """What a running process has trouble with; of one that is gone nothing is said."""
    return [
        Finding(False, f"dondoc run báo: {said}") for said in await facts.troubles(turn.tx, turn.now - FRESH)
    ]


async def _units(turn: Turn) -> Finding:
    count = len(await departments.every(turn.tx))
    if not count:
        return Finding(False, "Chưa có đơn vị nào. Chạy: dondoc import TỆP.xlsx")
    missing = len(await departments.without_reachable(turn.tx, turn.today))
    if missing:
        ask = "In lời mời: dondoc invite --all --pdf phieu-moi.pdf"
        return Finding(
            None, f"Đơn vị: {count}; {missing} đơn vị có việc mà chưa ai nhận được lời nhắc. {ask}"
        )
    return Finding(True, f"Đơn vị: {count}.")


async def _secretariat(turn: Turn) -> Finding:
    """A notice reaches only those who have written to the bot."""
    ids = sorted(turn.office.secretariat_ids)
    if not ids:
        return Finding(False, "SECRETARIAT_IDS: chưa có. Ghi vào .env mã Telegram của Tổ giúp việc.")
    reached = {person.telegram_id for person in await turn.secretariat()}
    silent = ", ".join(str(i) for i in ids if i not in reached)
    if not reached:
        return Finding(
            False, f"Tổ giúp việc ({silent}): chưa ai nhắn được cho bot. Mở bot trong Telegram, bấm Start."
        )
    return Finding(
        True,
        f"Tổ giúp việc: {len(reached)}/{len(ids)} đồng chí nhận được tin."
        + (f" Chưa: {silent}." * bool(silent)),
    )


async def _digest(turn: Turn) -> list[Finding]:
    lost = await digests.undelivered(turn.tx)
    if lost is None:
        return []
    when = f"{turn.local(lost.moment):%H:%M %d/%m/%Y}"
    said = f"Bản tin {when} không vào được nhóm: {lost.error}."
    return [
        Finding(
            False,
            f"{said} Gõ /nhom trong nhóm, rồi bấm «Gửi bản tin vào nhóm» ở tin bot đã nhắn Tổ giúp việc.",
        )
    ]


async def _queues(turn: Turn) -> list[Finding]:
    waiting, oldest = await inbox.waiting(turn.tx)
    open_now = turn.office.hours.open_at(turn.now, turn.calendar)
    unsent, since = await outbox.waiting(turn.tx, turn.now, may_interrupt=open_now)
    return [
        _queue(f"Tin đến đang chờ xử lý: {waiting}.", oldest, turn.now),
        _queue(f"Tin đi đang chờ gửi: {unsent}.", since, turn.now),
    ]


def _queue(words: str, oldest: datetime | None, now: datetime) -> Finding:
    if oldest is None or now - oldest < STUCK:
        return Finding(True, words)
    minutes = int((now - oldest).total_seconds() // 60)
    return Finding(False, f"{words} Cũ nhất từ {minutes} phút trước: {_RUNS}")


async def _aside(turn: Turn) -> list[Finding]:
    found = await inbox.aside(turn.tx)
    kept = [one for one in found if not one.emptied]
    lines = [Finding(not kept, f"Tin để riêng vì lỗi: {len(kept)}.")]
    if kept:
        lines = [Finding(False, f"Tin để riêng vì lỗi: {len(kept)}. Thử lại: dondoc doctor --retry")]
        lines += [Finding(False, f"  tin {one.update_id}: {one.error[:160]}") for one in kept[:SHOWN]]
    if len(found) > len(kept):
        gone = f"Tin để riêng quá 30 ngày: {len(found) - len(kept)}; nội dung đã xoá, không thử lại được nữa."
        lines.append(Finding(False, f"{gone} Bỏ khỏi danh sách: dondoc doctor --retry"))
    return lines


async def _pauses(turn: Turn) -> list[Finding]:
    paused = await outbox.paused(turn.tx, turn.now)
    until = paused.pop(EVERY_CHAT, None)
    lines: list[Finding] = []
    if until is not None:
        lines.append(Finding(False, f"Tạm dừng gửi mọi tin {_asked(turn, until)}"))
    if paused:
        last = max(paused.values())
        lines.append(Finding(False, f"Tạm dừng gửi tới {len(paused)} nơi {_asked(turn, last)}"))
    return lines


def _asked(turn: Turn, until: datetime) -> str:
    return f"đến {turn.local(until):%H:%M:%S} vì Telegram yêu cầu. Bot tự gửi tiếp, không cần làm gì."
