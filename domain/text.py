"""Comparing Vietnamese as people type it: with and without diacritics, composed and decomposed."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def clean(text: str) -> str:
    """NFC, without zero-width characters, with single spaces; case and diacritics stay."""
    if text.isascii():  # codes and figures: nothing to compose, nothing invisible
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():  # what is invisible is not
        composed = composed.translate(_INVISIBLE)
    return " ".join(composed.split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, without diacritics, single spaces: the form in which names are compared.

    >>> fold("Sở  Tài chính")
    'so tai chinh'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = clean(text).replace("đ", "d").replace("Đ", "D").lower()
    letters = _MARKS.sub("", unicodedata.normalize("NFD", plain))
    if letters.isascii():
        return letters
    return "".join(ch for ch in letters if not unicodedata.combining(ch))
