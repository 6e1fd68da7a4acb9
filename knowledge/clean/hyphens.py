"""Mend words broken at a line's end, and leave true hyphens and dashes alone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from knowledge.clean.rules import reading_rules

WORD = r"[^\W\d_]"
WORDS = re.compile(rf"{WORD}+(?:-{WORD}+)*")
BROKEN = re.compile(rf"({WORD}+)-$")
CONTINUED = re.compile(rf"({WORD}+)")
SPLIT_INSIDE = re.compile(rf"({WORD}{{2,}})- ({WORD}{{2,}})")
Choice = Literal["join", "keep", "space"]


class Hyphens:
    """Decides each broken word by how the same document writes it where it is unbroken.

    Words that stand nowhere else follow the document's own habit: either its lines were hyphenated by a
    machine or they were not.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._seen = _vocabulary(lines)
        votes = Counter(choice for a, b in pairwise(lines) if (choice := self._vote(a, b)))
        self._habit: Choice = "keep" if votes["keep"] > votes["join"] else "join"

    def join(self, above: str, below: str) -> str:
        """Two lines of one paragraph as one. A dash standing free at the line's end keeps its spaces."""
        choice = self._choice(above, below)
        if choice == "join":
            return above[:-1] + below
        return above + below if choice == "keep" else f"{above} {below}"

    def inside(self, text: str) -> str:
        """Mend "implemente- ring" within a line, if the document writes the word whole elsewhere."""
        return SPLIT_INSIDE.sub(self._mended, text)

    def _mended(self, match: re.Match[str]) -> str:
        whole = (match[1] + match[2]).casefold()
        partner = match[2].casefold() in reading_rules().hyphen_partners
        return match[0] if partner or match[2][0].isupper() or not self._seen[whole] else match[1] + match[2]

    def _choice(self, above: str, below: str) -> Choice:
        if not BROKEN.search(above):
            return "keep" if re.search(r"\w-$", above) and below[:1].isdigit() else "space"
        match = CONTINUED.match(below)
        if match is None or match[1][0].isupper():
            return "keep"
        if vote := self._vote(above, below):
            return vote
        return "space" if match[1].casefold() in reading_rules().hyphen_partners else self._habit

    def _vote(self, above: str, below: str) -> Choice | None:
        left, right = BROKEN.search(above), CONTINUED.match(below)
        if left is None or right is None or right[1][0].isupper():
            return None
        first, second = left[1].casefold(), right[1].casefold()
        whole, parted = self._seen[first + second], self._seen[f"{first}-{second}"]
        if not whole and not parted:
            return None
        return "join" if whole >= parted else "keep"


def _vocabulary(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands unbroken; line-final pieces and what follows them do not count."""
    seen: Counter[str] = Counter()
    after_break = False
    for line in lines:
        words = WORDS.findall(line.casefold())
        broken = bool(BROKEN.search(line))
        seen.update(words[1 if after_break else 0 : -1 if broken else None])
        after_break = broken
    return seen
