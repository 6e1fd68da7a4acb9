"""Every error of a booking has words in each language, and times read as people there write them."""

import re
from datetime import timedelta

import pytest

from actions.contacts import errors
from actions.contacts.errors import ContactError, SlotError
from channels.texts import Texts
from tests.contact_world import NOW, World

TEXTS = Texts.load()
VALUES = {
    "reference": "K7M-4QX", "first": 0, "last": 9, "length": 10_000, "limit": 2000, "code": "+45", "hours": 1,
    "tries": 10, "minutes": 60,
}  # fmt: skip
CLASSES = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, ContactError) and kind not in (ContactError, SlotError)
]


@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.key)
def test_it_has_words_that_use_only_its_own_values(kind: type[ContactError], language: str) -> None:
    text = TEXTS(language, f"booking.errors.{kind.key}", **VALUES)
    assert "{" not in text
    promised = set(re.findall(r"\w+", (kind.__doc__ or "").partition("Values:")[2])) & set(VALUES)
    used = {
        name
        for name in VALUES
        if TEXTS(language, f"booking.errors.{kind.key}", **{**VALUES, name: "§"}) != text
    }
    assert used <= promised


def test_a_slot_reads_as_people_write_it(world: World) -> None:
    slot = world.free()[0]
    assert [slot.shown_day(language) for language in ("da", "nb", "en")] == [
        "mandag den 23. november",
        "mandag 23. november",
        "Monday 23 November",
    ]
    assert [slot.shown_time(language) for language in ("da", "nb", "en")] == [
        "11.00–11.30", "11:00–11:30", "11:00–11:30",
    ]  # fmt: skip
    assert slot.start - NOW == timedelta(days=1)
