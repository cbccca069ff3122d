"""Fonts: the one for pictures from its package; for reports the nearest to what the forms ask for.

A font counts only if it has every Vietnamese letter: Liberation Serif before version 2 has not, and a
page set in it takes those letters from another font.
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # its library is large, and a start need not wait for it
    import typst

SANS = "Be Vietnam Pro"
TIMES = "Times New Roman"
LIBERATION = "Liberation Serif"
EMBEDDED = "Libertinus Serif"  # Typst brings it, and it has the letters
_NEEDED = frozenset([*range(0x1EA0, 0x1EFA), *map(ord, "ĂăĐđĨĩŨũƠơƯư")])


@lru_cache(maxsize=1)
def sans() -> "typst.Fonts":
    import fontpkg  # it looks through every installed package, and a start need not wait for that
    import typst

    folder = str(fontpkg.path(SANS).parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@dataclass(frozen=True, slots=True)
class Serif:
    """`fonts` has `family` from one folder, and beside it what Typst brings."""

    family: str
    fonts: "typst.Fonts"


@lru_cache(maxsize=1)
def serif() -> Serif:
    """Times New Roman where it is installed, else Liberation Serif, else the one Typst brings."""
    import typst

    installed = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    folders: dict[str, dict[Path, bool]] = {TIMES: {}, LIBERATION: {}}
    for font in installed.fonts():
        if font.family in folders and font.path:
            path = Path(font.path)
            whole = has_vietnamese(path.read_bytes(), font.index)
            folders[font.family][path.parent] = whole and folders[font.family].get(path.parent, True)
    for family, found in folders.items():
        for folder, whole in found.items():
            if whole:
                return Serif(family, _brought(folder))
    return Serif(EMBEDDED, _brought())


def _brought(*folders: Path) -> "typst.Fonts":
    import typst

    paths = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)


def has_vietnamese(data: bytes, index: int = 0) -> bool:
    """Whether a TrueType or OpenType font, or the nth of a collection, has every Vietnamese letter."""
    start = 0
    if data[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", data, 12 + 4 * index)
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for nth in range(tables):
        tag, _, at, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * nth)
        if tag == b"cmap":
            return any(_letters(data, at, kind) >= _NEEDED for kind in range(_count(data, at)))
    return False


def _count(data: bytes, cmap: int) -> int:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    return int(count)


def _letters(data: bytes, cmap: int, nth: int) -> set[int]:
    """The letters of one subtable, as far as format 4 tells, which every font has for these."""
    _, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * nth)
    at = cmap + offset
    (kind,) = struct.unpack_from(">H", data, at)
    if kind != 4:
        return set()
    (twice,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", data, at + 16 + twice)
    return {letter for first, last in zip(starts, ends, strict=True) for letter in range(first, last + 1)}
