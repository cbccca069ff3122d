"""In which language we speak. The Vietnamese sentence stands in the code and is its own key in the catalogue.

`catalogues/en.po` holds the English of each, in the form that translators' tools read. It is opened when
somebody reads English for the first time; a sentence that it lacks is said in Vietnamese.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from domain.office import Language

_VIETNAMESE = Language.VIETNAMESE
_reader: ContextVar[Language] = ContextVar("reader", default=_VIETNAMESE)


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the language of whoever will read it, `values` in the place of their names."""
    if _reader.get() is not _VIETNAMESE:
        from handlers.texts.catalogue import said  # nobody pays for a catalogue that is not read

        return said(_reader.get(), sentence, values)
    return sentence.format_map(values) if values else sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One that is kept by name, and said when it is called: only then is it known who reads it."""

    words: str

    def __call__(self, **values: object) -> str:
        return say(self.words, **values)

    def __format__(self, _: str) -> str:
        raise TypeError(f"not said yet: {self.words}")


def reader() -> Language:
    return _reader.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """What is worded within is for a reader of this language."""
    before = _reader.set(language)
    try:
        yield
    finally:
        _reader.reset(before)
