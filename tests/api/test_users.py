"""`skolevej users …` as an administrator types it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.staff import StaffError
from api.cli import app

SIGNE = ["--login", "signe@soelvbaek.example.org", "--name", "Signe Birkemose"]
PASSWORD = "fire grønne cykler ved vandet\n"


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SKOLEVEJ_DATA_DIR", str(tmp_path))


def run(*arguments: str, typed: str = "") -> str:
    """What the command says; what it raises is raised here."""
    result = CliRunner().invoke(app, ["users", *arguments], input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def add(*arguments: str, typed: str = PASSWORD) -> str:
    return run("add", *SIGNE, *arguments, "--password-stdin", typed=typed)


def test_add_list_disable_enable() -> None:
    assert "can sign in at /desk as signe@soelvbaek.example.org" in add("--coordinator", "dk-birkemose")
    assert all(shown in run("list") for shown in ("dk-birkemose", "active", "da"))
    assert "can't sign in" in run("disable", "signe@soelvbaek.example.org")
    assert "disabled" in run("list")
    run("enable", "signe@soelvbaek.example.org")
    assert "active" in run("list")


def test_what_is_left_out_is_asked_for_and_the_password_is_not_shown() -> None:
    typed = f"kari@lyngvaag.example.org\nKari Holm\nno-tangvoll\n{PASSWORD}{PASSWORD}"
    said = run("add", typed=typed)
    assert "no-solvang" in said
    assert "cykler" not in said
    assert "nb" in run("list")


def test_the_language_is_the_municipalitys_unless_chosen() -> None:
    add("--coordinator", "no-myrdal", "--language", "en")
    assert "en" in run("list").split()


def test_another_password() -> None:
    add("--coordinator", "dk-birkemose")
    said = run("password", "signe@soelvbaek.example.org", "--password-stdin", typed="otte heste i regnvejr\n")
    assert "has a new password" in said


@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (["--coordinator", "dk-nobody"], PASSWORD, "Choose one of: dk-birkemose"),
        (
            ["--coordinator", "dk-birkemose", "--role", "king"],
            PASSWORD,
            "Choose coordinator or administrator",
        ),
        (["--coordinator", "dk-birkemose", "--language", "sv"], PASSWORD, "Choose da, nb or en"),
        (["--coordinator", "dk-birkemose"], "kort\n", "at least 12 characters"),
        (["--coordinator", "dk-birkemose"], "password1234\n", "Use four words of your own"),
        (["--coordinator", "dk-birkemose"], "", "no password"),
    ],
)
def test_a_mistake_says_what_to_do_and_adds_nobody(arguments: list[str], typed: str, says: str) -> None:
    with pytest.raises(StaffError, match=says):
        add(*arguments, typed=typed)
    assert "signe" not in run("list")
