"""multilingual-e5-small with onnxruntime, sentencepiece and numpy only: 17 ms a query, no torch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from knowledge.encoder.protocol import Vectors
from knowledge.encoder.tokens import BOS, EOS, PAD
from knowledge.encoder.tuning import PLAIN, TUNED

WINDOW = 510
"""Content tokens at once; a longer text is cut in windows whose vectors are averaged by length."""
BATCH_TOKENS = 2048
REMEMBERED_QUERIES = 2048


@dataclass(frozen=True, slots=True)
class _Engine:
    session: onnxruntime.InferenceSession
    tokens: SentencePieceProcessor
    dim: int


def open_both(folder: Path) -> "tuple[OnnxEncoder, OnnxEncoder]":
    """The plain and the tuned encoder of a converted folder, over one session; the same twice where nothing was learnt."""
    described = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # two spin and cost five times as much
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    engine = _Engine(session, tokens_of(folder), described["dim"])
    plain = OnnxEncoder(engine, described["plain"], PLAIN)
    if described["tuned"] == described["plain"]:
        return plain, plain
    return plain, OnnxEncoder(engine, described["tuned"], TUNED)


def tokens_of(folder: Path) -> SentencePieceProcessor:
    """The vocabulary of a converted folder."""
    return SentencePieceProcessor(model_file=str(folder / "spm.model"))


class OnnxEncoder:
    """Unit vectors [n, dim] of one branch of a converted folder. One thread; safe to share between threads."""

    def __init__(self, engine: "_Engine", encoder_id: str, branch: str) -> None:
        self.id, self.dim = encoder_id, engine.dim
        self._session, self._tokens, self._branch = engine.session, engine.tokens, branch
        self._query = lru_cache(maxsize=REMEMBERED_QUERIES)(self._encode_query)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._query(text) for text in texts]) if texts else self._nothing()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self.encode_prompted([f"passage: {text}" for text in texts])

    def _encode_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.encode_prompted([f"query: {text}"])[0]
        vector.setflags(write=False)  # it is handed out again
        return vector

    def _nothing(self) -> Vectors:
        return np.zeros((0, self.dim), np.float32)

    def encode_prompted(self, texts: Sequence[str]) -> Vectors:
        """Texts that already carry their prompt; most callers want encode_queries or encode_passages."""
        windows = self._windows(texts)
        out = np.zeros((len(texts), self.dim), np.float32)
        while windows:
            batch, windows = _next_batch(windows)
            means = self._mean([ids for _, ids in batch])
            for (row, ids), mean in zip(batch, means, strict=True):
                out[row] += mean * max(len(ids), 1)
        lengths = np.linalg.norm(out, axis=1, keepdims=True).clip(1e-12)
        return np.asarray(out / lengths, np.float32)

    def _windows(self, texts: Sequence[str]) -> list[tuple[int, list[int]]]:
        """(row, token ids), shortest first, so that a batch holds little padding."""
        windows: list[tuple[int, list[int]]] = []
        for row, text in enumerate(texts):
            ids: list[int] = self._tokens.encode(text)
            windows += [(row, ids[at : at + WINDOW]) for at in range(0, max(len(ids), 1), WINDOW)]
        return sorted(windows, key=lambda window: len(window[1]))

    def _mean(self, rows: list[list[int]]) -> NDArray[np.float32]:
        lengths = np.array([[len(row) + 2] for row in rows])
        longest = int(lengths.max())
        ids = np.full((len(rows), longest), PAD, np.int64)
        for target, content in zip(ids, rows, strict=True):
            target[: len(content) + 2] = [BOS, *content, EOS]
        mask = (np.arange(longest) < lengths).astype(np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask}
        hidden = np.asarray(self._session.run([self._branch], feeds)[0])
        summed = np.einsum("blh,bl->bh", hidden, mask.astype(np.float32))
        return np.asarray(summed / lengths, np.float32)


def _next_batch(
    windows: list[tuple[int, list[int]]],
) -> tuple[list[tuple[int, list[int]]], list[tuple[int, list[int]]]]:
    size = 1
    while size < len(windows) and (size + 1) * (len(windows[size][1]) + 2) <= BATCH_TOKENS:
        size += 1
    return windows[:size], windows[size:]
