"""Every sentence of handlers/texts, with an example and in English: `make texts` prints them, a test reads them.

A sentence is what is handed to `say` or kept as a `Sentence`; a test sees to it that there are no others.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.office import Language
from domain.ratings import WHOLE, Colour
from handlers.screens import plain
from handlers.texts.catalogue import sentences
from papers import vietnamese
from tests.texts.examples import example_of

FOLDER = Path(__file__).resolve().parents[2] / "handlers" / "texts"
VIETNAMESE = re.compile(r"[À-Ỵà-ỹĐđ]")
PLACE = re.compile(r"\{(\w+)(?::([^}]*))?\}")
SAID = {"say", "Sentence", "language.say"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`where`: file and line; `words`: as the code and the catalogue have them."""

    where: str
    words: str


@cache
def every() -> tuple[Sentence, ...]:
    """In the order of the files, each once; then the trade's words."""
    found = [Sentence(where, words) for where, words, said in _strings() if said]
    tables = (
        vietnamese.WORK, vietnamese.TIMING, vietnamese.MARK, vietnamese.KIND, vietnamese.FIELDS, vietnamese.PERIODS
    )  # fmt: skip
    named = [words for table in tables for words in table.values()] + list(vietnamese.WEEKDAYS)
    named += [*Colour, WHOLE, "đơn vị"]
    found += [Sentence("terms", words) for words in named]
    return tuple({one.words: one for one in reversed(found)}.values())[::-1]


def unsaid() -> Iterator[Sentence]:
    """Every piece of Vietnamese in the source that nobody could translate."""
    return (
        Sentence(where, words) for where, words, said in _strings() if not said and VIETNAMESE.search(words)
    )


def filled(words: str) -> str:
    """With an example in each place, as a person reads it."""
    return plain(PLACE.sub(_example, words)).strip()


def _example(place: re.Match[str]) -> str:
    name, choice = place[1], place[2]
    return choice.split("|")[-1] if choice else example_of(name)


def _strings() -> Iterator[tuple[str, str, bool]]:
    """Where, the words, and whether they are handed to `say`; without docstrings."""
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
        handed = {node.args[0] for node in calls if ast.unparse(node.func) in SAID}
        told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told
        ]
        for node in sorted(found, key=lambda one: (one.lineno, one.col_offset)):
            yield f"{path.stem}:{node.lineno}", str(node.value), node in handed


def main() -> None:
    english, file = sentences(Language.ENGLISH), ""
    for one in every():
        name, _, line = one.where.partition(":")
        if name != file:
            sys.stdout.write(f"\n{name}.py\n{'─' * (len(name) + 3)}\n")
            file = name
        said = [*filled(one.words).splitlines(), *filled(english.get(one.words, "")).splitlines()]
        first, *more = said or [""]
        sys.stdout.write("\n".join([f"{line:>4}  {first}", *(f"      {rest}" for rest in more)]) + "\n")


if __name__ == "__main__":
    main()
