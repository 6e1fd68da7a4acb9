"""The check-in as a flow: eight plain questions on four weeks, the result, and what to do with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from actions.check_ins.amounts import Amounts
from actions.check_ins.arithmetic import place
from actions.check_ins.check_in import FLOW
from actions.check_ins.last_time import CODE, KEY, LastTime, locked, opened, without_key
from actions.check_ins.service import CheckIns
from actions.check_ins.wording import CheckInWording
from actions.flows.model import EDIT, Done, Flow, FlowDraft, Slip
from actions.flows.question import Answers, Heard, Question, Read, Refusal
from actions.flows.reading import offered_phrases, read_answer, read_several
from actions.flows.words import FlowWords
from actions.phrases import best_option
from actions.schools import Municipalities

NEXT = "next"
AFTER_EASY = ("pattern", "since")
"""Not asked where nothing was hard."""


class CheckInFlow(Flow):
    """Holds no answers itself; what a parent keeps goes to the service."""

    name = FLOW
    answers_first = False
    """ "Where are we now?" is a question that only the check-in itself answers."""

    def __init__(
        self, check_ins: CheckIns, municipalities: Municipalities, amounts: Amounts, kept_for_days: int
    ) -> None:
        self._check_ins = check_ins
        self._policy = check_ins.policy
        self._last_time = LastTime(check_ins)
        self._municipalities = municipalities
        self._amounts = amounts
        self._kept_for_days = kept_for_days

    def questions(self, answers: Answers) -> Sequence[Question]:
        """Those of the policy, then what to do now. The code of the last time is asked only out of turn."""
        easy = all(answers.get(q) == option for q, option in self._policy.easy.items())
        asked = [Question(q) for q in self._policy.questions if not (easy and q in AFTER_EASY)]
        first = "comparison" if opened(answers) else "result"
        options = self._ways_on(answers)
        key = [Question(f"{KEY}.{reference}", "text")] if (reference := locked(answers)) else []
        return [*asked, *key, Question(NEXT, "act", options=options, first=first), Question(CODE, "text")]

    def read(self, question: Question, heard: Heard, words: FlowWords) -> Read | Refusal | None:
        """Amounts in words and figures; of several patterns the one that weighs most; reference and code."""
        if question.words in (CODE, KEY):
            return self._last_time.read(question, heard)
        if question.id == "pattern":
            return self._heaviest(question, heard, words)
        options = getattr(self._policy.questions.get(question.id), "options", {})
        if any(worth.up_to is not None for worth in options.values()):
            return self._amount(question, heard, words)
        return read_answer(question, heard, words)

    def values(self, key: str, draft: FlowDraft, words: FlowWords) -> Mapping[str, str]:
        wording = CheckInWording(self._policy, words)
        match key:
            case "result":
                return {"result": self._result(draft, words, wording)}
            case "counted":
                return {"counted": wording.counted(draft.answers)}
            case "comparison":
                then = self._check_ins.find(str(opened(draft.answers)))
                said = wording.comparison(then, draft.answers) if then else ""
                return {"comparison": said or wording.stage(place(self._policy, draft.answers).stage)}
        return {}

    def act(self, act: str, draft: FlowDraft, now: datetime) -> Done:
        match act:
            case "keep":
                stage = place(self._policy, draft.answers).stage
                self._check_ins.keep(draft, stage, opened(draft.answers), now)
                return Done(receipt=True, finished=True)
            case "compare":
                return Done(answers=without_key(draft.answers), asking=CODE)
            case "count":
                return Done(say="counted")
        return Done(say="done", finished=True)

    def receipt(self, draft: FlowDraft, words: FlowWords) -> Slip:
        kept = self._check_ins.kept_from(draft)
        text = words.said("kept").text.format_map({"days": self._kept_for_days})
        if kept is None:
            return Slip("check_in", "", None, words.said("thrown_away").text)
        return Slip("check_in", str(kept.check_in.reference), kept.code, text, "kept")

    def _ways_on(self, answers: Answers) -> tuple[str, ...]:
        stage = place(self._policy, answers).stage
        if stage is None:
            return ("book", EDIT, "signs", "count", "done")
        compare = () if opened(answers) else ("compare",)
        signs = ("signs",) if stage <= 1 else ("prepare",)
        return ("keep", "book", *signs, *compare, "count", EDIT, "done")

    def _result(self, draft: FlowDraft, words: FlowWords, wording: CheckInWording) -> str:
        person = self._municipalities.coordinator_for(draft.school)
        terms = self._municipalities.municipality_of(draft.school).terms
        return wording.result(
            draft.answers,
            coordinator=f"{person.name} ({person.role[words.language]})",
            service=terms["psychology_service"][words.language],
        )

    def _amount(self, question: Question, heard: Heard, words: FlowWords) -> Read | None:
        """A plain "none" first, for "not one day" names a number too; then numbers; then the other phrases."""
        worth = self._policy.questions[question.id].options
        said = best_option(offered_phrases(question, words), heard.text)
        if said and said.whole and worth[said.option].up_to == 0:
            return Read(said.option)
        amount = self._amounts.in_four_weeks(heard.text, self._policy.school_days)
        option = None if amount is None else self._policy.option_of_amount(question.id, amount)
        if option:
            return Read(option)
        return Read(said.option, said.whole) if said else None

    def _heaviest(self, question: Question, heard: Heard, words: FlowWords) -> Read | None:
        read = read_several(offered_phrases(question, words), heard)
        if read is None:
            return None
        levels = self._policy.levels[question.id]
        return Read(max(read.value, key=lambda option: levels[option]), read.whole)
