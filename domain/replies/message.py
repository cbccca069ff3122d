"""One reply prepared for the rules: standard words with numbers, dates and tasks found, and the signals that fired."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from domain.dates import DateMention, find_dates
from domain.late import late
from domain.replies.counts import Share, find_counted
from domain.replies.meanings import STATE
from domain.replies.moments import Moment, belongs_to_wish, find_moments
from domain.replies.naming import Mention, find_mentions
from domain.replies.numbers import (
    find_shares,
    mask_foreign,
    percent_beside,
)
from domain.replies.patterns import USED
from domain.replies.rules import Signal, rule_table
from domain.replies.tables import entries
from domain.replies.titles import is_common
from domain.replies.values import Context
from domain.replies.words import Words, standard_words

_ASKING = (
    " không", " hả", " à", " nhỉ", " hay sao",
    *(f" {asked} {word}" for asked in ["nào", "đâu", "gì", "ai", "sao", "mấy"] for word in ["thế", "vậy", "hè"]),
    *(f" {word} chưa" for word in ["xong", "hoàn thành", "làm", "gửi", "nộp", "ký", "duyệt", "ban hành", "được", "rồi", "có", "trình", "hạn", "thấy", "nhận"]),
)  # fmt: skip
_QUOTED = late(
    r"(?:\A|(?<=\n)) (?:>|\[ nhắc|(?:\[ )?(?:trích|chuyển tiếp|fwd|forwarded|nhắn|tin nhắn|hỏi) ?(?::|§x :|\]|từ [^\n:]*:))[^\n]*(?=\n)"
)
_QUOTES = (" >", " [", " trích :", " chuyển tiếp :", " fwd :", " forwarded", " nhắn :", " tin nhắn :")
_QUOTED_WORD = re.compile(r"(?<!\S)(?!§r)\S+")
_ADDRESSES = ("chị", "anh", "bác", "chú", "cô", "ông", "bà", "đ/c", "đồng chí")
_SPOKEN_TO = re.compile(r"(?:báo cáo|bc|b/c|thưa|dạ|gửi)(?: với| các)? \S+(?: chí)?$")
_NAMED_WITHIN = 24  # characters
_A_UNIT = re.compile(r" (?:sở|bộ|ban|phòng)\Z")
_EXCEPT = re.compile(r" (?:trừ|ngoại trừ|chỉ trừ|còn|riêng) ")
_THEN_DONE = late(r"(?: ra)?(?: ,)?(?: thì| là)?(?: đều| cũng| đã){0,2} (?:xong|hoàn thành|ok|ổn|đạt)(?= |$)")
_ALL_DONE = late(
    r"(?: (?:thì|là|đều|đã|cũng)){0,2} (?:(?:xong|hoàn thành|ok|ổn) (?:hết|cả|tất|sạch)|(?:vẫn )?chưa (?:làm|triển khai|bắt đầu|động|đụng))(?= |$)"
)
_AT_WORK = late(r" (?:đều |vẫn |thì )*đang (?:làm|triển khai)(?= |$)")
_EXCEPTS = re.compile(r" (?:riêng|trừ|ngoại trừ)(?: (?:cái|việc|vụ))?\Z")
_SORT = late(
    r"(?:\A|(?<=[,;.:\n])|(?<= trình)|(?<= ký)|(?<= nộp)|(?<= viết)|(?<= soạn)|(?<= việc)|(?<= cái)|(?<= còn)|(?<= riêng)|(?<= sửa)|(?<= dời)|(?<= lùi)|(?<= hạn)|(?<= thành)|(?<= duyệt)|(?<= hành)|(?<= mời)|(?<= nhưng)|(?<= và))"
    r" (đề án|kế hoạch|quy chế|chương trình|phần mềm|hội thảo|hội nghị|quy hoạch|chiến lược|điều lệ|bộ tiêu chí|sổ tay|danh mục|diễn tập|tập huấn|khảo sát|báo cáo|website|bản tin|trang web|kho dữ liệu|cơ sở dữ liệu|phương án|dự án|đề tài|ứng dụng|trung tâm|nghị quyết|bản đồ|cuộc thi|hội thi|lễ hội|ngày hội|chuyên mục|mô hình|quy trình)(?= |$)"
)
_CLEAR = frozenset({"code", "title", "ordinal"})
_DIGITS = tuple("0123456789")
_MONEY = re.compile(r"giải ngân|vốn|vay|quỹ|phân bổ")
_CLAUSE_STOP = re.compile(r"[,;.!?\n]")
_ONE_PAIR = 1.75  # a naming by one pair of words at the head of a clause weighs less
_ONE_OTHER = re.compile(r" (?:cái|việc|vụ|con|mục) kia(?= |$)")
_SORT_WITHIN = 24  # "Tham mưu ban hành Quy chế …"
_CLAUSE_OVER = re.compile(r"[,;.!?\n]| (?:xong|rồi|thì|còn|và|đã|đang|với)(?= |$)")
_FEW_DIGITS = 2
_BODIES = (
    " quản lý thị trường",
    " cảnh sát môi trường",
    " cảnh sát giao thông",
    " bộ đội biên phòng",
    " bảo hiểm xã hội",
    " trung tâm y tế",
    " trung tâm văn hóa",
    " trung tâm chính trị",
    " bệnh viện đa khoa",
)
_A_BODY = re.compile("(?= [qcbt])(?:" + "|".join(_BODIES) + ")")
_REST_BEGINS = (",", ";", ".", ":", "\n", " còn", " riêng", " nhưng", " và", " thì")
_PLAIN = frozenset({"code", "ordinal", "this"})  # namings that nothing overrules
_MOST_THINGS = 80  # no reply names more tasks, dates and numbers
_WEAK_DATES = frozenset({"span-bare", "day-month", "day-range"})  # "3/7" may be a share, "2 tuần" a count


class Stretch(NamedTuple):
    """From `start` to `end` of the scanned text."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


@dataclass(slots=True)  # not frozen, as Signal
class Message:
    """`text` is what the rules were scanned over: placeholders (§r a task, §d a date, §s a length of time, §p a percent, §c a count, §n a
    number) stand for what `mentions`, `dates` and `shares` hold by their places. `shifts`: (place in `text`, place in
    the line of words) behind each placeholder. `meanings` and `rules` are those of the signals; `state`: the meanings that
    tell of a task's state; `there`: meanings, rules and words, as KindRule.on asks for them."""

    context: Context
    today: date
    words: Words
    line: str
    text: str
    said: list[str]
    signals: tuple[Signal, ...]
    mentions: tuple[tuple[int, Mention], ...]
    moments: tuple[Moment, ...]
    shares: tuple[tuple[int, Share], ...]
    shifts: tuple[tuple[int, int], ...]
    meanings: frozenset[str]
    rules: frozenset[str]
    state: frozenset[str]
    there: frozenset[str]
    ends_asking: bool

    @property
    def dated(self) -> bool:
        """Whether a day or a length of time is said for certain."""
        wishes = [signal for signal in self.signals if signal.meaning == "ask"]
        return any(
            (moment.mention.end or moment.mention.duration)
            and (not wishes or belongs_to_wish(self.text, wishes, moment))
            for moment in self.moments
        )

    @property
    def whole(self) -> Stretch:
        return Stretch(0, len(self.text))

    def names_task(self) -> bool:
        return bool(self.mentions) and any(mention.refs for _, mention in self.mentions)

    def sender_words(self, start: int, end: int) -> str:
        """What the sender wrote there."""
        words = self.words
        if not words.words:
            return ""
        first = self._word_at(self._in_line(start) + 1)
        last = self._word_at(self._in_line(end) - 1)
        if last < first:
            return ""
        start, end = words.written(first, last)
        return words.source[start:end].strip(" ,;.!?")

    def is_name(self, at: int) -> bool:
        """Whether the word at `at` of `text` follows a word of address: "Lan" in "chị Lan nộp rồi"."""
        word = self._word_at(self._in_line(at) + 1)
        start, end = self.words.written(word, word)
        before = self.words.source[max(0, start - _NAMED_WITHIN) : start].lower().rstrip(" ")
        spoken_to = _SPOKEN_TO.search(before)
        named = spoken_to is None or (
            spoken_to[0].startswith("dạ") and self.words.source[start:end].istitle()
        )
        return before.endswith(_ADDRESSES) and named

    def _word_at(self, at: int) -> int:
        """Which word stands at `at` in the line; the last, where none does."""
        ends = self.words.line_ends
        return min(bisect_right(ends, at), len(ends) - 1)

    def _in_line(self, at: int) -> int:
        behind = bisect_right(self.shifts, (at, len(self.line)))
        scanned, line = self.shifts[behind - 1] if behind else (0, 0)
        return min(line + at - scanned, len(self.line))


def _line(words: list[str]) -> str:
    """Each word after a space."""
    if "\n" in words:
        return "".join([word if word == "\n" else f" {word}" for word in words])
    return " " + " ".join(words) if words else ""


def prepare(text: str, today: date, context: Context) -> Message:
    words = standard_words(text)
    line = mask_foreign(_line(words.words), words.words)
    spans = _spans(line, words, context, today)
    parts: list[str] = []
    places: list[int] = []
    shifts: list[tuple[int, int]] = []
    at = length = 0
    for span in spans:
        parts += [line[at : span.start], span.mark]
        length += span.start - at
        places.append(length)
        length += len(span.mark)
        at = span.end
        shifts.append((length, at))
    typed = "".join([*parts, line[at:]]) if parts else line
    scanned, quotes = _unquoted(typed)
    mentions: list[tuple[int, Mention]] = []
    dates: list[tuple[int, DateMention]] = []
    shares: list[tuple[int, Share]] = []
    for place, span in zip(places, spans, strict=True):
        what = span.what
        if isinstance(what, Mention):
            mentions.append((place, what))
        elif scanned[place] != USED:
            if isinstance(what, DateMention):
                dates.append((place, what))
            elif what.tells:
                shares.append((place, what))
    said = scanned.split()
    signals = tuple(rule_table().scan(scanned, said))
    meanings = frozenset([signal.meaning for signal in signals])
    rules = frozenset([signal.rule.name for signal in signals])
    return Message(
        context,
        today,
        words,
        line,
        scanned,
        said,
        signals,
        _named(mentions, quotes) if quotes else tuple(mentions),
        find_moments(scanned, said, dates, today),
        tuple(shares),
        tuple(shifts),
        meanings,
        rules,
        meanings & STATE,
        meanings.union(rules, said),
        _ends_asking(scanned),
    )


def _unquoted(text: str) -> tuple[str, list[Stretch]]:
    """The words of quoted reminders used up, and where those stand."""
    if "\n" not in text or not any(quote in text for quote in _QUOTES):
        return text, []
    quotes = [Stretch(*quote.span()) for quote in _QUOTED.finditer(text)]
    return _QUOTED.sub(lambda quote: _QUOTED_WORD.sub(_used_up, quote[0]), text), quotes


def _named(mentions: list[tuple[int, Mention]], quotes: list[Stretch]) -> tuple[tuple[int, Mention], ...]:
    """The task that a quoted reminder names is still the one that is spoken of; of several none is."""
    quoted = [(at, m) for at, m in mentions if any(quote.holds(at) for quote in quotes)]
    if len({ref for _, m in quoted for ref in m.refs}) < 2:
        return tuple(mentions)
    return tuple(mention for mention in mentions if mention not in quoted)


def _used_up(word: re.Match[str]) -> str:
    return USED * len(word[0])


def _ends_asking(text: str) -> bool:
    text = text.removesuffix("\n")
    said = text.rstrip(" .!?")
    return text.find("?", len(said)) >= 0 or said.endswith(_ASKING)


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    mark: str
    what: Mention | Share | DateMention


def _without_codes(line: str, mentions: Sequence[Mention]) -> str:
    """In "lùi NV05 đến 15/11" the 05 begins no range of days."""
    for mention in mentions:
        if mention.kind == "code":
            line = line[: mention.start] + "#" * (mention.end - mention.start) + line[mention.end :]
    return line


def _spans(line: str, raw: Words, context: Context, today: date) -> list[_Span]:
    """What a placeholder will stand for, in order, none overlapping: who comes first in this list wins."""
    mentions = _mentions(line, raw, context)
    dates = find_dates(_without_codes(line, mentions), today)
    disbursing = "giải ngân" in line and _about_money(context)
    titles = tuple([task.title for task in context.tasks])
    asked = " mặt bằng" in line or "/" in line
    shares = find_shares(line, disbursing=disbursing, titles=titles if asked else ())
    if shares:
        mentions = [_beside_shares(m, shares) for m in mentions if not _is_within(m, shares)]
    wanted = [_Span(m.start, m.end, "§r" if m.end > m.start else " §r", m) for m in mentions]
    weak = [_Span(*d.span, "§s" if d.end is None else "§d", d) for d in dates if d.rule in _WEAK_DATES]
    wanted += [_Span(*d.span, "§d", d) for d in dates if d.rule not in _WEAK_DATES]
    if shares:
        wanted += [
            _Span(s.start, s.end, "§c" if s.percent is None and not s.near else "§p", s) for s in shares
        ]
    wanted += weak
    for m in mentions:
        if m.refs and m.kind != "all" and (beside := percent_beside(line, m.end)) is not None:
            wanted.append(_Span(beside.start, beside.end, "§p", beside))
    if counted := find_counted(line, titles):
        wanted += [_Span(s.start, s.end, "§n", s) for s in counted]
    return _apart(line, wanted) if wanted else []


def _apart(line: str, wanted: list[_Span]) -> list[_Span]:
    """Those that overlap none before them in the list, in the order of the text."""
    kept: list[_Span] = []
    taken = bytearray(len(line) + 1)
    for span in wanted[:_MOST_THINGS]:
        start = span.start
        while start < span.end and line[start] == " ":
            start += 1
        if taken.find(1, start, max(span.end, start + 1)) < 0:
            taken[start : span.end] = b"\1" * (span.end - start)
            kept.append(span if start == span.start else _Span(start, span.end, span.mark, span.what))
    if len(kept) > 1:
        kept.sort(key=_start)
    return kept


def _is_within(mention: Mention, shares: Sequence[Share]) -> bool:
    """ "Xong tám phần mười": a number of a share, which stands in some title too."""
    return mention.kind == "title" and any(
        share.percent is not None and share.start < mention.start and mention.end <= share.end
        for share in shares
    )


def _beside_shares(mention: Mention, shares: Sequence[Share]) -> Mention:
    """The "42 hộ sạt lở" that name a task and are the whole of which a part is told: named there, and counted."""
    if mention.kind == "title":
        for share in shares:
            if share.total and share.start < mention.end and mention.start < share.end:
                at = min(mention.start, share.start)
                return replace(mention, start=at, end=at)
    return mention


def _about_money(context: Context) -> bool:
    """Whether money paid out is progress of an open task; of a report on it that is answered, it is not."""
    titles = [(task.ref, task.title.lower()) for task in context.tasks]
    if any(ref == context.reply_to and title.startswith("báo cáo") for ref, title in titles):
        return False
    return any(_MONEY.search(title) is not None for _, title in titles)


def _start(span: _Span) -> int:
    return span.start


def _mentions(line: str, words: Words, context: Context) -> list[Mention]:
    """The tasks named, without what a clearer naming overrules."""
    found = find_mentions(line, words, context)
    may_be_a_sort = not found and len(context.tasks) > 1 and context.reply_to is None
    if not found and not may_be_a_sort:
        return found
    if _A_BODY.search(line) is not None:
        found = [m for m in found if not (m.kind == "title" and _in_a_body(m, line))]
    elif may_be_a_sort:
        return _by_sort(line, context)
    if not found:
        return found
    begins = found[0]
    kinds = {m.kind for m in found}
    if kinds <= _PLAIN or (len(found) == 1 and context.reply_to is None and kinds == {"title"}):
        return found
    counted = any(m.kind == "all" and m.told for m in found)
    clearly = (
        counted or context.reply_to is not None or any(m.kind not in ("title", "rest", "all") for m in found)
    )
    listed = not kinds.isdisjoint(_PLAIN)
    only_reply = {m.refs for m in found} == {(context.reply_to,)}
    found = [
        m
        for m in found
        if not (
            m.kind == "title"
            and clearly
            and (_is_vague(m, line, counted) or (only_reply and m.weight < _ONE_PAIR))
        )
        or (_heads_a_clause(m, line) and (context.reply_to is None or listed))
    ]
    if context.reply_to is not None:
        if not found and begins.refs != (context.reply_to,) and _begins_with_its_words(begins, line):
            found = [begins]
        while found and found[0].kind == "title" and not _opens(found[0], line):
            if found[0].refs == (context.reply_to,):
                break
            found = found[1:]  # what came before it was of the task answered
    if len(found) > 1:
        found = [m for m in found if not (m.kind == "title" and _only_counts(m, line, found))]
        if found[0].kind in _CLEAR:
            found = [m for m in found if m is found[0] or not _is_part_of(m, found[0], line)]
    named = {ref for m in found if m.kind not in ("all", "rest") for ref in m.refs}
    return [kept for m in found if (kept := _resolved(m, named, found, context, line)) is not None]


def _by_sort(line: str, context: Context) -> list[Mention]:
    """ "Trình đề án" where one open task alone is a đề án."""
    found = list({m[1]: m for m in _SORT.finditer(line)}.values())
    if len(found) != 1:
        return []
    sort = f"{found[0][1]} "
    titles = [(task.ref, task.title.lower()) for task in context.tasks]
    refs = tuple([ref for ref, title in titles if title.startswith(sort)]) or tuple(
        [ref for ref, title in titles if f" {sort}" in title[: len(sort) + _SORT_WITHIN]]
    )
    return [Mention(*found[0].span(1), refs, "title")] if len(refs) == 1 else []


def _in_a_body(mention: Mention, line: str) -> bool:
    """ "Quản lý thị trường bắt 2 tấn pháo": who acts, where a task has some words of its name alone in its title."""
    for body in _BODIES:
        at = line.find(body, max(0, mention.start - len(body)), mention.end + len(body))
        inside = at <= mention.start and mention.end <= at + len(body)
        if at >= 0 and inside and mention.end - mention.start < len(body):
            return True
    return False


def _begins_with_its_words(mention: Mention, line: str) -> bool:
    """ "Loa bản bị sét đánh", though another task is answered: two words of one title alone, or its number, begin it."""
    said = line[mention.start : mention.end].split()
    if mention.kind != "title" or len(mention.refs) != 1 or line[: mention.start].strip():
        return False
    two = len(said) > 1 and not is_common(" ".join(said))
    if len(said) == 1 and said[0].isalpha() and not is_common(said[0]):
        return line.startswith(_HOW_MUCH, mention.end)
    return two or (len(said) == 1 and said[0].isdigit() and len(said[0]) > _FEW_DIGITS)


_HOW_MUCH = (" nhiều quá ", " nhiều lắm ")  # "chuột nhiều quá"


def _only_counts(mention: Mention, line: str, found: list[Mention]) -> bool:
    """ "Trạm chưa nhập tiêm chủng lên được": something that is counted, and in its clause another task more clearly."""
    if mention.weight > 1.0 or line[mention.start : mention.end].strip() not in _unit_names():
        return False
    return any(
        other.kind == "title"
        and other.start >= mention.end
        and other.refs != mention.refs
        and other.weight >= mention.weight
        and _CLAUSE_OVER.search(line, mention.end, other.start) is None
        for other in found
    )


def _is_part_of(mention: Mention, first: Mention, line: str) -> bool:
    """The "12 hộ" that follow another naming, and what a colon opens: of what was named first, not of another task that
    has the word in its title."""
    if mention.kind != "title" or mention.weight > 1.0:
        return False
    word = line[mention.start : mention.end].strip()
    return word in _unit_names() and (
        line[: mention.start].endswith(_DIGITS) or line.startswith(" :", first.end)
    )


@cache
def _unit_names() -> frozenset[str]:
    return frozenset(entries("units"))


def _is_vague(mention: Mention, line: str, counted: bool) -> bool:
    """A common word of a title does not overrule a task that is named; "Sở KHCN" is who, not what."""
    if _EXCEPTS.search(line, max(0, mention.start - 12), mention.start):
        return not mention.refs
    return (
        not mention.refs
        or mention.weight <= (2.5 if counted else 1.6)
        or _A_UNIT.search(line, max(0, mention.start - 9), mention.start) is not None
    )


def _opens(mention: Mention, line: str) -> bool:
    """In the first clause, or where the speaker turns to another task."""
    before = line[: mention.start]
    return _CLAUSE_STOP.search(before) is None or before.endswith((" còn", " riêng", ";", "\n", "."))


def _heads_a_clause(mention: Mention, line: str) -> bool:
    """ "Hai việc đầu xong, báo cáo mai nộp": the one task that begins so, at the head of a further clause."""
    before = line[: mention.start].rstrip()
    heads = not before or before.endswith((",", ";", ".", "\n"))
    return len(mention.refs) == 1 and mention.weight > 1.0 and heads


def _begins_a_clause(mention: Mention, line: str) -> bool:
    before = line[: mention.start].rstrip(" ")
    return not before or before.endswith(_REST_BEGINS)


_APART = (" riêng", " riêng cái", " riêng việc")


def _resolved(
    mention: Mention, named: set[str], found: list[Mention], context: Context, line: str
) -> Mention | None:
    """ "All" beside named tasks and "the others" as the tasks they leave; None: not a naming after all."""
    if mention.kind == "all" and named:
        rest = tuple(ref for ref in mention.refs if ref not in named)
        if (
            rest
            and not mention.told
            and all(
                m is mention or (m.start > mention.end and line.endswith(_APART, 0, m.start)) for m in found
            )
        ):
            return replace(mention, refs=rest)  # "các việc đang làm cả, riêng báo cáo đã nộp"
        follows = _EXCEPT.match(line, mention.end)
        but = next((m for m in found if follows and 0 <= m.start + 1 - follows.end() <= 9), None)
        if but is not None and not mention.told and _THEN_DONE.match(line, but.end):
            return replace(mention, start=but.end, end=but.end, refs=rest)
        return (
            mention
            if mention.told
            else replace(mention, refs=rest, end=follows.end() - 1)
            if but and follows
            else None
        )
    if mention.kind != "rest":
        return mention
    others = tuple(t.ref for t in context.tasks if t.ref not in named and t.ref != context.reply_to)
    if mention.told and mention.told != len(others):  # "riêng" one of them may be told behind it
        earlier = {
            ref for m in found if m.kind not in ("all", "rest") and m.end <= mention.start for ref in m.refs
        }
        others = tuple(t.ref for t in context.tasks if t.ref not in earlier and t.ref != context.reply_to)
    by_code = any(m.kind == "code" for m in found)
    if not (named or context.reply_to) or not others:
        return None
    whole = (len(named) > 1 and _ALL_DONE.match(line, mention.end)) or (
        _AT_WORK.match(line, mention.end) and not any(map(str.isdigit, line[: mention.start]))
    )
    listed = by_code or (context.reply_to is None and whole)
    if mention.weight < 9.0 and not (listed and _begins_a_clause(mention, line)):
        return None  # "để xử lý số còn lại": what is left of the task itself
    one = mention.told == 0 and len(others) > 1 and _ONE_OTHER.match(line, mention.start) is not None
    if one or mention.told not in (0, len(others)):
        return replace(mention, candidates=others)
    return replace(mention, refs=others)
