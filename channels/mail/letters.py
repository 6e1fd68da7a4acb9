"""A mail in words: who reads what, in which language. The words stand in texts/, one file per language."""

from dataclasses import dataclass
from pathlib import Path

from actions.contacts.mail_queue import QueuedMail
from actions.contacts.outbox import Reader
from actions.schools import Municipalities
from actions.sheets.mailing import KIND as SHEET
from channels.mail.addresses import address_of
from channels.mail.enclosure import enclosure
from channels.mail.facts import Facts, read_facts
from channels.mail.group_letters import KINDS, GroupLetters
from channels.mail.letter import Letter, tidy
from channels.mail.sheet_letter import SheetLetter
from channels.texts import Texts

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses of the pages a mail points at. `own`, `group` and `sheet` may hold `{language}`, `desk` `{reference}`;
    none a code."""

    own: str
    desk: str
    group: str
    sheet: str


class Letters:
    """Writes the letters of the outbox. `sender` is what they are from: an address, or a name and one."""

    def __init__(self, municipalities: Municipalities, pages: Pages, sender: str | None) -> None:
        """Reads the words. Raises TextsError where the languages differ, LetterError for a bad `sender`."""
        self._municipalities = municipalities
        self._pages = pages
        self._sender = address_of(sender).addr_spec if sender else None
        self._texts = Texts.load(HERE / "texts")
        self._groups = GroupLetters(municipalities, pages.group, self._texts)
        self._sheet = SheetLetter(municipalities, pages.sheet, self._texts)
        self._calendar_texts = Texts.load(HERE.parent / "calendar" / "texts")

    def write(self, mail: QueuedMail) -> Letter:
        """The letter of a queued mail. Raises LetterError."""
        if mail.kind in KINDS:
            return self._groups.write(mail)
        if mail.kind == SHEET:
            return self._sheet.write(mail)
        facts = read_facts(mail, self._municipalities, self._texts.languages)
        who, page = self._who(facts), self._page(facts)
        values = self._values(facts, who)
        key = f"letters.{facts.act}.{facts.reader}"
        body = self._texts(facts.language, f"{key}.body", **values)
        return Letter(
            recipient=facts.recipient,
            language=facts.language,
            subject=self._texts(facts.language, f"{key}.subject", **values),
            paragraphs=tuple(tidy(paragraph) for paragraph in body.strip().split("\n\n")),
            link=(self._texts(facts.language, f"link.{facts.reader}"), page),
            footer=tidy(self._texts(facts.language, f"footer.{facts.reader}", **values)),
            sender_name=facts.school.name,
            reply_to=facts.coordinator.email if facts.reader is Reader.PARENT else None,
            urgent=facts.urgent and facts.reader is Reader.COORDINATOR,
            enclosure=enclosure(facts, self._calendar_texts, self._sender, who, page),
        )

    def _who(self, facts: Facts) -> str:
        """A person by name; a team by a neutral word, since its name may say what it is for."""
        return self._texts(facts.language, "team") if facts.coordinator.is_team else facts.coordinator.name

    def _page(self, facts: Facts) -> str:
        if facts.reader is Reader.PARENT:
            return self._pages.own.format(language=facts.language)
        return self._pages.desk.format(reference=facts.reference)

    def _values(self, facts: Facts, who: str) -> dict[str, str]:
        language, has_time = facts.language, "slot" if facts.slot else "none"
        return {
            "reference": facts.reference,
            "who": who,
            "school": facts.school.name,
            "phone": facts.coordinator.phone,
            "when": self._when(facts),
            "how": self._texts(language, "how.phone" if facts.by_phone else "how.mail", who=who),
            "next": self._texts(language, f"next.{has_time}", who=who),
            "urgent": self._texts(language, "urgent.this_week" if facts.urgent else "urgent.can_wait"),
        }

    def _when(self, facts: Facts) -> str:
        if facts.slot is None:
            return self._texts(facts.language, "when.none")
        day, time = facts.slot.shown_day(facts.language), facts.slot.shown_time(facts.language)
        return self._texts(facts.language, "when.slot", day=day, time=time)
