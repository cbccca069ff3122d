"""Who joined today, for the Secretariat."""

from collections.abc import Sequence

from handlers.screens import esc, shorten
from handlers.texts.language import say

SHOWN = 5
LONGEST_NAME = 60


def joined(come: Sequence[tuple[str, str]], missing: int) -> str:
    """`come`: person and unit, in the order in which they came; `missing`: units that nobody answers for."""
    latest = [
        say(
            "{person} ({unit})",
            person=esc(shorten(person, LONGEST_NAME)),
            unit=esc(shorten(unit, LONGEST_NAME)),
        )
        for person, unit in reversed(come[-SHOWN:])
    ]
    more = say(" và {count} đồng chí khác", count=len(come) - SHOWN) if len(come) > SHOWN else ""
    head = say("👤 Đầu mối mới hôm nay") if len(come) == 1 else _counted(len(come))
    left = (
        say("Còn {missing} đơn vị chưa có đầu mối: /daumoi", missing=missing)
        if missing
        else say("Đơn vị nào cũng đã có đầu mối.")
    )
    return f"{head}: {', '.join(latest)}{more}.\n{left}"


def _counted(count: int) -> str:
    return say("👥 <b>{count} đầu mối mới hôm nay</b>", count=count)
