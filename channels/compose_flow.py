"""The flows in words: questions with their buttons, what the engine and the flows say, receipts.

Rasa's messages carry ids and keys only. The words come from assistant/flows, in the turn's language; what a
parent answered is read from the draft, and the private code of a receipt is derived again here: neither
passes through Rasa.
"""

from dataclasses import dataclass
from typing import Any

from actions.flows import EDIT, FlowDraft, FlowWords, Question, Said
from actions.flows.question import ALL, DROP, KEEP, SKIP
from actions.flows.registry import Flows
from channels.compose import Composed, Offer, offered
from channels.reply import Outcome, Receipt, Reply, ReplyType
from channels.texts import Texts

ERASED = "erased"
"""What a flow says, under `says`, when something kept is gone for good."""
PERSON: Offer = ("choices.speak_to_person", "/speak_to_person")


class FlowComposer:
    """Turns one message of kind "flow" into replies."""

    def __init__(self, flows: Flows, texts: Texts) -> None:
        self._flows = flows
        self._texts = texts

    def compose(self, message: dict[str, Any], conversation: str, language: str) -> list[Composed]:
        """Replies for one message; an honest word for a draft that is no longer there."""
        voice = FlowVoice(self._flows, self._texts, str(message.get("flow")), language)
        found = self._flows.drafts.open(str(message["draft"])) if "draft" in message else None
        draft = found if found and found.conversation == conversation else None
        if message.get("ask") and draft:
            return [voice.edit(draft) if message["ask"] == EDIT else voice.ask(draft)]
        if message.get("receipt") and draft:
            return [voice.receipt(draft)]
        return [voice.say(str(message.get("say", "draft_gone")), draft)]


@dataclass(frozen=True, slots=True)
class FlowVoice:
    """One flow in one language."""

    flows: Flows
    texts: Texts
    flow: str
    language: str

    @property
    def words(self) -> FlowWords:
        return self.flows.words_of(self.flow, self.language)

    def say(self, key: str, draft: FlowDraft | None) -> Composed:
        """What the engine or the flow says: a question's words, the flow's own texts, or ours for all flows."""
        kind, _, question = key.partition(".")
        if kind in ("why", "not_understood") and question:
            words = self.words.questions[question]
            text = words.why if kind == "why" else words.not_understood
            return self.reply(self._filled(text, question, draft) if draft else text)
        if self.flow in self.flows.flows and self.words.has(key):
            return self.said(self.words.said(key), key, draft)
        return self.reply(self._shared(key), self._shared_offers(key, draft))

    def ask(self, draft: FlowDraft) -> Composed:
        """The question, with its options and the ways around it."""
        question = self.flows.question(draft)
        if question is None:
            return self.say("draft_gone", draft)
        text = self._filled(self.words.questions[question.words].ask, question.id, draft)
        if question.kind != "act" and draft.answers.get(question.id):
            stands = self._shared("now_stands", value=self._value(question, draft)).replace("?.", "?")
            text = f"{stands} {text}"
        return self.reply(text, [*self._options(question, draft), *self._around(question, draft)])

    def edit(self, draft: FlowDraft) -> Composed:
        """Which answer to change: one button a question, with what stands."""
        offers = [
            (f"{self.words.questions[q.words].called[0]}: {self._value(q, draft)}", self._payload(EDIT, q.id))
            for q in self.flows.answered(draft)
        ]
        offers.append((self._shared("buttons.keep_all"), self._payload(EDIT, "")))
        return self.reply(self._shared("edit"), offers)

    def receipt(self, draft: FlowDraft) -> Composed:
        """What was kept, with its private code, which the transcript leaves out."""
        slip = self.flows.flow(draft).receipt(draft, self.words)
        composed = self.reply(slip.text, self._ways_on(slip.key) if slip.key else [])
        data = Receipt(kind=slip.kind, reference=slip.reference, code=slip.code)
        reply = composed.reply.model_copy(update={"type": "receipt", "data": data})
        return Composed(reply, "saved", composed.choices)

    def said(self, said: Said, key: str, draft: FlowDraft | None) -> Composed:
        text = self._filled(said.text, key, draft) if draft else said.text
        offers = self._ways_on(key) or self._shared_offers(key, draft)
        return self.reply(text, offers, "erased" if key == ERASED else "flow")

    def reply(self, text: str, offers: list[Offer] | None = None, outcome: Outcome = "flow") -> Composed:
        choices, shown = offered(offers or [])
        kind: ReplyType = "choices" if shown else "text"
        return Composed(Reply(type=kind, text=text, language=self.language, choices=shown), outcome, choices)

    def _ways_on(self, key: str) -> list[Offer]:
        return [(each.label, str(each.leads)) for each in self.words.said(key).choices]

    def _filled(self, text: str, key: str, draft: FlowDraft) -> str:
        return text.format_map(self.flows.flow(draft).values(key, draft, self.words))

    def _options(self, question: Question, draft: FlowDraft) -> list[Offer]:
        chosen = draft.answers.get(question.id) if question.kind == "choices" else None
        return [
            (option.label, option.leads or self._payload(question.id, name))
            for name, option in self.words.questions[question.words].options.items()
            if (question.options is None or name in question.options) and name not in (chosen or ())
        ]

    def _around(self, question: Question, draft: FlowDraft) -> list[Offer]:
        if question.kind == "act":
            return []
        offers: list[Offer] = []
        stands = draft.answers.get(question.id)
        if stands and question.kind == "choices" and draft.asking == question.id:
            offers.append((self._shared("buttons.all"), self._payload(question.id, ALL)))
        elif stands:
            offers.append((self._shared("buttons.keep"), self._payload(question.id, KEEP)))
        if question.skippable:
            key = "buttons.leave_out" if stands else "buttons.skip"
            offers.append((self._shared(key), self._payload(question.id, SKIP)))
        return offers

    def _value(self, question: Question, draft: FlowDraft) -> str:
        """An answer as she would read it."""
        answer = draft.answers.get(question.id)
        if not answer:
            return self._shared("skipped")
        options = self.words.questions[question.words].options
        several = answer if isinstance(answer, list) else [answer]
        return ", ".join(options[each].label if each in options else str(each) for each in several)

    def _shared(self, key: str, **values: object) -> str:
        return self.texts(self.language, f"flow.{key}", **values)

    def _shared_offers(self, key: str, draft: FlowDraft | None) -> list[Offer]:
        label, payload = PERSON
        person = (self.texts(self.language, label), payload)
        begin, go_on = ((self._shared(f"buttons.{button}"), f"/{self.flow}") for button in ("begin", "go_on"))
        question = self.flows.question(draft) if draft else None
        match key:
            case "stuck" if question and question.skippable and question.kind != "act":
                return [(self._shared("buttons.skip"), self._payload(question.id, SKIP)), person]
            case "stuck" | "draft_gone" | "for_parents":
                return [person]
            case "offer":
                return [begin, person]
            case "paused" | "set_aside":
                return [go_on, person]
            case "stopped":
                throw_away = (self._shared("buttons.throw_away"), self._payload(DROP, ""))
                return [go_on, throw_away, person]
        return []

    def _payload(self, question: str, value: str) -> str:
        return f'/answer{{"answer": "{self.flow}.{question}:{value}"}}'
