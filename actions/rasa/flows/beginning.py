"""The beginning of a flow: a new draft, or the one left unfinished."""

from rasa_sdk.events import FollowupAction
from rasa_sdk.interfaces import Tracker

from actions.flows.model import FlowDraft
from actions.flows.registry import NAMES
from actions.rasa import call
from actions.rasa.booking.talk import ANSWER
from actions.rasa.deciding import Decided
from actions.rasa.flows.talk import DONE, DRAFT, FLOW, FORM, FlowAction, message
from actions.rasa.guidance import SURELY_COVERED, answer_now, hardly_meant

AGAIN = "again"


class BeginFlow(FlowAction):
    """Begins the flow that the intent names, or goes on with its draft; then lets the form ask.

    Staff get what the guidance says: the flows are for parents. A question that the guidance surely or precisely
    answers is answered, with the flow offered below it: "may I bring my sister to the meeting" is no wish for a sheet.
    """

    def name(self) -> str:
        return "action_begin_flow"

    def decide(self, tracker: Tracker) -> Decided:
        decided, flow = Decided(), call.intent(tracker)
        if flow not in NAMES:
            flow = str(tracker.get_slot(FLOW))
        if call.asker(tracker).audience == "staff":
            self._for_staff(decided, tracker, flow)
        elif flow not in self._talk.flows.flows:
            decided.show({"kind": "flow", "say": "draft_gone"})
        elif self._answered(decided, tracker, self._talk.flows.flows[flow].answers_first):
            decided.show({"kind": "flow", "flow": flow, "say": "offer"})
        else:
            self._open(decided, tracker, flow)
        return decided

    def _answered(self, decided: Decided, tracker: Tracker, answers_first: bool) -> bool:
        """Whether it was plainly a question, or hardly a wish for this flow, and has its answer."""
        heard = self._talk.heard(tracker)
        hardly = hardly_meant(tracker)
        asks = answers_first and self._talk.words.asks_within(heard.text, heard.language)
        if heard.command or not (hardly or asks):
            return False
        found = answer_now(self._talk.guidance, tracker, in_flow=True)
        surely = heard.asks and found["confidence"] >= SURELY_COVERED
        sure = found["outcome"] == "answered" and (hardly or surely or found["detail"] is not None)
        if sure:
            decided.show(found)
        return bool(sure)

    def _for_staff(self, decided: Decided, tracker: Tracker, flow: str) -> None:
        if not self._talk.heard(tracker).command:
            found = answer_now(self._talk.guidance, tracker, in_flow=True)
            if found["outcome"] == "answered":
                decided.show(found)
                return
        decided.show({"kind": "flow", "flow": flow, "say": "for_parents"})

    def _open(self, decided: Decided, tracker: Tracker, flow: str) -> None:
        unfinished = self._unfinished(tracker, flow)
        draft = unfinished or self._new(tracker, flow)
        decided.show(message(draft, say="resumed" if unfinished else "begin"))
        question = self._talk.flows.question(draft)
        if question and question.first:
            decided.show(message(draft, say=question.first))
        for slot, value in ((FLOW, flow), (DRAFT, draft.id), (DONE, None)):
            decided.set(slot, value)
        decided.events.append(FollowupAction(FORM))

    def _unfinished(self, tracker: Tracker, flow: str) -> FlowDraft | None:
        heard = self._talk.heard(tracker)
        anew = not heard.command and self._talk.flows.steering.names(AGAIN, heard.text, heard.language)
        if anew or call.chosen(tracker, ANSWER) == AGAIN:
            return None
        return self._talk.flows.drafts.of_conversation(str(tracker.sender_id), flow)

    def _new(self, tracker: Tracker, flow: str) -> FlowDraft:
        asker = call.asker(tracker)
        return self._talk.flows.drafts.start(
            str(tracker.sender_id),
            flow,
            school=asker.school or "",
            language=asker.language,
            now=self._talk.now(),
        )
