"""Words in a question that may be somebody's name, masked before an editor may read it.

Nothing here knows for certain what is a name, so what may be one goes: an editor loses a word, nobody is named.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

MASKED_NAME = "[navn]"
Knows = Callable[[str], bool]
"""Whether a word in lower case is one of the guidance's own."""
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_START = re.compile(r"(?:^|[.!?:…]\s*|\n)[\s\"'»«“”(–-]*$")
SHORT_FORM = 5
"""Up to so many capitals are a short form (PPR, ADHD), not a name."""
INTRODUCES = re.compile(
    r"\b(?:hedder|heter|hedde|hete|kaldt|kaldes|kalles|named|called|name is|name's|navn er|navnet(?: \w+)? er)\s+$",
    re.IGNORECASE,
)
NEAR_NAME = re.compile(
    r"\b(?:søn|sønnike|datter|dreng|pige|barn|barnebarn|sønn|sønnen min|dattera mi|datteren min|jente|jenta mi|gutt"
    r"|gutten min|tvilling|son|daughter|boy|girl|kid|child|lærer|læreren|lærerinde|kontaktlærer|klasselærer|teacher"
    r"|pædagog|inspektør|rektor|mor|far|mamma|pappa|mom|mum|dad|bror|søster|brother|sister|ven|veninde|venn|venninne"
    r"|friend|klassekammerat|hr|fru|mr|mrs|ms|familien|bor (?:i|på)|lives? in|flytte[rt]? til)\.?,?\s+$",
    re.IGNORECASE,
)
ALWAYS_CAPITAL = frozenset(
    {"i", "i'm", "i’m", "i've", "i’ve", "i'll", "i’ll", "i'd", "i’d"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter"}
    | {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november"}
    | {"december", "danish", "norwegian", "english", "danmark", "norge", "denmark", "norway"}
)


def mask_names(text: str, knows: Knows) -> str:
    """The text with every word that may be a name in brackets; in capitals throughout, every unknown word may be."""
    if text.isupper():
        return WORD.sub(lambda word: word[0].lower() if knows(word[0].lower()) else MASKED_NAME, text)
    kept, at = [], 0
    for word in WORD.finditer(text):
        if _may_be_name(text[: word.start()], word[0], knows):
            kept += [text[at : word.start()], MASKED_NAME]
            at = word.end()
    return "".join([*kept, text[at:]])


def _may_be_name(before: str, word: str, knows: Knows) -> bool:
    lower = word.lower()
    known = knows(lower)
    if (word.isupper() and len(word) <= SHORT_FORM) or lower in ALWAYS_CAPITAL:
        return False
    if word[0].isupper():
        return not known or not SENTENCE_START.search(before) or _follows_name(before)
    if known:
        return bool(INTRODUCES.search(before)) and _is_given(lower)
    return _is_given(lower) or bool(INTRODUCES.search(before) or NEAR_NAME.search(before))


def _follows_name(before: str) -> bool:
    return bool(INTRODUCES.search(before))


def _is_given(lower: str) -> bool:
    names = given_names()
    return lower in names or (lower.endswith("s") and lower[:-1] in names)


@cache
def given_names(path: Path = Path(__file__).parent / "given_names.txt") -> frozenset[str]:
    """First names in lower case, some hundred that are common in Denmark and Norway."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.lower().split())
