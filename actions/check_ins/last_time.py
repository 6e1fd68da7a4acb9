"""The check-in of the last time: its reference and private code, in one message or in two."""

from actions.check_ins.service import CheckIns
from actions.contacts.codes import tidy_reference
from actions.contacts.errors import CodeLockedError, CodeWrongError
from actions.flows.question import Answers, Heard, Question, Read, Refusal
from actions.safety.contact_details import REFERENCE, code_in

CODE, KEY = "code", "key"
"""The questions: for the reference, perhaps with its code, and `key.<reference>` for a code that is still to come."""


class LastTime:
    """Reads the answers to both. None of them ever holds a code."""

    def __init__(self, check_ins: CheckIns) -> None:
        self._check_ins = check_ins

    def read(self, question: Question, heard: Heard) -> Read | Refusal | None:
        """A reference that its code has opened as it is; one whose code is still to come as a list."""
        code = code_in(heard.text)
        found = REFERENCE.search(heard.text.replace(code, " ") if code else heard.text)
        if code is None:
            return Read([tidy_reference(found[0])]) if found and question.words == CODE else None
        reference = tidy_reference(found[0]) if found else question.id.partition(".")[2]
        return self._open(reference, code, heard) if reference else Refusal("code_needed")

    def _open(self, reference: str, code: str, heard: Heard) -> Read | Refusal:
        try:
            self._check_ins.look_up(reference, code, heard.now)
        except CodeWrongError:
            return Refusal("code_wrong")
        except CodeLockedError:
            return Refusal("code_locked")
        return Read(reference)


def opened(answers: Answers) -> str | None:
    """The reference, once its code has opened it."""
    given = answers.get(CODE)
    return answers.get(f"{KEY}.{given[0]}") if isinstance(given, list) else given


def locked(answers: Answers) -> str | None:
    """The reference whose code comes in a message of its own."""
    given = answers.get(CODE)
    return str(given[0]) if isinstance(given, list) else None


def without_key(answers: Answers) -> Answers:
    """The answers about the last four weeks alone."""
    return {q: answer for q, answer in answers.items() if q.partition(".")[0] not in (CODE, KEY)}
