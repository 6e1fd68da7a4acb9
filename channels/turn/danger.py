"""Danger in a message: the crisis floor before everything, the second net after it, and what they reply."""

import numpy as np
import numpy.typing as npt
import structlog
from anyio import to_thread

from actions.safety.contact_details import CODE, mask_contact_details, mask_private_codes
from actions.safety.floor import CrisisKind
from actions.safety.identity import redact
from actions.safety.listener import pieces_of
from channels.reply import CallNumber, Numbers, Reply
from channels.turn.state import LONGEST_MESSAGE, Tools, Turn
from knowledge.text import normalise_query

log = structlog.get_logger()
UNNAMED_CRISIS: CrisisKind = "self_harm"
"""The model behind the floor hears danger but not which: the reply for the danger that is least often said."""


async def crisis_floor(turn: Turn, tools: Tools) -> None:
    """A cry for help gets its numbers at once, before any model and in every state.

    Where the phrase is doubtful the listener is asked too; if it can't be, it is an alarm.
    """
    if turn.is_command:
        return
    # Twenty letters and digits at random may hold what reads as a cry; a code has no vowels, so nothing is missed.
    found = tools.floor.check(CODE.sub(" ", turn.text))
    if found is None:
        return
    if not tools.second_net.alarms(found, await _danger(turn, tools) if found.doubtful else None):
        turn.doubted = found
        return
    heard = tools.detector.detect(
        turn.text, session=turn.conversation.language, country=turn.conversation.country
    )
    turn.language, turn.heard = heard.reply, heard.heard
    turn.shown = redact(turn.text) if len(turn.text) <= LONGEST_MESSAGE else None
    turn.settle("crisis", crisis_reply(turn, tools, found.kind))


async def second_net(turn: Turn, tools: Tools) -> None:
    """Danger the floor has no words for: surely heard, the crisis reply; possibly, numbers under the answer.

    The message is encoded here once, for the listener (its sentences too) and for Rasa, without contact details.
    """
    if turn.is_command:
        return
    turn.told = mask_contact_details(turn.text, turn.conversation.country)
    turn.shown = mask_private_codes(turn.text)
    vectors = await _pieces(turn.told, tools)
    turn.vector = vectors[0]
    if tools.listener is None:
        return
    heard = tools.listener.hear(vectors)
    if tools.second_net.alarms(turn.doubted, heard.danger):
        turn.settle("crisis", crisis_reply(turn, tools, turn.doubted.kind if turn.doubted else heard.kind))
    turn.numbers_below = tools.second_net.numbers_below(turn.doubted, heard.danger)


async def _danger(turn: Turn, tools: Tools) -> float | None:
    """What the listener makes of a message before anything else is known of it; None where it can't hear."""
    if tools.listener is None or len(turn.text) > LONGEST_MESSAGE:
        return None
    try:
        told = mask_contact_details(turn.text, turn.conversation.country)
        return tools.listener.hear(await _pieces(told, tools)).danger
    except Exception:
        log.exception("the listener failed; a doubtful phrase counts as an alarm")
        return None


async def _pieces(told: str, tools: Tools) -> npt.NDArray[np.float32]:
    """Vectors of the message and, for the listener, of its sentences."""
    pieces = pieces_of(told) if tools.listener else [told]
    return np.stack([await to_thread.run_sync(_encoded, tools, piece) for piece in pieces])


def _encoded(tools: Tools, piece: str) -> npt.NDArray[np.float32]:
    vector: npt.NDArray[np.float32] = tools.encoder.encode_queries([normalise_query(piece)])[0]
    return vector


def crisis_reply(turn: Turn, tools: Tools, kind: CrisisKind) -> Reply:
    """The fixed reply for a kind of crisis, in the turn's language, with numbers of the school's country."""
    fixed = tools.floor.reply(kind, turn.language, turn.conversation.country, turn.heard)
    numbers = [CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in fixed.numbers]
    return Reply(type="crisis", text=fixed.text, language=turn.language, data=Numbers(numbers=numbers))


def numbers_below(turn: Turn, tools: Tools) -> Reply:
    """Below an ordinary answer, where danger was possible: who to call, without alarm."""
    lines = tools.floor.numbers(turn.conversation.country, turn.language, UNNAMED_CRISIS)
    return Reply(
        type="text",
        text=tools.texts(turn.language, "help.call_now"),
        language=turn.language,
        data=Numbers(numbers=[CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in lines]),
    )
