"""The paragraphs of a document, whatever kind of file it is."""

import unicodedata
from pathlib import PurePath

from domain.conclusions import Paragraph
from papers.documents.plain import FEWEST_CELLS, read_plain
from papers.documents.word import read_word
from papers.sheets.limits import BIGGEST_FILE, refused

DOCUMENTS = (".txt", ".docx", ".pdf")
MOST_LETTERS = 600_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def read_document(data: bytes, filename: str) -> list[Paragraph]:
    """Its paragraphs in NFC, empty ones left out; a table's rows with their cells. Raises Unreadable."""
    ending = look_at(data, filename)
    if ending == ".txt":
        found = read_plain(data)
    elif ending == ".docx":
        found = read_word(data)
    else:
        from papers.documents.pdf import read_pdf

        found = read_pdf(data)
    paragraphs = [tidy for paragraph in found if (tidy := _tidied(paragraph)).text]
    if not paragraphs:
        raise refused("empty_document")
    if sum(len(paragraph.text) for paragraph in paragraphs) > MOST_LETTERS:
        raise refused("too_long")
    return paragraphs


def look_at(data: bytes, filename: str) -> str:
    """The ending, of a file that may be what it says. Raises Unreadable; costs nothing."""
    if len(data) > BIGGEST_FILE:
        raise refused("too_big", megabytes=BIGGEST_FILE // 2**20)
    ending = PurePath(filename).suffix.lower()
    if ending == ".doc" or (ending in DOCUMENTS and data.startswith(_OLD_WORD)):
        raise refused("old_word")
    if ending not in DOCUMENTS:
        raise refused("unknown_document", ending=ending)
    if ending == ".docx" and not data.startswith(b"PK"):
        raise refused("not_docx")
    if ending == ".pdf" and not data.lstrip().startswith(b"%PDF"):
        raise refused("not_pdf")
    return ending


def _tidied(paragraph: Paragraph) -> Paragraph:
    if not paragraph.cells and paragraph.text.count("|") >= FEWEST_CELLS:  # a table drawn with bars
        drawn = tuple(paragraph.text.strip().removeprefix("|").removesuffix("|").split("|"))
        paragraph = Paragraph(" ".join(drawn), drawn)
    cells = tuple(_clean(cell) for cell in paragraph.cells)
    return Paragraph(" ".join(_clean(paragraph.text).split()), cells)


def _clean(text: str) -> str:
    """NFC without what cannot be seen; line breaks stay, for they part the units of a cell."""
    seen = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return "\n".join(line for line in (" ".join(part.split()) for part in seen.splitlines()) if line)
