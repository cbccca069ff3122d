"""Where a text names a task: by its code, or by its title as far as there was room for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from domain.names import names_code
from domain.text import fold

SHOWN = 9  # letters of a title that are shown at least, wherever it is shortened
TELLING = 12  # a shorter title may be any task's
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Named:
    """A task by what it was called."""

    ref: str
    titles: tuple[str, ...]

    def openings(self) -> Iterator[str]:
        """One of these stands in every text that names it."""
        code = fold(self.ref).replace(" ", "")
        letters = code.rstrip("0123456789")
        yield from {code, f"{letters} {code.removeprefix(letters)}", fold(self.ref)}
        yield from {spelt[:SHOWN] for title in self.titles for spelt in _spellings(title) if _telling(title)}


def names(words: str, task: Named) -> bool:
    if names_code(words, task.ref):
        return True
    return any(_telling(title) and next(_places(words, title), None) for title in task.titles)


def renamed(words: str, titles: tuple[str, ...], label: str) -> str:
    """The same text with `label` wherever one of the titles stood."""
    for title in sorted(titles, key=len, reverse=True):
        for start, end in reversed(list(_places(words, title))):
            words = words[:start] + label + words[end:]
    return words


def _telling(title: str) -> bool:
    return len(title) >= TELLING


def _spellings(title: str) -> Iterator[str]:
    """Plainly, and as it stands in HTML."""
    title = " ".join(title.split())
    yield from {title, escape(title, quote=False)}


def _places(words: str, title: str) -> Iterator[tuple[int, int]]:
    """From where to where it stands, whole or cut."""
    found = set()
    for spelt in _spellings(title):
        at = words.find(spelt[:SHOWN]) if spelt else -1
        while at >= 0:
            end = at + _shared(words, at, spelt)
            if end - at == len(spelt):
                found.add((at, end))
            elif words.startswith(_CUT, end):
                found.add((at, end + len(_CUT)))
            at = words.find(spelt[:SHOWN], at + 1)
    yield from sorted(found)


def _shared(words: str, at: int, title: str) -> int:
    """How many letters of the title stand there."""
    length = 0
    while length < len(title) and at + length < len(words) and words[at + length] == title[length]:
        length += 1
    return length
