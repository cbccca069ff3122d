"""One reply prepared for the rules: standard words with numbers, dates and tasks found, and the signals that fired."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from domain.dates import DateMention, find_dates
from domain.replies.naming import Mention, find_mentions
from domain.replies.numbers import Share, find_counts, find_shares, mask_foreign
from domain.replies.rules import Signal, rule_table
from domain.replies.values import Context
from domain.replies.words import Words, standard_words

_ENDS_ASKING = re.compile(r"(?:\?| (?:không|hả|à|nhỉ|hay sao|chưa))[ .!?]*$")
_A_UNIT = re.compile(r" (?:sở|bộ|ban|phòng)\Z")
_WEAK_DATES = frozenset({"span-bare", "day-month", "day-range"})  # "3/7" may be a share, "2 tuần" a count


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` of the scanned text."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True)
class Message:
    """`text` is what the rules were scanned over: placeholders (§r a task, §d a date, §p a percent, §c a count, §n a
    number) stand for what `mentions`, `dates` and `shares` hold by their places. `shifts`: (place in `text`, place in
    the line of words) behind each placeholder."""

    context: Context
    today: date
    words: Words
    line: str
    text: str
    signals: tuple[Signal, ...]
    mentions: tuple[tuple[int, Mention], ...]
    dates: tuple[tuple[int, DateMention], ...]
    shares: tuple[tuple[int, Share], ...]
    shifts: tuple[tuple[int, int], ...]

    @cached_property
    def meanings(self) -> frozenset[str]:
        return frozenset(signal.meaning for signal in self.signals)

    @cached_property
    def rules(self) -> frozenset[str]:
        return frozenset(signal.rule.name for signal in self.signals)

    @cached_property
    def ends_asking(self) -> bool:
        return _ENDS_ASKING.search(self.text) is not None

    @property
    def whole(self) -> Stretch:
        return Stretch(0, len(self.text))

    def names_task(self) -> bool:
        return any(mention.refs for _, mention in self.mentions)

    def sender_words(self, stretch: Stretch) -> str:
        """What the sender wrote there."""
        words = self.words
        first, last = self._word(self._in_line(stretch.start) + 1), self._word(self._in_line(stretch.end) - 1)
        if not words.words or last < first:
            return ""
        return words.source[words.starts[first] : words.ends[last]].strip(" ,;.!?")

    def _in_line(self, at: int) -> int:
        scanned, line = next((shift for shift in reversed(self.shifts) if shift[0] <= at), (0, 0))
        return min(line + at - scanned, len(self.line))

    def _word(self, at: int) -> int:
        passed = 0
        for index, word in enumerate(self.words.words):
            passed += len(word) + (word != "\n")
            if at < passed:
                return index
        return len(self.words.words) - 1


def prepare(text: str, today: date, context: Context) -> Message:
    words = standard_words(text)
    line = mask_foreign("".join(word if word == "\n" else f" {word}" for word in words.words))
    spans = _spans(line, context, today)
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
    scanned = "".join([*parts, line[at:]])
    held = list(zip(places, (span.what for span in spans), strict=True))
    return Message(
        context,
        today,
        words,
        line,
        scanned,
        tuple(rule_table().scan(scanned)),
        tuple((place, what) for place, what in held if isinstance(what, Mention)),
        tuple((place, what) for place, what in held if isinstance(what, DateMention)),
        tuple((place, what) for place, what in held if isinstance(what, Share)),
        tuple(shifts),
    )


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    mark: str
    what: Mention | Share | DateMention


def _spans(line: str, context: Context, today: date) -> list[_Span]:
    """What a placeholder will stand for, in order, none overlapping: who comes first in this list wins."""
    dates = find_dates(line, today)
    wanted = [
        *(_Span(m.start, m.end, "§r", m) for m in _mentions(line, context)),
        *(_Span(*d.span, "§d", d) for d in dates if d.rule not in _WEAK_DATES),
        *(
            _Span(s.start, s.end, "§c" if s.percent is None and not s.near else "§p", s)
            for s in find_shares(line)
        ),
        *(_Span(*d.span, "§d", d) for d in dates if d.rule in _WEAK_DATES),
        *(_Span(s.start, s.end, "§n", s) for s in find_counts(line)),
    ]
    kept: list[_Span] = []
    for span in wanted:
        start = span.start
        while start < span.end and line[start] == " ":
            start += 1
        if all(span.end <= other.start or other.end <= start for other in kept):
            kept.append(replace(span, start=start))
    return sorted(kept, key=lambda span: span.start)


def _mentions(line: str, context: Context) -> list[Mention]:
    """The tasks named, without what a clearer naming overrules."""
    found = find_mentions(line, context)
    named = {ref for m in found if m.kind not in ("all", "rest") for ref in m.refs}
    others = tuple(t.ref for t in context.tasks if t.ref not in named and t.ref != context.reply_to)
    by_code = any(m.kind == "code" for m in found)
    clearly = context.reply_to is not None or any(m.kind != "title" for m in found)
    kept = []
    for mention in found:
        if mention.kind == "rest":
            if by_code:
                kept.append(replace(mention, refs=others))
        elif mention.kind == "all" and named:
            continue
        elif mention.kind == "title" and clearly and mention.weight <= 1.3:
            continue  # one common word of another title does not overrule a task that is named
        elif mention.kind == "title" and clearly and _A_UNIT.search(line[: mention.start]):
            continue  # "Sở KHCN" is who, not what
        else:
            kept.append(mention)
    return kept
