"""The sentences of another language, as `catalogues/*.po` has them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import polib

from domain.office import Language

FOLDER = Path(__file__).parent / "catalogues"


def said(language: Language, sentence: str, values: Mapping[str, object]) -> str:
    """What the catalogue lacks is said as it stands in the code."""
    words = sentences(language).get(sentence, sentence)
    return _FILLED.vformat(words, (), values) if "|" in words else words.format_map(values)


@cache
def sentences(language: Language) -> dict[str, str]:
    """By the Vietnamese; empty where nothing is translated."""
    file = FOLDER / f"{language}.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(file)) if entry.translated()}


class _Filled(Formatter):
    """As str.format; `{count:task|tasks}` is the word that goes with the number: 1 takes the first, 2 the second,
    what is beyond them the last. So one sentence may hold several counts, and a month its name."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        words, number = format_spec.split("|"), str(value)
        nth = int(number) if number.isdecimal() else 0
        return words[nth - 1] if 0 < nth <= len(words) else words[-1]


_FILLED = _Filled()
