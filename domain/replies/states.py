"""What is said of one task, as a table tried in its order (guide §4): done needs positive evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.dates import DateMention
from domain.durations import add_duration
from domain.replies.meanings import DONE, NOT_YET, PROGRESS
from domain.replies.message import Message, Stretch
from domain.replies.numbers import Share
from domain.replies.rules import Signal
from domain.replies.values import OpenTask, Status, Update

_HAPPENED = re.compile(r" (?:đã|rồi|vừa|được) ")
_LEFT = re.compile(r" còn (?!gì|nữa$)")
_DATE_COMPANY = frozenset(
    {
        "đến", "tới", "hết", "trước", "trong", "để", "khoảng", "tầm", "chậm", "nhất", "gửi", "nộp", "trình", "sang",
        "vào", "dự", "kiến", "ngày", "là", "thì", "khi", "deadline", "eta", "chốt",
    }
)  # fmt: skip
_NOT_FORECAST = frozenset({"question", "ack", "promise", "chat", "may"})
_COMPLETING = re.compile(
    r" (?:ký|trình|gửi|nộp|giao|ok|khai trương|khai mạc|bế giảng|tổng kết|dứt điểm|ban hành)\b"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was said in the stretches that speak of one task."""

    message: Message
    stretches: Sequence[Stretch]
    signals: tuple[Signal, ...]
    meanings: frozenset[str]
    dates: tuple[tuple[int, DateMention], ...]
    percent: float | None
    count: Share | None
    nearly: bool

    @property
    def complete(self) -> bool:
        """100 %, or x of x."""
        if self.percent is not None:
            return self.percent >= 100
        return self.count is not None and self.count.done == self.count.total

    @property
    def partial(self) -> bool:
        if self.nearly or (self.percent is not None and self.percent < 100):
            return True
        return self.count is not None and (
            self.count.total is None or (self.count.done or 0) < self.count.total
        )


@dataclass(frozen=True, slots=True)
class StateRule:
    status: Status
    holds: Callable[[Heard], bool]


def _lone_date(heard: Heard) -> bool:
    """A day and next to nothing else: a forecast; in other company it may be of anything."""
    if not heard.dates or heard.message.ends_asking or heard.meanings & _NOT_FORECAST:
        return False
    text = heard.message.text
    words = [w for w in re.split(r"[ ,.!\n]+", text) if w and not w.startswith("§")]
    about = heard.message.names_task() or _COMPLETING.search(text) is not None
    return all(word in _DATE_COMPANY for word in words) or (len(words) <= 4 and about)


STATES: tuple[StateRule, ...] = (
    StateRule(
        "done",
        lambda h: bool(h.meanings & DONE) and not h.meanings & (NOT_YET | {"ask"}) and not h.partial,
    ),
    StateRule(
        "done", lambda h: h.complete and not h.meanings & (NOT_YET | {"doing", "obstacle"}) and not h.nearly
    ),
    StateRule("in_progress", lambda h: bool(h.percent) or h.count is not None or h.nearly),
    StateRule("not_started", lambda h: h.percent == 0),
    StateRule("in_progress", lambda h: bool(h.meanings & (PROGRESS - {"late", "lateby", "fine", "cond"}))),
    StateRule("blocked", lambda h: "obstacle" in h.meanings),
    StateRule("not_started", lambda h: bool(h.meanings & {"unstarted", "willstart"})),
    StateRule("in_progress", lambda h: bool(h.meanings & {"late", "lateby", "fine", "cond", "future"})),
    StateRule("recurring", lambda h: "recurring" in h.meanings),
    StateRule("in_progress", lambda h: bool(h.meanings & (DONE | {"ask"}))),
    StateRule("in_progress", _lone_date),
)


def update_of(message: Message, stretches: Sequence[Stretch], task: OpenTask) -> Update | None:
    """What the stretches say of the task; None: nothing."""
    heard = hear(message, stretches)
    status = next((rule.status for rule in STATES if rule.holds(heard)), None)
    if status is None and not heard.meanings & {"nonews", "clear"}:
        return None
    blocked = "obstacle" in heard.meanings and status != "done"
    update = Update(
        task.ref,
        status,
        heard.percent,
        heard.count.done if heard.count else None,
        heard.count.total if heard.count else None,
        None,
        None,
        blocked,
        _obstacle(heard) if blocked else None,
    )
    return _with_dates(heard, update, task)


def hear(message: Message, stretches: Sequence[Stretch]) -> Heard:
    def inside(at: int) -> bool:
        return any(stretch.holds(at) for stretch in stretches)

    shares = [share for at, share in message.shares if inside(at) and not share.negated]
    signals = tuple(signal for signal in message.signals if inside(signal.start))
    heard = Heard(
        message,
        stretches,
        signals,
        frozenset(signal.meaning for signal in signals),
        tuple((at, day) for at, day in message.dates if inside(at)),
        next((s.percent for s in reversed(shares) if s.percent is not None), None),
        next((s for s in shares if s.done is not None), None),
        any(share.near for share in shares),
    )
    return replace(heard, meanings=_sobered(heard))


def _sobered(heard: Heard) -> frozenset[str]:
    """A completion that is still to come, or only of a part, taken for what it is."""
    done = [signal for signal in heard.signals if signal.meaning in DONE]
    if not done:
        return heard.meanings
    without = heard.meanings - DONE
    if _goes_on(heard, done[-1]):
        return without | {"part"}
    today = heard.message.today
    if all(s.rule.name == "act-fact" for s in done) and not any(
        d.end and d.end <= today for _, d in heard.dates
    ):
        return without | {"doing"}
    planned = " theo kế hoạch" in heard.message.text and " đã " not in heard.message.text
    if planned or all(_to_come(heard, signal) for signal in done):
        return without | {"future"}
    return heard.meanings


def _goes_on(heard: Heard, done: Signal) -> bool:
    """After "xong" comes something still under way, left over, held up or dated."""
    today = heard.message.today
    under_way = ("doing", "part", "remain", "notdone", "approval", "obstacle")
    return (
        any(s.meaning in under_way and s.start > done.start for s in heard.signals)
        or _LEFT.search(heard.message.text, done.end) is not None
        or any(at >= done.end and d.end is not None and d.end > today for at, d in heard.dates)
    )


def _to_come(heard: Heard, done: Signal) -> bool:
    """A day not yet past in the same clause, and nothing that says it has happened."""
    text = heard.message.text
    if _HAPPENED.search(f"{text[done.start : done.end]} "):
        return False
    clause = next((s for s in heard.stretches if s.holds(done.start)), heard.message.whole)
    return any(
        clause.holds(at)
        and (
            d.rule == "vague"
            or d.duration is not None
            or (d.end is not None and d.end >= heard.message.today)
        )
        for at, d in heard.dates
    )


def _with_dates(heard: Heard, update: Update, task: OpenTask) -> Update:
    """The wished deadline or the forecast (guide §6): of several the last."""
    asked, said = "ask" in heard.meanings, heard.meanings
    forecasts = update.status in ("in_progress", "blocked") and not said & {"willstart", "question"}
    requested = expected = None
    for _, mention in heard.dates:
        day = _day(mention, task, heard.message.today, counted=asked or "lateby" in said)
        if day is None or day < heard.message.today:
            continue
        if asked:
            requested = day
        elif forecasts and day != task.deadline:
            expected = day
    return replace(update, requested_deadline=requested, expected_date=expected)


def _day(mention: DateMention, task: OpenTask, today: date, *, counted: bool) -> date | None:
    """A wished or late duration is counted from the deadline, or from today when that is past."""
    if mention.duration is not None and counted:
        return add_duration(max(task.deadline or today, today), mention.duration)
    return mention.end


def _obstacle(heard: Heard) -> str:
    """In the sender's words: from where the first rule fired to the end of its clause."""
    signal = next(s for s in heard.signals if s.meaning == "obstacle")
    clause = next((s for s in heard.stretches if s.holds(signal.start)), heard.message.whole)
    return heard.message.sender_words(Stretch(signal.start, max(clause.end, signal.end)))[:300]
