"""What can be done with a sheet once it is there: keep, mail, erase. The same for both kinds of sheet."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from actions.contacts.errors import CodeWrongError, EmailError
from actions.contacts.ways import read_email
from actions.flows import Answers, Done, FlowDraft, FlowWords, Heard, Question, Read, Refusal, Slip
from actions.flows.reading import STEERING
from actions.sheets.errors import TooManyMailsError
from actions.sheets.mailing import SheetMail
from actions.sheets.sheet import KeptSheet
from actions.sheets.sheets import Sheets

KEPT, MAIL, WANTS_MAIL, ERASING = "kept", "mail", "wants_mail", "erasing"
OWN = (KEPT, MAIL, WANTS_MAIL, ERASING)
"""What stands in the answers beside those on the sheet."""
ADDRESS = re.compile(r"[^\s@<>,;()]{1,64}@[^\s@<>,;()]{1,255}")
WITHOUT_MAIL = ("edit", "book", "erase", "done")
Act = Callable[[FlowDraft, KeptSheet | None, datetime], Done]


class After:
    """`mails` says whether mail is set up here: what can't be done is not offered. `days`: how long a sheet is kept."""

    def __init__(self, sheets: Sheets, mail: SheetMail, *, mails: bool, days: int) -> None:
        self._sheets = sheets
        self._mail = mail
        self._mails = mails
        self._days = days
        self._acts: dict[str, Act] = {
            "mail": self._wants_mail,
            "send": self._send,
            "other_address": self._wants_mail,
            "erase": lambda draft, _sheet, _now: Done(answers={**draft.answers, ERASING: True}),
            "erase_yes": self._erase,
            "done": self._done,
        }

    def questions(self, answers: Answers, first: str) -> tuple[Question, ...]:
        """The acts these answers leave open. `first` is the one that keeps the sheet; it is asked again as soon as
        anything on the sheet has changed."""
        if answers.get(ERASING):
            return (Question("erase_sure", "act"),)
        if answers.get(KEPT) != stamp(answers):
            return (Question(first, "act", first="shown"),)
        mail = (Question(MAIL, "text"),) if answers.get(WANTS_MAIL) else ()
        if mail and answers.get(MAIL):
            return (*mail, Question("mail_sure", "act"))
        return (*mail, Question(KEPT, "act", options=None if self._mails else WITHOUT_MAIL))

    def read_address(self, heard: Heard) -> Read | Refusal | None:
        """The e-mail address in a message. Nothing is sent before she has seen it again."""
        found = ADDRESS.search(heard.text)
        if found is None:
            steered = heard.asks or heard.intent in STEERING or len(heard.text.split()) > 2
            return None if steered else Refusal("not_an_address")
        try:
            return Read(read_email(found[0].rstrip(".")))
        except EmailError:
            return Refusal("not_an_address")

    def values(self, draft: FlowDraft) -> Mapping[str, str]:
        """What fills the words of the texts here."""
        return {"address": str(draft.answers.get(MAIL) or ""), "days": str(self._days)}

    def act(self, act: str, draft: FlowDraft, sheet: KeptSheet | None, now: datetime) -> Done:
        """Everything but `keep`; `sheet` is what is kept, if anything is."""
        return self._acts[act](draft, sheet, now)

    def receipt(self, draft: FlowDraft, sheet: KeptSheet | None, words: FlowWords, key: str = "kept") -> Slip:
        """Reference and code of what is kept, with the words under `key`."""
        if sheet is None:
            return Slip("sheet", "", text=words.said("gone").text)
        text = words.said(key).text.format_map(self.values(draft))
        return Slip("sheet", sheet.sheet.reference, sheet.code, text=text)

    def _wants_mail(self, draft: FlowDraft, _sheet: KeptSheet | None, _now: datetime) -> Done:
        if not self._mails:
            return Done(say="no_mail")
        return Done(answers={**_without(draft, MAIL), WANTS_MAIL: True})

    def _send(self, draft: FlowDraft, sheet: KeptSheet | None, now: datetime) -> Done:
        address, left = draft.answers.get(MAIL), _without(draft, MAIL, WANTS_MAIL)
        if sheet is None or not address:
            return Done(say="gone", answers=left)
        try:
            self._mail.send(sheet.sheet.id, str(address), draft.language, now)
        except TooManyMailsError:
            return Done(say="too_many_mails", answers=left)
        return Done(say="mail_sent", answers=left)

    def _erase(self, _draft: FlowDraft, sheet: KeptSheet | None, _now: datetime) -> Done:
        try:
            if sheet:
                self._sheets.forget(sheet.sheet.id)
        except CodeWrongError:
            return Done(say="gone", finished=True)
        return Done(say="erased", finished=True)

    def _done(self, draft: FlowDraft, _sheet: KeptSheet | None, _now: datetime) -> Done:
        """No to what is asked: a mail, erasing, keeping; or nothing more to do."""
        if draft.answers.get(WANTS_MAIL) or draft.answers.get(ERASING):
            return Done(answers=_without(draft, MAIL, WANTS_MAIL, ERASING))
        if draft.answers.get(KEPT) == stamp(draft.answers):
            return Done(say="done", finished=True, kept=True)
        return Done(say="not_kept", finished=True, kept=bool(draft.answers.get(KEPT)))


def stamp(answers: Answers) -> str:
    """Changes with whatever stands on the sheet, and with nothing else."""
    on_it = {key: value for key, value in answers.items() if key not in OWN}
    return hashlib.sha256(json.dumps(on_it, sort_keys=True).encode()).hexdigest()[:16]


def _without(draft: FlowDraft, *names: str) -> Answers:
    return {key: value for key, value in draft.answers.items() if key not in names}
