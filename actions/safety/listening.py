"""Teaching the listener: from the example files beside it and from the examples of Rasa's intents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from sklearn.linear_model import LogisticRegression

from .floor import KINDS, CrisisFloor, CrisisKind
from .listener import Listener, Vectors, features
from .phrasebook import SafetyDataError, read_mapping

EXAMPLES = Path(__file__).parent / "examples"
_DANGER, _EVERYDAY = "crisis", "everyday"
_STRENGTH = 4.0
"""scikit-learn's C. Measured on unseen messages between 1 and 4: no difference beyond chance."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message and whether it speaks of danger; `kind` where its file says which."""

    text: str
    danger: bool
    kind: CrisisKind | None = None


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every message of `*crisis.yml` and `*everyday.yml`, whatever groups it stands in. Raises SafetyDataError."""
    found: list[Example] = []
    for file in sorted(folder.glob("*.yml")):
        if not (_DANGER in file.stem or _EVERYDAY in file.stem):
            raise SafetyDataError(
                file, "file", "its name says neither", f"Name it …_{_DANGER}.yml or …_{_EVERYDAY}.yml"
            )
        found += _messages(file, read_mapping(file), _DANGER in file.stem, None)
    return found


def _messages(file: Path, part: Any, danger: bool, kind: CrisisKind | None) -> Iterator[Example]:
    if isinstance(part, str):
        yield Example(part, danger, kind)
    elif isinstance(part, list):
        for message in part:
            yield from _messages(file, message, danger, kind)
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from _messages(file, inner, danger, cast("CrisisKind", name) if name in KINDS else kind)
    else:
        raise SafetyDataError(file, str(part), "not a text", "Put the message in quotes")


def teach(examples: Iterable[Example], vectors: Vectors, floor: CrisisFloor) -> Listener:
    """Learn from examples and their sentence vectors, in the same order. Kinds not named are the floor's."""
    own = list(examples)
    seen = features([one.text for one in own], vectors)
    in_danger = np.array([one.danger for one in own])
    kinds = np.array([_kind(one, floor) if one.danger else "" for one in own])
    named = kinds != ""
    danger = LogisticRegression(C=_STRENGTH, max_iter=300).fit(seen, in_danger)
    which = LogisticRegression(C=_STRENGTH, max_iter=300).fit(seen[named], kinds[named])
    names = tuple(cast("CrisisKind", str(name)) for name in which.classes_)
    return Listener(_weights(danger)[0], _weights(which), names)


def _weights(model: LogisticRegression) -> Vectors:
    return np.hstack([model.coef_, model.intercept_[:, np.newaxis]]).astype(np.float32)


def _kind(example: Example, floor: CrisisFloor) -> str:
    heard = None if example.kind else floor.check(example.text)
    return example.kind or (heard.kind if heard else "")
