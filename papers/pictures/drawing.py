"""Pictures that are drawn only when their message leaves."""

from typing import Any

from papers import typesetting
from papers.pictures import digest, series

_TEMPLATES = {series.SERIES: series.TEMPLATE}


def drawn(drawing: dict[str, Any]) -> bytes:
    """The PNG; a tenth of a second of work, outside the interpreter's lock."""
    return typesetting.png(_TEMPLATES.get(drawing.get("picture", ""), digest.TEMPLATE), drawing)
