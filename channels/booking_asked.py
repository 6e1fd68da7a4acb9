"""The questions of a booking, with their buttons, and the list that is shown back."""

from datetime import datetime
from typing import Any

from actions.contacts import SOON, Item, Urgency
from channels.booking_attached import Attached
from channels.booking_voice import Voice, payload
from channels.compose import Composed, Offer

STOP = "/stop"
EDITABLE = (Item.GRADE, Item.ABOUT, Item.URGENCY, Item.LANGUAGE, Item.WAYS, Item.TIME)
LANGUAGE_BUTTONS = ("da", "nb", "en")


class Asked:
    """The draft's next question."""

    def __init__(self, voice: Voice, message: dict[str, Any]) -> None:
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
        starts = self._message.get("starts")
        key = "ask.time" if starts else "ask.no_times"
        if starts and self._draft.urgency == Urgency.THIS_WEEK and self._late(starts[0]):
            key = "ask.time_late"
        return voice(key, **values), voice.times(self._message, self._coordinator, phone=phone)

    def _late(self, start: str) -> bool:
        """Whether the first free time lies more than a week ahead."""
        return datetime.fromisoformat(start) > self._voice.tools.now() + SOON

    def _summary(self) -> Composed:
        voice = self._voice
        values = voice.lines.about_coordinator(self._coordinator, self._draft.school, voice.language)
        attached = Attached(voice, self._draft)
        text = "\n\n".join(
            (
                voice("ask.summary"),
                voice.lines.summary(self._draft, self._coordinator, voice.language),
                *attached.text(values["name"]),
                voice("ask.consent", **values),
            )
        )
        offers = [voice.answer("book", "consent:yes")] if self._draft.ways else []
        offers += attached.offers()
        offers += [voice.answer(f"edit_{item}", f"edit:{item}") for item in EDITABLE]
        return voice.reply(text, [*offers, (voice("buttons.stop"), STOP)])
