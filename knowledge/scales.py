"""Brings kinds of evidence to one scale."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


def z(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / (values.std() + 1e-6), np.float32)


def lowest(*groups: Floats) -> float:
    """Of all values; -1, as far away as can be, when there are none."""
    values = np.concatenate(groups)
    return float(values.min()) if len(values) else -1.0


def known_z(values: Floats) -> Floats:
    """The z-score among the known; what is not known stands at the middle, for or against nothing."""
    known = ~np.isnan(values)
    scaled = np.zeros(len(values), np.float32)
    if known.sum() > 1:
        scaled[known] = z(values[known])
    return scaled


def mean_known(one: Floats, other: Floats) -> Floats:
    """The mean of two where both are known, else the one that is; 0 where neither is."""
    known = np.stack([one, other])
    count = (~np.isnan(known)).sum(axis=0)
    return np.asarray(np.nansum(known, axis=0) / np.maximum(count, 1), np.float32)


def top(scores: Floats, allowed: NDArray[np.bool_], count: int) -> Rows:
    """Rows of the best allowed scores above zero, in no order."""
    masked = np.where(allowed, scores, 0)
    best = np.argpartition(-masked, count)[:count] if count < len(masked) else np.arange(len(masked))
    return best[masked[best] > 0].astype(np.int64)


def shares(scores: Floats) -> Floats:
    """Scores as likelihoods that add up to one."""
    steps = np.exp(scores - scores.max(initial=-np.inf)) if len(scores) else scores
    return np.asarray(steps / max(float(steps.sum()), 1e-9), np.float32)
