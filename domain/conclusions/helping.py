"""Who takes part: "phối hợp với …", "cùng …", "A chủ trì, B phối hợp"."""

from domain.conclusions.sentences import Piece
from domain.conclusions.tables import pattern
from domain.conclusions.units import units_at
from domain.conclusions.values import Unit


def helpers(body: Piece) -> tuple[tuple[Unit, ...], str]:
    """The units that take part, and the text without them."""
    lead = pattern("orders", "leads_with").match(body.words)
    first = units_at(body.text, body.words, lead.end()) if lead else None
    helping = pattern("orders", "helping").match(body.words, first.end) if first else None
    if first is not None and helping is not None:
        return first.units, body.text[helping.end() :]
    text = body.text
    found: list[Unit] = []
    cuts: list[tuple[int, int]] = []
    for mark in pattern("orders", "with").finditer(body.words):
        named = units_at(text, body.words, mark.end())
        if named is not None:
            found.extend(named.units)
            cuts.append((mark.start(), named.end))
    for start, end in reversed(cuts):
        text = _joined(text[:start], text[end:])
    return tuple(dict.fromkeys(found)), text


def _joined(before: str, after: str) -> str:
    listed = before.rstrip().endswith(",")
    return f"{before.rstrip(' ,')}{',' if listed else ''} {after.lstrip(' ,')}"
