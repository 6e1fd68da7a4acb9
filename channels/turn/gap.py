"""After a turn that nothing answered: the question goes on the editors' list, without whoever asked it."""

import structlog

from actions.store import StoreUnavailableError
from channels.turn.state import Tools, Turn

log = structlog.get_logger()


def note_gap(turn: Turn, tools: Tools) -> None:
    """Record the question of a turn that was not covered, or was to be made clear twice in a row.

    A store that fails here costs a line of the list, never the answer.
    """
    if not is_gap(turn):
        return
    try:
        tools.gaps.record(turn.text, turn.heard, turn.asker, turn.topics)
    except StoreUnavailableError:
        log.warning("a gap was not recorded")


def is_gap(turn: Turn) -> bool:
    """Typed words that found no answer; never beside numbers to call, after a cry for help, or at the door."""
    unanswered = turn.outcome == "not_covered" or turn.outcome == turn.after == "clarify"
    typed = turn.incoming.choice is None
    return unanswered and typed and turn.after != "crisis" and not any(reply.data for reply in turn.replies)
