"""One question of a flow, what somebody said to it, and what that was read as."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Answers = Mapping[str, Any]
"""What has been answered, by question id, as JSON. A question that was skipped stands there with None."""

Kind = Literal["choice", "choices", "text", "act"]
"""One option; several options, in a list; the parent's own words; or something to do, which `Flow.act` does.

A question of kind `act` always has the option `done`: it is what "no thanks" and "skip" mean there.
"""

SKIP, KEEP, ALL, DROP = "_skip", "_keep", "_all", "_drop"
"""What the engine's own buttons carry: leave it out, keep the answer that stands, these are all, throw the draft away."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its words stand under `questions` in assistant/flows/<flow>/<language>.yml.

    `id` names its answer; a question asked several times has ids such as `what.1`, `what.2` and the words of
    `what`. `options` limits those of the YAML file; None offers all of them. `first` is a key under `says`:
    what is said once when an answer leads here, such as the result above "what now?".
    """

    id: str
    kind: Kind = "choice"
    skippable: bool = True
    options: tuple[str, ...] | None = None
    first: str | None = None

    @property
    def words(self) -> str:
        """Under which name its words stand in the YAML file."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Heard:
    """One message. `text` is what was really typed, with contact details; it is for reading, never for logs.

    `asks`: it is plainly a question of her own. `pressed`: what a quick reply of a flow carries, such as
    `mornings:hard`. `command`: a quick reply that stands for an intent. `after_crisis`: the turn before was a
    cry for help. `unclear`: she did not understand what was asked. `returned`: she says she is back.
    """

    text: str
    language: str
    now: datetime
    intent: str = ""
    confidence: float = 1.0
    asks: bool = False
    pressed: str | None = None
    command: bool = False
    after_crisis: bool = False
    unclear: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """An answer: an option, a list of options, or a text. `whole`: the message hardly said anything else."""

    value: Any
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that can't be taken, with the key under `says` that tells why and what would do."""

    say: str
