"""Nearness to examples: what lies near decides, arrays alone are kept, and rare intents are heard."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from assistant.components.near_examples import CHUNK, Floats, NearExamples, Shape

SHAPE = Shape(narrowness=2.0, smoothing=0.1, balance=0.0, sharpness=8.0)


def points(*places: tuple[float, float]) -> Floats:
    return np.array(places, np.float32)


def counts(*words: int) -> csr_matrix:
    """One row per message, a single word in each; 0 is a word that no other message has to have."""
    return csr_matrix((np.full(len(words), 0.5), (range(len(words)), words)), shape=(len(words), 3))


def two_intents() -> NearExamples:
    return NearExamples.fit(
        SHAPE, points((0, 0), (0.1, 0), (1, 1), (1, 0.9)), counts(1, 1, 2, 2), ["stop", "stop", "why", "why"]
    )


def heard(model: NearExamples, dense: Floats, sparse: csr_matrix) -> list[str]:
    return [model.names[at] for at in model.shares(dense, sparse).argmax(axis=1)]


def test_a_message_is_heard_as_the_examples_near_it() -> None:
    assert heard(two_intents(), points((0.2, 0.1), (0.9, 1)), counts(1, 2)) == ["stop", "why"]


def test_words_decide_where_the_meaning_is_the_same() -> None:
    assert heard(two_intents(), points((0.5, 0.5), (0.5, 0.5)), counts(1, 2)) == ["stop", "why"]


def test_shares_sum_to_one_and_fade_with_the_distance() -> None:
    shares = two_intents().shares(points((0, 0), (0.3, 0.3), (50, 50)), counts(1, 1, 0))
    assert shares.sum(axis=1) == pytest.approx([1, 1, 1])
    near, further, nowhere = shares.max(axis=1)
    assert near > further > nowhere == pytest.approx(0.5)


def test_balance_lets_a_rare_intent_be_heard() -> None:
    dense, sparse = np.zeros((11, 2), np.float32), counts(*[1] * 11)
    intents = [*["why"] * 10, "stop"]
    place = (np.zeros((1, 2), np.float32), counts(1))
    rare = [
        float(NearExamples.fit(Shape(2.0, 0.1, balance, 8.0), dense, sparse, intents).shares(*place)[0, 0])
        for balance in (0.0, 1.0)
    ]
    assert rare[0] < 0.01
    assert rare[1] == pytest.approx(0.5, abs=0.01)


def test_more_examples_than_are_compared_at_a_time() -> None:
    many = CHUNK + 3
    dense = np.repeat(points((0, 0), (1, 1)), many, axis=0)
    model = NearExamples.fit(SHAPE, dense, counts(*[0] * 2 * many), ["stop"] * many + ["why"] * many)
    assert heard(model, points((0, 0.1), (1, 0.9)), counts(0, 0)) == ["stop", "why"]


def test_what_was_saved_hears_the_same(tmp_path: Path) -> None:
    model, message = two_intents(), (points((0.4, 0.7)), counts(2))
    model.save(tmp_path / "model.npz")
    kept = NearExamples.load(tmp_path / "model.npz", SHAPE)
    assert kept.names == model.names
    assert kept.shares(*message) == pytest.approx(model.shares(*message))


def test_a_file_with_more_than_arrays_is_refused(tmp_path: Path) -> None:
    two_intents().save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz") as kept:
        arrays = dict(kept)
    np.savez(tmp_path / "model.npz", **{**arrays, "names": np.array([print, print], dtype=object)})
    with pytest.raises(ValueError, match="allow_pickle"):
        NearExamples.load(tmp_path / "model.npz", SHAPE)
