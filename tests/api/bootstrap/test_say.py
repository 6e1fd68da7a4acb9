"""Long steps show that they move: one line rewritten on a terminal, a line now and then in a log."""

import io

import pytest

from api.bootstrap.say import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_line_is_rewritten() -> None:
    stream = Terminal()
    progress = Progress("building", stream)
    progress.update("1 of 2")
    progress.update("2 of 2")
    progress.done("2 packages")
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().split("\r\x1b[2K")[1:3] == ["building: 1 of 2", "building: 2 of 2"]
    assert stream.getvalue().rpartition("\x1b[2K")[2].startswith("building: 2 packages (")


def test_in_a_log_it_is_not_repeated_for_every_package(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    progress = Progress("building", stream)
    for number in range(100):
        progress.update(f"{number} of 100")
    assert stream.getvalue() == "building: 0 of 100\n"
    monkeypatch.setattr("api.bootstrap.say.SECONDS_BETWEEN_LINES", 0)
    progress.update("100 of 100")
    assert stream.getvalue().splitlines()[1:] == ["building: 100 of 100"]
