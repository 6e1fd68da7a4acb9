"""The aims: kept and read back, refused for another encoder, and learning what exactly is asked for."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import plain
from knowledge.aims import Aims, aims_of_passages, ship_aims, shipped_aims
from knowledge.aims_training import train_aims
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.vectors import corpus_vectors
from knowledge.model import Asked, Passage, PlaceLine

RNG = np.random.default_rng(11)
NAMES = (("", "a place"), ("stomach", ""), ("stomach", "the-doctor"))


def some() -> Aims:
    matrix = RNG.normal(size=(3, 8)).astype(np.float32)
    return Aims(NAMES, matrix, matrix[:, 0], matrix[0])


def test_what_is_shipped_is_read_back(tmp_path: Path) -> None:
    aims = some()
    ship_aims(aims, "e5", tmp_path / "a.npz")
    again = shipped_aims("e5", 8, tmp_path / "a.npz")
    assert again.names == NAMES
    asked = np.ones(8, np.float32)
    assert np.allclose(again.likely(asked), aims.likely(asked), atol=0.02)


def test_shares_add_up_to_one() -> None:
    assert float(np.exp(some().likely(np.ones(8, np.float32))).sum()) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("case", ["another encoder", "another size", "damaged", "missing"])
def test_aims_that_do_not_fit_know_nothing(tmp_path: Path, case: str) -> None:
    path = tmp_path / "a.npz"
    ship_aims(some(), "another" if case == "another encoder" else "e5", path)
    if case == "damaged":
        path.write_bytes(path.read_bytes()[:100])
    if case == "missing":
        path.unlink()
    dim = 6 if case == "another size" else 8
    assert shipped_aims("e5", dim, path).likely(np.zeros(dim, np.float32)).shape == (0,)


def test_an_article_meets_all_its_aims_and_a_passage_its_own_places() -> None:
    line = PlaceLine("a place", "en", "What it answers.")
    placed = Passage("d#1", "document", "d", "D", (), "Text", "1", "da", lines=(line,))
    other = Passage("d#2", "document", "d", "D", (), "Text", "1", "da")
    article = Passage("s", "article", "stomach", "S", (), "Text", "1", "en")
    assert aims_of_passages([placed, other, article], some()) == [[0], [], [1, 2]]


def test_a_question_nobody_listed_finds_its_detail(
    encoder: CachedEncoder, passages: list[Passage], questions: dict[str, tuple[Asked, ...]]
) -> None:
    stomach = next(p for p in passages if p.document == "stomach")
    doctor = ("lægen fandt ikke noget", "skal vi til lægen med mavepinen", "hvad kan lægen gøre")
    asked = {
        **questions,
        stomach.id: (*questions[stomach.id], *(Asked(text, "da", "the-doctor") for text in doctor)),
    }
    corpus = corpus_vectors(passages, asked, encoder, plain(encoder.dim), lambda _: None)
    aims = train_aims(corpus, passages, lambda _: None)
    likely = aims.likely(encoder.encode_queries(["vores læge kunne ikke finde noget"])[0])
    assert aims.names[int(likely.argmax())] == ("stomach", "the-doctor")


def test_the_shipped_aims_are_nearly_all_our_details(onnx_encoder: OnnxEncoder) -> None:
    known = {article for article, asked in shipped_aims(onnx_encoder.id, onnx_encoder.dim).names if asked}
    folder = Path(__file__).resolve().parents[2] / "knowledge" / "articles" / "en"
    ours = {file.stem for file in folder.glob("*.md") if "\ndetails:\n" in file.read_text(encoding="utf-8")}
    assert len(ours - known) <= len(ours) / 20, "Run `skolevej knowledge ship`"
