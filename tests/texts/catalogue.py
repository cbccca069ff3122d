"""Every sentence of handlers/texts, with an example and in English: `make texts` prints them, a test reads them.

A sentence is what is handed to `say` or kept as a `Sentence`; a test sees to it that there are no others.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    first: dict[str, Sentence] = {}
    for one in found:
        first.setdefault(one.words, one)
    return tuple(first.values())


def unsaid() -> Iterator[Sentence]:
    """Every piece of Vietnamese in the source that nobody could translate."""
    return (
        Sentence(where, words) for where, words, said in _strings() if not said and VIETNAMESE.search(words)
    )


def filled(sentence: Sentence) -> str:
    """With an example in each place, as a person reads it. What may be there or not is a sentence of its own."""
    file, words = sentence.where.partition(":")[0], sentence.words

    def example(place: re.Match[str]) -> str:
        name, choice = place[1], place[2]
        if choice:
            return choice.split("|")[-1]
        around = words[: place.start()][-1:].isalnum() or words[: place.start()].endswith(("</b>", ")"))
        return "" if around or words[place.end() :][:1].isalpha() else example_of(file, name)

    return plain(PLACE.sub(example, words)).strip()


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
        also = replace(one, words=english.get(one.words, ""))
        said = [*filled(one).splitlines(), *filled(also).splitlines()]
        first, *more = said or [""]
        sys.stdout.write("\n".join([f"{line:>4}  {first}", *(f"      {rest}" for rest in more)]) + "\n")


if __name__ == "__main__":
    main()
