"""Drafts of a contact request, kept in the store, so that contact details never enter Rasa's tracker."""

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import get_args

from babel import Locale
from sqlalchemy import delete, select

from actions.contacts.calendar import Calendar
from actions.contacts.codes import new_seed
from actions.contacts.draft import ContactDraft, Item, Urgency
from actions.contacts.draft_rows import clear, draft_view, found, refuse_booked, set_time
from actions.contacts.errors import (
    GradeElsewhereError,
    SlotError,
    TooManyWaysError,
    UnknownChoiceError,
    UnknownLanguageError,
)
from actions.contacts.free_text import free_text, short_text
from actions.contacts.ways import MAX_WAYS, read_way
from actions.contacts.writing import writing
from actions.municipality import Coordinator
from actions.municipality_values import Topic
from actions.schools import Municipalities
from actions.store.contact_tables import ContactDraftRow
from actions.store.engine import Store

ABOUT_LIMIT = 2000
NAME_LIMIT = 80
LANGUAGES = frozenset(code for code in map(str, Locale("en").languages) if re.fullmatch("[a-z]{2,3}", code))


class ContactDrafts:
    """Answers set, skipped and corrected one at a time; each method is one short transaction and returns the draft.

    All but `start` raise DraftGoneError for an unknown draft; all that change one raise AlreadyBookedError once
    it is booked. A change takes back a consent given before it: consent is to what was shown.
    """

    def __init__(self, store: Store, municipalities: Municipalities, calendar: Calendar) -> None:
        self._store = store
        self._municipalities = municipalities
        self._calendar = calendar

    def start(
        self,
        school: str,
        *,
        text_language: str,
        now: datetime,
        conversation: str | None = None,
        taken_by: str | None = None,
    ) -> ContactDraft:
        """A new, empty draft. Raises UnknownSchoolError."""
        self._municipalities.municipality_of(school)
        row = ContactDraftRow(
            id=secrets.token_hex(16),
            conversation=conversation,
            taken_by=taken_by,
            seed=new_seed(),
            school=school,
            text_language=text_language,
            ways=[],
            call_me=False,
            skipped=[],
            created_at=now,
            changed_at=now,
        )
        with writing(self._store) as session:
            session.add(row)
            return self._view(row)

    def open(self, draft: str) -> ContactDraft:
        with self._store.transaction() as session:
            return self._view(found(session.get(ContactDraftRow, draft)))

    def of_conversation(self, conversation: str) -> ContactDraft | None:
        """The newest draft of a conversation, booked or not."""
        with self._store.transaction() as session:
            row = session.scalar(
                select(ContactDraftRow)
                .where(ContactDraftRow.conversation == conversation)
                .order_by(ContactDraftRow.created_at.desc(), ContactDraftRow.id)
                .limit(1)
            )
            return self._view(row) if row else None

    def discard(self, draft: str) -> None:
        """Forget a draft; one already booked stays, for the request has its own ways out."""
        with writing(self._store) as session:
            session.execute(
                delete(ContactDraftRow).where(
                    ContactDraftRow.id == draft, ContactDraftRow.booked_at.is_(None)
                )
            )

    def set_grade(self, draft: str, grade: int, now: datetime) -> ContactDraft:
        """Raises GradeElsewhereError. A grade with another coordinator takes a chosen slot back."""

        def change(row: ContactDraftRow) -> None:
            school = self._municipalities.school(row.school)
            if school and grade not in school.grades:
                raise GradeElsewhereError(first=min(school.grades), last=max(school.grades))
            row.grade = grade

        return self._change(draft, Item.GRADE, now, change)

    def set_topic(self, draft: str, topic: str, now: datetime) -> ContactDraft:
        """One of the municipality files' topics. Raises UnknownChoiceError.

        A topic with another coordinator takes a chosen slot back.
        """
        if topic not in get_args(Topic):
            raise UnknownChoiceError
        return self._change(draft, Item.TOPIC, now, lambda row: setattr(row, "topic", topic))

    def set_about(self, draft: str, text: str, now: datetime) -> ContactDraft:
        """Raises TooLongError over 2,000 characters: nothing is cut off silently."""
        about = free_text(text, ABOUT_LIMIT)
        return self._change(draft, Item.ABOUT, now, lambda row: setattr(row, "about", about))

    def set_name(self, draft: str, name: str, now: datetime) -> ContactDraft:
        """What to call the parent. Raises TooLongError over 80 characters."""
        tidy = short_text(name, NAME_LIMIT)
        return self._change(draft, Item.NAME, now, lambda row: setattr(row, "name", tidy))

    def set_urgency(self, draft: str, urgency: str, now: datetime) -> ContactDraft:
        """`this_week` or `can_wait`. Raises UnknownChoiceError."""
        if urgency not in set(Urgency):
            raise UnknownChoiceError
        return self._change(draft, Item.URGENCY, now, lambda row: setattr(row, "urgency", str(urgency)))

    def set_language(self, draft: str, code: str, now: datetime) -> ContactDraft:
        """The language to talk in, an ISO 639 code such as `ar`. Raises UnknownLanguageError."""
        if code.lower() not in LANGUAGES:
            raise UnknownLanguageError
        return self._change(draft, Item.LANGUAGE, now, lambda row: setattr(row, "language", code.lower()))

    def set_interpreter(self, draft: str, wanted: bool, now: datetime) -> ContactDraft:
        return self._change(draft, Item.INTERPRETER, now, lambda row: setattr(row, "interpreter", wanted))

    def add_way(self, draft: str, text: str, now: datetime, label: str | None = None) -> ContactDraft:
        """A phone number or e-mail address; one already there gets the new label.

        Raises PhoneError, EmailError, TooLongError (label), or TooManyWaysError for a third.
        """

        def change(row: ContactDraftRow) -> None:
            way = read_way(text, label, self._municipalities.municipality_of(row.school).country)
            others = [each for each in row.ways if each["value"] != way.value]
            if len(others) >= MAX_WAYS:
                raise TooManyWaysError(limit=MAX_WAYS)
            row.ways = [*others, way.as_data()]

        return self._change(draft, Item.WAYS, now, change)

    def remove_way(self, draft: str, value: str, now: datetime) -> ContactDraft:
        """Take a way out, by its `Way.value`; one that isn't there changes nothing."""

        def change(row: ContactDraftRow) -> None:
            row.ways = [each for each in row.ways if each["value"] != value]

        return self._change(draft, Item.WAYS, now, change)

    def choose_slot(self, draft: str, start: datetime, now: datetime) -> ContactDraft:
        """The designated coordinator's slot at `start`. It is not held: booking decides.

        Raises SlotTakenError, SlotPastError, SlotTooNearError or SlotNotOfferedError, each with the next free.
        """
        coordinator = self._designated(self.open(draft))
        try:
            slot = self._calendar.offered(coordinator, start, now)
        except SlotError as error:
            raise self._calendar.with_next(error, coordinator, now) from None
        return self._change(draft, Item.TIME, now, lambda row: set_time(row, slot, call_me=False))

    def choose_own_time(self, draft: str, start: datetime, now: datetime) -> ContactDraft:
        """A time the coordinator sets herself for a draft taken by phone; only `ContactDesk` calls it.

        Raises SlotPastError or SlotNotOfferedError.
        """
        slot = self._calendar.own_slot(self._designated(self.open(draft)), start, now)
        return self._change(draft, Item.TIME, now, lambda row: set_time(row, slot, call_me=False))

    def choose_call_me(self, draft: str, now: datetime) -> ContactDraft:
        """No time of her own: the coordinator calls."""
        return self._change(draft, Item.TIME, now, lambda row: set_time(row, None, call_me=True))

    def give_consent(self, draft: str, now: datetime) -> ContactDraft:
        """The parent agrees to what was shown back."""
        return self._change(draft, Item.CONSENT, now, lambda row: setattr(row, "consent_at", now))

    def withdraw_consent(self, draft: str, now: datetime) -> ContactDraft:
        return self._change(draft, Item.CONSENT, now, lambda row: setattr(row, "consent_at", None))

    def skip(self, draft: str, item: Item, now: datetime) -> ContactDraft:
        """Leave a question out; an answer it had is taken back."""
        return self._change(draft, item, now, lambda row: clear(row, item), skip=True)

    def _change(
        self,
        draft: str,
        item: Item,
        now: datetime,
        change: Callable[[ContactDraftRow], None],
        *,
        skip: bool = False,
    ) -> ContactDraft:
        with writing(self._store) as session:
            row = found(session.get(ContactDraftRow, draft, with_for_update=True))
            refuse_booked(session, row)
            before = self._designated_for(row)
            if item is not Item.CONSENT:
                row.consent_at = None
            change(row)
            row.skipped = sorted({*row.skipped, item} if skip else {*row.skipped} - {item})
            if row.starts_at and before.id != self._designated_for(row).id:
                set_time(row, None, call_me=False)
            row.changed_at = now
            return self._view(row)

    def _designated(self, draft: ContactDraft) -> Coordinator:
        return self._calendar.coordinator_for(draft.school, draft.grade, draft.topic)

    def _designated_for(self, row: ContactDraftRow) -> Coordinator:
        return self._calendar.coordinator_for(row.school, row.grade, row.topic)

    def _view(self, row: ContactDraftRow) -> ContactDraft:
        return draft_view(row, self._designated_for(row))
