"""A long conversation cut short for Rasa: what it has learnt, then the last turns word for word.

Every turn Rasa reads all events of a conversation and sends them to our actions, so the sixtieth turn would
cost more than the fifth. The dialogue needs slots, the loop under way and the last turns; the rest is dropped,
which also keeps less of what people write. The transcript is the app's and stays whole.
"""

from typing import List

from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

LONGEST = 10
"""Turns of one conversation that are kept before it is cut."""
KEPT = 4
"""Turns left whole by a cut: more than the memory of any policy (max_history in config.yml)."""


def shortened(tracker: DialogueStateTracker) -> List[Event]:
    """The events that say the same to the policies, fewer than before; the tracker's own if it is short."""
    events = list(tracker.events)
    turns = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= LONGEST:
        return events
    cut = _beginning(events, turns[-KEPT])
    return [*_learnt(tracker, events[:cut]), *events[cut:]]


def _beginning(events: List[Event], utterance: int) -> int:
    """Where the turn of this utterance begins: at the listening before it."""
    before = range(utterance, 0, -1)
    return next((place for place in before if isinstance(events[place], ActionExecuted)), utterance)


def _learnt(tracker: DialogueStateTracker, dropped: List[Event]) -> List[Event]:
    """A fresh session with the slots and the loop as they stood after the dropped events."""
    then = DialogueStateTracker.from_events(tracker.sender_id, dropped, tracker.slots.values())
    at = dropped[-1].timestamp
    slots = [
        SlotSet(name, value, at) for name, value in then.current_slot_values().items() if value is not None
    ]
    loop = [ActiveLoop(then.active_loop_name, at)] if then.active_loop_name else []
    return [SessionStarted(at), *slots, *loop]
