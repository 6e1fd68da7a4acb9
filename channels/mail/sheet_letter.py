"""The mail with the way to a parent's own sheet: page and reference, never a word of the sheet and never the code."""

from actions.contacts.mail_queue import QueuedMail
from actions.schools import Municipalities, UnknownSchoolError
from channels.mail.facts import LetterError
from channels.mail.letter import Letter, tidy
from channels.texts import Texts


class SheetLetter:
    """`page` is where a sheet is opened; it may hold `{language}`."""

    def __init__(self, municipalities: Municipalities, page: str, texts: Texts) -> None:
        self._municipalities = municipalities
        self._page = page
        self._texts = texts

    def write(self, mail: QueuedMail) -> Letter:
        """Raises LetterError."""
        try:
            return self._write(mail, mail.payload["school"], mail.payload["language"])
        except UnknownSchoolError as error:
            raise LetterError("the school is no longer in the municipality files") from error
        except (KeyError, TypeError, StopIteration) as error:
            raise LetterError(f"damaged: {type(error).__name__}") from error

    def _write(self, mail: QueuedMail, school_id: str, wanted: str) -> Letter:
        place = self._municipalities.municipality_of(school_id)
        school = next(school for school in place.schools if school.id == school_id)
        language = wanted if wanted in self._texts.languages else place.language
        values = {"school": school.name, "reference": mail.reference}
        body = self._texts(language, "sheet.body", **values)
        return Letter(
            recipient=mail.recipient,
            language=language,
            subject=self._texts(language, "sheet.subject", **values),
            paragraphs=tuple(tidy(paragraph) for paragraph in body.strip().split("\n\n")),
            link=(self._texts(language, "sheet.link"), self._page.format(language=language)),
            footer=tidy(self._texts(language, "sheet.footer", **values)),
            sender_name=school.name,
            reply_to=None,
            urgent=False,
            enclosure=None,
        )
