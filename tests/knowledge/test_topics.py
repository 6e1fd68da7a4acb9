"""The topics: kept and read back, refused for another encoder, and learning what it is there for."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import plain
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.vectors import corpus_vectors
from knowledge.model import Asked, Passage
from knowledge.topics import Topics, ship_topics, shipped_topics
from knowledge.topics_training import train_topics

RNG = np.random.default_rng(11)


def some() -> Topics:
    matrix = RNG.normal(size=(3, 8)).astype(np.float32)
    return Topics(("a", "b", "c"), matrix, matrix[:, 0], matrix[0])


def test_what_is_shipped_is_read_back(tmp_path: Path) -> None:
    ship_topics(some(), "e5", tmp_path / "t.npz")
    again = shipped_topics("e5", 8, tmp_path / "t.npz")
    assert again.ids == ("a", "b", "c") and again.scores(np.zeros(8, np.float32)).shape == (3,)


@pytest.mark.parametrize("case", ["another encoder", "another size", "damaged", "missing"])
def test_topics_that_do_not_fit_know_nothing(tmp_path: Path, case: str) -> None:
    path = tmp_path / "t.npz"
    ship_topics(some(), "another" if case == "another encoder" else "e5", path)
    if case == "damaged":
        path.write_bytes(path.read_bytes()[:100])
    if case == "missing":
        path.unlink()
    dim = 6 if case == "another size" else 8
    assert shipped_topics("e5", dim, path).scores(np.zeros(dim, np.float32)).shape == (0,)


def test_a_question_nobody_listed_finds_its_topic(
    encoder: CachedEncoder, passages: list[Passage], questions: dict[str, tuple[Asked, ...]]
) -> None:
    corpus = corpus_vectors(passages, questions, encoder, plain(encoder.dim), lambda _: None)
    topics = train_topics(corpus, passages)
    scores = topics.scores(encoder.encode_queries(["hun får mavepine når hun skal af sted"])[0])
    assert topics.ids[int(scores.argmax())] == "stomach"
    assert set(topics.ids) == {p.document for p in passages if p.kind == "article"}


def test_the_shipped_topics_are_nearly_all_our_articles(onnx_encoder: OnnxEncoder) -> None:
    folder = Path(__file__).resolve().parents[2] / "knowledge" / "articles" / "en"
    known = set(shipped_topics(onnx_encoder.id, onnx_encoder.dim).ids)
    ours = {file.stem for file in folder.glob("*.md")}
    assert len(ours - known) <= len(ours) / 20, "Run `skolevej knowledge ship`"
