"""What a child who writes herself is told: gentle words as data, one topic at a time, nothing asked of her."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from actions.phrases import folded
from knowledge.policy_files import PolicyError, PolicyModel, load_policy

LANGUAGES = ("da", "nb", "en")
BUTTONS = ("say", "talk", "tomorrow", "grown_up")
INTENT = "child_writes"
TELLS_NOTHING = (
    "greet", "goodbye", "thank", "stop", "restart", "repeat", "change_language", "about_assistant", "privacy",
    "crisis", "choose",
)  # fmt: skip
"""Intents that a child and a parent share: after one of them it is still the same person."""
FOR_PARENTS = {
    "/book_contact": "book",
    "/manage_booking": "book",
    "/speak_to_person": "talk",
    "/early_signs": None,
    "/check_in": None,
    "/prepare_meeting": "meeting",
    "/follow_up": None,
    "/join_group": "talk",
    "/privacy": "private",
}
"""Buttons that begin something for parents, and what a child is told instead; None: what fits any question."""
Words = Annotated[str, Field(min_length=1)]


class Topic(PolicyModel):
    """`numbers`: the children's helpline stands below."""

    phrases: tuple[Words, ...]
    text: Words
    numbers: bool = False


class ChildWords(PolicyModel):
    """One language. First `hello` and `who`, with a number to call, then the topic; later the topic or `again`."""

    hello: Words
    who: Words
    again: Words
    buttons: dict[str, Words]
    topics: dict[str, Topic]

    def topic_of(self, text: str) -> str | None:
        """The first topic one of whose phrases stands in a message."""
        said = f" {folded(text)} "
        for name, topic in self.topics.items():
            if any(f" {folded(phrase)} " in said for phrase in topic.phrases):
                return name
        return None


def load_child_words(folder: Path) -> Mapping[str, ChildWords]:
    """`da.yml`, `nb.yml` and `en.yml`. Raises PolicyError unless all have the same topics and buttons."""
    read = {language: load_policy(folder / f"{language}.yml", ChildWords) for language in LANGUAGES}
    topics = tuple(read[LANGUAGES[0]].topics)
    for language, words in read.items():
        if tuple(words.topics) != topics:
            raise PolicyError(f"child/{language}.yml: topics must be those of da.yml, in the same order")
        if set(words.buttons) != set(BUTTONS):
            raise PolicyError(f"child/{language}.yml: buttons must be {', '.join(BUTTONS)}")
    return read


def as_child(command: str) -> str:
    """A quick reply that a child pressed, without what only a parent may begin."""
    intent = re.match(r"/\w+", command)
    if intent is None or intent[0] not in FOR_PARENTS:
        return command
    topic = FOR_PARENTS[intent[0]]
    return f'/{INTENT}{{"topic": "{topic}"}}' if topic else f"/{INTENT}"
