"""Bookings opened with a code are remembered for a quarter of an hour, for one conversation."""

from datetime import UTC, datetime, timedelta

from actions.booking_talk import Opened


class Clock:
    now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_remembered_for_a_while_and_for_one_conversation() -> None:
    clock = Clock()
    opened = Opened(clock)
    opened.put("a", "K7M-4QX", "CODE")
    found = opened.get("a")
    assert found is not None and (found.reference, found.code) == ("K7M-4QX", "CODE")
    assert opened.get("b") is None
    clock.now += timedelta(minutes=15)
    assert opened.get("a") is None


def test_closed_and_replaced() -> None:
    opened = Opened(Clock())
    opened.put("a", "K7M-4QX", "CODE")
    opened.put("a", "P4T-7N4", "OTHER")
    found = opened.get("a")
    assert found is not None and found.code == "OTHER"
    assert "OTHER" not in repr(found)
    opened.close("a")
    opened.close("a")
    assert opened.get("a") is None
