"""Builds an index version aside and puts it in use in one step; unchanged content costs nothing."""

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import faiss
import numpy as np

from knowledge.adapter import Adapter, shipped_adapter
from knowledge.encoder.protocol import Encoder
from knowledge.index.bridge import save_nearness
from knowledge.index.files import (
    FORMAT,
    IndexDamagedError,
    current_version,
    forget_old,
    held_back,
    point_to,
    read_meta,
    version_folder,
    write_meta,
)
from knowledge.index.lexical import Bm25
from knowledge.index.records import passage_json, write_passages
from knowledge.index.vectors import QUESTION, CorpusVectors, asked_for, corpus_vectors
from knowledge.model import Asked, Passage
from knowledge.search_policy import outside_questions, small_talk
from knowledge.text import char_grams, stems


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did. `changed` is False when the content was indexed already."""

    version: str
    changed: bool
    passages: int
    articles: int
    documents: int
    questions: int


def build_index(
    passages: Sequence[Passage],
    questions: Mapping[str, Sequence[Asked]],
    encoder: Encoder,
    target_dir: Path,
    progress: Callable[[str], None],
) -> BuildSummary:
    """Index `passages` with the `questions` people ask (by passage id), and put the version in use.

    Same content and encoder as before: no work; nor for content that somebody has rolled back from. Raises ValueError when two passages share an id.
    """
    _check_ids(passages)
    adapter = shipped_adapter(encoder.id, encoder.dim)
    version = content_hash(passages, questions, encoder.id, adapter.id)[:16]
    folder = version_folder(target_dir, version)
    rolled_back = held_back(target_dir) == version and _usable(target_dir)
    changed = not rolled_back and not _sound(folder)
    if changed:
        _build_aside(passages, questions, encoder, adapter, folder, progress)
    if not rolled_back and (changed or current_version(target_dir) != version):
        point_to(target_dir, version)
        forget_old(target_dir)
    if rolled_back:
        progress(f"The index stays rolled back to {current_version(target_dir)}; {version} is held back")
    else:
        progress(f"The index holds {len(passages)} passages" + ("" if changed else " (unchanged)"))
    kinds = Counter(kind for kind, _ in {(p.kind, p.document) for p in passages})
    asked = sum(len(questions.get(p.id, ())) for p in passages)
    return BuildSummary(version, changed, len(passages), kinds["article"], kinds["document"], asked)


def content_hash(
    passages: Sequence[Passage],
    questions: Mapping[str, Sequence[Asked]],
    encoder_id: str,
    adapter_id: str,
) -> str:
    """Everything the artefact depends on, as 64 hex digits."""
    fixed = [FORMAT, encoder_id, adapter_id, small_talk(), outside_questions()]
    digest = hashlib.sha256(json.dumps(fixed).encode())
    for passage in passages:
        asked = json.dumps(
            [[q.language, q.text, q.detail] for q in questions.get(passage.id, ())], ensure_ascii=False
        )
        digest.update(f"{passage_json(passage)}\n{asked}\n".encode())
    return digest.hexdigest()


def _check_ids(passages: Sequence[Passage]) -> None:
    twice = [name for name, count in Counter(p.id for p in passages).items() if count > 1]
    if twice:
        raise ValueError(f"passage ids must be unique; these stand twice: {', '.join(sorted(twice)[:5])}")


def _usable(target_dir: Path) -> bool:
    current = current_version(target_dir)
    return current is not None and _sound(version_folder(target_dir, current))


def _sound(folder: Path) -> bool:
    try:
        read_meta(folder)
    except IndexDamagedError:
        return False
    return True


def _build_aside(
    passages: Sequence[Passage],
    questions: Mapping[str, Sequence[Asked]],
    encoder: Encoder,
    adapter: Adapter,
    folder: Path,
    progress: Callable[[str], None],
) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        corpus = corpus_vectors(passages, questions, encoder, adapter, progress)
        _write_vectors(aside, corpus, adapter)
        save_nearness(aside / "nearness.npy", corpus, passages)
        progress("Counting words")
        Bm25.build([stems(_searched(p, questions), p.language) for p in passages]).save(aside / "words")
        Bm25.build([char_grams(_searched(p, questions)) for p in passages]).save(aside / "grams")
        write_passages(aside / "passages.jsonl", passages)
        write_meta(aside, _described(passages, questions, encoder, adapter))
        aside.chmod(0o755)
        _swap_in(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_vectors(folder: Path, corpus: CorpusVectors, adapter: Adapter) -> None:
    asked = corpus.start == QUESTION
    for name, which in (("texts", ~asked), ("asked", asked)):
        index = faiss.IndexFlatIP(corpus.ordinary.shape[1])
        index.add(corpus.adapted[which])
        faiss.write_index(index, str(folder / f"{name}.faiss"))
    names = ("vectors", "owner", "start", "group", "detail", "means", "ordinary", "outside")
    arrays = {name: getattr(corpus, name) for name in names}
    np.savez(folder / "vectors.npz", adapter=adapter.matrix, **arrays)


def _searched(passage: Passage, questions: Mapping[str, Sequence[Asked]]) -> str:
    """The words a passage is found by."""
    return "\n".join((passage.text, *(question.text for question in asked_for(passage, questions))))


def _described(
    passages: Sequence[Passage],
    questions: Mapping[str, Sequence[Asked]],
    encoder: Encoder,
    adapter: Adapter,
) -> dict[str, object]:
    return {
        "encoder": encoder.id,
        "dim": encoder.dim,
        "content_hash": content_hash(passages, questions, encoder.id, adapter.id),
        "adapter": adapter.id,
        "passages": len(passages),
        "questions": sum(len(questions.get(p.id, ())) for p in passages),
        "languages": dict(Counter(p.language for p in passages)),
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _swap_in(aside: Path, folder: Path) -> None:
    """A damaged version of the same name gives way; a sound one made meanwhile by another process stays."""
    if folder.exists() and not _sound(folder):
        shutil.rmtree(folder)
    try:
        aside.rename(folder)
    except OSError:
        if not _sound(folder):
            raise
