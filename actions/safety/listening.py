"""Teaching the listener: from the example files beside it and from the examples of Rasa's intents."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from .floor import KINDS, CrisisFloor, CrisisKind
from .listener import REACH, Listener, Vectors, weighed
from .phrasebook import SafetyDataError, read_mapping

EXAMPLES = Path(__file__).parent / "examples"
_DANGER, _EVERYDAY = "crisis", "everyday"
_STRENGTH, _KIND_STRENGTH = 4.0, 500.0
"""scikit-learn's C of the two models. Between half and double: no difference beyond chance on unseen writers."""
_FOLDS = 6
_AT_ONCE = 2
"""Machines taught at the same time: each holds half a gigabyte."""
_NO_AUTHOR = {"da", "nb", "en", _DANGER, _EVERYDAY}


@dataclass(frozen=True, slots=True)
class Example:
    """A message and whether it speaks of danger; `kind` where its file says which.

    `group`: messages that one author wrote or translated. None: not used to tell how sure the listener may be.
    """

    text: str
    danger: bool
    kind: CrisisKind | None = None
    group: str | None = None


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every message of `*crisis.yml` and `*everyday.yml`, whatever groups it stands in. Raises SafetyDataError."""
    found: list[Example] = []
    for file in sorted(folder.glob("*.yml")):
        if not (_DANGER in file.stem or _EVERYDAY in file.stem):
            raise SafetyDataError(
                file, "file", "its name says neither", f"Name it …_{_DANGER}.yml or …_{_EVERYDAY}.yml"
            )
        known = _messages(file, read_mapping(file), _DANGER in file.stem, None)
        found += [replace(one, group=_author(file)) for one in known]
    return found


def _author(file: Path) -> str:
    """Whose messages a file holds: "da_unseen2_crisis" and "everyday_unseen" are both of "unseen"."""
    return (
        "_".join(part.rstrip("0123456789") for part in file.stem.split("_") if part not in _NO_AUTHOR)
        or "first"
    )


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


def teach(examples: Iterable[Example], vectors: Sequence[Vectors], floor: CrisisFloor) -> Listener:
    """Learn from examples and the vectors of their pieces (pieces, dimensions), in the same order.

    Kinds not named are the floor's. How sure it is comes from messages it had not learnt: each group is judged by
    what the others teach, so there must be two at least.
    """
    own = list(examples)
    in_danger = np.array([one.danger for one in own])
    wholes = np.stack([one[0] for one in vectors])
    machine = _machine().fit(wholes, in_danger)
    kinds = np.array([_kind(one, floor) if one.danger else "" for one in own])
    which = LogisticRegression(C=_KIND_STRENGTH, max_iter=300).fit(wholes[kinds != ""], kinds[kinds != ""])
    return Listener(
        wholes[machine.support_].astype(np.float32),
        machine.dual_coef_[0].astype(np.float32),
        float(machine.intercept_[0]),
        _doubt(own, vectors),
        np.hstack([which.coef_, which.intercept_[:, np.newaxis]]).astype(np.float32),
        tuple(cast("CrisisKind", str(name)) for name in which.classes_),
    )


def unlearnt_margins(own: list[Example], vectors: Sequence[Vectors]) -> Vectors:
    """Each example's highest margin from a machine taught without its group; not a number where it has no group."""
    in_danger, groups = np.array([one.danger for one in own]), np.array([one.group or "" for one in own])
    wholes, margins = np.stack([one[0] for one in vectors]), np.full(len(own), np.nan, dtype=np.float32)
    folds = _folds(groups)
    with ThreadPoolExecutor(_AT_ONCE) as threads:  # scikit-learn lets go of Python's lock while it fits
        machines = threads.map(lambda out: _machine().fit(wholes[~out], in_danger[~out]), folds)
        for out, machine in zip(folds, machines, strict=True):
            margins[out] = _highest(
                machine, [one for one, is_out in zip(vectors, out, strict=True) if is_out]
            )
    return margins


def _folds(groups: npt.NDArray[np.str_]) -> list[npt.NDArray[np.bool_]]:
    """Groups left out together, so that teaching takes no longer with every new author."""
    names = sorted(set(groups) - {""})
    return [np.isin(groups, names[at::_FOLDS]) for at in range(min(_FOLDS, len(names)))]


def _highest(machine: SVC, messages: list[Vectors]) -> Vectors:
    starts = np.cumsum([0, *(len(one) for one in messages[:-1])])
    heard = weighed(np.vstack(messages), machine.support_vectors_, machine.dual_coef_[0])
    return np.asarray(np.maximum.reduceat(heard + machine.intercept_[0], starts), np.float32)


def _machine() -> SVC:
    return SVC(C=_STRENGTH, gamma=REACH, cache_size=500)


def _doubt(own: list[Example], vectors: Sequence[Vectors]) -> tuple[float, float]:
    margins, in_danger = unlearnt_margins(own, vectors), np.array([one.danger for one in own])
    known = ~np.isnan(margins)
    fitted = LogisticRegression(C=100.0).fit(margins[known, np.newaxis], in_danger[known])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _kind(example: Example, floor: CrisisFloor) -> str:
    heard = None if example.kind else floor.check(example.text)
    return example.kind or (heard.kind if heard else "")
