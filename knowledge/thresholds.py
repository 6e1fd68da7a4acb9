"""How much absence a question names, and the step of a school's own ladder that it has reached."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.ingest.document import BETWEEN_CELLS

Unit = Literal["percent", "days"]
NUMBER = r"(?<![\d,.§-])(\d{1,3}(?:[.,]\d)?)"
UNITS: dict[Unit, re.Pattern[str]] = {
    "percent": re.compile(rf"{NUMBER}\s*(?:%|procent|prosent|per ?cent)", re.IGNORECASE),
    "days": re.compile(
        rf"(?<!inden )(?<!innen )(?<!senest )(?<!within ){NUMBER}\s*(?:fraværs|skole)?(?:dage|dager|days)\b",
        re.IGNORECASE,
    ),
}
ABSENCE = re.compile(r"fravær|fravaer|væk|vaek|borte|absen|mangle|hjemme|missed|udebl|uteb", re.IGNORECASE)
LIMIT = re.compile(
    r"(?:hvilken|kva for ein|what|which)\s+(?:fraværs?|fråværs?)?(?:pro[cs]ent\w*|grænse\w*|grense\w*|percentage|per ?cent|threshold|limit)"
    r"|hvor\s+(?:mange|meget|mye)\s+(?:fraværs?|skole)?(?:dage|dager|pro[cs]ent|fravær)\b"
    r"|kor\s+(?:mange|mykje)\s+(?:dagar|prosent|fråv[eæ]r)\b"
    r"|pro[cs]entgr[æe]nse|how\s+(?:many\s+days|much\s+absence)\b",
    re.IGNORECASE,
)
DONE_FROM = re.compile(
    r"mød|møt|meet|ring|call|kald|kall|under?ret|meld|notif|report|reager|react|grib|grip|worr", re.IGNORECASE
)
"""What schools do from a limit on."""
LEAST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Amount:
    value: float
    unit: Unit


def asked_amount(question: str) -> Amount | None:
    """The absence a question names, as "12 % fravær" or "væk i 5 dage"; None where it names none."""
    if not ABSENCE.search(question):
        return None
    for unit, pattern in UNITS.items():
        if found := pattern.search(question):
            return Amount(_value(found[1]), unit)
    return None


def asks_limit(question: str) -> bool:
    """Whether a question asks from how much absence on something is done, as "ved hvilken prosent kaller vi inn"."""
    about = ABSENCE.search(question) or DONE_FROM.search(question)
    return about is not None and LIMIT.search(question) is not None


def steps_in(text: str, unit: Unit) -> int:
    """How many different amounts a text names; from LEAST_STEPS on it is a ladder."""
    return len(set(_values(text, unit)))


def reached(sentences: Sequence[str], asked: Amount) -> int | None:
    """The number of the sentence with the highest step that the amount has reached; None below the first."""
    steps = [
        (max(values), -number)
        for number, sentence in enumerate(sentences)
        if (values := [value for value in _values(sentence, asked.unit) if value <= asked.value])
    ]
    return -max(steps)[1] if steps else None


def _values(text: str, unit: Unit) -> list[float]:
    """Of a table's row only what stands first: deadlines stand further right."""
    first = "\n".join(line.split(BETWEEN_CELLS, 1)[0] for line in text.splitlines())
    return [_value(found) for found in UNITS[unit].findall(first)]


def _value(written: str) -> float:
    return float(written.replace(",", "."))
