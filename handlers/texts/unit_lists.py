"""Lists of units: shown, asked about, kept."""

from collections import defaultdict
from collections.abc import Sequence

from domain.office import Department
from domain.unit_lists import UnitList
from handlers.screens import esc, shorten
from handlers.texts.language import Sentence, say

KEPT = Sentence("Đã giữ danh sách.")
LONG = 20
LONGEST = 200
SAMPLE = Sentence("«thêm Sở Y tế; bớt Sở Nội vụ»")


def ask(found: UnitList, units: Sequence[Department], outside: Sequence[Department]) -> str:
    """`outside`: of the same kinds, not in it."""
    name = f"👥 <b>{esc(shorten(found.name, 120))}</b>"
    if not units:
        return say(
            "{name} gồm những đơn vị nào ạ? Đồng chí nhắn tên, cách nhau bằng dấu chấm phẩy.", name=name
        )
    listed = _names(units) if len(units) <= LONG else _by_kind(units)
    parts = [say("{name}: {count} đơn vị", name=name, count=len(units)), listed]
    if outside:
        parts.append(
            say("Ngoài danh sách: {names}", names=_names(outside[:12])) + (" …" if len(outside) > 12 else "")
        )
    parts.append(
        say("Đồng chí nhắn phần cần sửa, ví dụ {sample}, hoặc ghi lại cả danh sách.", sample=SAMPLE())
    )
    return "\n".join(parts)


def kept(name: str, count: int) -> str:
    return say("Đã giữ danh sách «{name}»: {count} đơn vị.", name=esc(shorten(name, 120)), count=count)


def _names(units: Sequence[Department]) -> str:
    return "; ".join(esc(shorten(unit.name, 60)) for unit in units)


def _by_kind(units: Sequence[Department]) -> str:
    """ "Xã (117): Quỳnh Lưu, …": what 130 names begin with is said once, so that all can be read."""
    groups: dict[str, list[str]] = defaultdict(list)
    for unit in units[:LONGEST]:
        first, _, rest = unit.name.partition(" ")
        groups[first].append(rest or first)
    lines = [
        f"<b>{esc(first)}</b> ({len(rests)}): {esc(', '.join(shorten(rest, 60) for rest in rests))}"
        for first, rests in groups.items()
    ]
    more = [say("… và {count} đơn vị khác", count=len(units) - LONGEST)] if len(units) > LONGEST else []
    return "\n".join([*lines, *more])
