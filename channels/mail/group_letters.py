"""The mails of a community group: a code that confirms the address, and the coordinator's invitation.

Neither says what the group is about or anything of a child: a mail can be read by others.
"""

from collections.abc import Mapping

from actions.contacts.mail_queue import QueuedMail
from actions.groups.mail import CONFIRM, INVITE
from actions.schools import Coordinator, Municipalities, School, UnknownSchoolError
from channels.mail.facts import LetterError
from channels.mail.letter import Letter, tidy
from channels.texts import Texts

KINDS = {CONFIRM: "confirm", INVITE: "invite"}


class GroupLetters:
    """`page` is where a code from a mail is typed in, and where one takes oneself off; it may hold `{language}`."""

    def __init__(self, municipalities: Municipalities, page: str, texts: Texts) -> None:
        self._municipalities = municipalities
        self._page = page
        self._texts = texts

    def write(self, mail: QueuedMail) -> Letter:
        """Raises LetterError."""
        try:
            return self._write(KINDS[mail.kind], mail)
        except UnknownSchoolError as error:
            raise LetterError("the school is no longer in the municipality files") from error
        except (KeyError, TypeError) as error:
            raise LetterError(f"damaged: {type(error).__name__}") from error

    def _write(self, kind: str, mail: QueuedMail) -> Letter:
        payload = mail.payload
        school = self._school(payload["school"])
        who = self._coordinator(payload)
        language = self._language(payload["language"], school)
        values = {
            "reference": mail.reference,
            "school": school.name,
            "who": self._texts(language, "team") if who.is_team else who.name,
            "phone": who.phone,
            **{key: str(payload[key]) for key in ("code", "days", "text") if key in payload},
        }
        body = self._texts(language, f"groups.{kind}.body", **values)
        return Letter(
            recipient=mail.recipient,
            language=language,
            subject=self._texts(language, f"groups.{kind}.subject", **values),
            paragraphs=tuple(
                tidy(paragraph) for paragraph in body.strip().split("\n\n") if paragraph.strip()
            ),
            link=(self._texts(language, f"groups.{kind}.link"), self._page.format(language=language)),
            footer=tidy(self._texts(language, f"groups.{kind}.footer", **values)),
            sender_name=school.name,
            reply_to=who.email if kind == "invite" else None,
            urgent=False,
            enclosure=None,
        )

    def _school(self, school_id: str) -> School:
        place = self._municipalities.municipality_of(school_id)
        return next(school for school in place.schools if school.id == school_id)

    def _coordinator(self, payload: Mapping[str, str]) -> Coordinator:
        named = self._municipalities.coordinator(payload.get("coordinator", ""))
        return named or self._municipalities.coordinator_for(payload["school"])

    def _language(self, wanted: str, school: School) -> str:
        return wanted if wanted in self._texts.languages else school.language
