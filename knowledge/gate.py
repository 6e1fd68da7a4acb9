"""Whether a message is one the guidance is for, learnt from messages of both sorts.

A support vector machine: among which known messages does this one lie? It joins the contrast with policy/outside.yml
(see confidence). Trained by `skolevej knowledge ship` (see gate_training), kept in gate.npz.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.shipped import read_shipped, write_shipped

REACH = 0.5
"""How fast a known message's say fades with the square of its distance (gamma of the radial kernel)."""
Floats = NDArray[np.float32]
SHIPPED = Path(__file__).resolve().parent / "gate.npz"


@dataclass(frozen=True, slots=True)
class Gate:
    """`known` [messages, dim] with a weight each, above 0 for what is answered; `bias` is added to their sum."""

    known: Floats
    weights: Floats
    bias: float

    def margin(self, vector: Floats) -> float:
        """Above 0 on the side of what is answered, mostly within -2..2. `vector` is [dim]."""
        away = ((self.known - vector) ** 2).sum(axis=1)
        return float(self.weights @ np.exp(-REACH * away)) + self.bias


def open_gate(dim: int) -> Gate:
    """One that is for and against nothing."""
    return Gate(np.zeros((0, dim), np.float32), np.zeros(0, np.float32), 0.0)


def shipped_gate(encoder_id: str, dim: int, source: Path = SHIPPED) -> Gate:
    found = read_shipped(source, encoder_id)
    if found is None or not {"known", "weights", "bias"} <= found.keys():
        return open_gate(dim)
    known, weights = (found[name].astype(np.float32) for name in ("known", "weights"))
    return Gate(known, weights, float(found["bias"].item())) if known.shape[1] == dim else open_gate(dim)


def ship_gate(gate: Gate, encoder_id: str, target: Path = SHIPPED) -> None:
    write_shipped(
        target, encoder_id, {"known": gate.known, "weights": gate.weights, "bias": np.array(gate.bias)}
    )
