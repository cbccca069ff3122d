"""What a file says when another library opens it."""

import io
import re
import struct

import docx
import pypdf


def png_size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def pdf_pages(data: bytes, *only: int) -> list[str]:
    """The text of every page, or of those with these indexes."""
    assert data.startswith(b"%PDF-")
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    chosen = [pages[nth] for nth in only] if only else pages
    return [" ".join(page.extract_text().split()) for page in chosen]


def pdf_count(data: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


def pdf_text(data: bytes) -> str:
    return " ".join(pdf_pages(data))


def without_spaces(text: str) -> str:
    """For what was broken into lines and set with kerning."""
    return re.sub(r"\s+", "", text)


def docx_text(data: bytes) -> str:
    """Paragraphs and cells, in no promised order."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
