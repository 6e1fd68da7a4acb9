"""The SentenceTransformer API, both ways: our ONNX encoder behind it, and any local model directory in front.

torch and sentence-transformers take 7-14 s and 0.4 GB to import, so they are imported inside the
functions here and nowhere else: serving with the default encoder never loads them.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.protocol import EncoderUnavailableError, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
DESCRIBING_FILES = ("modules.json", "config.json", "config_sentence_transformers.json")


class SentenceTransformerEncoder:
    """Any local SentenceTransformer directory as the encoder. Never downloads."""

    def __init__(self, model_path: Path) -> None:
        self._model = _load(model_path)
        self.id = f"st-{model_path.name}-{_fingerprint(model_path)}"
        self.dim = int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return _as_vectors(self._model.encode_query(list(texts), normalize_embeddings=True), self.dim)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return _as_vectors(self._model.encode_document(list(texts), normalize_embeddings=True), self.dim)


def as_sentence_transformer(encoder: OnnxEncoder) -> "SentenceTransformer":
    """The bundled encoder as a SentenceTransformer, for training, evaluation and tools that speak that API."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import InputModule

    class OnnxModule(InputModule):
        def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, Any]:
            vectors = encoder.encode_prompted([(prompt or "") + text for text in inputs])
            return {"sentence_embedding": torch.from_numpy(vectors)}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            return features

        def get_embedding_dimension(self) -> int:
            return encoder.dim

        def save(self, *_: Any, **__: Any) -> None:
            raise NotImplementedError("the converted folder is the saved form")

    return SentenceTransformer(
        modules=[OnnxModule()],  # type: ignore[no-untyped-call]
        prompts=PROMPTS,
        similarity_fn_name="cosine",
        device="cpu",
    )


def _load(model_path: Path) -> "SentenceTransformer":
    if not (model_path / "modules.json").is_file():
        raise EncoderUnavailableError(
            f"{model_path} is not a SentenceTransformer directory: it holds no modules.json. "
            "Point the encoder setting at a saved SentenceTransformer model, or leave it empty for the default."
        )
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_path), device="cpu", local_files_only=True)


def _fingerprint(model_path: Path) -> str:
    """Configuration by content, weights by name and size: cheap, and changes with every retrained model saved."""
    digest = hashlib.sha256()
    for path in sorted(p for p in model_path.rglob("*") if p.is_file()):
        content = path.read_bytes() if path.name in DESCRIBING_FILES else str(path.stat().st_size).encode()
        digest.update(f"{path.relative_to(model_path)}\0".encode() + content)
        if path.name.endswith(".safetensors"):
            digest.update(_tail(path))
    return digest.hexdigest()[:12]


def _tail(path: Path, size: int = 65_536) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - size))
        return file.read()


def _as_vectors(values: Any, dim: int) -> Vectors:
    return np.asarray(values, np.float32).reshape(-1, dim)
