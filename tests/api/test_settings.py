"""Settings that would put people's data at risk refuse to start, in plain words."""

from pathlib import Path

import pytest

from api.settings import Settings, UnsafeSettingsError, read_settings


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"SKOLEVEJ_{name}", value)
    return read_settings()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"HOST": "0.0.0.0"}, "SKOLEVEJ_HOST"),
        ({"HOST": "0.0.0.0", "PUBLIC_URL": "http://school.example.org"}, "SKOLEVEJ_HOST"),
        ({"HOST": "::"}, "SKOLEVEJ_HOST"),
        ({"METRICS_TOKEN": "short"}, "SKOLEVEJ_METRICS_TOKEN"),
        ({"PORT": "70000"}, "SKOLEVEJ_PORT"),
        ({"PORT": "http"}, "SKOLEVEJ_PORT"),
        ({"RASA_PORT": "-1"}, "SKOLEVEJ_RASA_PORT"),
        ({"LOG_LEVEL": "debug"}, "SKOLEVEJ_LOG_LEVEL"),
        ({"DATABASE_URL": "mysql://x"}, "SKOLEVEJ_DATABASE_URL"),
        ({"DATABASE_URL": "not an address"}, "SKOLEVEJ_DATABASE_URL"),
    ],
)
def test_what_is_unsafe_or_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    with pytest.raises(UnsafeSettingsError, match=named):
        given(monkeypatch, **values)


def test_a_refusal_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnsafeSettingsError) as refused:
        given(monkeypatch, METRICS_TOKEN="hush", DATABASE_URL="mysql://me:hush@there/db")
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_needs_nothing_more(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert given(monkeypatch, HOST=host).host == host


def test_beyond_this_machine_with_https(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, HOST="0.0.0.0", PUBLIC_URL="https://school.example.org").host == "0.0.0.0"


def test_all_state_moves_with_the_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = given(monkeypatch, DATA_DIR=str(tmp_path))
    assert settings.store_url == f"sqlite:///{tmp_path}/skolevej.db"
    assert settings.index_dir.is_relative_to(tmp_path) and settings.documents_dir.is_relative_to(tmp_path)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgres_is_reached_with_our_driver_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    settings = given(monkeypatch, DATABASE_URL=f"{scheme}://me:pass@there/db")
    assert settings.store_url == "postgresql+psycopg://me:pass@there/db"
