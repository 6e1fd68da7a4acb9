"""The second net: its policy, its examples, and a listener taught from them."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from actions.safety.floor import KINDS, CrisisFloor
from actions.safety.listener import Listener
from actions.safety.listening import Example, read_examples, teach
from actions.safety.phrasebook import SafetyDataError
from actions.safety.second_net import SecondNet

OUTSIDE = Path(__file__).parent / "outside"
POLICY = "owner: x\nreviewed: 2026-11-22\nnumbers_from: 0.2\nreply_from: 0.9\nintent_reply_from: 0.8\n"


def policy(folder: Path, text: str) -> SecondNet:
    file = folder / "second_net.yml"
    file.write_text(text, encoding="utf-8")
    return SecondNet.load(file)


def test_numbers_come_before_the_reply() -> None:
    net = SecondNet.load()
    assert 0 < net.numbers_from < net.reply_from <= 1


@pytest.mark.parametrize(
    ("was", "written", "field"),
    [
        ("0.2", "20", "numbers_from"),
        ("0.9", "yes", "reply_from"),
        ("0.9", "0.1", "numbers_from"),
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
        Example("han er blå", danger=True, kind="medical"),
        Example("han er glad", danger=False),
    ]


def test_no_message_is_called_both_danger_and_everyday() -> None:
    own = read_examples()
    both = {one.text for one in own if one.danger} & {one.text for one in own if not one.danger}
    assert both == set()


def test_the_unread_half_was_not_learnt_from() -> None:
    learnt = {one.text for one in read_examples()}
    for file in sorted(OUTSIDE.glob("*.yml")):
        for kinds in yaml.safe_load(file.read_text(encoding="utf-8")).values():
            assert not learnt & {text for texts in kinds.values() for text in texts}, file.name


@pytest.fixture(scope="module")
def taught() -> tuple[list[Example], Listener]:
    """From words alone: the vectors carry nothing."""
    own = read_examples()
    return own, teach(own, np.zeros((len(own), 4), dtype=np.float32), CrisisFloor.load())


def heard(listener: Listener, text: str) -> float:
    return listener.hear(text, np.zeros(4, dtype=np.float32)).danger


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
    assert heard(taught[1], danger) > heard(taught[1], everyday) + 0.3


def test_the_kind_is_mostly_right(taught: tuple[list[Example], Listener]) -> None:
    named = [one for one in taught[0] if one.kind]
    right = sum(taught[1].hear(one.text, np.zeros(4, dtype=np.float32)).kind == one.kind for one in named)
    assert right >= 0.9 * len(named)
    assert set(taught[1].names) == set(KINDS)


def test_what_was_saved_hears_the_same(taught: tuple[list[Example], Listener], tmp_path: Path) -> None:
    taught[1].save(tmp_path / "listener.npz")
    again = Listener.load(tmp_path / "listener.npz")
    for text in ("jeg vil dø", "må han få frugt med", "", "x" * 10_000):
        assert heard(again, text) == pytest.approx(heard(taught[1], text))
