"""What every reader hands over: pages of blocks, before any cleaning."""

from dataclasses import dataclass

BETWEEN_CELLS = " | "
"""What stands between the cells of a table's row, which every reader hands over as one line."""


@dataclass(frozen=True, slots=True)
class Block:
    """One visual line (laid-out formats) or one logical paragraph, heading or list item (structured formats)."""

    text: str
    level: int | None = None
    """Heading level from 1 where the format itself says so, else None."""
    gap: int = 0
    """Blank lines above it; only meaningful in laid-out formats."""
    item: bool = False
    """True for a list item of a structured format."""


@dataclass(frozen=True, slots=True)
class Page:
    blocks: tuple[Block, ...]
    number: int | None = None
    """From 1; None where the source has no pages or its page numbers contradict each other."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """`laid_out` says that blocks are lines as they stood on paper, so paragraphs must be rebuilt."""

    format: str
    pages: tuple[Page, ...]
    title: str | None = None
    laid_out: bool = False

    @property
    def characters(self) -> int:
        return sum(len(block.text) for page in self.pages for block in page.blocks)
