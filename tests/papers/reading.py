"""What a file says when another library opens it."""

import io
import json
import re
import struct
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pypdf

FEED = Path(__file__).parents[2] / "docs" / "running" / "feed.schema.json"


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


def feed_faults(told: dict[str, Any]) -> list[str]:
    """Where an export differs from the schema that other systems are given; fields it does not name, too."""
    validator = jsonschema.Draft202012Validator(_closed(json.loads(FEED.read_text())))
    validator.check_schema(validator.schema)
    formats = jsonschema.FormatChecker(["date"])
    return [
        f"{fault.json_path}: {fault.message}"
        for fault in validator.evolve(format_checker=formats).iter_errors(told)
    ]


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if "required" in schema and "properties" in schema else {}
    return shut | {name: _closed(part) for name, part in schema.items()}
