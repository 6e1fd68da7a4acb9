"""Who may be shown what. These are rules, not weights: what they exclude is not searched at all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Asker, Kind, Passage

ALLOWED_AUDIENCES = {
    None: ("parent", "staff", "both"),
    "parent": ("parent", "both"),
    "staff": ("parent", "staff", "both"),
}


def may_see(passage: Passage, asker: Asker, kind: Kind | None = None) -> bool:
    """The rules for one passage.

    Country: a passage for the other country never; unknown country, no restriction. Audience: a parent
    never gets what is for staff. School: a school's own passage only at that school.
    """
    return (
        (asker.country is None or passage.country in (asker.country, "both"))
        and passage.audience in ALLOWED_AUDIENCES[asker.audience]
        and (passage.school is None or passage.school == asker.school)
        and (kind is None or passage.kind == kind)
    )


class Rules:
    """The same rules for a whole corpus at once: a mask [passages], remembered per kind of asker."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._classes, self._class_of = _classes(passages)
        self._masks: dict[tuple[object, ...], NDArray[np.bool_]] = {}

    def mask(self, asker: Asker, kind: Kind | None = None, *, own: bool = False) -> NDArray[np.bool_]:
        """What this asker may see [passages]; `own`: only what is her school's own."""
        key = (asker.country, asker.audience, asker.school if self._knows(asker.school) else None, kind, own)
        if key not in self._masks:
            allowed = np.array(
                [may_see(p, asker, kind) and not (own and p.school is None) for p in self._classes], np.bool_
            )
            self._masks[key] = allowed[self._class_of] if len(self._class_of) else np.zeros(0, np.bool_)
        return self._masks[key]

    def _knows(self, school: str | None) -> bool:
        """Unknown schools share one mask, so that invented names cannot fill the memory."""
        return any(passage.school == school for passage in self._classes)


def _classes(passages: Sequence[Passage]) -> tuple[list[Passage], NDArray[np.int32]]:
    """One passage for each distinct set of rule fields, and which of them each passage is like."""
    fields = [(p.country, p.audience, p.school, p.kind) for p in passages]
    number = {key: n for n, key in enumerate(dict.fromkeys(fields))}
    first = {number[key]: passage for key, passage in reversed(list(zip(fields, passages, strict=True)))}
    return [first[n] for n in range(len(number))], np.array([number[key] for key in fields], np.int32)
