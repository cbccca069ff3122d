"""What words are about, by the table data/topics.tsv: "đào móng" is work, "con sốt" private, "nỏ chịu ký" refusal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from domain.replies.kept import kept
from domain.replies.tables import rows
from domain.replies.words import bare, standard_words

_Table = tuple[dict[str, str], dict[str, dict[str, int]]]


def by_topic(words: Sequence[str]) -> list[str]:
    """The standard `words`, with "<topic>" for each run of them that the table knows; the longest run first."""
    topics, longest = _table()
    found: list[str] = []
    done, last = 0, len(words) - 1
    for at, word in enumerate(words):
        if at < done:
            continue
        behind = longest.get(word)
        if behind is None:
            found.append(word)
            continue
        size = behind.get(words[at + 1], 1) if at < last else 1
        while (topic := topics.get(" ".join(words[at : at + size]))) is None and size > 1:
            size -= 1
        found.append(topic or word)
        done = at + size
    return found


def is_topic(word: str) -> bool:
    """Whether it stands for words that are about something."""
    return word[0] == "<" and len(word) > 1


@cache
def _table() -> _Table:
    """(the topic of each run of words, how many words the longest has that begins with a word and a second)."""
    return kept("topics", _made)


def _made() -> _Table:
    topics: dict[str, str] = {}
    unmarked: dict[str, set[str]] = {}
    for written, topic in rows("topics"):
        run = " ".join(standard_words(written).words)
        topics[run] = f"<{topic}>"
        if " " in run:  # a word alone may be many without its marks
            unmarked.setdefault(bare(run), set()).add(f"<{topic}>")
    for run, told in unmarked.items():
        if len(told) == 1:
            topics.setdefault(run, *told)
    longest: dict[str, dict[str, int]] = {}
    for run in topics:
        first, *more = run.split(" ")
        behind = longest.setdefault(first, {})
        for second in more[:1]:
            behind[second] = max(behind.get(second, 0), 1 + len(more))
    return topics, longest
