"""Typst: a template of ours and data in, PNG or PDF out.

The data travel as JSON and are shown as text, so that nothing in them is ever read as markup.
Typst works without holding the interpreter's lock (measured: the longest pause of another thread is
5 ms while pages are set), so a handler calls these functions by `asyncio.to_thread`; several threads
may call at once.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papers import typefaces
from papers.lettering import printable_all

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
PHONE_PPI = 216  # 360 points make 1080 pixels


def png(template: str, data: dict[str, Any]) -> bytes:
    """One page, 1080 pixels wide where the template's page is 360 points wide."""
    return _typeset(template, data, typefaces.sans(), format="png", ppi=PHONE_PPI)


def pdf(template: str, data: dict[str, Any], *, serif: bool = False, folder: Path = FOLDER) -> bytes:
    """`serif`: the template uses the family of `typefaces.serif()`; `folder`: all that it reads."""
    fonts = typefaces.serif().fonts if serif else typefaces.sans()
    return _typeset(template, data, fonts, folder, format="pdf")


def _typeset(
    template: str, data: dict[str, Any], fonts: "typst.Fonts", folder: Path = FOLDER, **how: Any
) -> bytes:
    import typst

    made = typst.compile(
        str(folder / template),
        root=str(folder),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable_all(data), ensure_ascii=False)},
        **how,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave more than one picture")
    return made
