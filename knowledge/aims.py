"""What exactly a message asks for, learnt from all questions together: an article as a whole, one of its details, or one place of a document.

Closeness to single questions is swayed by their wording and their language; one linear score an aim, learnt against all
other aims, keeps to what sets it apart. Trained by `skolevej knowledge ship` (see aims_training), kept in aims.npz.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.model import Passage
from knowledge.scales import Floats
from knowledge.shipped import read_shipped, write_shipped

SHIPPED = Path(__file__).resolve().parent / "aims.npz"
Aim = tuple[str, str]
"""(article id, detail's topic or "" for the article as a whole), or ("", the place) of a document."""


def aim_of(passage: Passage, detail: str) -> Aim:
    """The aim of a question written for `passage`; `detail` is what it asks for: a detail, a place, or empty."""
    return (passage.document if passage.kind == "article" else "", detail)


@dataclass(frozen=True, slots=True)
class Aims:
    """`names` are the aims; `matrix` [aims, dim], `bias` [aims]; `usual` [dim] is taken off every question."""

    names: tuple[Aim, ...]
    matrix: Floats
    bias: Floats
    usual: Floats

    def likely(self, vector: Floats) -> Floats:
        """How likely a message (`vector` [dim] is its encoding) asks for each of `names`, as logarithms of shares of one.

        Among all aims, whatever this asker may see: to be compared, not to be shown.
        """
        if not self.names:
            return self.bias
        step = vector - self.usual
        scores = self.matrix @ (step / max(float(np.linalg.norm(step)), 1e-9)) + self.bias
        most = scores.max()
        return np.asarray(scores - most - np.log(np.exp(scores - most).sum()), np.float32)


def no_aims(dim: int) -> Aims:
    """For an encoder nothing was learnt with."""
    none = np.zeros((0, dim), np.float32)
    return Aims((), none, none[:, 0], np.zeros(dim, np.float32))


def shipped_aims(encoder_id: str, dim: int, source: Path = SHIPPED) -> Aims:
    found = read_shipped(source, encoder_id)
    if found is None or not {"articles", "details", "matrix", "bias", "usual"} <= found.keys():
        return no_aims(dim)
    matrix, bias, usual = (found[name].astype(np.float32) for name in ("matrix", "bias", "usual"))
    articles, details = found["articles"].tolist(), found["details"].tolist()
    fits = matrix.shape == (len(articles), dim) and usual.shape == (dim,)
    if not fits or not len(articles) == len(details) == len(bias):
        return no_aims(dim)
    return Aims(tuple(zip(articles, details, strict=True)), matrix, bias, usual)


def ship_aims(aims: Aims, encoder_id: str, target: Path = SHIPPED) -> None:
    articles, details = (np.array([name[part] for name in aims.names], np.str_) for part in (0, 1))
    arrays = {"matrix": aims.matrix, "bias": aims.bias, "usual": aims.usual}
    write_shipped(target, encoder_id, {"articles": articles, "details": details, **arrays})


def numbers_of(aims: Aims) -> dict[Aim, int]:
    """The row of each aim in what `likely` gives."""
    return {name: number for number, name in enumerate(aims.names)}


def aims_of_passages(passages: Sequence[Passage], aims: Aims) -> list[list[int]]:
    """The numbers of the aims each passage can meet: all of its article, or its own places."""
    of_article: dict[str, list[int]] = {}
    numbers = numbers_of(aims)
    for (article, _), number in numbers.items():
        of_article.setdefault(article, []).append(number)
    return [
        of_article.get(passage.document, [])
        if passage.kind == "article"
        else [
            numbers["", place] for place in {line.place for line in passage.lines} if ("", place) in numbers
        ]
        for passage in passages
    ]
