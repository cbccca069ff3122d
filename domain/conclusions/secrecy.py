"""Marks of secrecy in a document: by law its text may not be kept on a machine with a network."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.conclusions.values import Paragraph
from domain.secret_marks import level_in


@dataclass(frozen=True, slots=True)
class SecretMark:
    """`paragraph` counts from 1; `level`: mật, tối mật, tuyệt mật."""

    paragraph: int
    level: str


def secret_mark(paragraphs: Sequence[Paragraph]) -> SecretMark | None:
    """The first mark there is."""
    for number, paragraph in enumerate(paragraphs, 1):
        for text in (paragraph.text, *paragraph.cells):
            level = level_in(text)
            if level is not None:
                return SecretMark(number, level)
    return None
