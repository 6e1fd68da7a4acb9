"""Following up: what was agreed, by whom, until when; later, with the code, how it went and whether it helped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.booking_talk import BookingWords
from actions.flows import Answers, Done, Flow, FlowDraft, FlowWords, Heard, Question, Read, Refusal, Slip
from actions.measures import TRIED, Agreed, Measure, Told, until_in
from actions.schools import Municipalities
from actions.sheets.after import KEPT, After, stamp
from actions.sheets.answers import ADDING, agreed_in, new_measures, opened_id, told_in, told_of, without_new
from actions.sheets.errors import EmptySheetError
from actions.sheets.key import SheetKey
from actions.sheets.lines import agreed_line, measures_text, meeting_text
from actions.sheets.said import read_said
from actions.sheets.sheet import WINDOW_LIMIT, KeptSheet, Sheet, SheetKind
from actions.sheets.sheets import MOST_MEASURES, Sheets

BEGUN = "begun"
"""The measures that stood on an opened sheet before anything was added to it."""


class FollowUpFlow(Flow):
    """New measures are kept under a new code; those of a code are told on one by one and kept under the same."""

    name = "follow_up"

    def __init__(
        self,
        sheets: Sheets,
        after: After,
        dates: BookingWords,
        municipalities: Municipalities,
        now: Callable[[], datetime],
    ) -> None:
        self._sheets = sheets
        self._after = after
        self._dates = dates
        self._municipalities = municipalities
        self._now = now
        self._key = SheetKey(sheets)

    def questions(self, answers: Answers) -> Sequence[Question]:
        sheet = self._opened(answers)
        if sheet is None:
            return [*_beginning(answers), *self._new(answers)]
        if sheet.kind is SheetKind.MEETING:
            return self._after.questions({**answers, KEPT: stamp(answers)}, "told")
        begun = [each for each in sheet.measures if each.id in answers.get(BEGUN, (each.id,))]
        told = [question for each in begun for question in _telling(each, answers, begun[0])]
        added = new_measures(answers, MOST_MEASURES - len(sheet.measures)) if answers.get(ADDING) else ()
        return [*told, *added, *self._after.questions(answers, "told")]

    def read(self, question: Question, heard: Heard, words: FlowWords) -> Read | Refusal | None:
        match question.words:
            case "reference" | "code":
                return self._key.read(question, heard)
            case "mail":
                return self._after.read_address(heard)
            case _:
                return read_said(question, heard, words, self._dates)

    def values(self, key: str, draft: FlowDraft, words: FlowWords) -> Mapping[str, str]:
        if key == "shown":
            return {"sheet": self._text(draft, words) or words.said("empty").text}
        name, _, number = key.partition(".")
        if name == "what":
            return {"number": "" if number == "1" else f"{words.said('next_one').text} "}
        if name == "state":
            return {"agreed": self._agreed_line(draft, int(number), words)}
        return {"limit": str(WINDOW_LIMIT), **self._after.values(draft)}

    def act(self, act: str, draft: FlowDraft, now: datetime) -> Done:
        if act == "add":
            return Done(answers={**draft.answers, ADDING: True})
        if act != "keep":
            return self._after.act(act, draft, self._kept(draft), now)
        try:
            answers = self._keep(draft, now)
        except EmptySheetError:
            return Done(say="empty")
        return Done(answers={**answers, KEPT: stamp(answers)}, receipt=True)

    def receipt(self, draft: FlowDraft, words: FlowWords) -> Slip:
        kept = self._kept(draft)
        key = "saved" if kept and kept.code is None else "kept"
        return self._after.receipt(draft, kept, words, key)

    def shareable(self, draft: FlowDraft, words: FlowWords) -> str | None:
        """What could go along with a booking, word for word; None while nothing was agreed."""
        return self._text(draft, words) or None

    def _new(self, answers: Answers) -> Iterator[Question]:
        if answers.get("start") != "known" or _lost(answers):
            yield from new_measures(answers, MOST_MEASURES)
            yield from self._after.questions(answers, "agreed")

    def _opened(self, answers: Answers) -> Sheet | None:
        found = opened_id(answers)
        return self._sheets.find(found) if found else None

    def _kept(self, draft: FlowDraft) -> KeptSheet | None:
        opened = self._opened(draft.answers)
        return KeptSheet(opened, None) if opened else self._sheets.of_draft(draft.id, draft.seed)

    def _keep(self, draft: FlowDraft, now: datetime) -> Answers:
        """The answers from now on: what was added to an opened sheet stands there and is not told on today."""
        opened, agreed = self._opened(draft.answers), self._agreed(draft, now)
        if opened is None:
            self._sheets.keep_measures(
                draft.id, draft.seed, agreed, school=draft.school, language=draft.language, now=now
            )
            return draft.answers
        told = {each.id: found for each in opened.measures if (found := told_in(draft.answers, each.id))}
        self._sheets.tell(opened.id, told, agreed, now)
        begun = draft.answers.get(BEGUN) or [each.id for each in opened.measures]
        return {**without_new(draft.answers), BEGUN: begun}

    def _agreed(self, draft: FlowDraft, now: datetime) -> list[Agreed]:
        today = now.astimezone(ZoneInfo(self._municipalities.municipality_of(draft.school).timezone)).date()
        return [self._dated(each, draft.language, today) for each in agreed_in(draft.answers)]

    def _dated(self, agreed: Agreed, language: str, today: date) -> Agreed:
        if agreed.until is None:
            return agreed
        until = until_in(agreed.until, language, self._dates, today)
        return Agreed(agreed.what, agreed.who, until.words, until.day)

    def _measures(self, draft: FlowDraft) -> list[Measure]:
        """As they stand with what has been answered, kept or not."""
        kept = self._opened(draft.answers)
        if kept is None and draft.finished:
            found = self._sheets.of_draft(draft.id, draft.seed)
            return list(found.sheet.measures) if found else []
        known = [
            Measure(each.id, each.agreed, told_of(draft.answers, each), each.told_at)
            for each in (kept.measures if kept else ())
        ]
        new = self._agreed(draft, self._now())
        return [*known, *(Measure(0, each, Told(), None) for each in new)]

    def _text(self, draft: FlowDraft, words: FlowWords) -> str:
        opened = self._opened(draft.answers)
        if opened and opened.kind is SheetKind.MEETING:
            return meeting_text(opened.meeting, words)
        return measures_text(self._measures(draft), words, draft.language)

    def _agreed_line(self, draft: FlowDraft, measure: int, words: FlowWords) -> str:
        opened = self._opened(draft.answers)
        found = next((each for each in (opened.measures if opened else ()) if each.id == measure), None)
        return agreed_line(found.agreed, words, draft.language) if found else ""


def _beginning(answers: Answers) -> Iterator[Question]:
    yield Question("start", skippable=False)
    if answers.get("start") == "known":
        yield Question("reference", "text")
        if reference := answers.get("reference"):
            yield Question(f"code.{reference}", "text")


def _lost(answers: Answers) -> bool:
    """Whether she has left out the reference or the code: then it can only be written down again."""
    reference = answers.get("reference")
    return answers.get(f"code.{reference}" if reference else "reference", "") is None


def _telling(measure: Measure, answers: Answers, begin: Measure) -> Iterator[Question]:
    yield Question(f"state.{measure.id}", first="opened" if measure is begin else None)
    if answers.get(f"state.{measure.id}") in TRIED:
        yield Question(f"helped.{measure.id}")
    if answers.get(f"state.{measure.id}"):
        yield Question(f"note.{measure.id}", "text")
