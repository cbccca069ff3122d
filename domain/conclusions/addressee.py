"""What is asked in a clause, and of whom."""

from dataclasses import dataclass

from domain.conclusions.sentences import Piece
from domain.conclusions.values import Unit


@dataclass(frozen=True, slots=True)
class Addressed:
    """`lead` empty: nobody is named, and `body` begins with what is to be done. `heading`: the units stand alone,
    what they are to do follows in other paragraphs. `ordered`: an order was spoken, at `at`; `topic`: the words
    before it."""

    lead: tuple[Unit, ...]
    via: tuple[Unit, ...]
    body: Piece
    ordered: bool
    heading: bool = False
    topic: str = ""
    at: int = 0
