"""What was changed, as people read it."""

from handlers.screens import shorten

UNITS = ("leads", "coordinating")  # fields whose values are lists of units


def came_and_went(old: str | None, new: str | None) -> str:
    """ "thêm Sở Y tế; bớt Sở Nội vụ": of two long lists nobody sees what differs. Plain text."""
    had, has = (dict.fromkeys(filter(None, (side or "").split("; "))) for side in (old, new))
    moves = (
        ("thêm", [one for one in has if one not in had]),
        ("bớt", [one for one in had if one not in has]),
    )
    return "; ".join(f"{word} {shorten(', '.join(names), 120)}" for word, names in moves if names)
