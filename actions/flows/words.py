"""The words of a flow as data: assistant/flows/<flow>/<language>.yml, read and checked at the start."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from actions.phrases import Phrases, folded
from knowledge.policy_files import PolicyError, PolicyModel, load_policy

LANGUAGES = ("da", "nb", "en")
Words = Annotated[str, Field(min_length=1)]


class Option(PolicyModel):
    """One answer to choose: its button, and what a parent types instead of pressing it.

    `leads` makes it a way out instead: the intent it stands for, such as /book_contact. What she types
    instead is then for the intents to understand.
    """

    label: Words
    phrases: tuple[str, ...] = ()
    leads: str | None = None


class QuestionWords(PolicyModel):
    """`called`: how the parent names the question when she wants to change its answer; the first is its button."""

    ask: Words
    why: Words
    not_understood: Words
    called: tuple[str, ...] = ()
    options: dict[str, Option] = Field(default_factory=dict)

    @property
    def phrases(self) -> Phrases:
        """Folded phrases by option, the label among them; without the ways out."""
        return {
            name: tuple(dict.fromkeys(folded(p) for p in (option.label, *option.phrases)))
            for name, option in self.options.items()
            if option.leads is None
        }


class Said(PolicyModel):
    """A text with ways on below it."""

    text: Words
    choices: tuple[Option, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class FlowWords(PolicyModel):
    """One flow in one language. `begin`, `resumed`, `paused`, `set_aside` and `thrown_away` are said by the engine.

    `language` is the file's name, not a field of it.
    """

    language: str = ""
    begin: Said
    resumed: Said
    paused: Said
    set_aside: Said
    thrown_away: Said
    questions: dict[str, QuestionWords]
    says: dict[str, Said] = Field(default_factory=dict)

    def said(self, key: str) -> Said:
        """The text under `says`, or one the engine says. Raises KeyError."""
        return self.says[key] if key in self.says else getattr(self, _known(key))

    def has(self, key: str) -> bool:
        """Whether there is a text under this key."""
        return key in self.says or key in ENGINE_SAYS

    def label(self, question: str, option: str) -> str:
        """The button of an option, for showing back what was answered."""
        return self.questions[question].options[option].label


ENGINE_SAYS = ("begin", "resumed", "paused", "set_aside", "thrown_away")


def load_words(folder: Path) -> Mapping[str, FlowWords]:
    """The words of one flow in every language.

    Raises PolicyError unless all languages have the same questions, options, ways out and texts.
    """
    read = {
        language: load_policy(folder / f"{language}.yml", FlowWords).model_copy(update={"language": language})
        for language in LANGUAGES
    }
    shape = _shape(read[LANGUAGES[0]])
    for language, words in read.items():
        for missing in sorted(shape ^ _shape(words)):
            raise PolicyError(
                f"{folder.name}/{language}.yml: {missing} is missing here or in {LANGUAGES[0]}.yml; "
                "every language needs the same"
            )
    return read


def _shape(words: FlowWords) -> set[str]:
    found = {f"says.{key}" for key in words.says}
    for name, question in words.questions.items():
        found.add(f"questions.{name}")
        for option, each in question.options.items():
            found.add(f"questions.{name}.options.{option} ({each.leads or 'an answer'})")
    for key in (*ENGINE_SAYS, *words.says):
        found |= {f"{key}: choice {choice.leads}" for choice in words.said(key).choices}
    return found


def _known(key: str) -> str:
    if key not in ENGINE_SAYS:
        raise KeyError(key)
    return key
