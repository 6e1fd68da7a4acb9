"""The answers of following up, and what they stand for: a sheet opened, measures agreed, how each of them went."""

from collections.abc import Iterator

from actions.flows import Answers, Question
from actions.measures import Agreed, Helped, Measure, State, Told

ADDING = "adding"
"""Set while measures are added to a sheet that was opened."""


def new_measures(answers: Answers, most: int) -> Iterator[Question]:
    """What, who, until when, and whether there is more: up to `most` times."""
    for number in range(1, most + 1):
        yield Question(f"what.{number}", "text", skippable=number > 1)
        if not answers.get(f"what.{number}"):
            return
        yield Question(f"who.{number}", "text")
        yield Question(f"until.{number}", "text")
        if number == most:
            return
        yield Question(f"more.{number}")
        if answers.get(f"more.{number}") != "yes":
            return


def agreed_in(answers: Answers) -> Iterator[Agreed]:
    """The measures written down, without their days."""
    number = 1
    while what := answers.get(f"what.{number}"):
        who, until = answers.get(f"who.{number}"), answers.get(f"until.{number}")
        yield Agreed(str(what), str(who) if who else None, str(until) if until else None)
        if answers.get(f"more.{number}") != "yes":
            return
        number += 1


def without_new(answers: Answers) -> Answers:
    """The answers without the measures written down."""
    new = ("what", "who", "until", "more", ADDING)
    return {key: value for key, value in answers.items() if key.partition(".")[0] not in new}


def told_in(answers: Answers, measure: int) -> Told | None:
    """How a measure went; None where it was left out."""
    state = answers.get(f"state.{measure}")
    if not state:
        return None
    helped, note = answers.get(f"helped.{measure}"), answers.get(f"note.{measure}")
    return Told(State(state), Helped(helped) if helped else None, str(note) if note else None)


def told_of(answers: Answers, measure: Measure) -> Told:
    """How a measure went by these answers, or else as it was told before."""
    return told_in(answers, measure.id) or measure.told


def opened_id(answers: Answers) -> int | None:
    """The sheet that reference and code have opened in this conversation."""
    reference = str(answers.get("reference") or "")
    _, _, at_once = reference.partition("/")
    opened = at_once or answers.get(f"code.{reference}")
    return int(opened) if opened else None
