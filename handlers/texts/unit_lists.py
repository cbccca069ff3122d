"""Lists of units: shown, asked about, kept."""

from collections import defaultdict
from collections.abc import Sequence

from domain.office import Department
from domain.unit_lists import UnitList
from handlers.screens import esc, shorten

KEPT = "Đã giữ danh sách."
LONG = 20
LONGEST = 200
SAMPLE = "«thêm Sở Y tế; bớt Sở Nội vụ»"


def ask(found: UnitList, units: Sequence[Department], outside: Sequence[Department]) -> str:
    """`outside`: of the same kinds, not in it."""
    name = f"👥 <b>{esc(shorten(found.name, 120))}</b>"
    if not units:
        return f"{name} gồm những đơn vị nào ạ? Đồng chí nhắn tên, cách nhau bằng dấu chấm phẩy."
    parts = [f"{name}: {len(units)} đơn vị", _names(units) if len(units) <= LONG else _by_kind(units)]
    if outside:
        parts.append(f"Ngoài danh sách: {_names(outside[:12])}" + (" …" if len(outside) > 12 else ""))
    parts.append(f"Đồng chí nhắn phần cần sửa, ví dụ {SAMPLE}, hoặc ghi lại cả danh sách.")
    return "\n".join(parts)


def kept(name: str, count: int) -> str:
    return f"Đã giữ danh sách «{esc(shorten(name, 120))}»: {count} đơn vị."


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
    more = [f"… và {len(units) - LONGEST} đơn vị khác"] if len(units) > LONGEST else []
    return "\n".join([*lines, *more])
