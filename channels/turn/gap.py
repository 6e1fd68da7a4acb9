"""After a turn that nothing answered: the question goes on the editors' list, without whoever asked it."""

import structlog

from actions.store import StoreUnavailableError
from channels.turn.state import Tools, Turn

log = structlog.get_logger()


def note_gap(turn: Turn, tools: Tools) -> None:
    """Record what a turn left open: not covered, in part or whole, or to be made clear twice in a row.

    A store that fails here costs a line of the list, never the answer.
    """
    try:
        for question in unanswered(turn):
            tools.gaps.record(question, turn.heard, turn.asker, turn.topics)
    except StoreUnavailableError:
        log.warning("a gap was not recorded")


def unanswered(turn: Turn) -> list[str]:
    """Typed questions that found no answer; never beside numbers to call, after a cry for help, or at the door."""
    if (
        turn.incoming.choice is not None
        or turn.after == "crisis"
        or any(reply.data for reply in turn.replies)
    ):
        return []
    whole = turn.outcome == "not_covered" or turn.outcome == turn.after == "clarify"
    return [turn.text] if whole else turn.still_open
