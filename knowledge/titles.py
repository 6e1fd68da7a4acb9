"""A title for a document nobody has named."""

import re
from pathlib import Path

from knowledge.clean.characters import clean_characters
from knowledge.ingest.document import RawDocument

LONGEST = 150


def title_of(document: RawDocument, path: Path) -> str:
    """Its own title, else its first main heading, else the file's name made readable."""
    headings = (block.text for page in document.pages for block in page.blocks if block.level == 1)
    for candidate in (document.title, next(headings, None)):
        if candidate and 3 <= len(tidy := clean_characters(candidate)) <= LONGEST:
            return tidy
    name = re.sub(r"[_\s-]+", " ", path.stem).strip()
    return name[:1].upper() + name[1:] if name else path.name
