"""What is typed instead of pressing a button that was just offered."""

import pytest

from actions.conversations import OfferedChoice
from channels.meant import Meant, Offered

PERSON, BOOK, CHECK_IN = "/speak_to_person", "/book_contact", "/check_in"
DROP = '/answer{"answer": "check_in._drop:"}'
SKIP = '/answer{"answer": "check_in.mornings:_skip"}'


@pytest.fixture(scope="module")
def meant() -> Meant:
    return Meant.load()


def offered(*payloads: str, asked: bool = False) -> Offered:
    labels = {
        PERSON: "Tal med et menneske",
        CHECK_IN: "Se, hvor I står nu",
        BOOK: "Bestil en samtale",
        DROP: "Slet det",
    }
    choices = tuple(OfferedChoice(p, labels.get(p, "Spring over"), p) for p in payloads)
    return Offered(choices, choices, asked)


def payload(meant: Meant, text: str, choices: Offered) -> str | None:
    found = meant.choice(text, choices)
    return found.payload if found else None


@pytest.mark.parametrize(
    "text", ["ja", "Ja tak", "ja gerne", "yes please", "jo det vil jeg gerne", "Ja, lad os begynde"]
)
def test_yes_takes_the_one_thing_offered(meant: Meant, text: str) -> None:
    assert payload(meant, text, offered(CHECK_IN, PERSON)) == CHECK_IN


@pytest.mark.parametrize("text", ["ja men han græder", "nej", "ja hvad så", "okse", ""])
def test_what_says_more_than_yes_is_no_yes(meant: Meant, text: str) -> None:
    assert payload(meant, text, offered(CHECK_IN, PERSON)) is None


def test_ok_is_a_yes_only_to_a_question(meant: Meant) -> None:
    assert payload(meant, "ok", offered(CHECK_IN, PERSON)) is None
    assert payload(meant, "ok", offered(CHECK_IN, PERSON, asked=True)) == CHECK_IN


def test_two_things_offered_are_not_chosen_between(meant: Meant) -> None:
    assert payload(meant, "ja", offered(CHECK_IN, "/prepare_meeting", PERSON)) is None


def test_yes_to_a_booking_or_a_person_is_the_person_who_can_book_as_well(meant: Meant) -> None:
    assert payload(meant, "ja", offered(BOOK, PERSON)) == PERSON
    assert payload(meant, "ja", offered(BOOK)) == BOOK
    assert payload(meant, "ja", offered(PERSON)) == PERSON


def test_yes_to_a_booking_that_waits_goes_on_with_it(meant: Meant) -> None:
    waiting = '/book_contact{"answer": "go_on"}'
    for text in ("ja tak", "gå videre"):
        assert payload(meant, text, offered(waiting, PERSON)) == waiting


def test_an_open_question_reads_its_own_yes(meant: Meant) -> None:
    assert payload(meant, "ja", offered(SKIP, PERSON)) is None
    assert payload(meant, "ja", offered(SKIP)) is None


def test_what_was_stopped_goes_on_or_is_thrown_away(meant: Meant) -> None:
    stopped = offered(CHECK_IN, DROP, PERSON)
    for text in ("fortsæt", "gå videre", "go on", "ja"):
        assert payload(meant, text, stopped) == CHECK_IN
    for text in ("slet det", "Slett det", "delete it"):
        assert payload(meant, text, stopped) == DROP
    assert payload(meant, "slet det", offered(CHECK_IN, PERSON)) is None


def test_the_words_of_a_button_are_the_button(meant: Meant) -> None:
    assert payload(meant, "tal med et menneske", offered(CHECK_IN, PERSON)) == PERSON
    assert payload(meant, "jeg vil tale med et menneske om det", offered(CHECK_IN, PERSON)) is None


def test_the_answers_to_an_open_question_are_read_by_it_even_by_their_label(meant: Meant) -> None:
    assert payload(meant, "spring over", offered(SKIP, PERSON)) is None


def test_yes_means_what_the_last_reply_offered(meant: Meant) -> None:
    person, book = offered(PERSON).choices[0], offered(BOOK).choices[0]
    found = meant.choice("ja", Offered((person, book), (book,)))
    assert found is book
