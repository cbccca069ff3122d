"""Reading a reply: standard words, numbers and dates and tasks found, rules scanned, the guide's precedence applied."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.dates import DateMention, find_dates
from domain.durations import Duration, add_duration
from domain.replies.naming import Mention, find_mentions
from domain.replies.numbers import Share, find_counts, find_shares, mask_foreign
from domain.replies.rules import Signal, rule_table
from domain.replies.values import Context, Fired, OpenTask, Reading, Status, Update
from domain.replies.words import Words, standard_words
from domain.text import fold

_CLAUSE = re.compile(r"[,;.!?\n…]| (?:nhưng|còn|riêng|mà)(?= §r)")
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*$")
_PROGRESS = frozenset({"part", "notdone", "remain", "cond", "approval", "doing", "fine", "late", "lateby"})
_DOUBTS_DONE = frozenset({"part", "notdone", "remain", "cond", "future", "approval", "hypothetical", "willstart", "unstarted"})
_DONE = frozenset({"done", "sent", "okdone"})
_STATE = _PROGRESS | _DONE | {"obstacle", "unstarted", "willstart", "recurring", "nonews", "future", "clear", "wait"}
_DATE_COMPANY = frozenset(
    "đến tới hết trước trong để khoảng tầm chậm nhất gửi nộp trình sang vào dự kiến ngày là thì khi deadline eta chốt".split()  # noqa: SIM905
)
_COMPLETING = ("ký", "trình", "gửi", "nộp", "giao", "ok", "khai trương", "khai mạc", "bế giảng", "tổng kết", "dứt điểm", "ban hành")
_IDLE = frozenset({"notice", "others", "private"})


@dataclass(frozen=True, slots=True)
class _Found:
    """Something in the message and where its placeholder stands in the text that is scanned."""

    at: int
    what: Mention | Share | DateMention


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of the scanned text and the tasks it speaks of (empty: not said)."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


def read(text: str, now: datetime, context: Context) -> Reading:
    """What `text` reports, by the annotation guide; `now` is aware, its local day is "today"."""
    words = standard_words(text)
    line = mask_foreign(_line(words))
    today = now.date()
    scanned, found = _with_placeholders(line, context, today)
    signals = rule_table().scan(scanned)
    fired = tuple(Fired(s.rule.name, scanned[s.start : s.end].strip()) for s in signals)
    reading = _Reader(context, today, words, scanned, found, signals).read()
    return replace(reading, fired=fired)


def _line(words: Words) -> str:
    return "".join(word if word == "\n" else f" {word}" for word in words.words)


def _with_placeholders(line: str, context: Context, today: date) -> tuple[str, list[_Found]]:
    spans: list[tuple[int, int, str, Mention | Share | DateMention]] = []

    def add(start: int, end: int, mark: str, what: Mention | Share | DateMention) -> None:
        while start < end and line[start] == " ":
            start += 1
        if all(end <= s or e <= start for s, e, _, _ in spans):
            spans.append((start, end, mark, what))

    mentions = find_mentions(line, context)
    explicit = context.reply_to is not None or any(m.kind != "title" for m in mentions)
    named = {ref for m in mentions if m.kind not in ("all", "rest") for ref in m.refs}
    others = tuple(task.ref for task in context.tasks if task.ref not in named and task.ref != context.reply_to)
    for mention in mentions:
        if mention.kind == "all" and named:
            continue
        if mention.kind == "rest":
            if not any(m.kind == "code" for m in mentions):
                continue
            mention = replace(mention, refs=others)
        if mention.kind == "title" and explicit and mention.weight <= 1.3:
            continue  # one common word of another title does not overrule a task that is named
        add(mention.start, mention.end, "§r", mention)
    dates = find_dates(line, today)
    long = [d for d in dates if d.rule not in ("span-bare", "day-month", "day-range")]
    for found in long:
        add(*found.span, "§d", found)
    for share in find_shares(line):
        add(share.start, share.end, "§c" if share.percent is None and not share.near else "§p", share)
    for found in dates:
        add(*found.span, "§d", found)
    for share in find_counts(line):
        add(share.start, share.end, "§n", share)
    spans.sort(key=lambda span: span[0])
    parts, at, found_list, length = [], 0, [], 0
    for start, end, mark, what in spans:
        parts += [line[at:start], mark]
        length += start - at
        found_list.append(_Found(length, what))
        length += len(mark)
        at = end
    parts.append(line[at:])
    return "".join(parts), found_list


class _Reader:
    def __init__(
        self, context: Context, today: date, words: Words, scanned: str, found: list[_Found], signals: list[Signal]
    ) -> None:
        self.context = context
        self.today = today
        self.words = words
        self.scanned = scanned
        self.found = found
        self.signals = signals
        self.meanings = {s.meaning for s in signals}

    def read(self) -> Reading:
        groups = self._groups()
        kind, why = self._kind()
        if kind is not None:
            return _reading(kind, why=why, candidates=self._candidates())
        lost: Update | None = None
        unknown = False
        by_ref: dict[str, list[tuple[int, int]]] = {}
        for refs, clauses, mention in groups:
            if mention is not None and (mention.unknown or mention.candidates) or not (refs or self._default()):
                unknown = unknown or (mention is not None and mention.unknown)
                lost = self._update(clauses) or lost
                continue
            for ref in refs or self._default():
                by_ref.setdefault(ref, []).extend(clauses)
        updates = []
        for task in self.context.tasks:
            update = self._update(by_ref[task.ref]) if task.ref in by_ref else None
            if update is not None:
                updates.append(self._dated(update, by_ref[task.ref], task))
        if updates:
            return Reading("status", tuple(updates), None, (), None, ())
        if lost is not None:
            why = "unknown_task" if unknown else "which_task"
            return Reading("clarify", (), why, self._candidates(), lost, ())
        return self._nothing_said()

    # which kind of message

    def _kind(self) -> tuple[str | None, str | None]:
        m = self.meanings
        state = m & _STATE
        progress = any(isinstance(f.what, Share) for f in self.found)
        ends_asking = re.search(r"(?:\?| (?:không|hả|à|nhỉ|hay sao|chưa))[ .!?]*$", self.scanned) is not None
        starts_if = re.match(r"\s*(?:neu|gia su|vi du)\b", fold(self.words.source)) is not None
        if re.match(r" (?:cho |xin )?hỏi ", self.scanned) or (" hỏi " in self.scanned and "question" in m):
            return "question", None
        fired = {s.rule.name for s in self.signals}
        if (
            re.search(r" (?:§d|\d{4}|#+) hay (?:năm )?(?:§d|\d{4}|#+)", self.scanned)
            or re.match(r" có phải ", self.scanned)
            or (starts_if and ends_asking)
            or "how-to" in fired
            or (ends_asking and re.search(r" (?:mấy|bao nhiêu) ", self.scanned))
            or ({"done-or-not", "ask-word"} <= fired)
        ):
            return "question", None
        if re.match(r" (?:trích|chuyển tiếp|fwd|forwarded) ", self.scanned):
            return "chatter", None
        if "others-task" in fired:
            return "clarify", "reassign"
        if "reassign" in m and not ("done" in m or progress):
            return "clarify", "reassign"
        if (ends_asking or starts_if) and not m & {"ask", "nonews", "clear", "part"} and not progress and "obstacle" not in m:
            if state and not self._bare_no() :
                return "question", None
        if m & {"others", "notice"} and not any(isinstance(f.what, Mention) and f.what.kind == "code" for f in self.found):
            return "chatter", None
        if m & _IDLE and not (state - {"obstacle", "fine", "doing"} and self._named()):
            if not progress or "notice" in m or "private" in m:
                return "chatter", None
        if "hedge" in m and not progress and not m & {"doing", "part", "obstacle"}:
            return "clarify", "hearsay"
        if m & {"question", "hypothetical"} and "ask" not in m and not progress:
            if not state - {"fine", "doing", "notdone", "recurring", "okdone"} - _DONE or "hypothetical" in m:
                return "question", None
        if "ask" in m and not self._dates() and not state - {"future"} and not progress:
            return "clarify", "no_date"
        if "promise" in m and not state and not progress:
            return ("chatter", None) if not self._dates() else (None, None)
        if "ack" in m and not state - {"sent", "fine", "part"} and not progress and not self._dates():
            return "chatter", None
        if "file" in m and not state and not progress:
            return "clarify", "file"
        return None, None

    def _bare_no(self) -> bool:
        """"chưa" alone is an answer, not a question."""
        return re.fullmatch(r"(?: §r)?[ ,]*(?: dạ)? (?:chưa|không)[ .!]*", self.scanned) is not None

    def _nothing_said(self) -> Reading:
        text = self.scanned.strip(" .!\n")
        if re.fullmatch(r"(?:rồi|✅|đã|được|được rồi|vâng rồi|dạ rồi)?", text) and text:
            return _reading("clarify", why="bare", candidates=self._candidates())
        if _BARE_NUMBER.fullmatch(text):
            return _reading("clarify", why="number", candidates=self._candidates())
        if "okdone" in self.meanings or ("ok" in text.split() and self._named()):
            return _reading("clarify", why="bare", candidates=self._candidates())
        if "question" in self.meanings or text.endswith("?"):
            return _reading("question")
        return _reading("chatter")

    def _named(self) -> bool:
        return any(isinstance(f.what, Mention) and f.what.refs for f in self.found)

    def _dates(self) -> list[DateMention]:
        return [f.what for f in self.found if isinstance(f.what, DateMention)]

    def _default(self) -> tuple[str, ...]:
        refs = [task.ref for task in self.context.tasks]
        if self.context.reply_to in refs:
            return (str(self.context.reply_to),)
        return (refs[0],) if len(refs) == 1 else ()

    def _candidates(self) -> tuple[str, ...]:
        named = [
            ref
            for f in self.found
            if isinstance(f.what, Mention)
            for ref in (*f.what.refs, *f.what.candidates)
        ]
        if not named:
            named = list(self._default())
        return tuple(dict.fromkeys(named)) or tuple(task.ref for task in self.context.tasks)

    # which part speaks of which task

    def _groups(self) -> list[tuple[tuple[str, ...], list[tuple[int, int]], Mention | None]]:
        cuts = [0, *(m.end() if m[0] in ",;.!?\n…" else m.start() for m in _CLAUSE.finditer(self.scanned)), len(self.scanned)]
        mentions = [f for f in self.found if isinstance(f.what, Mention)]
        pieces: list[tuple[int, int, list[_Found]]] = []
        for start, end in zip(cuts, cuts[1:], strict=False):
            inside = [f for f in mentions if start <= f.at < end]
            while len(inside) > 1:
                gap = self.scanned[inside[0].at + 2 : inside[1].at]
                if not gap.strip(" ,và+&/") :
                    joined = inside[1]
                    inside = [replace(joined, what=_both(inside[0].what, joined.what)), *inside[2:]]
                    continue
                cut = inside[1].at
                pieces.append((start, cut, inside[:1]))
                start, inside = cut, inside[1:]
            pieces.append((start, end, inside))
        groups: list[tuple[tuple[str, ...], list[tuple[int, int]], Mention | None]] = []
        pending: list[tuple[int, int]] = []
        for start, end, inside in pieces:
            if not inside:
                (groups[-1][1] if groups else pending).append((start, end))
                continue
            mention = inside[0].what
            assert isinstance(mention, Mention)  # noqa: S101
            groups.append((mention.refs, [*pending, (start, end)], mention))
            pending = []
        return groups or [((), pending, None)]

    # what is said of it

    def _update(self, clauses: list[tuple[int, int]]) -> Update | None:
        inside = [s for s in self.signals if _in(s.start, clauses)]
        meanings = {s.meaning for s in inside}
        shares = [f.what for f in self.found if isinstance(f.what, Share) and _in(f.at, clauses) and not f.what.negated]
        dates = [f.what for f in self.found if isinstance(f.what, DateMention) and _in(f.at, clauses)]
        percent = next((s.percent for s in reversed(shares) if s.percent is not None), None)
        count = next((s for s in shares if s.done is not None), None)
        done, total = (count.done, count.total) if count else (None, None)
        near = any(s.near for s in shares)
        obstacle = "obstacle" in meanings
        status = self._status(self._sober(inside, clauses), percent, done, total, near, obstacle, dates)
        if status is None and not meanings & {"nonews", "clear"}:
            return None
        blocked = obstacle and status != "done"
        blocker = self._words(next((s for s in inside if s.meaning == "obstacle"), None), clauses) if blocked else None
        return Update("", status, percent, done, total, None, None, blocked, blocker)

    def _sober(self, inside: list[Signal], clauses: list[tuple[int, int]]) -> set[str]:
        """The meanings, with a completion that is still to come or only of a part taken for what it is."""
        meanings = {s.meaning for s in inside}
        done = [s for s in inside if s.meaning in _DONE]
        later = [s for s in inside if s.meaning in ("doing", "part", "remain", "notdone", "approval")]
        after = self.scanned[done[-1].end :] if done else ""
        if done and (
            (later and later[-1].start > done[-1].start)
            or re.search(r" còn (?!gì|nữa$)", after)
            or any(s.meaning == "obstacle" and s.start > done[-1].start for s in inside)
            or self._day_ahead(done[-1].end, clauses)
        ):
            meanings -= _DONE
            meanings.add("part")
        elif done and all(s.rule.name == "act-fact" for s in done) and not self._past_day(clauses):
            meanings -= _DONE
            meanings.add("doing")
        elif done and " theo kế hoạch" in self.scanned and " đã " not in self.scanned:
            meanings -= _DONE
            meanings.add("future")
        elif done and all(self._to_come(s, clauses) for s in done):
            meanings -= _DONE
            meanings.add("future")
        return meanings

    def _past_day(self, clauses: list[tuple[int, int]]) -> bool:
        days = [f.what.end for f in self.found if isinstance(f.what, DateMention) and _in(f.at, clauses)]
        return any(day is not None and day <= self.today for day in days)

    def _day_ahead(self, after: int, clauses: list[tuple[int, int]]) -> bool:
        """Something is still to happen on a day that is named after the completion."""
        return any(
            isinstance(f.what, DateMention) and f.at >= after and _in(f.at, clauses)
            and f.what.end is not None and f.what.end > self.today
            for f in self.found
        )

    def _to_come(self, signal: Signal, clauses: list[tuple[int, int]]) -> bool:
        """A day not yet past in the same clause, and nothing that says it has happened."""
        words = f"{self.scanned[signal.start : signal.end]} "
        if re.search(r" (?:đã|rồi|vừa|được) ", words):
            return False
        start, end = next(((s, e) for s, e in clauses if s <= signal.start < e), (0, len(self.scanned)))
        return any(
            start <= f.at < end
            and isinstance(f.what, DateMention)
            and (f.what.rule == "vague" or f.what.duration is not None or (f.what.end is not None and f.what.end >= self.today))
            for f in self.found
        )

    def _status(
        self, m: set[str], percent: float | None, done: int | None, total: int | None, near: bool, obstacle: bool,
        dates: list[DateMention],
    ) -> Status | None:
        whole = (percent is not None and percent >= 100) or (done is not None and done == total)
        if m & _DONE and not m & _DOUBTS_DONE and not (percent is not None and percent < 100) and not (
            done is not None and (total is None or done < total)
        ) and not near and "ask" not in m:
            return "done"
        if whole and not m & (_DOUBTS_DONE | {"doing", "obstacle"}) and not near:
            return "done"
        if percent is not None and percent > 0 or (done is not None) or near:
            return "in_progress"
        if percent == 0:
            return "not_started"
        if m & (_PROGRESS - {"late", "lateby", "fine", "cond"}):
            return "in_progress"
        if obstacle:
            return "blocked"
        if m & {"unstarted", "willstart"}:
            return "not_started"
        if m & {"late", "lateby", "fine", "cond", "future"}:
            return "in_progress"
        if "recurring" in m:
            return "recurring"
        if m & _DONE or "ask" in m:
            return "in_progress"
        if dates and self._lone_date() and not m & {"question", "ack", "promise", "chat", "may"}:
            return "in_progress"
        return None

    def _lone_date(self) -> bool:
        """A day and next to nothing else: a forecast; in other company it may be of anything."""
        words = [w for w in re.split(r"[ ,.!\n]+", self.scanned) if w and not w.startswith("§")]
        about = any(isinstance(f.what, Mention) and f.what.refs for f in self.found)
        acts = any(re.search(rf" {act}\b", self.scanned) for act in _COMPLETING)
        return all(w in _DATE_COMPANY for w in words) or (len(words) <= 4 and (about or acts))

    def _dated(self, update: Update, clauses: list[tuple[int, int]], task: OpenTask) -> Update:
        inside = {s.meaning for s in self.signals if _in(s.start, clauses)}
        dates = [f.what for f in self.found if isinstance(f.what, DateMention) and _in(f.at, clauses)]
        asked = "ask" in inside
        late = "lateby" in inside
        requested = expected = None
        for mention in dates:
            day = mention.end
            if mention.duration is not None and (asked or late):
                anchor = max(task.deadline or self.today, self.today)
                day = add_duration(anchor, mention.duration)
            if day is None or day < self.today or day == task.deadline and not asked:
                continue
            if asked:
                requested = day
            elif update.status not in ("done", "not_started", "recurring", None) and not inside & {"willstart", "question"}:
                expected = day
        return replace(update, ref=task.ref, requested_deadline=requested, expected_date=expected)

    def _words(self, signal: Signal | None, clauses: list[tuple[int, int]]) -> str | None:
        """The obstacle in the sender's words: from where the rule fired to the end of its clause."""
        if signal is None:
            return None
        end = next((e for s, e in clauses if s <= signal.start < e), signal.end)
        before = self.scanned[: signal.start]
        first = len([w for w in re.split(r"[ \n]", before) if w])
        source = self.words.source.strip()
        stop = re.search(r"[,;.!?\n]", source[: len(source)])
        del first, stop, end
        return source[:300]


def _both(one: object, other: object) -> Mention:
    assert isinstance(one, Mention) and isinstance(other, Mention)  # noqa: S101, PT018
    return replace(other, refs=(*one.refs, *other.refs), unknown=one.unknown or other.unknown)


def _in(at: int, clauses: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in clauses)


def _reading(kind: str, *, why: str | None = None, candidates: tuple[str, ...] = ()) -> Reading:
    return Reading(kind, (), why, candidates if kind == "clarify" else (), None, ())  # type: ignore[arg-type]
