"""References and private codes: readable, strong, forgiving to typing, unforgiving to guessing."""

import math
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.contacts.codes import (
    ALPHABET,
    CODE_LENGTH,
    REFERENCE_LETTERS,
    PrivateCodes,
    new_reference,
    new_seed,
    tidy_reference,
)
from actions.safety.floor import CrisisFloor
from actions.safety.fold import words_of
from tests.contact_world import SECRET

CODES = PrivateCodes(SECRET)


def test_the_alphabet_has_nothing_to_mix_up_and_spells_nothing() -> None:
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUVAEY")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_a_code_has_at_least_eighty_bits() -> None:
    assert CODE_LENGTH * math.log2(len(ALPHABET)) >= 80


def test_their_shapes() -> None:
    assert re.fullmatch(f"[{REFERENCE_LETTERS}]{{3}}-[{REFERENCE_LETTERS}]{{3}}", new_reference())
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{3}}[{ALPHABET}]{{5}}", CODES.code(new_seed()))


def test_no_reference_reads_as_a_cry_for_help() -> None:
    floor = CrisisFloor.load()
    for left_out in ("7N3-RWF", "R4R-T47"):
        assert floor.check(left_out) is not None, "the digits left out are no longer needed"
    halves = ["".join(half) for half in product(REFERENCE_LETTERS, repeat=3)]
    assert not [half for half in halves if floor.check(f"{half}-KQX") or floor.check(f"KQX-{half}")]


def test_no_letter_of_a_reference_reads_as_another() -> None:
    assert set(REFERENCE_LETTERS) <= set(ALPHABET)
    assert words_of(REFERENCE_LETTERS) == [REFERENCE_LETTERS.lower()]


def test_a_seed_gives_one_code_and_every_letter_is_used() -> None:
    seed = new_seed()
    assert CODES.code(seed) == CODES.code(seed)
    many = {CODES.code(new_seed()) for _ in range(300)}
    assert len(many) == 300
    assert set("".join(many)) - {"-"} == set(ALPHABET)


def test_another_secret_gives_other_codes() -> None:
    other = PrivateCodes(bytes(32))
    seed = new_seed()
    assert other.code(seed) != CODES.code(seed)
    assert not other.opens("K7M-4QX", "X", CODES.digest("K7M-4QX", "X"))


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        PrivateCodes(b"short")


@pytest.mark.parametrize("typed", ["K7M-4QX", "k7m4qx", " k7m 4qx ", "K7M–4QX", "K7M_4QX.", "K 7 M 4 Q X"])
def test_a_reference_however_typed(typed: str) -> None:
    assert tidy_reference(typed) == "K7M-4QX"


@pytest.mark.parametrize(
    "typed", ["", "K7M-4Q", "K7M-4QXX", "K7M-4Q0", "'; DROP TABLE", "K7M-4Q\u00d8", "٣٣٣٣٣٣"]
)
def test_what_cannot_be_a_reference(typed: str) -> None:
    assert tidy_reference(typed) is None


@given(st.text())
def test_no_text_breaks_the_door_or_opens_it(text: str) -> None:
    stored = CODES.digest("K7M-4QX", CODES.code(new_seed()))
    assert not CODES.opens("K7M-4QX", text, stored)
    assert not CODES.opens("K7M-4QX", text, None)
    assert tidy_reference(text) is None or len(tidy_reference(text) or "") == 7


def test_a_code_opens_with_small_letters_and_spaces_but_not_another_reference() -> None:
    code = CODES.code(new_seed())
    stored = CODES.digest("K7M-4QX", code)
    assert CODES.opens("K7M-4QX", code.lower().replace("-", " "), stored)
    assert not CODES.opens("K7M-4QW", code, stored)
