"""One reply about a booking: its language, school and conversation, and the ways to say something in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from actions.booking_talk import Opened
from actions.booking_talk.buttons import DROP
from actions.contacts import (
    ContactDraft,
    ContactRequest,
    ContactServices,
    Slot,
)
from actions.schools import Coordinator, Municipalities
from actions.sharing import Sharing
from channels.booking_lines import BookingLines
from channels.compose import Composed, Offer, offered
from channels.reply import CoordinatorName, Outcome, Receipt, Reply, ReplyType
from channels.texts import Texts


@dataclass(frozen=True, slots=True)
class BookingTools:
    """What the words are made from; made once."""

    contacts: ContactServices
    municipalities: Municipalities
    opened: Opened
    texts: Texts
    now: Callable[[], datetime]
    sharing: Sharing


class Voice:
    """One reply's language, school and conversation, with the ways to say something in them."""

    def __init__(
        self, tools: BookingTools, lines: BookingLines, conversation: str, school: str, language: str
    ) -> None:
        self.tools, self.lines = tools, lines
        self.conversation, self.school, self.language = conversation, school, language

    def __call__(self, key: str, **values: object) -> str:
        return self.tools.texts(self.language, f"booking.{key}", **values)

    def text(self, key: str, **values: object) -> Composed:
        return self.reply(self(key, **values))

    def reply(self, text: str, offers: list[Offer] | None = None, outcome: Outcome = "flow") -> Composed:
        choices, shown = offered(offers or [])
        kind: ReplyType = "choices" if shown else "text"
        reply = Reply(type=kind, text=text, language=self.language, choices=shown)
        return Composed(reply, outcome, choices)

    def answer(self, key: str, value: str, **values: object) -> Offer:
        """A quick reply that answers the form."""
        return self(f"buttons.{key}", **values), payload(value)

    def said(self, key: str, draft_id: str | None) -> Composed:
        coordinator = self.coordinator_of(self.draft(draft_id) if draft_id else None)
        values = self.lines.about_coordinator(coordinator, self.school, self.language)
        if key == "booked_before" and draft_id:
            values["reference"] = self.tools.contacts.bookings.book(draft_id, self.tools.now()).reference
        return self.reply(self(key, **values), self._ways_on(key))

    def _ways_on(self, key: str) -> list[Offer]:
        """What can be done after a text, a person always among it."""
        go_on = (self("buttons.go_on"), '/book_contact{"answer": "go_on"}')
        manage = (self("buttons.manage"), "/manage_booking")
        match key:
            case "booked_before":
                return [manage, (self("buttons.another"), '/book_contact{"answer": "another"}')]
            case "paused" | "set_aside":
                return [go_on, self.person()]
            case "stopped":
                return [go_on, self.answer("throw_away", DROP), self.person()]
            case "thrown_away":
                return [(self("buttons.book_contact"), "/book_contact"), self.person()]
            case "stuck":
                return [self.person(), (self("buttons.stop"), "/stop")]
            case "manage.nothing" | "manage.paused":
                return [manage, self.person()]
            case "manage.kept_check_in":
                return [(self("buttons.kept_check_in"), "/check_in"), self.person()]
            case "manage.kept_sheet":
                return [(self("buttons.kept_sheet"), "/follow_up"), self.person()]
        return []

    def person(self) -> Offer:
        return self.tools.texts(self.language, "choices.speak_to_person"), "/speak_to_person"

    def draft(self, draft_id: str) -> ContactDraft:
        """Raises DraftGoneError, also for a draft of another conversation."""
        return self.tools.contacts.drafts.open(draft_id)

    def coordinator_of(self, about: ContactDraft | ContactRequest | None) -> Coordinator:
        known = self.tools.municipalities.coordinator(about.coordinator) if about else None
        return known or self.tools.municipalities.coordinator_for(self.school)

    def slot(self, start: str, coordinator: Coordinator) -> Slot:
        """A free time from its ISO start, as it is shown."""
        begins = datetime.fromisoformat(start).astimezone(UTC)
        hours = coordinator.contact_hours
        ends = begins + timedelta(minutes=hours.rules.slot_minutes)
        return Slot(coordinator.id, begins, ends, hours.hours.timezone)

    def times(self, message: dict[str, Any], coordinator: Coordinator, *, phone: bool) -> list[Offer]:
        """Buttons for the times a message names, for more of them, and for being called."""
        offers = [
            (self.lines.time(self.slot(start, coordinator), self.language), payload(f"time:{start}"))
            for start in message.get("starts") or ()
        ]
        if message.get("more"):
            offers.append(self.answer("more_times", "more_times"))
        offers.append(self.answer("call_me" if phone else "write_me", "time:call_me"))
        return offers

    def receipt(self, draft_id: str) -> Composed:
        """What was booked, with its private code: the same booking again gives the same code."""
        booking = self.tools.contacts.bookings.book(draft_id, self.tools.now())
        request, coordinator = booking.request, self.coordinator_of(booking.request)
        values = self.lines.about_coordinator(coordinator, self.school, self.language)
        lines = [
            self("receipt.booked", **values),
            self.lines.what_comes(request, coordinator, self.language),
            self("receipt.change", hours=coordinator.contact_hours.rules.notice_hours),
        ]
        if request.urgency == "this_week":
            lines.insert(2, self("receipt.urgent", **values))
        reply = Reply(
            type="receipt",
            text="\n\n".join(lines),
            language=self.language,
            data=self.slip(request, coordinator, booking.code),
        )
        choices, shown = offered([(self("buttons.manage"), "/manage_booking"), self.person()])
        return Composed(reply.model_copy(update={"choices": shown}), "booked", choices)

    def slip(self, request: ContactRequest, coordinator: Coordinator, code: str | None = None) -> Receipt:
        slot = request.slot
        return Receipt(
            kind="booking",
            reference=request.reference,
            code=code,
            when=slot.start.astimezone(slot.timezone).isoformat() if slot else None,
            coordinator=CoordinatorName(name=coordinator.name, role=coordinator.role[self.language]),
        )


def payload(answer: str) -> str:
    """What a quick reply that answers a booking's question says to Rasa."""
    return f'/answer{{"answer": "{answer}"}}'
