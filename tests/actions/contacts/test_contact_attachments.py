"""What goes along with a booking: what she saw, once she said yes, for as long as the booking lives."""

from datetime import timedelta

import pytest

from actions.contacts import Attachment
from actions.contacts.attachments import MOST
from actions.contacts.errors import AlreadyBookedError, DraftGoneError, NoConsentError
from actions.store.contact_tables import ContactDraftRow
from actions.store.sheet_tables import ContactAttachmentRow
from tests.contact_world import BIRKEMOSE, NOW, World

SHEET = Attachment("sheet:1", "sheet", "da", "Det, der bekymrer os: »Hun græder«")
CHECK_IN = Attachment("check_in:1", "check_in", "nb", "Det jeg har lagt merke til: …")


def test_it_goes_along_with_the_booking_word_for_word(world: World) -> None:
    draft, attachments = world.draft(), world.contacts.attachments
    attachments.attach(draft, SHEET, NOW)
    attachments.attach(draft, CHECK_IN, NOW)
    world.contacts.drafts.give_consent(draft, NOW)
    booking = world.contacts.bookings.book(draft, NOW)
    assert booking.request.attachments == (SHEET, CHECK_IN)
    assert world.contacts.desk.open(BIRKEMOSE, booking.reference).attachments == (SHEET, CHECK_IN)
    assert attachments.of_draft(draft) == ()
    again = world.contacts.bookings.book(draft, NOW)
    assert again.repeated and again.request.attachments == (SHEET, CHECK_IN)
    assert world.count(ContactAttachmentRow) == 2


def test_consent_is_to_what_was_shown(world: World) -> None:
    draft, attachments = world.draft(), world.contacts.attachments
    attachments.attach(draft, SHEET, NOW)
    with pytest.raises(NoConsentError):
        world.contacts.bookings.book(draft, NOW)
    world.contacts.drafts.give_consent(draft, NOW)
    attachments.remove(draft, SHEET.source, NOW)
    with pytest.raises(NoConsentError):
        world.contacts.bookings.book(draft, NOW)
    world.contacts.drafts.give_consent(draft, NOW)
    assert world.contacts.bookings.book(draft, NOW).request.attachments == ()


def test_the_newest_of_a_source_stands_and_there_is_an_end(world: World) -> None:
    draft, attachments = world.draft(), world.contacts.attachments
    for text in ("en", "to"):
        attachments.attach(draft, Attachment("sheet:1", "sheet", "da", text), NOW)
    assert [each.text for each in attachments.of_draft(draft)] == ["to"]
    for number in range(2, 10):
        attachments.attach(draft, Attachment(f"sheet:{number}", "sheet", "da", "x"), NOW)
    assert len(attachments.of_draft(draft)) == MOST
    attachments.remove(draft, "sheet:99", NOW)
    assert len(attachments.of_draft(draft)) == MOST


def test_a_booked_or_unknown_draft_takes_nothing_more(world: World) -> None:
    draft, attachments = world.draft(), world.contacts.attachments
    world.contacts.bookings.book(draft, NOW)
    for gone, error in ((draft, AlreadyBookedError), ("nobody", DraftGoneError)):
        with pytest.raises(error):
            attachments.attach(gone, SHEET, NOW)
        with pytest.raises(error):
            attachments.remove(gone, SHEET.source, NOW)


def test_it_goes_with_the_draft_or_the_request(world: World) -> None:
    thrown_away, kept = world.draft(), world.draft()
    for draft in (thrown_away, kept):
        world.contacts.attachments.attach(draft, SHEET, NOW)
        world.contacts.drafts.give_consent(draft, NOW)
    world.contacts.drafts.discard(thrown_away)
    assert world.count(ContactAttachmentRow) == 1
    booking = world.contacts.bookings.book(kept, NOW)
    receipt = world.contacts.own.forget(booking.reference, booking.code or "", NOW)
    assert receipt["contact_attachment"] == 1
    assert world.count(ContactAttachmentRow) == 0


def test_it_does_not_outlive_either_of_them(world: World) -> None:
    forgotten, booked = world.draft(), world.draft()
    for draft in (forgotten, booked):
        world.contacts.attachments.attach(draft, SHEET, NOW)
    world.contacts.drafts.give_consent(booked, NOW)
    world.contacts.bookings.book(booked, NOW)
    world.contacts.expiry.run(NOW + timedelta(days=2))
    assert (world.count(ContactDraftRow), world.count(ContactAttachmentRow)) == (0, 1)
    assert world.contacts.expiry.run(NOW + timedelta(days=402))["contact_attachment"] == 1
    assert world.count(ContactAttachmentRow) == 0
