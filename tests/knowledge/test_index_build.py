"""A build is seen wholly or not at all, costs nothing when nothing changed, and can be taken back."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.vector_cache import CachedEncoder, VectorCache
from knowledge.index import build as building
from knowledge.index.artefact import load_index
from knowledge.index.build import BuildSummary, build_index
from knowledge.index.files import (
    KEPT_VERSIONS,
    IndexDamagedError,
    IndexEncoderError,
    IndexMissingError,
    current_version,
    held_back,
    roll_back,
    versions,
)
from knowledge.index.vectors import texts_to_encode
from knowledge.model import Asked, Passage


def passage(number: int, text: str) -> Passage:
    return Passage(f"p{number}", "document", "doc", "Titel", (), text, "1", "da", position=number)


CORPUS = [passage(0, "Læreren ringer hjem den første dag."), passage(1, "Mødet holdes inden for en uge.")]


def build(folder: Path, encoder: CachedEncoder, texts: Sequence[Passage] = CORPUS) -> BuildSummary:
    return build_index(texts, {}, encoder, folder, lambda _: None)


def test_a_built_index_gives_the_passages_back(tmp_path: Path, encoder: CachedEncoder) -> None:
    summary = build(tmp_path, encoder)
    index = load_index(tmp_path, encoder)
    assert summary.changed and list(index.passages) == CORPUS and index.version == summary.version
    assert index.meta["passages"] == 2 and index.meta["encoder"] == encoder.id


def test_the_same_content_is_not_built_again(tmp_path: Path, encoder: CachedEncoder) -> None:
    first = build(tmp_path, encoder)
    stamp = (tmp_path / "versions" / first.version / "meta.json").stat().st_mtime_ns
    second = build(tmp_path, encoder)
    assert not second.changed and second.version == first.version
    assert (tmp_path / "versions" / first.version / "meta.json").stat().st_mtime_ns == stamp


@pytest.mark.parametrize(
    ("changed", "questions"),
    [
        ([CORPUS[0], passage(1, "Mødet holdes inden for to uger.")], {}),
        ([CORPUS[0]], {}),
        (CORPUS[::-1], {}),
        (CORPUS, {"p0": (Asked("hvem ringer", "da"),)}),
    ],
)
def test_any_change_makes_another_version(
    tmp_path: Path, encoder: CachedEncoder, changed: list[Passage], questions: Mapping[str, Sequence[Asked]]
) -> None:
    first = build(tmp_path, encoder)
    second = build_index(changed, questions, encoder, tmp_path, lambda _: None)
    assert second.changed and second.version != first.version == versions(tmp_path)[0]
    assert current_version(tmp_path) == second.version


def test_a_build_that_fails_leaves_the_old_version_in_use(
    tmp_path: Path, encoder: CachedEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(tmp_path, encoder)
    monkeypatch.setattr(building, "write_meta", _no_space)
    with pytest.raises(OSError, match="no space"):
        build(tmp_path, encoder, [passage(0, "Noget helt andet.")])
    assert current_version(tmp_path) == first.version
    assert [path.name for path in (tmp_path / "versions").iterdir()] == [first.version]
    assert list(load_index(tmp_path, encoder).passages) == CORPUS


def test_only_the_last_versions_are_kept(tmp_path: Path, encoder: CachedEncoder) -> None:
    built = [build(tmp_path, encoder, [passage(0, f"Udgave {n} af teksten.")]).version for n in range(5)]
    assert versions(tmp_path) == built[-KEPT_VERSIONS:]


def test_rolling_back_puts_the_version_before_in_use(tmp_path: Path, encoder: CachedEncoder) -> None:
    first = build(tmp_path, encoder)
    build(tmp_path, encoder, [passage(0, "En ny udgave.")])
    assert roll_back(tmp_path) == first.version == load_index(tmp_path, encoder).version
    with pytest.raises(IndexMissingError, match="no earlier"):
        roll_back(tmp_path)


def test_a_roll_back_holds_over_a_restart_until_the_content_changes(
    tmp_path: Path, encoder: CachedEncoder
) -> None:
    first = build(tmp_path, encoder)
    bad = [passage(0, "En ny udgave med en fejl.")]
    second = build(tmp_path, encoder, bad)
    assert roll_back(tmp_path, first.version) == first.version
    assert not build(tmp_path, encoder, bad).changed
    assert (current_version(tmp_path), held_back(tmp_path)) == (first.version, second.version)
    third = build(tmp_path, encoder, [passage(0, "En ny udgave uden fejl.")])
    assert (current_version(tmp_path), held_back(tmp_path)) == (third.version, None)


def test_a_roll_back_can_be_taken_back(tmp_path: Path, encoder: CachedEncoder) -> None:
    first = build(tmp_path, encoder)
    second = build(tmp_path, encoder, [passage(0, "En ny udgave.")])
    roll_back(tmp_path, first.version)
    assert roll_back(tmp_path, second.version) == current_version(tmp_path) == second.version
    assert held_back(tmp_path) is None


def test_nothing_is_rolled_back_to_what_is_gone_or_damaged(tmp_path: Path, encoder: CachedEncoder) -> None:
    first = build(tmp_path, encoder)
    second = build(tmp_path, encoder, [passage(0, "En ny udgave.")])
    with pytest.raises(IndexMissingError, match=f"Kept are: {first.version}, {second.version}"):
        roll_back(tmp_path, "nothing")
    (tmp_path / "versions" / first.version / "passages.jsonl").write_text("altered")
    with pytest.raises(IndexDamagedError):
        roll_back(tmp_path, first.version)
    assert current_version(tmp_path) == second.version


def test_only_texts_that_changed_are_encoded_again(
    tmp_path: Path, onnx_encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    encode = onnx_encoder.encode_passages

    def counted(texts: Sequence[str]) -> Any:
        encoded.extend(texts)
        return encode(texts)

    monkeypatch.setattr(onnx_encoder, "encode_passages", counted)
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cached = CachedEncoder(onnx_encoder, cache)
    many = [passage(n, f"Læreren ringer hjem på dag nummer {n}.") for n in range(20)]
    build(tmp_path / "index", cached, many)
    assert len([text for text in encoded if text.startswith("Læreren ringer")]) == 20
    encoded.clear()
    build(tmp_path / "index", cached, [*many[:19], passage(19, "Kun denne er ny.")])
    assert encoded == ["Kun denne er ny."]
    cache.close()


def test_two_passages_with_one_id_are_refused(tmp_path: Path, encoder: CachedEncoder) -> None:
    with pytest.raises(ValueError, match="p0"):
        build(tmp_path, encoder, [CORPUS[0], passage(0, "En anden tekst.")])
    assert current_version(tmp_path) is None


def test_no_passages_still_make_an_index(tmp_path: Path, encoder: CachedEncoder) -> None:
    build(tmp_path, encoder, [])
    assert load_index(tmp_path, encoder).passages == ()


def test_a_passage_without_words_does_no_harm(tmp_path: Path, encoder: CachedEncoder) -> None:
    build(tmp_path, encoder, [CORPUS[0], passage(1, "… – …")])
    assert len(load_index(tmp_path, encoder).words.scores(["laerer"])) == 2


def test_before_the_first_build_the_error_says_what_to_do(tmp_path: Path, encoder: CachedEncoder) -> None:
    with pytest.raises(IndexMissingError, match="skolevej knowledge build"):
        load_index(tmp_path, encoder)


def test_another_encoders_index_is_refused(tmp_path: Path, encoder: CachedEncoder) -> None:
    build(tmp_path, encoder)

    class Another:
        id, dim = "another", encoder.dim
        encode_queries, encode_passages = encoder.encode_queries, encoder.encode_passages

    with pytest.raises(IndexEncoderError, match="another"):
        load_index(tmp_path, Another())


FILES = [
    "texts.faiss",
    "vectors.npz",
    "nearness.npy",
    "passages.jsonl",
    "words/vocab.index.json",
    "meta.json",
]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("harm", ["cut", "gone", "altered"])
def test_a_damaged_index_is_refused_and_the_next_build_mends_it(
    tmp_path: Path, encoder: CachedEncoder, name: str, harm: str
) -> None:
    path = tmp_path / "versions" / build(tmp_path, encoder).version / name
    _harm(path, harm)
    with pytest.raises(IndexDamagedError, match="skolevej knowledge build"):
        load_index(tmp_path, encoder)
    assert build(tmp_path, encoder).changed
    assert list(load_index(tmp_path, encoder).passages) == CORPUS


def test_an_index_of_another_release_is_refused(tmp_path: Path, encoder: CachedEncoder) -> None:
    meta = tmp_path / "versions" / build(tmp_path, encoder).version / "meta.json"
    meta.write_text(json.dumps({**json.loads(meta.read_text()), "format": 0}))
    with pytest.raises(IndexDamagedError, match="another release"):
        load_index(tmp_path, encoder)


def _harm(path: Path, harm: str) -> None:
    content = path.read_bytes()
    path.unlink()
    if harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "altered":
        path.write_bytes(b"X" + content[1:])


def _no_space(*_: object) -> None:
    raise OSError("no space left")


def test_the_texts_to_ship_are_all_a_build_needs(
    tmp_path: Path,
    onnx_encoder: OnnxEncoder,
    passages: list[Passage],
    questions: dict[str, tuple[Asked, ...]],
) -> None:
    cache = VectorCache(tmp_path / "v.sqlite")
    warm = CachedEncoder(onnx_encoder, cache)
    told = texts_to_encode(passages, questions)
    warm.encode_passages([text for role, text in told if role == "passage"])
    warm.encode_queries([text for role, text in told if role == "query"])
    missed: list[int] = []
    build_index(
        passages,
        questions,
        CachedEncoder(onnx_encoder, cache, lambda done, _: missed.append(done)),
        tmp_path,
        lambda _: None,
    )
    assert missed == []
