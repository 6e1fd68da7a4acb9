"""Markdown: headings, paragraphs, lists and tables as plain text."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.ingest.decoding import decode
from knowledge.ingest.document import Block, Page, RawDocument

FRONT_MATTER = re.compile(r"\A---\r?\n.*?\r?\n---\r?\n", re.DOTALL)
SPACES = ("softbreak", "hardbreak")


def read(path: Path) -> RawDocument:
    """Blocks of a Markdown file as one page; raw HTML and pictures are left out."""
    source = FRONT_MATTER.sub("", decode(path.read_bytes()))
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(source.replace("\x00", ""))
    blocks = tuple(_blocks(tokens))
    title = next((block.text for block in blocks if block.level == 1), None)
    return RawDocument("markdown", (Page(blocks),), title=title)


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    level: int | None = None
    depth = 0
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = None
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type in ("inline", "fence", "code_block") and (text := _text(token)):
            yield Block(text, level, item=depth > 0)


def _text(token: Token) -> str:
    if token.children is None:
        return re.sub(r"\s+", " ", token.content).strip()
    parts = (
        " " if child.type in SPACES else child.content for child in token.children if child.type != "image"
    )
    return re.sub(r"\s+", " ", "".join(parts)).strip()
