"""A model is named by all it depends on, and Rasa keeps its events where we can erase them."""

from pathlib import Path

import pytest

from api.paths import paths_of
from api.rasa_process import tracker_store
from api.settings import Settings
from api.training import TrainingError, model_file, model_hash, rasa_environment, rasa_python


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", cache_dir=tmp_path / "cache", rasa_python=None)


def test_the_model_of_another_encoder_is_another(settings: Settings) -> None:
    assert model_hash(settings, "one") == model_hash(settings, "one") != model_hash(settings, "two")
    file = model_file(settings, paths_of(settings), "one")
    assert file.is_relative_to(settings.cache_dir) and file.name == f"{model_hash(settings, 'one')}.tar.gz"


def test_a_model_that_is_there_is_not_trained_again(settings: Settings) -> None:
    from api.training import ensure_model
    from knowledge.encoder.protocol import Encoder

    class Named(Encoder):
        id = "one"

    file = model_file(settings, paths_of(settings), "one")
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    said: list[str] = []
    assert ensure_model(settings, paths_of(settings), Named(), said.append) == file  # type: ignore[abstract]
    assert said == []


def test_rasa_not_built_is_a_sentence_with_the_remedy(tmp_path: Path) -> None:
    missing = Settings(data_dir=tmp_path, cache_dir=tmp_path, rasa_python=tmp_path / "python")
    with pytest.raises(TrainingError, match="make serve"):
        rasa_python(missing)


def test_rasa_reports_nothing_and_keeps_its_files_with_us(settings: Settings) -> None:
    paths = paths_of(settings)
    environment = rasa_environment(paths, EXTRA="1")
    assert environment["RASA_TELEMETRY_ENABLED"] == "false" and environment["EXTRA"] == "1"
    assert environment["HOME"] == str(paths.rasa_work)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, {"dialect": "sqlite"}),
        ("postgresql+psycopg://me:pass@there/db", {"url": "postgresql://me:pass@there/db"}),
        ("postgres://me:pass@there/db", {"url": "postgresql://me:pass@there/db"}),
    ],
)
def test_the_tracker_is_beside_our_store(tmp_path: Path, url: str | None, expected: dict[str, str]) -> None:
    settings = Settings(data_dir=tmp_path, cache_dir=tmp_path, database_url=url)
    store = tracker_store(settings, tmp_path)
    assert expected.items() <= store.items()
    assert store["type"].endswith("OwnTrackerStore")
