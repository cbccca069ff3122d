"""Pictures that are drawn when they leave: what they are drawn from, as JSON can hold it, and the drawing."""

from typing import Any

from domain.digest_page import DigestPage
from domain.matrix import Matrix
from domain.series import Series
from papers import typesetting
from papers.pictures import digest, matrix, series

_TEMPLATES = {"digest": digest.TEMPLATE, "matrix": matrix.TEMPLATE, "series": series.TEMPLATE}
_OF = "picture"


def digest_drawing(page: DigestPage) -> dict[str, Any]:
    """The figures as they are now."""
    return {_OF: "digest", **digest.phone_data(page)}


def matrix_drawing(known: Matrix) -> dict[str, Any]:
    return {_OF: "matrix", **matrix.phone_data(known)}


def series_drawing(known: Series) -> dict[str, Any]:
    return {_OF: "series", **series.phone_data(known)}


def drawn(drawing: dict[str, Any]) -> bytes:
    """The PNG; a tenth of a second of work, outside the interpreter's lock."""
    return typesetting.png(_TEMPLATES[drawing.get(_OF, "digest")], drawing)
