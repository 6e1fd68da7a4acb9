"""A message that asks several things, cut into its questions (da, nb, en)."""

import re

MOST_PARTS = 3
LEAST_WORDS = 4
"""A shorter part leans on the rest ("og hvornår?") and is no question of its own."""
_WORD = "hvad|hva|hvem|hvordan|hvornår|hvorfor|hvilken|hvilket|hvilke|hvor|what|who|how|when|why|where|which"
_VERB = "må|kan|skal|bør|vil|har|er|får|can|may|should|do|does|is|are|will"
_SOMEBODY = (
    "jeg|vi|man|han|hun|de|der|det|skolen|barnet|børn|barn|læreren|i|you|we|he|she|they|the|it|there|my"
)
_BEGINS = rf"(?:{_WORD}|(?:{_VERB})\s+(?:{_SOMEBODY}))\b"
MARKS = re.compile(r"(?<=\?)[\s?!.]+(?=\S)")
OPENS = re.compile(rf"^(?:(?:hej|hei|hi|hello|og|and|men|but|så|so)[\s,!.]+)*{_BEGINS}", re.IGNORECASE)
LINK = re.compile(r"^(?:og|and|men|but|så|so)\b[\s,]+", re.IGNORECASE)
"""A question that goes on from the one before is looked up without this."""
JOINED = re.compile(rf"[,;]?\s+(?:og|and|samt)(?:\s+så)?\s+(?={_BEGINS})", re.IGNORECASE)


def question_parts(text: str) -> tuple[str, ...]:
    """The questions of a message in order, what is told before one kept with it; one alone is the whole text.

    Question marks part them; without, an "og" or "and" between two that both begin as questions do.
    """
    pieces = [piece.strip() for piece in MARKS.split(text.strip())]
    joined = [LINK.sub("", part) for piece in pieces for part in _joined(piece)]
    parts = _with_statements(joined, text)
    standing = all(len(part.split()) >= LEAST_WORDS for part in parts)
    return tuple(parts) if 1 < len(parts) <= MOST_PARTS and standing else (text,)


def _joined(piece: str) -> list[str]:
    """A piece cut at the word that joins two questions, if both would stand alone."""
    if not OPENS.search(_last_sentence(piece)):
        return [piece]
    for join in JOINED.finditer(piece):
        before, after = piece[: join.start()], piece[join.end() :]
        if min(len(_last_sentence(before).split()), len(after.split())) >= LEAST_WORDS:
            return [before, *_joined(after)]
    return [piece]


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.!])\s+", text.strip())[-1]


def _with_statements(parts: list[str], text: str) -> list[str]:
    """What is said after the last question belongs to it."""
    if len(parts) > 1 and text.rstrip()[-1:] != "?" and not OPENS.search(_last_sentence(parts[-1])):
        return [*parts[:-2], f"{parts[-2]} {parts[-1]}"]
    return parts
