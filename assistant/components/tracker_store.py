"""Rasa's own SQL tracker store, able to forget a conversation."""

from typing import Any, Text

from rasa.core.tracker_store import SQLTrackerStore


class ForgettingTrackerStore(SQLTrackerStore):
    """Adds what Rasa lacks: deleting one conversation's events."""

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
