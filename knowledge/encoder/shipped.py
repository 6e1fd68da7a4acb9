"""One small file with the vectors of our own articles, so that a fresh clone need not encode them.

`knowledge/vectors.npz`: fp16 vectors beside the encoder's id, roles and text hashes. Vectors of texts
that have changed since are simply never asked for.
"""

import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from knowledge.encoder.protocol import Encoder
from knowledge.encoder.vector_cache import Role, VectorCache, text_key

SHIPPED = Path(__file__).resolve().parents[1] / "vectors.npz"


def ship_vectors(encoder: Encoder, texts: Iterable[tuple[Role, str]], target: Path = SHIPPED) -> int:
    """Encode `texts` and write them to `target` atomically; the number of vectors written."""
    unique = sorted(set(texts))
    queries = [text for role, text in unique if role == "query"]
    passages = [text for role, text in unique if role == "passage"]
    vectors = np.concatenate([encoder.encode_passages(passages), encoder.encode_queries(queries)])
    keys = np.array([list(text_key(text)) for text in passages + queries], np.uint8).reshape(-1, 32)
    handle, aside = tempfile.mkstemp(prefix=".vectors-", suffix=".npz", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        np.savez_compressed(
            file,
            encoder=np.array(encoder.id),
            passages=np.array(len(passages)),
            keys=keys,
            vectors=vectors.astype(np.float16),
        )
    Path(aside).chmod(0o644)
    Path(aside).replace(target)
    return len(unique)


def import_shipped(cache: VectorCache, encoder_id: str, source: Path = SHIPPED) -> int:
    """Put the shipped vectors into the cache; how many. None when there is no file or another encoder made it."""
    if not source.is_file():
        return 0
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as shipped:
            if str(shipped["encoder"]) != encoder_id:
                return 0
            keys = [bytes(row) for row in shipped["keys"]]
            vectors = shipped["vectors"].astype(np.float32)
            split = int(shipped["passages"])
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, OSError):
        return 0  # a convenience only: what is missing is encoded
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-12)
    cache.put(encoder_id, "passage", dict(zip(keys[:split], vectors[:split], strict=True)))
    cache.put(encoder_id, "query", dict(zip(keys[split:], vectors[split:], strict=True)))
    return len(keys)
