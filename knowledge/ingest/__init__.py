"""From a file on disk to pages of blocks: one module for each format, one door."""

from collections.abc import Callable
from pathlib import Path

from knowledge.ingest import docx, html, markdown, pdf, text
from knowledge.ingest.document import Block, Page, RawDocument
from knowledge.ingest.errors import (
    EmptyDocument,
    MissingDocument,
    TooLargeDocument,
    UnreadableDocument,
    ZeroByteDocument,
)
from knowledge.ingest.sniff import Format, sniff

__all__ = ["Block", "Page", "RawDocument", "UnreadableDocument", "read_document"]

MOST_BYTES = 50_000_000
READERS: dict[Format, Callable[[Path], RawDocument]] = {
    "pdf": pdf.read,
    "docx": docx.read,
    "html": html.read,
    "markdown": markdown.read,
    "text": text.read,
}


def read_document(path: Path) -> RawDocument:
    """Read one file in whichever format its content shows.

    Raises a subclass of UnreadableDocument, whose `reason` is one of missing, zero_byte, empty, scanned_only,
    encrypted, corrupt, too_large, unsupported, binary.
    """
    data = _load(path)
    document = READERS[sniff(path, data)](path)
    if not any(character.isalnum() for page in document.pages for b in page.blocks for character in b.text):
        raise EmptyDocument(path.name)
    return document


def _load(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise TooLargeDocument(path.name, f"{size // 1_000_000} MB, at most {MOST_BYTES // 1_000_000}")
        data = path.read_bytes()
    except OSError as error:
        raise MissingDocument(path.name) from error
    if not data:
        raise ZeroByteDocument(path.name)
    return data
