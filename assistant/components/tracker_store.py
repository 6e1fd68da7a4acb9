"""Rasa's own SQL tracker store, able to forget a conversation, and to keep a long one short."""

import json
from typing import Any, Optional, Text

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.components.shortening import shortened


class OwnTrackerStore(SQLTrackerStore):
    """Adds what Rasa lacks: deleting one conversation's events, and a bound on how many there are."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Events hold what people write, and Rasa logs the store's errors: without the values, then.
        self.engine.hide_parameters = True

    def forget(self, sender_id: Text) -> int:
        """Delete every event of a conversation; returns how many there were.

        The caller holds the conversation's lock, so that no turn in flight writes them back.
        """
        with self.session_scope() as session:
            deleted = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()
        return int(deleted)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The conversation as a turn begins; one that has grown long is cut short first, here and in the store.

        Rasa holds the conversation's lock from before this call to the end of the turn.
        """
        tracker = await super().retrieve(sender_id)
        if tracker is None:
            return None
        events = shortened(tracker)
        if len(events) == len(tracker.events):
            return tracker
        self._replace(sender_id, events)
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    def _replace(self, sender_id: Text, events: "list[Event]") -> None:
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.add_all([self._row(sender_id, event) for event in events])
            session.commit()

    def _row(self, sender_id: Text, event: Event) -> Any:
        data = event.as_dict()
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
            action_name=data.get("name"),
            data=json.dumps(data),
        )
