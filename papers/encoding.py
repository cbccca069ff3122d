"""Bytes of a text file read exactly or refused: no encoding is guessed."""

from papers.sheets.limits import refused

_UTF16, _UTF32 = (b"\xff\xfe", b"\xfe\xff"), (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


def decoded(data: bytes, packed: tuple[bytes, ...], *, not_text: str, not_utf8: str) -> str:
    """UTF-8, or UTF-16 with its mark. `packed`: how files of other kinds begin.

    Raises Unreadable with the fault `not_text` or `not_utf8`.
    """
    if data.startswith(packed):
        raise refused(not_text)
    if data.startswith(_UTF32):
        raise refused(not_utf8)
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise refused(not_utf8) from None
    if "\0" in text:
        raise refused(not_text)
    return text
