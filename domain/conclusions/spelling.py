"""Vietnamese spelled one way, each character in its place, so that spans hold for the text as written."""

import re
import unicodedata

_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MOVED: dict[str, str] = {}
for _pair in ("oa", "oe", "uy"):
    for _tone in _TONES:
        _late = _pair[0] + unicodedata.normalize("NFC", _pair[1] + _tone)
        _MOVED[_late] = unicodedata.normalize("NFC", _pair[0] + _tone) + _pair[1]
_NEW_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_MOVED)})(?!\w)")
_SAME = str.maketrans({"–": "-", "—": "-", "−": "-", "\u00a0": " ", "\t": " ", "“": '"', "”": '"', "’": "'"})


def plain(text: str) -> str:
    """Lower case with the tone where the old spelling has it ("uỷ", "hoá" become "ủy", "hóa")."""
    lower = "".join(low if len(low := ch.lower()) == 1 else ch for ch in text).translate(_SAME)
    return _NEW_TONE.sub(lambda found: _MOVED[found[0]], lower)
