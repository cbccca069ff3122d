"""From the bytes of a document to what it proposes, in one step that can be done apart."""

from dataclasses import dataclass
from datetime import date

from domain.conclusions import ProposedTask, document_day, propose
from domain.conclusions.head import Head, read_head
from domain.conclusions.secrecy import SecretMark, secret_mark
from papers.apart import TooHeavy, apart
from papers.documents.reading import look_at, read_document
from papers.sheets.limits import refused


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """`day`: against which the dates were read."""

    head: Head
    day: date
    tasks: tuple[ProposedTask, ...]


def propose_document(data: bytes, filename: str, today: date, said: str = "") -> ReadDocument | SecretMark:
    """What it proposes, or the mark for which nothing of it may be kept. Raises Unreadable.

    `said`: what the sender calls the document.
    """
    paragraphs = read_document(data, filename)
    mark = secret_mark(paragraphs)
    if mark is not None:
        return mark
    head = read_head(paragraphs, filename, said)
    day = head.directive.day or document_day(paragraphs) or today
    return ReadDocument(head, day, tuple(propose(paragraphs, day)))


async def propose_document_apart(
    data: bytes, filename: str, today: date, said: str = ""
) -> ReadDocument | SecretMark:
    """The same, bounded in time and memory."""
    look_at(data, filename)
    try:
        return await apart(propose_document, data, filename, today, said)
    except TooHeavy:
        raise refused("too_heavy") from None
