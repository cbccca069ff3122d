"""Paragraphs and tables of a .docx, with the numbers that Word itself counts.

The parts are read directly: automatic numbering, accepted insertions and merged cells stand in the XML.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from domain.conclusions import Paragraph
from papers.documents.numbering import Numbering
from papers.sheets.limits import BIGGEST_UNPACKED, refused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FEWEST_COLUMNS = 3  # a table of one or two columns sets the page; of three it may be a list of tasks
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}pPr", f"{W}rPr", _FALLBACK})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    KeyError,
)


def read_word(data: bytes) -> list[Paragraph]:
    """Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            if "EncryptedPackage" in names:
                raise refused("encrypted")
            document = _part(packed, "word/document.xml")
            numbering = _part(packed, "word/numbering.xml") if "word/numbering.xml" in names else None
            styles = _part(packed, "word/styles.xml") if "word/styles.xml" in names else None
    except _BROKEN:
        raise refused("not_docx") from None
    body = document.find(f"{W}body")
    if body is None:
        raise refused("not_docx")
    return list(_blocks(body, Numbering(numbering, styles)))


def _part(packed: zipfile.ZipFile, name: str) -> ET.Element:
    with packed.open(name) as stream:
        content = stream.read(BIGGEST_UNPACKED + 1)
    if len(content) > BIGGEST_UNPACKED:
        raise refused("too_big_unpacked", megabytes=BIGGEST_UNPACKED // 2**20)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refused("not_docx")
    try:
        return ET.fromstring(content)  # noqa: S314 - no entities: refused above
    except ET.ParseError:
        raise refused("not_docx") from None


def _blocks(parent: ET.Element, numbering: Numbering) -> Iterator[Paragraph]:
    for child in parent:
        if child.tag == f"{W}p":
            for line in _text(child, numbering).split("\n"):
                yield Paragraph(line)
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbering)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from _blocks(child, numbering)


def _text(paragraph: ET.Element, numbering: Numbering) -> str:
    words = "".join(_pieces(paragraph))
    return numbering.mark(paragraph) + words if words.strip() else ""


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(child)


def _table(table: ET.Element, numbering: Numbering) -> Iterator[Paragraph]:
    rows = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
    if max(map(len, rows), default=0) < _FEWEST_COLUMNS:
        for row in rows:
            for cell in row:
                yield from _blocks(cell, numbering)
        return
    above: dict[int, str] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row:
            text = "\n".join(
                paragraph.text for paragraph in _blocks(cell, numbering) if paragraph.text.strip()
            )
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart":
                text = above.get(len(cells), "")
            above[len(cells)] = text
            cells.append(text)
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            cells += [""] * (int(span.get(f"{W}val", "1")) - 1 if span is not None else 0)
        yield Paragraph(" ".join(cells), tuple(cells))
