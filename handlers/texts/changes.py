"""What was changed, as people read it."""

from handlers.screens import shorten
from handlers.texts.language import Sentence

UNITS = ("leads", "coordinating")  # fields whose values are lists of units


def came_and_went(old: str | None, new: str | None) -> str:
    """ "thêm Sở Y tế; bớt Sở Nội vụ": of two long lists nobody sees what differs. Plain text."""
    had, has = (dict.fromkeys(filter(None, (side or "").split("; "))) for side in (old, new))
    moves = (
        (Sentence("thêm {names}"), [one for one in has if one not in had]),
        (Sentence("bớt {names}"), [one for one in had if one not in has]),
    )
    return "; ".join(moved(names=shorten(", ".join(names), 120)) for moved, names in moves if names)


def told_apart(old: str, new: str, longest: int) -> tuple[str, str]:
    """Both cut to `longest`, and where they are longer begun near where they begin to differ. Plain text."""
    if max(len(old), len(new)) <= longest:
        return old, new
    pairs = enumerate(zip(old, new, strict=False))
    same = next((n for n, (was, now) in pairs if was != now), min(len(old), len(new)))
    begins = old.rfind(" ", 0, max(0, same - longest // 3)) + 1
    lead = "…" if begins else ""
    return shorten(lead + old[begins:], longest), shorten(lead + new[begins:], longest)
