"""What lies nearest to a question: vectors, and by passage."""

from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.index.vectors import CorpusVectors
from knowledge.scales import Floats, Rows

_FAISS: Any = faiss  # its stubs do not know its own keyword arguments


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest vectors this asker may see, best first; the arrays run in parallel.

    `found` are their numbers in the corpus, `match` how close they are through the adapter, `cosine` how close
    without it.
    """

    found: Rows
    match: Floats
    cosine: Floats


@dataclass(frozen=True, slots=True)
class ByPassage:
    """One kind of nearness by passage. `rows` [k], sorted; `both` is the mean of a row's best two matches."""

    rows: Rows
    match: Floats
    both: Floats
    cosine: Floats

    def over(self, rows: Rows, values: Floats, missing: float = np.nan) -> Floats:
        """`values` of these rows, `missing` where there are none."""
        spread = np.full(len(rows), missing, np.float32)
        spread[np.searchsorted(rows, self.rows)] = values
        return spread


def first_two(near: Near, owner: NDArray[np.int32], allowed: NDArray[np.bool_]) -> ByPassage:
    """The best and the second best vector of each allowed row."""
    mine = np.flatnonzero(allowed[owner[near.found]])
    owners, match, cosine = owner[near.found[mine]], near.match[mine], near.cosine[mine]
    rows, first = np.unique(owners, return_index=True)  # best first, so the first is the best
    rest = np.ones(len(owners), np.bool_)
    rest[first] = False
    again, second = np.unique(owners[rest], return_index=True)
    both = match[first].copy()
    at = np.searchsorted(rows, again)
    both[at] = (both[at] + match[rest][second]) / 2
    best = np.full(len(rows), -1.0, np.float32)
    np.maximum.at(best, np.searchsorted(rows, owners), cosine)
    return ByPassage(rows.astype(np.int64), match[first], both, best)


def nearest(
    index: Any,
    first: int,
    corpus: CorpusVectors,
    seen: tuple[Floats, Floats],
    allowed: NDArray[np.bool_],
    most: int,
) -> Near:
    """Of one FAISS index whose vectors are numbered from `first` in the corpus; `most` at a time.

    `seen` is the question through the adapter and as it was encoded.
    """
    if not allowed.any() or not index.ntotal:
        return Near(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))
    query, vector = seen
    owner = corpus.owner[first : first + index.ntotal]
    match, found = index.search(query[None, :], min(most, index.ntotal), params=_selection(allowed, owner))
    real = found[0] >= 0
    numbers = found[0][real] + first
    plain = corpus.vectors[first : first + index.ntotal] @ vector  # all at once: to gather them costs more
    cosine = plain[found[0][real]] + (corpus.means @ vector)[corpus.group[numbers]]
    return Near(numbers, match[0][real], np.asarray(cosine, np.float32))


def _selection(allowed: NDArray[np.bool_], owner: NDArray[np.int32]) -> Any:
    if allowed.all():
        return None
    bits = np.packbits(allowed[owner], bitorder="little")
    return _FAISS.SearchParameters(sel=_FAISS.IDSelectorBitmap(bits))
