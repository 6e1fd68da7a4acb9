"""The thin `.venv` leads to the shared environments, and is made again only when they or the checkout change."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from api.bootstrap import checkout, environments
from api.bootstrap.chosen import Environments
from api.bootstrap.environments import Environment
from api.bootstrap.locks import Pin
from api.bootstrap.trouble import Trouble

MakeWheel = Callable[[str, str], Pin]
MakeEnvironment = Callable[..., Environment]


@pytest.fixture
def chosen(make_wheel: MakeWheel, make_environment: MakeEnvironment) -> Environments:
    """The app's environment built, with a package of its own, and Rasa's only described."""
    app = make_environment([make_wheel("birch", "1.0")])
    rasa = make_environment([make_wheel("oak", "1.0")], "rasa")
    environments.ready(app)
    return Environments(app, rasa)


def run(root: Path, code: str) -> str:
    python = root / ".venv" / "bin" / "python"
    return subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    ).stdout.strip()


def test_sees_the_app_environment_and_the_checkout_and_no_other(chosen: Environments, tmp_path: Path) -> None:
    environments.ready(chosen.rasa)
    (tmp_path / "room.py").write_text("NAME = 'room'\n", encoding="utf-8")
    assert checkout.link(tmp_path, chosen) is True
    assert run(tmp_path, "import birch, room; print(birch.VERSION, room.NAME)") == "1.0 room"
    with pytest.raises(subprocess.CalledProcessError):
        run(tmp_path, "import oak")


def test_is_made_once(chosen: Environments, tmp_path: Path) -> None:
    checkout.link(tmp_path, chosen)
    assert checkout.link(tmp_path, chosen) is False


def test_is_made_again_when_an_environment_changed(
    chosen: Environments, make_wheel: MakeWheel, make_environment: MakeEnvironment, tmp_path: Path
) -> None:
    checkout.link(tmp_path, chosen)
    newer = make_environment([make_wheel("birch", "2.0")])
    environments.ready(newer)
    assert checkout.link(tmp_path, Environments(newer, chosen.rasa)) is True
    assert run(tmp_path, "import birch; print(birch.VERSION)") == "2.0"


def test_is_made_again_when_it_was_left_half_made(chosen: Environments, tmp_path: Path) -> None:
    checkout.link(tmp_path, chosen)
    (tmp_path / ".venv" / checkout.FACTS).write_text("{", encoding="utf-8")
    assert checkout.link(tmp_path, chosen) is True


def test_its_command_starts_the_command_line(chosen: Environments, tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    cli = "import sys\ndef main():\n    print('ran', *sys.argv[1:])\n    return 3\n"
    (tmp_path / "api" / "cli.py").write_text(cli, encoding="utf-8")
    checkout.link(tmp_path, chosen)
    done = subprocess.run(
        [tmp_path / ".venv" / "bin" / "skolevej", "doctor"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert (done.returncode, done.stdout.strip()) == (3, "ran doctor")


def test_knows_the_python_of_rasa(chosen: Environments, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="make serve"):
        checkout.rasa_python(tmp_path)
    checkout.link(tmp_path, chosen)
    assert checkout.rasa_python(tmp_path) == chosen.rasa.python
