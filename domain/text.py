"""Comparing Vietnamese as people type it: with and without diacritics, composed and decomposed."""

import unicodedata
from functools import lru_cache

_D_STROKE = str.maketrans({"đ": "d", "Đ": "D"})
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def clean(text: str) -> str:
    """NFC, without zero-width characters, with single spaces; case and diacritics stay."""
    if text.isascii():  # codes and figures: nothing to compose, nothing invisible
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, without diacritics, single spaces: the form in which names are compared.

    >>> fold("Sở  Tài chính")
    'so tai chinh'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFD", clean(text).translate(_D_STROKE).lower())
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))
