"""What people ask that a place in a document answers: question lists written by editors, beside the document.

Of the five guidance documents they stand in policy/document_questions/<source>.yml; of any other document in
`<file>.questions.yml` beside it when it is added. A place is named by a few words that stand there, so that a
list survives a new cutting of the text; a place that no longer exists is reported and left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge.model import Asked, Language, Passage, PlaceLine
from knowledge.policy_files import POLICY, PolicyModel, load_policy
from knowledge.text import normalise_query

FOLDER = POLICY / "document_questions"
AskedIn = Annotated[str, Field(pattern="^[a-z]{2}$")]
"""ISO 639-1: people also ask in languages that nothing here is written in."""
MOST_WORDS = 8
"""A place is named by a few words, never by a sentence of the document."""


class Place(PolicyModel):
    """One place: `at` is the first words that are only found there."""

    at: Annotated[str, Field(min_length=4)]
    questions: dict[AskedIn, Annotated[tuple[str, ...], Field(min_length=1)]]
    in_short: dict[Language, Annotated[str, Field(min_length=20, max_length=500)]] = Field(
        default_factory=dict
    )
    """What the place answers, in our own words; it stands above the quote."""


class DocumentQuestions(PolicyModel):
    """One file. `source` is the document's key in sources.yml, for the lists under policy/."""

    source: str | None = None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Questions and lines by passage id, and the places that were not found, or found twice."""

    questions: Mapping[str, tuple[Asked, ...]]
    lines: Mapping[str, tuple[PlaceLine, ...]]
    lost: tuple[str, ...]


def beside(path: Path) -> Path:
    """The question list of the file at `path`."""
    return path.with_name(f"{path.name}.questions.yml")


def own_questions(path: Path) -> bytes:
    """The content of the list beside the file at `path`, checked; empty without one. Raises PolicyError."""
    own = beside(path)
    if not own.is_file():
        return b""
    read_questions(own)
    return own.read_bytes()


def read_questions(path: Path) -> DocumentQuestions:
    """Raises PolicyError naming file, field and remedy."""
    return load_policy(path, DocumentQuestions)


def known_questions(folder: Path = FOLDER) -> Mapping[str, DocumentQuestions]:
    """The lists under policy/, by source key. Raises PolicyError."""
    lists = [read_questions(path) for path in sorted(folder.glob("*.yml"))]
    return {found.source: found for found in lists if found.source}


def known_texts() -> list[str]:
    """Every question of the lists under policy/, as it is encoded."""
    places = (place for lists in known_questions().values() for place in lists.places)
    return [normalise_query(question.text) for place in places for question in _all(place)]


def placed(lists: DocumentQuestions, passages: Sequence[Passage]) -> Placed:
    """Each place's questions at the one passage of this document that holds its words."""
    texts = [(passage.id, _letters(passage.text)) for passage in passages]
    questions: dict[str, list[Asked]] = defaultdict(list)
    lines: dict[str, list[PlaceLine]] = defaultdict(list)
    lost: list[str] = []
    for place in lists.places:
        holders = [name for name, text in texts if _letters(place.at) in text]
        if len(holders) == 1:
            questions[holders[0]] += _all(place)
            lines[holders[0]] += (
                PlaceLine(place.at, spoken, text) for spoken, text in place.in_short.items()
            )
        else:
            lost.append(place.at)
    return Placed(
        {name: tuple(dict.fromkeys(asked)) for name, asked in questions.items()},
        {name: tuple(own) for name, own in lines.items() if own},
        tuple(lost),
    )


def _all(place: Place) -> Iterable[Asked]:
    named = place.at if place.in_short else ""
    return (Asked(text, language, named) for language, asked in place.questions.items() for text in asked)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
