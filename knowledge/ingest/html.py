"""Web pages: the main content's headings, paragraphs and lists, without menus and scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.ingest.decoding import decode
from knowledge.ingest.document import Block, Page, RawDocument

NOISE = [
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "noscript",
    "template",
    "svg",
    "button",
]
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LEAVES = {"p", "li", "blockquote", "td", "th", "dt", "dd", "pre", "figcaption", "caption", *HEADINGS}
CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)


def read(path: Path) -> RawDocument:
    """Blocks of the page's main part, or of its body. Never fails on bad markup: browsers do not either."""
    data = path.read_bytes()
    declared = CHARSET.search(data[:2048])
    tree = LexborHTMLParser(decode(data, declared[1].decode("ascii", "replace") if declared else None))
    tree.strip_tags(NOISE)
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    blocks = tuple(_blocks(root)) if root is not None else ()
    return RawDocument("html", (Page(blocks),), title=_title(tree))


def _title(tree: LexborHTMLParser) -> str | None:
    for name in ("h1", "title"):
        node = tree.css_first(name)
        if node is not None and (text := _text(node)):
            return text
    return None


def _text(node: LexborNode) -> str:
    return re.sub(r"\s+", " ", node.text(separator=" ")).strip()


def _blocks(root: LexborNode) -> Iterator[Block]:
    """Walks with a stack of its own: hostile nesting must not end Python's."""
    stack = [root]
    while stack:
        node = stack.pop()
        children = list(node.iter(include_text=True))
        if node.tag in LEAVES and not any(
            child.tag in LEAVES or child.tag in ("ul", "ol") for child in children
        ):
            if text := _text(node):
                yield Block(text, HEADINGS.get(node.tag or ""), item=node.tag == "li")
        elif node.tag == "-text":
            if text := _text(node):
                yield Block(text)
        else:
            stack.extend(reversed(children))
