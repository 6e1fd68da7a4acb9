"""A family signs up, confirms its address, looks, and takes itself off again."""

import secrets
from datetime import timedelta

import pytest

from actions.contacts import load_retention
from actions.contacts.errors import CodeLockedError, CodeWrongError, EmailError, UnknownLanguageError
from actions.groups import Answers, GroupServices, load_groups, open_groups
from actions.groups.errors import NoMailError, TooManyMailsError, UnknownChoiceError
from tests.actions.groups.families import MOTHER, code_mailed, confirmed, interests, mails, sign_up
from tests.contact_world import MUNICIPALITIES, NOW, SECRET, World

WRONG = "34679-CDFHJ-KMNPQ-RTWX3"


def test_only_the_band_of_the_grade_is_kept(groups: GroupServices, world: World) -> None:
    sign_up(groups, grade=4, language="ar", area="near_school", times=("weekend", "evening"))
    (row,) = interests(world)
    assert (row.band, row.area, row.language, row.times) == (
        "middle",
        "near_school",
        "ar",
        ["evening", "weekend"],
    )
    assert "grade" not in {column.name for column in row.__table__.columns}


@pytest.mark.parametrize(("school", "grade", "band"), [("demo-dk", 7, "upper"), ("demo-no", 7, "middle")])
def test_bands_are_the_countrys_own(
    groups: GroupServices, world: World, school: str, grade: int, band: str
) -> None:
    sign_up(groups, school=school, grade=grade)
    assert interests(world)[0].band == band


def test_codes_are_kept_as_hashes_and_the_mail_holds_the_one_time_code_only(
    groups: GroupServices, world: World
) -> None:
    registered = sign_up(groups)
    (row,), (mail,) = interests(world), mails(world)
    assert mail.recipient == MOTHER
    assert set(mail.payload) == {"school", "language", "code", "days"}
    stored = repr({c.name: getattr(row, c.name) for c in row.__table__.columns})
    for code in (registered.code, mail.payload["code"]):
        assert code not in stored and code.replace("-", "") not in stored
    assert registered.code not in repr(mail.payload)
    assert mail.payload["code"].replace("-", "").startswith(row.reference.replace("-", ""))


def test_the_same_draft_twice_is_one_interest_and_one_mail(groups: GroupServices, world: World) -> None:
    draft, seed = secrets.token_hex(16), secrets.token_hex(32)
    answers = Answers(audience="pupils", theme="grief", email=MOTHER)
    first = groups.interests.register(draft, seed, "demo-dk", answers, "da", NOW)
    again = groups.interests.register(draft, seed, "demo-dk", answers, "da", NOW)
    assert (again.code, again.repeated) == (first.code, True)
    assert len(interests(world)) == len(mails(world)) == 1
    assert groups.interests.registered(draft, seed) == again
    assert groups.interests.registered(secrets.token_hex(16), seed) is None


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"theme": "weather"}, UnknownChoiceError),
        ({"audience": "teachers"}, UnknownChoiceError),
        ({"area": "moon"}, UnknownChoiceError),
        ({"band": "nursery", "grade": None}, UnknownChoiceError),
        ({"times": ("night",)}, UnknownChoiceError),
        ({"language": "klingon"}, UnknownLanguageError),
        ({"email": "mor(at)example.org"}, EmailError),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_kept(
    groups: GroupServices, world: World, answers: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sign_up(groups, **answers)
    assert interests(world) == [] and mails(world) == []


def test_without_mail_nothing_is_taken_down(world: World) -> None:
    silent = open_groups(world.store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=False)
    with pytest.raises(NoMailError):
        sign_up(silent)
    assert interests(world) == []


def test_nobodys_letter_box_is_filled(groups: GroupServices, world: World) -> None:
    for theme in ("grief", "anxiety", "open"):
        sign_up(groups, theme=theme)
    with pytest.raises(TooManyMailsError):
        sign_up(groups, theme="divorce")
    assert len(mails(world)) == 3
    sign_up(groups, theme="divorce", now=NOW + timedelta(days=1, minutes=1))


def test_the_one_time_code_confirms_however_it_is_typed(groups: GroupServices, world: World) -> None:
    registered = sign_up(groups)
    typed = f"  {code_mailed(world, registered).lower().replace('-', ' ')} "
    found = groups.interests.confirm(typed, NOW)
    assert (found.standing, found.reference) == ("waiting", registered.interest.reference)
    assert mails(world) == []
    assert groups.interests.confirm(typed, NOW + timedelta(hours=1)).confirmed_at == NOW


def test_the_private_code_does_not_confirm_and_the_one_time_code_does_not_open(
    groups: GroupServices, world: World
) -> None:
    registered = sign_up(groups)
    reference, once = registered.interest.reference, code_mailed(world, registered)
    for code in (registered.code, reference + registered.code, "", "K7M4"):
        with pytest.raises(CodeWrongError):
            groups.interests.confirm(code, NOW)
    with pytest.raises(CodeWrongError):
        groups.interests.look_up(reference, once, NOW)
    assert interests(world)[0].confirmed_at is None


def test_guessing_is_locked_for_both_codes(groups: GroupServices, world: World) -> None:
    registered = sign_up(groups)
    reference, once = registered.interest.reference, code_mailed(world, registered)
    for _ in range(5):
        with pytest.raises(CodeWrongError):
            groups.interests.look_up(reference, WRONG, NOW)
    for _ in range(4):
        with pytest.raises(CodeWrongError):
            groups.interests.confirm(f"{reference}-3333333333", NOW)
    with pytest.raises(CodeLockedError):
        groups.interests.confirm(f"{reference}-3333333333", NOW)
    with pytest.raises(CodeLockedError):
        groups.interests.confirm(once, NOW)
    assert groups.interests.confirm(once, NOW + timedelta(hours=2)).confirmed_at


def test_a_later_wish_for_the_same_kind_of_group_replaces_the_earlier(
    groups: GroupServices, world: World
) -> None:
    confirmed(groups, world, grade=4)
    confirmed(groups, world, theme="grief")
    confirmed(groups, world, email="far@example.org")
    confirmed(groups, world, grade=8)
    kept = {(row.email, row.theme, row.band) for row in interests(world)}
    assert kept == {
        (MOTHER, "grief", "middle"),
        (MOTHER, "anxiety", "upper"),
        ("far@example.org", "anxiety", "middle"),
    }


def test_taken_back_it_is_gone_everywhere(groups: GroupServices, world: World) -> None:
    registered = sign_up(groups)
    reference = registered.interest.reference
    with pytest.raises(CodeWrongError):
        groups.interests.withdraw(reference, WRONG, NOW)
    assert groups.interests.has(reference)
    receipt = groups.interests.withdraw(reference, registered.code, NOW)
    assert receipt["group_interest"] == receipt["outbox"] == 1
    assert not groups.interests.has(reference)
    assert interests(world) == [] and mails(world) == []
    with pytest.raises(CodeWrongError):
        groups.interests.look_up(reference, registered.code, NOW)


def test_a_strangers_code_opens_nothing(groups: GroupServices) -> None:
    mine, other = sign_up(groups), sign_up(groups, email="far@example.org")
    with pytest.raises(CodeWrongError):
        groups.interests.withdraw(mine.interest.reference, other.code, NOW)


@pytest.mark.parametrize(
    ("stand", "days", "left"),
    [
        ("unconfirmed", 6, 1),
        ("unconfirmed", 8, 0),
        ("waiting", 8, 1),
        ("waiting", 364, 1),
        ("waiting", 366, 0),
        ("invited", 59, 1),
        ("invited", 61, 0),
    ],
)
def test_forgotten_in_time(groups: GroupServices, world: World, stand: str, days: int, left: int) -> None:
    registered = sign_up(groups) if stand == "unconfirmed" else confirmed(groups, world)
    if stand == "invited":
        with world.store.transaction() as session:
            session.merge(interests(world)[0]).invited_at = NOW
    receipt = groups.expiry.run(NOW + timedelta(days=days))
    assert len(interests(world)) == left
    assert receipt.get("group_interest", 0) == 1 - left
    assert groups.interests.has(registered.interest.reference) is bool(left)
