"""The identity-number door. Every number here is made up; the Norwegian ones are test numbers or computed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from actions.safety.identity import REDACTED, find_identity_numbers, redact

DAYS = st.dates(datetime.date(1920, 1, 1), datetime.date(2020, 12, 31))


@given(DAYS, st.integers(0, 9999), st.sampled_from(["", "-", " ", " - ", "–"]))
def test_every_dated_cpr_is_stopped(day: datetime.date, serial: int, join: str) -> None:
    number = f"{day:%d%m%y}{join}{serial:04d}"
    assert redact(f"min søns cpr er {number}, tak") == f"min søns cpr er {REDACTED}, tak"


@given(DAYS, st.integers(0, 499), st.sampled_from([0, 40]), st.sampled_from(["", " ", "-"]))
def test_every_fodselsnummer_and_d_number_is_stopped(
    day: datetime.date, serial: int, extra: int, join: str
) -> None:
    first = f"{day.day + extra:02d}{day:%m%y}"
    start = f"{first}{serial:03d}"
    check = fodselsnummer.calc_check_digit1(start)
    check += fodselsnummer.calc_check_digit2(start + check)
    number = f"{first}{join}{serial:03d}{check}"
    if len(check) == 2:
        found = find_identity_numbers(f"nummeret er {number}.")
        assert [span.kind for span in found] == ["fodselsnummer"]


@pytest.mark.parametrize(
    "text", ["010115-4321", "0101154321", "01 01 15-4321", "010115 43215", "410115 43215", "018115 43215"]
)
def test_other_ways_to_write_them(text: str) -> None:
    assert redact(text) == REDACTED


@pytest.mark.parametrize(
    "text",
    [
        "70 201 201", "35 55 55 57", "+45 35555557", "+4535555557", "0045 35 55 55 57", "22 40 00 40", "+47 22 40 00 40",
        "116 111", "116123", "112", "12.10.2024", "2024-10-12", "12/10-24 kl. 15.30", "den 12.10.24", "kr. 1.234.567,50",
        "1234567890", "320115-4321", "011315-4321", "klasse 8.b, 26 elever", "123456789012", "0101154321098",
        "skoleåret 2025/2026", "12-10-2024 13-10-2024", "12 10 24 15 30",
    ],
)  # fmt: skip
def test_phones_dates_and_prices_pass(text: str) -> None:
    assert find_identity_numbers(text) == ()
    assert redact(text) == text


@given(st.text(max_size=200))
def test_redacting_leaves_no_number_and_works_on_any_text(text: str) -> None:
    assert find_identity_numbers(redact(text)) == ()


@given(st.integers(20_000_000, 99_999_999), st.sampled_from(["", "+45 ", "+47 ", "0045 "]))
def test_eight_digit_phone_numbers_pass(number: int, prefix: str) -> None:
    digits = str(number)
    pairs = " ".join(digits[i : i + 2] for i in range(0, 8, 2))
    assert find_identity_numbers(f"ring {prefix}{digits} eller {prefix}{pairs}") == ()


def test_several_in_one_message() -> None:
    assert redact("010115-4321 og 020216-1234") == f"{REDACTED} og {REDACTED}"
