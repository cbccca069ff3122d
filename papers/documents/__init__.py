"""Documents in: the paragraphs of a conclusion, from Word, PDF and plain text alike."""

from papers.documents.reading import DOCUMENTS, read_document

__all__ = ["DOCUMENTS", "read_document"]
