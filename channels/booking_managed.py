"""The steps of looking up, changing and calling off a booking, in words."""

from typing import Any

from actions.contacts import (
    OPEN,
    ContactRequest,
    Status,
)
from actions.contacts.errors import CodeWrongError
from channels.booking_voice import Voice, payload
from channels.compose import Composed, Offer, offered
from channels.reply import CallNumber, Numbers, Outcome, Reply

REQUEST_OUTCOMES: dict[str, Outcome] = {"changed": "changed", "accepted": "changed", "cancelled": "cancelled"}


class Managed:
    """The steps of looking up, changing and calling off."""

    def __init__(self, voice: Voice, message: dict[str, Any]) -> None:
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
            case "interest":
                offers = [voice.answer("interest_off", "sure:yes"), voice.answer("interest_keep", "sure:no")]
                return voice.reply(voice("manage.interest"), offers)
            case "interest_off":
                gone = Reply(type="text", text=voice("manage.interest_off"), language=voice.language)
                return Composed(gone, "erased")
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
