"""Reference and private code as a parent types them in the chat; what they open is remembered by its number only."""

from actions.contacts.errors import CodeLockedError, CodeWrongError
from actions.flows import Heard, Question, Read, Refusal
from actions.safety.contact_details import code_in, reference_in
from actions.sheets.sheets import Sheets


class SheetKey:
    """Reads the answers to `reference` and `code.<reference>`; neither of them ever holds a code."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def read(self, question: Question, heard: Heard) -> Read | Refusal | None:
        """`K7M-4QX`, or `K7M-4QX/12` where the code came along and opened sheet 12; to the code, `12`."""
        code = code_in(heard.text)
        reference = reference_in(heard.text.replace(code, " ") if code else heard.text)
        asked = question.id.partition(".")[2]
        if code is None:
            return Read(reference) if reference and not asked else None
        reference = reference or asked
        if not reference:
            return None
        opened = self._open(reference, code, heard)
        if isinstance(opened, Refusal):
            return opened
        return Read(str(opened) if asked else f"{reference}/{opened}")

    def _open(self, reference: str, code: str, heard: Heard) -> int | Refusal:
        try:
            return self._sheets.open(reference, code, heard.now).id
        except CodeWrongError:
            return Refusal("wrong_code")
        except CodeLockedError:
            return Refusal("locked")
