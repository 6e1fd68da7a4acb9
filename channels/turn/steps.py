"""The steps of a turn, in the fixed order of DESIGN §3.

Only crisis, identity numbers, language and the second net decide anything before Rasa.
"""

from collections.abc import Awaitable, Callable

from anyio import to_thread

from actions.child import INTENT as CHILD_WRITES
from actions.child import TELLS_NOTHING, as_child
from actions.conversations import OfferedChoice, new_value
from actions.safety.contact_details import (
    without_contact_details,
)
from actions.safety.identity import find_identity_numbers, redact
from channels.compose import Composed
from channels.meant import offered_last
from channels.normalise import normalise
from channels.rasa import RasaUnavailableError
from channels.reply import CallNumber, Choice, Numbers, Reply, weightiest
from channels.turn.danger import UNNAMED_CRISIS, crisis_floor, crisis_reply, numbers_below, second_net
from channels.turn.state import LONGEST_MESSAGE, Incoming, Tools, Turn

Step = Callable[[Turn, Tools], Awaitable[None]]


async def read_message(turn: Turn, tools: Tools) -> None:
    """Normalise what was typed; a choice reads as what it means."""
    choice = turn.incoming.choice
    if choice:
        turn.text, turn.shown = choice.payload, choice.label
        return
    turn.text = turn.shown = normalise(turn.incoming.text or "")


async def size_limit(turn: Turn, tools: Tools) -> None:
    """Too long to answer well: say so, and keep none of it."""
    if len(turn.text) <= LONGEST_MESSAGE:
        return
    turn.shown = None
    text = tools.texts(turn.language, "door.too_long", limit=LONGEST_MESSAGE)
    turn.settle("blocked", Reply(type="error", text=text, language=turn.language))


async def identity_numbers(turn: Turn, tools: Tools) -> None:
    """A national identity number stops at the door; the text without it is offered instead."""
    if turn.is_command or not find_identity_numbers(turn.text):
        return
    clean = redact(turn.text)
    turn.shown = clean
    label = tools.texts(turn.language, "choices.send_without_number")
    choice = OfferedChoice(new_value(), label, clean)
    turn.choices.append(choice)
    text = tools.texts(turn.language, "door.identity_number") + "\n\n" + clean
    offered = [Choice(label=choice.label, value=choice.value)]
    turn.settle("blocked", Reply(type="text", text=text, language=turn.language, choices=offered))


async def typed_choice(turn: Turn, tools: Tools) -> None:
    """A button's words typed, "yes" to what was offered, "go on": the choice itself, as if it had been pressed."""
    if turn.incoming.choice is not None:
        return
    offered = await to_thread.run_sync(offered_last, tools.conversations, turn.conversation.id)
    choice = tools.meant.choice(turn.text, offered)
    if choice:
        turn.incoming, turn.text = Incoming(turn.text, choice), choice.payload


async def hear_language(turn: Turn, tools: Tools) -> None:
    """The language of the reply: what was heard, weighed against session and country."""
    if turn.is_command:
        return
    words = without_contact_details(turn.text, turn.conversation.country)
    heard = tools.detector.detect(
        words, session=turn.conversation.language, country=turn.conversation.country
    )
    turn.language, turn.heard, turn.surely_heard = heard.reply, heard.heard, heard.certain


async def ask_rasa(turn: Turn, tools: Tools) -> None:
    """Rasa decides what happens next and runs our actions.

    Contact details stay out of Rasa, which keeps what it is told: our actions read them from `said`.
    """
    turn.after = await to_thread.run_sync(tools.conversations.last_outcome, turn.conversation.id)
    child = await to_thread.run_sync(_child_writes, turn, tools)
    if turn.is_command:
        turn.told = as_child(turn.text) if child else turn.text
    try:
        with tools.said.during(turn.conversation.id, turn.text):
            turn.rasa = await tools.rasa.say(
                sender=turn.conversation.id,
                text=turn.told,
                channel=turn.conversation.channel,
                metadata={
                    **_metadata(turn),
                    "after": turn.after or "",
                    "writer": "child" if child else "",
                },
                vector=turn.vector,
            )
    except RasaUnavailableError:
        await _without_rasa(turn, tools)


async def compose_replies(turn: Turn, tools: Tools) -> None:
    """Rasa's messages become replies; every citation is checked against the index."""
    if turn.rasa is None:
        return
    parts: list[Composed] = []
    for message in turn.rasa.messages:
        parts += await to_thread.run_sync(_compose_one, turn, tools, message)
    if not parts:
        await _without_rasa(turn, tools)
        return
    for part in parts:
        turn.replies.append(part.reply)
        turn.choices += part.choices
        turn.passages += part.passages
        turn.topics += part.topics
        turn.details |= part.details
        turn.still_open += [one for one in part.still_open if one not in turn.still_open]
    turn.outcome = weightiest([part.outcome for part in parts])
    if turn.numbers_below and not any(isinstance(reply.data, Numbers) for reply in turn.replies):
        turn.replies.append(numbers_below(turn, tools))


async def offer_person(turn: Turn, tools: Tools) -> None:
    """Twice in a row nothing was certain, outside every flow: who can help instead is said with name and number."""
    if turn.rasa is None or not {turn.outcome, turn.after} <= UNCLEAR or len(turn.rasa.messages) != 1:
        return
    instead = tools.composer.person_instead(turn.asker)
    turn.replies.append(instead.reply)
    turn.choices += instead.choices


async def own_language(turn: Turn, tools: Tools) -> None:
    """In the language she writes: once in a conversation what to expect, and above each article its answer in one line.

    Where topics are offered instead, each of them in one line. A crisis reply brings its own line.
    """
    line = tools.own_lines.line(turn.heard, turn.language) if turn.surely_heard else None
    if line is None or turn.outcome == "crisis":
        return
    own, heard = turn.conversation.id, turn.heard
    told_before = await to_thread.run_sync(tools.conversations.has_replied_in, own, heard)
    first = [] if told_before else [Reply(type="text", text=line, language=heard)]
    turn.replies = [
        *first,
        *_own_topics(turn, tools),
        *(shown for reply in turn.replies for shown in _with_own_line(reply, turn, tools)),
    ]


def _with_own_line(reply: Reply, turn: Turn, tools: Tools) -> list[Reply]:
    """An article's answer with its line above it, or that of the detail it tells; everything else as it is."""
    cited = (citation.document for citation in reply.citations if reply.type == "answer")
    lines = (tools.article_lines.line(one, turn.heard, turn.details.get(one, "")) for one in cited)
    line = next((line for line in lines if line), None)
    return [Reply(type="text", text=line, language=turn.heard), reply] if line else [reply]


def _own_topics(turn: Turn, tools: Tools) -> list[Reply]:
    """The topics that are offered because nothing answered: their titles, as the choices have them, and answers."""
    articles = [tools.knowledge.article(topic, turn.language) for topic in turn.topics]
    lines = [
        f"- {article.title}: {line}"
        for article in articles
        if article and (line := tools.article_lines.line(article.id, turn.heard))
    ]
    return [Reply(type="text", text="\n".join(lines), language=turn.heard)] if lines else []


UNCLEAR = {"clarify", "not_covered"}
"""Outcomes of a turn that helped nobody yet."""

STEPS: tuple[Step, ...] = (
    read_message,
    crisis_floor,
    size_limit,
    identity_numbers,
    typed_choice,
    hear_language,
    second_net,
    ask_rasa,
    compose_replies,
    offer_person,
    own_language,
)


def _metadata(turn: Turn) -> dict[str, str]:
    """What our actions need to know of the message, sent along with it."""
    return {
        "language": turn.language,
        "heard": turn.heard,
        "country": turn.conversation.country,
        "audience": turn.conversation.audience,
        "school": turn.conversation.school,
    }


def _child_writes(turn: Turn, tools: Tools) -> bool:
    """Whether whoever told something last in this conversation was a child."""
    newest = tools.conversations.newest_intent(turn.conversation.id, other_than=TELLS_NOTHING)
    return newest == CHILD_WRITES


def _compose_one(turn: Turn, tools: Tools, message: dict[str, object]) -> list[Composed]:
    custom = message.get("custom")
    kind = custom.get("kind") if isinstance(custom, dict) else None
    if kind == "crisis":
        return [Composed(crisis_reply(turn, tools, UNNAMED_CRISIS), "crisis")]
    if kind == "numbers":
        return [Composed(numbers_below(turn, tools))]
    if kind == "language" and isinstance(custom, dict):
        turn.language = str(custom["language"])
        return [_own_reply(turn, tools, "utter_language_changed")]
    if kind == "repeat":
        again = tools.composer.repeated(tools.conversations, turn.conversation.id)
        return again or [_own_reply(turn, tools, "utter_nothing_to_repeat")]
    if kind == "yes":
        return [_yes_to_which(turn, tools)]
    if kind == "child" and isinstance(custom, dict):
        return tools.child.compose(custom, turn.asker)
    if kind == "booking" and isinstance(custom, dict):
        own = turn.conversation
        return tools.booking.compose(custom, own.id, own.school, turn.language)
    if kind == "flow" and isinstance(custom, dict):
        return tools.flows.compose(custom, turn.conversation.id, turn.language)
    return tools.composer.compose(message, turn.asker, tools.now())


def _yes_to_which(turn: Turn, tools: Tools) -> Composed:
    """What was offered last, once more; where nothing was, that a yes needs something to say yes to."""
    offers = [(c.label, c.payload) for c in offered_last(tools.conversations, turn.conversation.id).choices]
    if not offers:
        return _own_reply(turn, tools, "utter_affirm_nothing")
    return tools.composer.said(tools.texts(turn.language, "answer.yes_to_which"), offers, turn.language)


def _own_reply(turn: Turn, tools: Tools, key: str) -> Composed:
    """One of the assistant's replies that the app says itself, since only it knows that it fits."""
    reply = tools.replies[turn.language][key]
    return tools.composer.said(reply.texts[0], [(c.label, c.payload) for c in reply.choices], turn.language)


async def _without_rasa(turn: Turn, tools: Tools) -> None:
    """Rasa is down: say so, look the question up all the same, and name the people to call."""
    found = None
    if not turn.is_command:
        found = await to_thread.run_sync(tools.composer.look_up, turn.text, turn.asker)
    key = "paused.conversation" if found else "paused.nothing_found"
    numbers = tools.contacts.numbers(turn.conversation.school, turn.language)
    emergency = tools.floor.numbers(turn.conversation.country, turn.language)
    numbers += [CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in emergency[:1]]
    paused = Reply(
        type="error",
        text=tools.texts(turn.language, key),
        language=turn.language,
        data=Numbers(numbers=numbers),
    )
    turn.settle("error", paused, *([found.reply] if found else []))
    turn.passages += found.passages if found else []
