"""Preparing a meeting: three windows, the child's own words, questions for the school, and what becomes of the sheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from actions.contacts.free_text import free_text, short_text
from actions.flows import Answers, Done, Flow, FlowDraft, FlowWords, Heard, Question, Read, Refusal, Slip
from actions.flows.reading import read_answer, steers_at_length
from actions.sheets.after import KEPT, After, stamp
from actions.sheets.errors import EmptySheetError
from actions.sheets.lines import meeting_text
from actions.sheets.sheet import (
    MOST_QUESTIONS,
    QUESTION_LIMIT,
    WINDOW_LIMIT,
    WINDOWS,
    KeptSheet,
    MeetingSheet,
)
from actions.sheets.sheets import Sheets

THEMES = ("seen", "day", "class", "tried", "who", "together")
OWN, ENOUGH = "own", "enough"
STEERING = frozenset({"stop", "skip", "back", "why", "repeat", "goodbye", "restart", "deny"})
SHORT = 3


class MeetingFlow(Flow):
    """Nothing leaves the draft before she says so. `words` are its own, by language."""

    name = "prepare_meeting"

    def __init__(self, sheets: Sheets, after: After, words: Mapping[str, FlowWords]) -> None:
        self._sheets = sheets
        self._after = after
        self._words = words

    def questions(self, answers: Answers) -> Sequence[Question]:
        asked = [Question(window, "text") for window in WINDOWS]
        if answers.get("worries"):
            asked[1] = Question("works", "text", first="met")
        asked += _for_school(answers)
        return [*asked, *self._after.questions(answers, "sheet")]

    def read(self, question: Question, heard: Heard, words: FlowWords) -> Read | Refusal | None:
        if question.words == OWN:
            return _own_question(heard)
        if question.words == "mail":
            return self._after.read_address(heard)
        read = read_answer(question, heard, words)
        if read and question.kind == "text" and len(str(free_text(str(read.value), 10**6))) > WINDOW_LIMIT:
            return Refusal("too_long")
        return read

    def values(self, key: str, draft: FlowDraft, words: FlowWords) -> Mapping[str, str]:
        if key == "shown":
            return {"sheet": self.text(draft, words)}
        limits = {"too_long": WINDOW_LIMIT, "question_too_long": QUESTION_LIMIT}
        return {"limit": str(limits.get(key, MOST_QUESTIONS)), **self._after.values(draft)}

    def act(self, act: str, draft: FlowDraft, now: datetime) -> Done:
        if act != "keep":
            return self._after.act(act, draft, self._kept(draft), now)
        try:
            self._keep(draft, now)
        except EmptySheetError:
            return Done(say="empty")
        return Done(answers={**draft.answers, KEPT: stamp(draft.answers)}, receipt=True)

    def receipt(self, draft: FlowDraft, words: FlowWords) -> Slip:
        return self._after.receipt(draft, self._kept(draft), words)

    def text(self, draft: FlowDraft, words: FlowWords) -> str:
        """The sheet as it reads now, in the words given; empty while nothing stands on it."""
        return meeting_text(self._sheet(draft, words), words, over=len(_asked(self, draft, words)))

    def shareable(self, draft: FlowDraft, words: FlowWords) -> str | None:
        """What could go along with a booking, word for word; None while nothing stands on it."""
        if draft.finished:
            found = self._kept(draft)
            return meeting_text(found.sheet.meeting, words) if found else None
        sheet = self._sheet(draft, words)
        return None if sheet.is_empty else meeting_text(sheet, words)

    def _kept(self, draft: FlowDraft) -> KeptSheet | None:
        return self._sheets.of_draft(draft.id, draft.seed)

    def _keep(self, draft: FlowDraft, now: datetime) -> None:
        words = self._words.get(draft.language) or self._words["da"]
        self._sheets.keep_meeting(
            draft.id,
            draft.seed,
            self._sheet(draft, words),
            school=draft.school,
            language=draft.language,
            now=now,
        )

    def _sheet(self, draft: FlowDraft, words: FlowWords) -> MeetingSheet:
        windows = {window: draft.answers.get(window) for window in WINDOWS}
        return MeetingSheet.of({**windows, "questions": _asked(self, draft, words)})


def _for_school(answers: Answers) -> Iterator[Question]:
    """A theme, its suggestions, her own question, and whether there is more, until she has enough."""
    left = list(THEMES)
    for number in range(1, len(THEMES) + MOST_QUESTIONS):
        theme = "theme.1" if number == 1 else f"more.{number}"
        options = (*left, OWN) if number == 1 else (*left, OWN, ENOUGH)
        yield Question(theme, options=options)
        chosen = answers.get(theme)
        if chosen not in left and chosen != OWN:
            return
        wants_own = chosen == OWN
        if chosen in left:
            left.remove(chosen)
            yield Question(f"pick_{chosen}", "choices")
            if f"pick_{chosen}" not in answers:
                return
            wants_own = OWN in (answers[f"pick_{chosen}"] or ())
        if wants_own:
            yield Question(f"{OWN}.{number}", "text")
            if f"{OWN}.{number}" not in answers:
                return


def _asked(flow: MeetingFlow, draft: FlowDraft, words: FlowWords) -> list[str]:
    """All questions for the school, in the order they were chosen and written."""
    asked: list[str] = []
    for question in flow.questions(draft.answers):
        answer = draft.answers.get(question.id)
        if question.kind == "choices" and answer:
            asked += [words.label(question.words, each) for each in answer if each != OWN]
        elif question.words == OWN and answer:
            asked.append(str(answer))
    return asked


def _own_question(heard: Heard) -> Read | Refusal | None:
    """Whatever she writes is her question for the school, also one that the guidance could answer."""
    if heard.intent in STEERING and len(heard.text.split()) <= SHORT:
        return None
    if steers_at_length(heard.text, heard.intent, heard.confidence):
        return None
    text = short_text(heard.text, 10**6)
    if text and len(text) > QUESTION_LIMIT:
        return Refusal("question_too_long")
    return Read(text, whole=heard.intent != "crisis") if text else None
