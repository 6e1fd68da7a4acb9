"""A flow of our own over a real store, and a parent who talks with it: no Rasa, the engine alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from actions.conversations import Conversations, TurnRecord
from actions.flows import Answers, Done, Flow, FlowDraft, FlowWords, Heard, Question, Slip
from actions.flows.drafts import FlowDrafts
from actions.flows.engine import FlowEngine
from actions.flows.registry import Flows, open_flows
from actions.flows.taking import Reaction
from actions.store import Store
from channels.compose_flow import FlowComposer
from channels.reply import Reply
from channels.texts import Texts

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FLOWS = Path(__file__).parents[3] / "assistant" / "flows"
WORDS = """
begin: Begins.
resumed: Goes on.
paused: {text: Waits., choices: [{label: Go on, leads: /picnic}]}
set_aside: Set aside.
thrown_away: Gone.
questions:
  weather:
    ask: How is the weather?
    why: Because of the blanket.
    not_understood: Dry or wet?
    called: [Weather]
    options: {dry: {label: Dry, phrases: [sunny]}, wet: {label: Wet, phrases: [rain, it rains]}}
  food:
    ask: What food?
    why: To carry it.
    not_understood: Bread or fruit?
    called: [Food]
    options: {bread: {label: Bread}, fruit: {label: Fruit, phrases: [apples]}}
  wish:
    ask: Any wish?
    why: To please.
    not_understood: In your own words.
    called: [Wish]
  umbrella:
    ask: How many umbrellas?
    why: It is wet.
    not_understood: One or two?
    called: [Umbrellas]
    options: {one: {label: One}, two: {label: Two}}
  next:
    ask: What now?
    why: You decide.
    not_understood: Keep or done?
    options:
      keep: {label: Keep}
      edit: {label: Change an answer}
      book: {label: Book, leads: /book_contact}
      done: {label: Done}
says:
  list: "The list: {list}"
  kept: {text: Kept., choices: [{label: Again, leads: /picnic}]}
  done: Good bye.
"""


class Picnic(Flow):
    """Weather, food, a wish; umbrellas only where it is wet; then what to do with it."""

    name = "picnic"

    def questions(self, answers: Answers) -> Sequence[Question]:
        wet = [Question("umbrella", skippable=False)] if answers.get("weather") == "wet" else []
        return [
            Question("weather"),
            *wet,
            Question("food", "choices"),
            Question("wish", "text"),
            Question("next", "act", first="list"),
        ]

    def values(self, key: str, draft: FlowDraft, words: FlowWords) -> Mapping[str, str]:
        return {"list": str(sorted(draft.answers))} if key == "list" else {}

    def act(self, act: str, draft: FlowDraft, now: datetime) -> Done:
        return Done(receipt=True, finished=True) if act == "keep" else Done(say="done", finished=True)

    def receipt(self, draft: FlowDraft, words: FlowWords) -> Slip:
        return Slip("sheet", "K7M-4QX", draft.seed[:5], words.said("kept").text, "kept")


def picnic(store: Store, tmp_path: Path) -> Flows:
    """The flow with its words, in English for all three languages."""
    folder = tmp_path / "flows"
    (folder / "picnic").mkdir(parents=True)
    for language in ("da", "nb", "en"):
        (folder / "picnic" / f"{language}.yml").write_text(WORDS)
    (folder / "steering").symlink_to(FLOWS / "steering")
    return open_flows([Picnic()], FlowDrafts(store), folder)


@dataclass
class Talk:
    """One conversation with one flow."""

    flows: Flows
    conversation: str
    draft: FlowDraft
    language: str = "en"

    @classmethod
    def begin(
        cls, store: Store, flows: Flows, flow: str, language: str = "en", school: str = "demo-dk"
    ) -> "Talk":
        first = TurnRecord("flow", language, language, None, [])
        own, _ = Conversations(store, lambda: NOW).start(
            school=school,
            country=school[-2:],
            audience="parent",
            language=language,
            channel="web",
            first=first,
        )
        draft = flows.drafts.start(own.id, flow, school=school, language=language, now=NOW)
        return cls(flows, own.id, draft, language)

    def say(self, text: str, intent: str = "", confidence: float = 1.0, *, asks: bool = False) -> Reaction:
        heard = Heard(text, self.language, NOW, intent=intent, confidence=confidence, asks=asks)
        return self.hear(heard)

    def press(self, answer: str) -> Reaction:
        return self.hear(Heard("/answer", self.language, NOW, pressed=answer))

    def hear(self, heard: Heard) -> Reaction:
        reaction = FlowEngine(self.flows).hear(self.draft, heard)
        self.draft = self.flows.drafts.open(self.draft.id) or self.draft
        return reaction

    @property
    def asked(self) -> str | None:
        """The question asked now."""
        question = self.flows.question(self.draft)
        return question.id if question else None

    def shown(self, **what: object) -> Reply:
        """A message of the flow in words."""
        message = {"kind": "flow", "flow": self.draft.flow, "draft": self.draft.id, **what}
        (composed,) = FlowComposer(self.flows, Texts.load()).compose(
            message, self.conversation, self.language
        )
        return composed.reply
