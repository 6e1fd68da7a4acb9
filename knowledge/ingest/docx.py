"""Word documents: paragraphs, headings by style, lists and tables in reading order."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from knowledge.ingest.document import BETWEEN_CELLS, Block, Page, RawDocument
from knowledge.ingest.errors import CorruptDocument, TooLargeDocument

MOST_UNPACKED = 300_000_000
"""Bytes. A small file that unpacks to more is an attack or a mistake."""
HEADING_STYLE = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
DAMAGE = (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError,
          TypeError, NotImplementedError, RuntimeError, EOFError, OSError)  # fmt: skip
"""What python-docx is known to raise on damaged files."""


def read(path: Path) -> RawDocument:
    """Blocks of a DOCX as one page, since Word decides pages only when it prints. Raises corrupt, too large."""
    _refuse_bomb(path)
    try:
        document = docx.Document(str(path))
        blocks = tuple(block for block in _blocks(document) if block.text)
        title = document.core_properties.title or None
    except DAMAGE as error:
        raise CorruptDocument(path.name) from error
    return RawDocument("docx", (Page(blocks),), title=title)


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except DAMAGE as error:
        raise CorruptDocument(path.name) from error
    if unpacked > MOST_UNPACKED:
        raise TooLargeDocument(path.name, "it unpacks to far more than its size")


def _blocks(document: WordDocument) -> Iterator[Block]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _block(part)


def _block(paragraph: Paragraph) -> Block:
    text = re.sub(r"\s+", " ", paragraph.text).strip()
    style = (paragraph.style.name if paragraph.style is not None else None) or ""
    return Block(text, level=_level(style), item=_is_item(paragraph, style))


def _level(style: str) -> int | None:
    if style == "Title":
        return 1
    match = HEADING_STYLE.match(style)
    return max(1, int(match[1])) if match else None


def _is_item(paragraph: Paragraph, style: str) -> bool:
    properties = paragraph._p.pPr
    return style.startswith("List") or (properties is not None and properties.numPr is not None)


def _rows(table: Table) -> Iterator[Block]:
    """Each row is one line; a merged cell is named once."""
    for row in table.rows:
        cells = dict.fromkeys(re.sub(r"\s+", " ", cell.text).strip() for cell in row.cells)
        yield Block(BETWEEN_CELLS.join(cell for cell in cells if cell))
