"""Sheets under a code: kept once, opened by nobody else, told on, forgotten without a trace."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from actions.contacts.codes import new_seed
from actions.contacts.door import TRIES
from actions.contacts.errors import CodeLockedError, CodeWrongError, EmailError, TooLongError
from actions.measures import Agreed, Helped, State, Told
from actions.sheets import (
    MOST_MEASURES,
    MOST_QUESTIONS,
    QUESTION_LIMIT,
    WINDOW_LIMIT,
    EmptySheetError,
    KeptSheet,
    MeetingSheet,
    SheetServices,
    TooManyMailsError,
    open_sheets,
)
from actions.store.contact_tables import CodeAttemptRow, OutboxRow
from actions.store.sheet_tables import MeasureRow, SheetRow
from tests.contact_world import NOW, SECRET, World

MEETING = MeetingSheet(
    worries="Hun græder hver søndag aften 🌧",
    works="Hun kan lide at male",
    hopes=None,
    child="»Der er så larmende«",
    questions=("Hvem siger hej til hende om morgenen?", "Hvornår taler vi sammen igen?"),
)
AGREED = (
    Agreed("Ella bliver mødt af Jonas ved døren", "Jonas", "fredag", date(2026, 11, 27)),
    Agreed("Senere start om mandagen", "klasselæreren", "efter efterårsferien"),
)
SEED = new_seed()
LATER = NOW + timedelta(days=14)


@pytest.fixture
def services(world: World) -> SheetServices:
    return open_sheets(world.store, SECRET)


def keep(services: SheetServices, draft: str = "a" * 32, meeting: MeetingSheet = MEETING) -> KeptSheet:
    return services.sheets.keep_meeting(draft, SEED, meeting, school="demo-dk", language="da", now=NOW)


def agree(services: SheetServices, *agreed: Agreed) -> KeptSheet:
    return services.sheets.keep_measures(
        "b" * 32, SEED, agreed or AGREED, school="demo-dk", language="da", now=NOW
    )


def rows(world: World) -> dict[str, int]:
    return {t.__tablename__: world.count(t) for t in (SheetRow, MeasureRow, OutboxRow, CodeAttemptRow)}


def test_it_opens_with_its_code_however_that_is_typed(services: SheetServices) -> None:
    kept = keep(services)
    for code in (kept.code, kept.code.lower().replace("-", " ")):
        assert services.sheets.open(kept.sheet.reference.lower(), code, NOW).meeting == MEETING


def test_the_same_draft_again_is_the_same_sheet_with_the_same_code(
    world: World, services: SheetServices
) -> None:
    first = keep(services)
    again = keep(services, meeting=MeetingSheet(worries="Noget andet"))
    assert (again.sheet.reference, again.code) == (first.sheet.reference, first.code)
    assert services.sheets.open(first.sheet.reference, first.code, NOW).meeting.worries == "Noget andet"
    assert rows(world)["sheet"] == 1
    found = services.sheets.of_draft("a" * 32, SEED)
    assert found and found.code == first.code
    assert services.sheets.of_draft("c" * 32, SEED) is None


def test_the_code_stands_nowhere_in_the_store(world: World, services: SheetServices) -> None:
    code = keep(services).code
    with world.store.transaction() as session:
        row = session.scalars(select(SheetRow)).one()
        written = " ".join(str(getattr(row, column.key)) for column in SheetRow.__table__.columns)
    assert code not in written and code.replace("-", "") not in written and SEED not in written


def test_no_other_code_opens_it_and_guessing_locks_it(services: SheetServices) -> None:
    mine = keep(services)
    other = services.sheets.keep_meeting(
        "d" * 32, new_seed(), MEETING, school="demo-dk", language="da", now=NOW
    )
    refused = []
    for _ in range(TRIES):
        with pytest.raises((CodeWrongError, CodeLockedError)) as caught:
            services.sheets.open(mine.sheet.reference, other.code, NOW)
        refused.append(caught.value.key)
    assert refused == ["code_wrong"] * (TRIES - 1) + ["code_locked"]
    with pytest.raises(CodeLockedError):
        services.sheets.open(mine.sheet.reference, mine.code, NOW)
    assert services.sheets.open(mine.sheet.reference, mine.code, NOW + timedelta(hours=2)).meeting == MEETING


def test_a_booking_is_no_sheet_and_a_sheet_no_booking(world: World, services: SheetServices) -> None:
    kept, booking = keep(services), world.book()
    with pytest.raises(CodeWrongError):
        services.sheets.open(booking.reference, booking.code, NOW)
    with pytest.raises(CodeWrongError):
        world.contacts.own.look_up(kept.sheet.reference, kept.code, NOW)


def test_an_empty_sheet_is_not_kept(world: World, services: SheetServices) -> None:
    for empty in (MeetingSheet(), MeetingSheet.of({"worries": "  \n", "questions": ["", "  "]})):
        with pytest.raises(EmptySheetError):
            keep(services, meeting=empty)
    with pytest.raises(EmptySheetError):
        services.sheets.keep_measures("e" * 32, SEED, (), school="demo-dk", language="da", now=NOW)
    assert rows(world)["sheet"] == 0


def test_what_is_typed_is_tidied_and_nothing_is_cut_off_silently() -> None:
    sheet = MeetingSheet.of({"worries": " a\n\nb\x00 ", "questions": ["x  y", "x y", *map(str, range(20))]})
    assert sheet.worries == "a\n\nb"
    assert sheet.questions[0] == "x y" and len(sheet.questions) == MOST_QUESTIONS
    for content in ({"child": "x" * (WINDOW_LIMIT + 1)}, {"questions": ["x" * (QUESTION_LIMIT + 1)]}):
        with pytest.raises(TooLongError):
            MeetingSheet.of(content)


def test_measures_are_told_on_one_by_one(services: SheetServices) -> None:
    kept = agree(services)
    one, two = kept.sheet.measures
    assert one.agreed == AGREED[0] and two.agreed.until == "efter efterårsferien"
    told = {one.id: Told(State.DONE, Helped.LITTLE, "Kun om mandagen"), 999: Told(State.DROPPED)}
    for _ in range(2):
        sheet = services.sheets.tell(kept.sheet.id, told, [Agreed("En pause midt på dagen")], LATER)
    assert sheet.measures[0].told == told[one.id] and sheet.measures[0].told_at == LATER
    assert sheet.measures[1].told == Told() and sheet.measures[1].told_at is None
    assert [each.agreed.what for each in sheet.measures[2:]] == ["En pause midt på dagen"]
    assert (sheet.created_at, sheet.changed_at) == (NOW, LATER)


def test_nobody_asks_whether_what_has_not_begun_helped(services: SheetServices) -> None:
    kept = agree(services)
    first = kept.sheet.measures[0].id
    services.sheets.tell(kept.sheet.id, {first: Told(State.DONE, Helped.YES)}, (), NOW)
    sheet = services.sheets.tell(kept.sheet.id, {first: Told(State.WAITING, Helped.YES)}, (), LATER)
    assert sheet.measures[0].told == Told(State.WAITING, None)


def test_there_is_an_end_to_the_measures_of_one_sheet(services: SheetServices) -> None:
    kept = agree(services, *(Agreed(f"Nummer {n}") for n in range(MOST_MEASURES + 4)))
    assert len(kept.sheet.measures) == MOST_MEASURES
    assert len(services.sheets.tell(kept.sheet.id, {}, [Agreed("En til")], NOW).measures) == MOST_MEASURES


def test_forgetting_takes_everything_and_says_what(world: World, services: SheetServices) -> None:
    kept = agree(services)
    services.mail.send(kept.sheet.id, "Mor@Example.org", "da", NOW)
    with pytest.raises(CodeWrongError):
        services.sheets.open(kept.sheet.reference, "x", NOW)
    assert services.sheets.forget(kept.sheet.id) == {"sheet": 1, "measure": 2, "outbox": 1}
    assert set(rows(world).values()) == {0}
    for again in (
        lambda: services.sheets.forget(kept.sheet.id),
        lambda: services.sheets.open(kept.sheet.reference, kept.code, NOW),
        lambda: services.sheets.opened(kept.sheet.id),
        lambda: services.mail.send(kept.sheet.id, "mor@example.org", "da", NOW),
    ):
        with pytest.raises(CodeWrongError):
            again()


def test_a_mail_holds_the_way_and_not_a_word_of_the_sheet(world: World, services: SheetServices) -> None:
    kept = keep(services)
    for _ in range(3):
        assert services.mail.send(kept.sheet.id, " Mor@Example.org ", "nb", NOW) == "mor@example.org"
    with world.store.transaction() as session:
        mail = session.scalars(select(OutboxRow)).one()
    assert (mail.kind, mail.recipient, mail.reference) == (
        "sheet.parent",
        "mor@example.org",
        kept.sheet.reference,
    )
    assert mail.payload == {"school": "demo-dk", "language": "nb"}


def test_nobodys_mailbox_is_filled(world: World, services: SheetServices) -> None:
    kept = keep(services)
    for name in "abc":
        services.mail.send(kept.sheet.id, f"{name}@example.org", "da", NOW)
    with pytest.raises(TooManyMailsError):
        services.mail.send(kept.sheet.id, "d@example.org", "da", NOW)
    with pytest.raises(EmailError):
        services.mail.send(kept.sheet.id, "ikke en adresse", "da", NOW)
    assert rows(world)["outbox"] == 3


def test_a_sheet_nobody_touches_goes_when_its_time_is_over(world: World, services: SheetServices) -> None:
    kept = agree(services)
    assert "sheet" not in world.contacts.expiry.run(NOW + timedelta(days=180)) or rows(world)["sheet"] == 1
    services.sheets.tell(kept.sheet.id, {}, (), NOW + timedelta(days=100))
    world.contacts.expiry.run(NOW + timedelta(days=279))
    assert rows(world)["sheet"] == 1
    assert world.contacts.expiry.run(NOW + timedelta(days=281))["sheet"] == 1
    assert set(rows(world).values()) == {0}
