"""The booking conversation in words: questions with their buttons, what was answered, the receipt, a booking looked up.

Rasa's messages carry ids only. What a parent answered is read from the draft here, and the private code is
derived again for its receipt: neither passes through Rasa.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from actions.booking_talk import Opened
from actions.contacts import (
    OPEN,
    ContactDraft,
    ContactError,
    ContactRequest,
    ContactServices,
    Item,
    Slot,
    Status,
)
from actions.contacts.errors import CodeWrongError
from actions.schools import Coordinator, Municipalities
from channels.booking_lines import BookingLines
from channels.compose import Composed, Offer, offered
from channels.reply import CallNumber, CoordinatorName, Numbers, Outcome, Receipt, Reply, ReplyType
from channels.texts import Texts

STOP = "/stop"
REQUEST_OUTCOMES: dict[str, Outcome] = {"changed": "changed", "accepted": "changed", "cancelled": "cancelled"}
EDITABLE = (Item.GRADE, Item.ABOUT, Item.URGENCY, Item.LANGUAGE, Item.WAYS, Item.TIME)
LANGUAGE_BUTTONS = ("da", "nb", "en")


@dataclass(frozen=True, slots=True)
class BookingTools:
    """What the words are made from; made once."""

    contacts: ContactServices
    municipalities: Municipalities
    opened: Opened
    texts: Texts
    now: Callable[[], datetime]


class BookingComposer:
    """Turns one message of kind "booking" into replies."""

    def __init__(self, tools: BookingTools) -> None:
        self._tools = tools
        self._lines = BookingLines(tools.municipalities, tools.texts)

    def compose(
        self, message: dict[str, Any], conversation: str, school: str, language: str
    ) -> list[Composed]:
        """Replies for one message; none for a draft that is no longer there."""
        voice = _Voice(self._tools, self._lines, conversation, school, language)
        try:
            return [self._one(voice, message)]
        except ContactError as error:
            return [voice.text(f"errors.{error.key}", **error.values)]

    def _one(self, voice: "_Voice", message: dict[str, Any]) -> Composed:
        if "error" in message:
            return voice.text(f"errors.{message['error']}", **(message.get("values") or {}))
        if "ask" in message:
            return Asked(voice, message).composed()
        if "receipt" in message:
            return voice.receipt(str(message["receipt"]))
        if "manage" in message:
            return Managed(voice, message).composed()
        return voice.said(str(message["say"]), message.get("draft"))


class _Voice:
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
        offers: list[Offer] = []
        values = self.lines.about_coordinator(coordinator, self.school, self.language)
        if key == "booked_before" and draft_id:
            values["reference"] = self.tools.contacts.bookings.book(draft_id, self.tools.now()).reference
            offers = [
                (self("buttons.manage"), "/manage_booking"),
                (self("buttons.another"), '/book_contact{"answer": "another"}'),
            ]
        if key in ("paused", "set_aside"):
            offers = [(self("buttons.go_on"), "/book_contact"), self.person()]
        if key == "stopped":
            offers = [(self("buttons.book_contact"), "/book_contact"), self.person()]
        if key in ("manage.nothing", "manage.paused"):
            offers = [(self("buttons.manage"), "/manage_booking"), self.person()]
        return self.reply(self(key, **values), offers)

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


class Asked:
    """The draft's next question."""

    def __init__(self, voice: _Voice, message: dict[str, Any]) -> None:
        self._voice, self._message = voice, message
        self._item = str(message["ask"])
        self._draft = voice.draft(str(message["draft"]))
        self._coordinator = voice.coordinator_of(self._draft)

    def composed(self) -> Composed:
        if self._item == Item.CONSENT:
            return self._summary()
        text, offers = self._question()
        if self._changing() and self._item != "second_way":
            now = self._voice.lines.value(self._item, self._draft, self._voice.language)
            text = f"{self._voice('now_stands', value=now)} {text}"
            offers.append(self._voice.answer("keep", "keep"))
            if self._item not in (Item.WAYS, Item.TIME):
                offers.append(self._voice.answer("leave_out", "skip"))
        elif self._item == "second_way":
            offers.append(self._voice.answer("keep", "keep"))
        elif self._item != Item.WAYS:
            offers.append(self._voice.answer("skip", "skip"))
        return self._voice.reply(text, offers)

    def _changing(self) -> bool:
        return self._item == "second_way" or self._draft.is_answered(Item(self._item))

    def _question(self) -> tuple[str, list[Offer]]:
        voice, values = self._voice, {}
        offers: list[Offer] = []
        match self._item:
            case Item.GRADE:
                school = voice.tools.municipalities.school(self._draft.school)
                offers = [
                    voice.answer("grade", f"grade:{n}", grade=n) for n in (school.grades if school else ())
                ]
            case Item.URGENCY:
                offers = [voice.answer(u, f"urgency:{u}") for u in ("this_week", "can_wait")]
            case Item.LANGUAGE:
                offers = self._languages()
            case Item.WAYS if self._draft.ways:
                offers = [voice.answer("second_way", "edit:second_way")]
            case Item.TIME:
                return self._time()
            case _:
                pass
        values = voice.lines.about_coordinator(self._coordinator, self._draft.school, voice.language)
        return voice(f"ask.{self._item}", **values), offers

    def _languages(self) -> list[Offer]:
        voice = self._voice
        spoken = dict.fromkeys((voice.language, *self._coordinator.languages, *LANGUAGE_BUTTONS))
        named = [code for code in spoken if code in (*LANGUAGE_BUTTONS, *self._coordinator.languages)]
        offers = [
            (voice.lines.language_name(code, code, capital=True), payload(f"language:{code}-"))
            for code in named
            if code in self._coordinator.languages or code == voice.language
        ]
        return [*offers, voice.answer("interpreter", "language:+")]

    def _time(self) -> tuple[str, list[Offer]]:
        voice = self._voice
        phone = any(way.kind == "phone" for way in self._draft.ways)
        values = voice.lines.about_coordinator(self._coordinator, self._draft.school, voice.language)
        key = "ask.time" if self._message.get("starts") else "ask.no_times"
        return voice(key, **values), voice.times(self._message, self._coordinator, phone=phone)

    def _summary(self) -> Composed:
        voice = self._voice
        values = voice.lines.about_coordinator(self._coordinator, self._draft.school, voice.language)
        text = "\n\n".join(
            (
                voice("ask.summary"),
                voice.lines.summary(self._draft, self._coordinator, voice.language),
                voice("ask.consent", **values),
            )
        )
        offers = [voice.answer("book", "consent:yes")] if self._draft.ways else []
        offers += [voice.answer(f"edit_{item}", f"edit:{item}") for item in EDITABLE]
        return voice.reply(text, [*offers, (voice("buttons.stop"), STOP)])


class Managed:
    """The steps of looking up, changing and calling off."""

    def __init__(self, voice: _Voice, message: dict[str, Any]) -> None:
        self._voice, self._message = voice, message
        self._step = str(message["manage"])

    def composed(self) -> Composed:
        voice = self._voice
        match self._step:
            case "reference":
                return voice.reply(voice("manage.ask_reference"), self._own_reference())
            case "code":
                offers = [
                    voice.answer("lost_code", "lost_code"),
                    voice.answer("other_booking", "manage:other"),
                ]
                return voice.reply(voice("manage.ask_code"), offers)
            case "lost":
                return self._lost()
            case "time":
                return self._times()
            case "cancel":
                offers = [voice.answer("sure_yes", "sure:yes"), voice.answer("sure_no", "sure:no")]
                return voice.reply(voice("manage.sure", when=self._when(self._request())), offers)
            case _:
                return self._shown()

    def _own_reference(self) -> list[Offer]:
        """The reference of what was booked in this very conversation, to press instead of typing it."""
        draft, voice = self._message.get("draft"), self._voice
        offers: list[Offer] = []
        if draft:
            own = voice.tools.contacts.bookings.book(str(draft), voice.tools.now())
            offers = [(own.reference, payload(f"reference:{own.reference}"))]
        return [*offers, voice.answer("lost_reference", "lost_reference")]

    def _request(self) -> ContactRequest:
        """Raises CodeWrongError, also if the booking was opened too long ago."""
        opened = self._voice.tools.opened.get(self._voice.conversation)
        if opened is None:
            raise CodeWrongError(tries=10, hours=1)
        return self._voice.tools.contacts.own.look_up(opened.reference, opened.code, self._voice.tools.now())

    def _when(self, request: ContactRequest) -> str:
        return self._voice.lines.when(request, self._voice.language)

    def _times(self) -> Composed:
        voice, request = self._voice, self._request()
        phone = any(way.kind == "phone" for way in request.ways)
        coordinator = voice.coordinator_of(request)
        offers = voice.times(self._message, coordinator, phone=phone)
        return voice.reply(
            voice("manage.ask_time", when=self._when(request)), [*offers, voice.answer("keep", "keep")]
        )

    def _lost(self) -> Composed:
        voice = self._voice
        coordinator = voice.coordinator_of(None)
        values = voice.lines.about_coordinator(coordinator, voice.school, voice.language)
        reply = Reply(
            type="text",
            text=voice("manage.lost", **values),
            language=voice.language,
            data=Numbers(numbers=[CallNumber(label=coordinator.name, tel=coordinator.phone)]),
        )
        return Composed(reply, "handed_over")

    def _shown(self) -> Composed:
        """The booking as it stands, with what can be done to it; or what has just become of it."""
        voice, request = self._voice, self._request()
        coordinator = voice.coordinator_of(request)
        lines = [voice.lines.request(request, coordinator, voice.language)]
        if self._step in REQUEST_OUTCOMES:
            lines.insert(0, voice(f"manage.{self._step}"))
        if self._step == "menu" and request.status in OPEN:
            lines.append(voice("manage.ask"))
        reply = Reply(
            type="receipt",
            text="\n\n".join(lines),
            language=voice.language,
            data=voice.slip(request, coordinator),
        )
        choices, shown = offered(self._offers(request))
        outcome = REQUEST_OUTCOMES.get(self._step, "flow")
        return Composed(reply.model_copy(update={"choices": shown}), outcome, choices)

    def _offers(self, request: ContactRequest) -> list[Offer]:
        voice = self._voice
        if self._step in REQUEST_OUTCOMES:
            return [voice.person()]
        offers: list[Offer] = []
        if request.status == Status.PROPOSED_OTHER:
            offers.append(voice.answer("accept", "manage:accept"))
        if request.status in OPEN:
            offers += [voice.answer("other_time", "manage:time"), voice.answer("cancel", "manage:cancel")]
        return [*offers, voice.answer("nothing", "manage:nothing")]


def payload(answer: str) -> str:
    """What a quick reply that answers a booking's question says to Rasa."""
    return f'/answer{{"answer": "{answer}"}}'
