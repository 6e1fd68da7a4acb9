"""Accounts and passwords, as an administrator meets them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import select

from actions.staff import (
    Account,
    CoordinatorUnknownError,
    LoginInvalidError,
    LoginTakenError,
    NoSuchAccountError,
    OutOfPlaceError,
    PasswordRefusedError,
    Passwords,
    StaffError,
    StaffServices,
    open_staff,
    working_as,
)
from actions.store import open_store
from actions.store.staff_tables import AccountRow
from tests.contact_world import MUNICIPALITIES

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
GOOD = "fire grønne cykler ved vandet"
CHEAP = PasswordHasher.from_parameters(CHEAPEST)


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[StaffServices]:
    store = open_store(f"sqlite:///{tmp_path / 'skolevej.db'}")
    yield open_staff(store, MUNICIPALITIES, Passwords(CHEAP))
    store.close()


def add(staff: StaffServices, **changed: str) -> Account:
    fields = {
        "login": "Signe@Soelvbaek.example.org",
        "name": " Signe  Birkemose ",
        "password": GOOD,
        "coordinator": "dk-birkemose",
        "language": "da",
        **changed,
    }
    return staff.accounts.add(role="coordinator", now=NOW, **fields)


def test_login_and_name_are_tidied(staff: StaffServices) -> None:
    account = add(staff)
    assert (account.login, account.name) == ("signe@soelvbaek.example.org", "Signe Birkemose")
    assert staff.accounts.all() == (account,)


@pytest.mark.parametrize(
    ("changed", "error", "says"),
    [
        ({"coordinator": "dk-nobody"}, CoordinatorUnknownError, "dk-birkemose, dk-lundager"),
        ({"login": "signe"}, LoginInvalidError, "name@school.org"),
        ({"login": "signe@"}, LoginInvalidError, "name@school.org"),
        ({"name": "  "}, StaffError, "between 1 and 80"),
        ({"name": "x" * 81}, StaffError, "between 1 and 80"),
        ({"password": "kort"}, PasswordRefusedError, "at least 12"),
    ],
)
def test_a_mistake_is_explained_and_nothing_is_stored(
    staff: StaffServices, changed: dict[str, str], error: type[StaffError], says: str
) -> None:
    with pytest.raises(error, match=says):
        add(staff, **changed)
    assert staff.accounts.all() == ()


def test_a_login_is_had_once(staff: StaffServices) -> None:
    add(staff)
    with pytest.raises(LoginTakenError, match="skolevej users password signe@"):
        add(staff, login="SIGNE@soelvbaek.example.org")


def test_an_unknown_login_is_named(staff: StaffServices) -> None:
    with pytest.raises(NoSuchAccountError, match="skolevej users list"):
        staff.accounts.set_disabled("nobody@example.org", True)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elleve-tegn", "short"),
        ("x" * 201, "long"),
        ("password1234", "common"),
        ("Adgangskode2026!", "common"),
        ("sommersommer1", "common"),
        ("qwertyuiop12", "common"),
        ("123456789012", "common"),
        ("210987654321", "common"),
        ("aaaaaaaaaaaab", "common"),
        ("CorrectHorseBatteryStaple", "common"),
        ("Signe-Birkemose-1", "personal"),
        ("birkemose.signe", "personal"),
    ],
)
def test_what_anybody_would_guess_is_refused(password: str, reason: str) -> None:
    with pytest.raises(PasswordRefusedError) as caught:
        Passwords(CHEAP).judge(password, "signe@soelvbaek.example.org", "Signe Birkemose")
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "password", [GOOD, "7391 5528 0461", "кіт сидить на вікні", "🌧🚲🏫🐈🌲🎒🍎🔑🚪🪟🧦🎺"]
)
def test_anything_else_of_some_length_is_fine(password: str) -> None:
    passwords = Passwords(CHEAP)
    passwords.judge(password, "signe@soelvbaek.example.org", "Signe Birkemose")
    assert passwords.fits(password, passwords.hash(password))


def test_the_same_letters_typed_on_another_keyboard_fit() -> None:
    passwords = Passwords(CHEAP)
    assert passwords.fits("ga\u030aseg\u00e5rden i regn", passwords.hash("g\u00e5sega\u030arden i regn"))


def test_no_password_fits_an_account_that_is_not_there_or_a_damaged_hash() -> None:
    passwords = Passwords(CHEAP)
    assert not passwords.fits("the password of nobody", None)
    assert not passwords.fits(GOOD, "not a hash")


def test_a_hash_made_with_less_care_is_replaced_at_signing_in(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'skolevej.db'}")
    weak = open_staff(store, MUNICIPALITIES, Passwords(CHEAP))
    add(weak)
    stronger = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    open_staff(store, MUNICIPALITIES, Passwords(stronger)).sign_in("signe@soelvbaek.example.org", GOOD, NOW)
    with store.transaction() as session:
        stored = session.scalar(select(AccountRow.password_hash)) or ""
    assert "t=2" in stored
    assert Passwords(stronger).fits(GOOD, stored)
    store.close()


def test_real_hashes_cost_what_they_should() -> None:
    hashed = Passwords().hash(GOOD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    ("coordinator", "role", "schools"),
    [
        ("dk-birkemose", "coordinator", {"demo-dk"}),
        ("dk-holmskov", "coordinator", {"demo-dk-2"}),
        ("dk-team", "coordinator", set()),
        ("dk-team", "administrator", {"demo-dk", "demo-dk-2"}),
        ("no-myrdal", "administrator", {"demo-no", "demo-no-2"}),
    ],
)
def test_whose_requests_an_account_may_see(
    staff: StaffServices, coordinator: str, role: str, schools: set[str]
) -> None:
    account = staff.accounts.add(
        login="a@example.org",
        name="A. Person",
        password=GOOD,
        role="administrator" if role == "administrator" else "coordinator",
        coordinator=coordinator,
        language="da",
        now=NOW,
    )
    assert working_as(account, MUNICIPALITIES).schools == schools


def test_an_account_whose_coordinator_is_gone_sees_nothing() -> None:
    account = Account("1", "a@example.org", "A", "administrator", "dk-gone", "da", False, NOW)
    with pytest.raises(OutOfPlaceError):
        working_as(account, MUNICIPALITIES)
