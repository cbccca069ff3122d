"""Typst: a template of ours and data in, PNG or PDF out.

The data travel as JSON and are shown as text, so that nothing in them is ever read as markup.
Typst works without holding the interpreter's lock (measured: the longest pause of another thread is
5 ms while pages are set), so a handler calls these functions by `asyncio.to_thread`; several threads
may call at once.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg
import typst

from papers.lettering import printable_all

FOLDER = Path(__file__).parent
SANS = "Be Vietnam Pro"
TIMES = "Times New Roman"
SERIFS = (TIMES, "Liberation Serif", "Libertinus Serif")
PHONE_PPI = 216  # 360 points make 1080 pixels


def png(template: str, data: dict[str, Any]) -> bytes:
    """One page, 1080 pixels wide where the template's page is 360 points wide."""
    return _typeset(template, data, _sans(), format="png", ppi=PHONE_PPI)


def pdf(template: str, data: dict[str, Any], *, serif: bool = False) -> bytes:
    """`serif`: the template may use the family named by `serif_family()`."""
    return _typeset(template, data, _every_font() if serif else _sans(), format="pdf")


@lru_cache(maxsize=1)
def serif_family() -> str:
    """Times New Roman where it is installed, else the nearest there is; the last one Typst brings."""
    families = set(_every_font().families())
    return next((name for name in SERIFS if name in families), SERIFS[-1])


def _typeset(template: str, data: dict[str, Any], fonts: typst.Fonts, **how: Any) -> bytes:
    made = typst.compile(
        str(FOLDER / template),
        root=str(FOLDER),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable_all(data), ensure_ascii=False)},
        **how,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave more than one picture")
    return made


@lru_cache(maxsize=1)
def _sans() -> typst.Fonts:
    folder = str(fontpkg.path(SANS).parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@lru_cache(maxsize=1)
def _every_font() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
