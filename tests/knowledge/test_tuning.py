"""The tuning: kept and read back, refused for other weights, the same in torch and ONNX, and learning what it is there for."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder.convert import bundled_id, bundled_weights, convert
from knowledge.encoder.onnx_encoder import OnnxEncoder, open_both, tokens_of
from knowledge.encoder.tuning import UNTUNED, Tuning, ship_tuning, shipped_tuning
from knowledge.encoder.weights import read_weights
from knowledge.model import Asked, Passage

RNG = np.random.default_rng(5)
MORNING = [
    "hun vil ikke op",
    "ondt i maven hver morgen",
    "grædende ved døren",
    "ligger under dynen når klokken ringer",
    "kan ikke få ham ud af sengen",
]
MEETING = [
    "vi skal til møde",
    "hvem kommer med til samtalen",
    "dagsorden på fredag",
    "referat fra skolen",
    "hvad tager vi op på mødet",
]
TEXTS = ["hej", "Mit barn vil ikke i skole, og jeg ved ikke hvad jeg skal gøre.", "він плаче щоранку"]


def some_tuning(strength: float = 0.1) -> Tuning:
    def part(rows: int, columns: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        return (RNG.normal(size=(rows, columns)) * strength).astype(np.float16).astype(np.float32)

    return Tuning({"l9.q": (part(384, 4), part(4, 384)), "l11.fo": (part(1536, 4), part(4, 384))})


def converted(folder: Path, tuning: Tuning) -> tuple[OnnxEncoder, OnnxEncoder]:
    folder.mkdir()
    convert(bundled_weights(), folder, bundled_id(), tuning)
    return open_both(folder)


def test_what_is_shipped_is_read_back(tmp_path: Path) -> None:
    tuning = some_tuning()
    ship_tuning(tuning, "e5", tmp_path / "t.npz")
    again = shipped_tuning("e5", tmp_path / "t.npz")
    assert again.id == tuning.id and again.first_layer == 9
    assert again.maps.keys() == tuning.maps.keys()


@pytest.mark.parametrize("case", ["other weights", "damaged", "missing", "half"])
def test_a_tuning_that_does_not_fit_is_none_at_all(tmp_path: Path, case: str) -> None:
    path = tmp_path / "t.npz"
    ship_tuning(some_tuning(), "others" if case == "other weights" else "e5", path)
    if case == "damaged":
        path.write_bytes(path.read_bytes()[:100])
    if case == "missing":
        path.unlink()
    if case == "half":
        from knowledge.shipped import write_shipped

        write_shipped(path, "e5", {"l9.q.down": np.zeros((384, 4), np.float32)})
    assert shipped_tuning("e5", path) == UNTUNED


def test_the_shipped_tuning_is_for_the_weights_we_ship() -> None:
    assert len(shipped_tuning(bundled_id()).maps) == 36


def test_plain_vectors_stay_as_they_are(tmp_path: Path, plain_encoder: OnnxEncoder) -> None:
    plain, tuned = converted(tmp_path / "tuned", some_tuning())
    np.testing.assert_allclose(plain.encode_queries(TEXTS), plain_encoder.encode_queries(TEXTS), atol=1e-5)
    assert plain.id == plain_encoder.id != tuned.id
    assert ((plain.encode_queries(TEXTS) * tuned.encode_queries(TEXTS)).sum(axis=1) < 0.9999).all()


def test_where_nothing_was_learnt_there_is_one_encoder(tmp_path: Path) -> None:
    plain, tuned = converted(tmp_path / "untuned", UNTUNED)
    assert plain is tuned and plain.id == bundled_id()


def test_torch_and_onnx_do_the_same_sums(tmp_path: Path, plain_encoder: OnnxEncoder) -> None:
    import torch

    from knowledge.encoder.tuning_model import TunedEncoder

    torch.manual_seed(0)
    model = TunedEncoder(read_weights(bundled_weights())).eval()
    np.testing.assert_array_less(0.999, _agreement(model, plain_encoder, tmp_path / "plain"))
    with torch.no_grad():
        for part in model.parameters():
            part.add_(torch.randn_like(part) * 0.02)
    plain, tuned = converted(tmp_path / "tuned", model.learnt())
    np.testing.assert_array_less(0.998, _agreement(model, tuned, tmp_path / "tuned"))
    assert (_agreement(model, plain, tmp_path / "tuned") < 0.99).all(), (
        "the noise must have changed something"
    )


def _agreement(
    model: "object", encoder: OnnxEncoder, folder: Path
) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """The cosine of each text's vectors in torch and in ONNX."""
    import torch

    if not folder.exists():
        converted(folder, UNTUNED)
    tokens = tokens_of(folder)
    found = []
    for text in TEXTS:
        ids = torch.tensor([[0, *tokens.encode(f"query: {text}"), 2]])
        mask = torch.ones_like(ids, dtype=torch.bool)
        with torch.no_grad():
            found.append(model.upper(model.lower(ids, mask), mask)[0].numpy())  # type: ignore[attr-defined]
    return np.asarray((np.stack(found) * encoder.encode_queries(TEXTS)).sum(axis=1), np.float32)


def test_it_learns_to_tell_topics_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from knowledge.encoder import tuning_training
    from knowledge.encoder.tuning_training import Lesson, train_tuning

    monkeypatch.setattr(tuning_training, "EPOCHS", 12)
    monkeypatch.setattr(tuning_training, "WARM_STEPS", 2)
    monkeypatch.setattr(tuning_training, "SMOOTHING", 0.0)
    taught = [*((text, "morning") for text in MORNING[:-1]), *((text, "meeting") for text in MEETING[:-1])]
    lessons = [Lesson(f"query: {text}", {"article": label}) for text, label in taught]
    converted(tmp_path / "plain", UNTUNED)
    told: list[str] = []
    learnt = train_tuning(
        lessons, {"article": 1.0}, read_weights(bundled_weights()), tokens_of(tmp_path / "plain"), told.append
    )
    plain, tuned = converted(tmp_path / "tuned", learnt)
    assert _apart(tuned) > _apart(plain) + 0.1
    assert told[0] == "Reading 8 texts"
    monkeypatch.setattr(tuning_training, "EPOCHS_MORE", 1)
    more = train_tuning(
        lessons,
        {"article": 1.0},
        read_weights(bundled_weights()),
        tokens_of(tmp_path / "plain"),
        told.append,
        learnt,
    )
    assert more.id != learnt.id
    _, further = converted(tmp_path / "further", more)
    assert _apart(further) > _apart(plain) + 0.1, "it went on from what was learnt, not from nothing"


def test_a_tuning_that_goes_on_begins_as_it_ended() -> None:
    from knowledge.encoder.tuning_model import TunedEncoder

    weights = read_weights(bundled_weights())
    chance = np.random.default_rng(0)
    fresh = TunedEncoder(weights).learnt()
    begun = Tuning(
        {
            name: (down, np.asarray(chance.normal(size=up.shape), np.float32))
            for name, (down, up) in fresh.maps.items()
        }
    )
    ended = TunedEncoder(weights, begun).learnt()
    assert ended.maps.keys() == begun.maps.keys() and ended.id == begun.id


def _apart(encoder: OnnxEncoder) -> float:
    """How much nearer the last of each list, which was not taught, lies to its own list than to the other."""
    one, other = (encoder.encode_queries(texts) for texts in (MORNING, MEETING))
    own = float((one[-1] @ one[:-1].T).mean() + (other[-1] @ other[:-1].T).mean())
    return own - float((one[-1] @ other[:-1].T).mean() + (other[-1] @ one[:-1].T).mean())


def test_lessons_name_each_text_s_topic(
    passages: list[Passage], questions: dict[str, tuple[Asked, ...]]
) -> None:
    from knowledge.tuning_lessons import TIMES_OUTSIDE, WEIGHTS, lessons

    found = lessons(passages, questions)
    asked = [one for one in found if one.labels == {"article": "stomach", "ours": "yes"}]
    assert asked and all(one.text.startswith("query: ") for one in asked)
    refused = [one for one in found if one.labels == {"ours": "no"}]
    again = Counter(one.text for one in refused)
    assert len(again) > 1000 and all(count % TIMES_OUTSIDE == 0 for count in again.values())
    assert {task for one in found for task in one.labels} <= WEIGHTS.keys()
    assert not any("document" in one.labels for one in found), "these documents have no questions"
