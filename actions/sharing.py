"""What a parent has made in a conversation and may send along with a booking: a sheet, agreed measures, a check-in."""

from collections.abc import Callable
from datetime import datetime

from actions.check_ins import CheckInServices
from actions.contacts import Attachment
from actions.flows import FlowDraft, FlowWords
from actions.flows.registry import Flows

KINDS = {"prepare_meeting": "sheet", "follow_up": "measures"}
"""What the flows lead to, as a coordinator reads it."""
CHECK_IN = "check_in"


Share = Callable[[FlowDraft, FlowWords], str | None]
"""A flow's draft as the text that could go along, word for word."""


class Sharing:
    """Reads only; nothing is sent along before a parent has seen it in her booking and said yes."""

    def __init__(self, flows: Flows, check_ins: CheckInServices, now: Callable[[], datetime]) -> None:
        self._flows = flows
        self._check_ins = check_ins
        self._now = now

    def of_conversation(self, conversation: str, language: str) -> tuple[Attachment, ...]:
        """At most one of each kind, the newest, kept or not; a check-in as her answers, never as a stage."""
        found = [self._made(name, conversation, language) for name in KINDS]
        return tuple(each for each in (*found, self._answered(conversation, language)) if each)

    def _made(self, name: str, conversation: str, language: str) -> Attachment | None:
        drafts = self._flows.drafts
        share: Share | None = getattr(self._flows.flows.get(name), "shareable", None)
        draft = drafts.of_conversation(conversation, name) or drafts.of_conversation(
            conversation, name, finished=True
        )
        text = share(draft, self._flows.words_of(name, language)) if share and draft else None
        return Attachment(f"{name}:{draft.id}", KINDS[name], language, text) if draft and text else None

    def _answered(self, conversation: str, language: str) -> Attachment | None:
        check_in = self._check_ins.check_ins.of_conversation(conversation, self._now())
        if check_in is None:
            return None
        text = self._check_ins.shareable_text(check_in, language)
        return Attachment(f"{CHECK_IN}:{conversation}", CHECK_IN, language, text)
