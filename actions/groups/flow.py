"""Joining a community group as a flow: what a family shares with others, an address, and a yes to the whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from babel import Locale

from actions.booking_talk import BookingWords
from actions.booking_talk.grades import grade_in
from actions.contacts.errors import EmailError
from actions.contacts.ways import read_email
from actions.flows.model import Done, Flow, FlowDraft, Slip
from actions.flows.question import Answers, Heard, Question, Read, Refusal
from actions.flows.reading import read_answer
from actions.flows.words import FlowWords
from actions.groups.errors import GroupError
from actions.groups.interest import Answers as Given
from actions.groups.interests import GroupInterests
from actions.safety.contact_details import EMAIL
from actions.schools import Municipalities

CHECK, NO_MAIL = "check", "no_mail"
ASKED = ("who", "theme", "grade", "area", "language", "times", "email")
NEEDED = ("who", "theme", "email")
KINDS = {"times": "choices", "email": "text"}


class JoinGroupFlow(Flow):
    """Nothing leaves the draft before a yes; without a mail server nothing is asked, since nobody could confirm."""

    name = "join_group"
    answers_first = False
    """ "Is there a group for …" is a wish for one, whatever it is about."""

    def __init__(
        self, interests: GroupInterests, municipalities: Municipalities, words: BookingWords
    ) -> None:
        self._interests = interests
        self._municipalities = municipalities
        self._words = words

    def questions(self, answers: Answers) -> Sequence[Question]:  # noqa: ARG002  (the same for all answers)
        if not self._interests.mails:
            return [Question(NO_MAIL, "act")]
        asked = [
            Question(each, KINDS.get(each, "choice"), skippable=each not in NEEDED)  # type: ignore[arg-type]
            for each in ASKED
        ]
        return [*asked, Question(CHECK, "act")]

    def read(self, question: Question, heard: Heard, words: FlowWords) -> Read | Refusal | None:
        """A grade as a number, a language by its name, one e-mail address; else the options."""
        if question.id == "email":
            return _address(heard)
        if question.id == "grade" and (found := grade_in(heard.text, heard.language, self._words)):
            return Read(found.option, found.whole)
        if question.id == "language" and (code := self._words.language_named(heard.text)):
            return Read(str(Locale.parse(words.language).languages.get(code, code)))
        return read_answer(question, heard, words)

    def values(self, key: str, draft: FlowDraft, words: FlowWords) -> Mapping[str, str]:
        person = self._municipalities.coordinator_for(draft.school)
        school = self._municipalities.school(draft.school)
        return {
            "name": person.name,
            "phone": person.phone,
            "school": school.name if school else "",
            "days": str(self._interests.days),
            "summary": self._summary(draft, words) if key == CHECK else "",
        }

    def act(self, act: str, draft: FlowDraft, now: datetime) -> Done:
        if act != "yes":
            return Done(say="done", finished=True)
        try:
            given = self._given(draft.answers)
            self._interests.register(draft.id, draft.seed, draft.school, given, draft.language, now)
        except GroupError as error:
            return Done(say=error.key)
        return Done(receipt=True, finished=True)

    def receipt(self, draft: FlowDraft, words: FlowWords) -> Slip:
        kept = self._interests.registered(draft.id, draft.seed)
        if kept is None:
            return Slip("interest", "", None, words.said("gone").text)
        text = words.said("kept").text.format_map(self.values("kept", draft, words))
        return Slip("interest", kept.interest.reference, kept.code, text, "kept")

    def _given(self, answers: Answers) -> Given:
        grade = answers.get("grade")
        number = int(grade) if grade and grade.isdigit() else None
        language = answers.get("language")
        return Given(
            audience=str(answers.get("who")),
            theme=str(answers.get("theme")),
            email=str(answers.get("email")),
            grade=number,
            band=grade if number is None else None,
            area=answers.get("area"),
            language=self._words.language_named(language) if language else None,
            times=tuple(answers.get("times") or ()),
        )

    def _summary(self, draft: FlowDraft, words: FlowWords) -> str:
        return "\n".join(
            f"{words.questions[question].called[0]}: {self._shown(question, draft.answers.get(question), words)}"
            for question in ASKED
        )

    def _shown(self, question: str, answer: object, words: FlowWords) -> str:
        if not answer:
            return words.said("not_said").text
        options = words.questions[question].options
        each = [str(one) for one in (answer if isinstance(answer, list) else [answer])]
        return ", ".join(options[one].label if one in options else one for one in each)


def _address(heard: Heard) -> Read | Refusal | None:
    """The one address in a message; words without any are no answer."""
    found = EMAIL.findall(heard.text)
    if not found:
        alone = len(heard.text.split()) == 1 and "." in heard.text and not heard.asks
        return Refusal("email") if alone or "@" in heard.text else None
    if len(found) > 1:
        return Refusal("one_email")
    try:
        return Read(read_email(found[0].strip(".,;:()<>")))
    except EmailError:
        return Refusal("email")
