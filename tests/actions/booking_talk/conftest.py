"""The words that ship, read once."""

from pathlib import Path

import pytest

from actions.booking_talk import BookingWords


@pytest.fixture(scope="session")
def words() -> BookingWords:
    return BookingWords.load(Path(__file__).parents[3] / "assistant" / "booking")
