"""The second net: its policy, its examples, and a listener taught from them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from sklearn.feature_extraction.text import HashingVectorizer

from actions.safety.floor import KINDS, CrisisFloor, CrisisMatch
from actions.safety.listener import MOST_PIECES, Listener, Vectors, pieces_of
from actions.safety.listening import Example, read_examples, teach, unlearnt_margins
from actions.safety.phrasebook import SafetyDataError
from actions.safety.second_net import SecondNet

OUTSIDE = Path(__file__).parent / "outside"
POLICY = (
    "owner: x\nreviewed: 2026-11-22\n"
    "doubtful_from: 0.3\nnumbers_from: 0.2\nreply_from: 0.9\nintent_reply_from: 0.8\n"
)
SURE = CrisisMatch("self_harm", "da/self_harm/wants-to-die", "da")
DOUBTFUL = replace(SURE, doubtful=True)


def policy(folder: Path, text: str) -> SecondNet:
    file = folder / "second_net.yml"
    file.write_text(text, encoding="utf-8")
    return SecondNet.load(file)


def test_numbers_come_before_the_reply() -> None:
    net = SecondNet.load()
    assert 0 < net.numbers_from < net.reply_from <= 1


@pytest.mark.parametrize(
    ("found", "danger", "alarm", "numbers"),
    [
        (None, 0.19, False, False),
        (None, 0.2, False, True),
        (None, 0.9, True, True),
        (None, None, False, False),
        (SURE, 0.0, True, True),
        (SURE, None, True, True),
        (DOUBTFUL, 0.0, False, True),
        (DOUBTFUL, 0.29, False, True),
        (DOUBTFUL, 0.3, True, True),
        (DOUBTFUL, None, True, True),
    ],
)
def test_a_doubtful_phrase_needs_the_listener_and_always_brings_numbers(
    tmp_path: Path, found: CrisisMatch | None, danger: float | None, alarm: bool, numbers: bool
) -> None:
    net = policy(tmp_path, POLICY)
    assert net.alarms(found, danger) is alarm
    assert net.numbers_below(found, danger or 0.0) is numbers


@pytest.mark.parametrize(
    ("was", "written", "field"),
    [
        ("0.2", "20", "numbers_from"),
        ("0.9", "yes", "reply_from"),
        ("0.9", "0.25", "doubtful_from"),
        ("0.9", "0.1", "doubtful_from"),
        ("0.3\nnumbers_from: 0.2", "0.3\nnumbers_from: 0.95", "numbers_from"),
        ("owner: x\n", "", "owner"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(was: str, written: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(SafetyDataError, match=field):
        policy(tmp_path, POLICY.replace(was, written))


def test_an_example_file_must_say_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "da.yml").write_text("da: [hej]\n", encoding="utf-8")
    with pytest.raises(SafetyDataError, match="neither"):
        read_examples(tmp_path)


def test_kinds_are_read_where_a_file_names_them(tmp_path: Path) -> None:
    (tmp_path / "one_crisis.yml").write_text("da:\n  medical: [han er blå]\n", encoding="utf-8")
    (tmp_path / "one_everyday.yml").write_text("da: [han er glad]\n", encoding="utf-8")
    assert read_examples(tmp_path) == [
        Example("han er blå", danger=True, kind="medical", group="one"),
        Example("han er glad", danger=False, group="one"),
    ]


def test_a_group_is_an_author_in_every_language() -> None:
    groups = {one.group for one in read_examples()}
    assert {"first", "unseen", "fresh", "outside"} <= groups
    assert not [group for group in groups if group and ("crisis" in group or group.startswith("da"))]


def test_no_message_is_called_both_danger_and_everyday() -> None:
    own = read_examples()
    both = {one.text for one in own if one.danger} & {one.text for one in own if not one.danger}
    assert both == set()


def test_the_unread_half_was_not_learnt_from() -> None:
    learnt = {one.text for one in read_examples()}
    for file in sorted(OUTSIDE.glob("*.yml")):
        for kinds in yaml.safe_load(file.read_text(encoding="utf-8")).values():
            assert not learnt & {text for texts in kinds.values() for text in texts}, file.name


PIECES = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 6), n_features=512)
"""Stands for the encoder, which would need a minute here: messages that share pieces of words lie near."""
CLOSE = 0.5
"""So that they lie about as far from each other as the encoder's."""


def spoken(texts: list[str]) -> list[Vectors]:
    return [vectors(pieces_of(text)) for text in texts]


def vectors(texts: list[str]) -> Vectors:
    return CLOSE * PIECES.transform(texts).toarray().astype(np.float32)


@pytest.fixture(scope="module")
def taught() -> tuple[list[Example], Listener]:
    own = read_examples()[::2]
    return own, teach(own, spoken([one.text for one in own]), CrisisFloor.load())


def heard(listener: Listener, text: str) -> float:
    return listener.hear(vectors(pieces_of(text))).danger


@pytest.mark.parametrize(
    ("danger", "everyday"),
    [
        ("hun siger hun ikke vil leve", "hun siger hun ikke vil i skole"),
        ("han har svelget en boks tabletter", "han tar tabletter mot allergi"),
        ("she is cutting her arms at night", "she cut her finger in cooking"),
    ],
)
def test_danger_sounds_more_like_danger_than_its_everyday_neighbour(
    taught: tuple[list[Example], Listener], danger: str, everyday: str
) -> None:
    assert heard(taught[1], danger) > heard(taught[1], everyday) + 0.1


def test_the_kind_is_mostly_right(taught: tuple[list[Example], Listener]) -> None:
    named = [one for one in taught[0] if one.kind]
    right = sum(taught[1].hear(vectors(pieces_of(one.text))).kind == one.kind for one in named)
    assert right >= 0.9 * len(named)
    assert set(taught[1].names) == set(KINDS)


def test_what_was_saved_hears_the_same(taught: tuple[list[Example], Listener], tmp_path: Path) -> None:
    taught[1].save(tmp_path / "listener.npz")
    again = Listener.load(tmp_path / "listener.npz")
    for text in ("jeg vil dø", "må han få frugt med", "", "x" * 10_000):
        assert heard(again, text) == pytest.approx(heard(taught[1], text))


def test_a_group_is_judged_by_what_the_others_teach(taught: tuple[list[Example], Listener]) -> None:
    """What was learnt by heart lies far on its side; what was not must not look as sure."""
    own = taught[0]
    seen = spoken([one.text for one in own])
    apart = unlearnt_margins(own, seen)
    by_heart = np.array([taught[1].margins(pieces).max() for pieces in seen])
    in_danger = np.array([one.danger for one in own])
    assert not np.isnan(apart).any()
    assert apart[in_danger].mean() < by_heart[in_danger].mean() - 0.1


def test_an_example_without_a_group_is_only_learnt_from() -> None:
    own = [
        replace(one, group=None if number % 3 else one.group) for number, one in enumerate(read_examples())
    ]
    apart = unlearnt_margins(own[:600], spoken([one.text for one in own[:600]]))
    assert [bool(np.isnan(margin)) for margin in apart] == [one.group is None for one in own[:600]]


def test_a_message_is_heard_whole_and_by_sentence() -> None:
    asked = "Hvornår er mødet på torsdag? Hun siger hun ikke er her på fredag."
    assert pieces_of(asked) == [asked, "Hvornår er mødet på torsdag?", "Hun siger hun ikke er her på fredag."]
    assert pieces_of("han vil ikke i skole. ok") == ["han vil ikke i skole. ok"]


def test_a_long_message_has_few_pieces_that_reach_its_end() -> None:
    pieces = pieces_of(" ".join(f"Dette er sætning {number}." for number in range(100)))
    assert len(pieces) <= MOST_PIECES + 1
    assert pieces[-1].endswith("sætning 99.")


def test_a_practical_question_does_not_drown_the_sentence_that_matters(
    taught: tuple[list[Example], Listener],
) -> None:
    asked = (
        "Hvornår er fristen for at søge om plads til foråret? Hun siger hun ikke vil leve mere. Hvem hjælper?"
    )
    assert heard(taught[1], asked) > taught[1].hear(vectors([asked])).danger
