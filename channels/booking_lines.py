"""Lines about a booking: who, when, and what a parent answered, in her words and language."""

from actions.contacts import ContactDraft, ContactRequest, Item, Slot
from actions.contacts.ways import Way
from actions.schools import Coordinator, Municipalities
from channels.language_name import language_name
from channels.texts import Texts

SUMMARY = (Item.GRADE, Item.ABOUT, Item.URGENCY, Item.LANGUAGE, Item.WAYS, Item.TIME)
ABOUT_SHOWN = 400


class BookingLines:
    """Renders drafts and requests as short lines."""

    def __init__(self, municipalities: Municipalities, texts: Texts) -> None:
        self._municipalities = municipalities
        self._texts = texts

    def about_coordinator(self, coordinator: Coordinator, school_id: str, language: str) -> dict[str, str]:
        """Placeholders that most texts use. Raises UnknownSchoolError."""
        place, school = (
            self._municipalities.municipality_of(school_id),
            self._municipalities.school(school_id),
        )
        return {
            "name": coordinator.name,
            "role": coordinator.role[language],
            "phone": coordinator.phone,
            "school": school.name if school else place.name,
            "coordinator": place.terms["coordinator"][language],
            "notification": place.terms["notification"][language],
            "hours": str(coordinator.contact_hours.rules.notice_hours),
        }

    def time(self, slot: Slot, language: str) -> str:
        """`tirsdag den 24. november kl. 09.30–10.00`."""
        day, clock = slot.shown_day(language), slot.shown_time(language)
        return self._texts(language, "booking.lines.when", day=day, time=clock)

    def when(self, request: ContactRequest, language: str) -> str:
        if request.slot:
            return self.time(request.slot, language)
        return self._called(request.ways, language)

    def summary(self, draft: ContactDraft, coordinator: Coordinator, language: str) -> str:
        """Everything answered, a line each."""
        lines = [self._line("with", f"{coordinator.name}, {coordinator.role[language]}", language)]
        lines += [self._line(item, self.value(item, draft, language), language) for item in SUMMARY]
        return "\n".join(lines)

    def value(self, item: str, draft: ContactDraft, language: str) -> str:
        """What stands for one item of a draft."""
        if item != Item.TIME and not draft.is_answered(Item(item)):
            return self._texts(language, "booking.lines.left_out")
        match item:
            case Item.GRADE:
                return self._texts(language, "booking.buttons.grade", grade=draft.grade)
            case Item.ABOUT:
                about = draft.about or ""
                return f"»{about[:ABOUT_SHOWN]}{'…' if len(about) > ABOUT_SHOWN else ''}«"
            case Item.URGENCY:
                return self._texts(language, f"booking.lines.{draft.urgency}")
            case Item.LANGUAGE:
                return self._language(draft.language or language, draft.interpreter, language)
            case Item.WAYS:
                return ", ".join(_way(way) for way in draft.ways)
            case _:
                return self.time(draft.slot, language) if draft.slot else self._called(draft.ways, language)

    def what_comes(self, request: ContactRequest, coordinator: Coordinator, language: str) -> str:
        """What happens next: the time and who calls, or that she will be called or written to."""
        phone = any(way.kind == "phone" for way in request.ways)
        key = ("slot" if request.slot else "call") if phone else ("slot_mail" if request.slot else "mail")
        return self._texts(
            language,
            f"booking.receipt.{key}",
            name=coordinator.name,
            when=self.when(request, language) if request.slot else "",
        )

    def request(self, request: ContactRequest, coordinator: Coordinator, language: str) -> str:
        """A booking looked up: with whom, when, how it stands."""
        lines = [
            self._line("reference", request.reference, language),
            self._line("with", f"{coordinator.name}, {coordinator.role[language]}", language),
            self._line("time", self.when(request, language), language),
            self._line("status", self._texts(language, f"booking.statuses.{request.status}"), language),
        ]
        return "\n".join(lines)

    def language_name(self, code: str, language: str, *, capital: bool = False) -> str:
        name = language_name(code, language)
        return name[:1].upper() + name[1:] if capital else name

    def _language(self, code: str, interpreter: bool | None, language: str) -> str:
        name = language_name(code, language)
        return self._texts(language, "booking.lines.with_interpreter", language=name) if interpreter else name

    def _called(self, ways: tuple[Way, ...], language: str) -> str:
        phone = any(way.kind == "phone" for way in ways)
        return self._texts(language, "booking.lines.call_me" if phone else "booking.lines.write_me")

    def _line(self, key: str, value: str, language: str) -> str:
        return f"- {self._texts(language, f'booking.lines.{key}')}: {value}"


def _way(way: Way) -> str:
    return f"{way.shown} ({way.label})" if way.label else way.shown
