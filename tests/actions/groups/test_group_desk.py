"""The coordinator sees numbers of her own schools, and invites those who have confirmed."""

import pytest

from actions.contacts import Staff
from actions.groups import GroupServices
from actions.groups.desk import INVITATION_LIMIT
from actions.groups.errors import InvitationMissingError, InvitationTooLongError, NobodyLeftError
from tests.actions.groups.families import confirmed, interests, mails, sign_up
from tests.contact_world import BIRKEMOSE, HOLMSKOV, NOW, OUTSIDER, World

WORDS = "Vi mødes onsdag kl. 17 på skolens bibliotek. Skriv til mig, om du kommer."


def test_only_confirmed_ones_count(groups: GroupServices, world: World) -> None:
    sign_up(groups, email="a@example.org")
    confirmed(groups, world, "b@example.org", times=("evening", "weekend"))
    confirmed(groups, world, "c@example.org", times=("evening",))
    (group,) = groups.desk.waiting(BIRKEMOSE)
    assert (group.audience, group.theme, group.school, group.band) == (
        "parents",
        "anxiety",
        "demo-dk",
        "middle",
    )
    assert (group.count, dict(group.times)) == (2, {"evening": 2, "weekend": 1})


def test_what_the_desk_sees_names_nobody(groups: GroupServices, world: World) -> None:
    registered = confirmed(groups, world, "helt.hemmelig@example.org")
    shown = repr(groups.desk.waiting(BIRKEMOSE)) + repr(groups.desk.invited(BIRKEMOSE))
    assert "hemmelig" not in shown and registered.interest.reference not in shown


def test_another_schools_interests_are_nobody_elses(groups: GroupServices, world: World) -> None:
    confirmed(groups, world)
    (group,) = groups.desk.waiting(BIRKEMOSE)
    for stranger in (HOLMSKOV, OUTSIDER, Staff("dk-team")):
        assert groups.desk.waiting(stranger) == ()
        with pytest.raises(NobodyLeftError):
            groups.desk.invite(stranger, [group.key], WORDS, NOW)
    assert [mail.kind for mail in mails(world)] == []


def test_the_largest_theme_comes_first(groups: GroupServices, world: World) -> None:
    confirmed(groups, world, "a@example.org", theme="grief")
    confirmed(groups, world, "b@example.org", theme="open", grade=1)
    confirmed(groups, world, "c@example.org", theme="open", grade=8)
    assert [group.theme for group in groups.desk.waiting(BIRKEMOSE)] == ["open", "open", "grief"]


def test_each_in_the_chosen_groups_gets_one_mail_with_her_words(groups: GroupServices, world: World) -> None:
    confirmed(groups, world, "a@example.org")
    confirmed(groups, world, "b@example.org")
    confirmed(groups, world, "c@example.org", theme="grief")
    sign_up(groups, email="d@example.org")
    chosen = [group.key for group in groups.desk.waiting(BIRKEMOSE) if group.theme == "anxiety"]
    before = {mail.id for mail in mails(world)}
    assert groups.desk.invite(BIRKEMOSE, chosen, WORDS, NOW) == 2
    sent = [mail for mail in mails(world) if mail.id not in before]
    assert {mail.recipient for mail in sent} == {"a@example.org", "b@example.org"}
    assert {mail.payload["text"] for mail in sent} == {WORDS}
    assert {mail.payload["coordinator"] for mail in sent} == {"dk-birkemose"}
    assert [group.theme for group in groups.desk.waiting(BIRKEMOSE)] == ["grief"]
    (formed,) = groups.desk.invited(BIRKEMOSE)
    assert (formed.theme, formed.count, formed.at) == ("anxiety", 2, NOW)
    assert groups.desk.invited(HOLMSKOV) == ()


def test_invited_twice_is_invited_once(groups: GroupServices, world: World) -> None:
    confirmed(groups, world)
    keys = [group.key for group in groups.desk.waiting(BIRKEMOSE)]
    groups.desk.invite(BIRKEMOSE, keys, WORDS, NOW)
    with pytest.raises(NobodyLeftError):
        groups.desk.invite(BIRKEMOSE, keys, WORDS, NOW)
    assert len(mails(world)) == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InvitationMissingError),
        (" \n ", InvitationMissingError),
        ("x" * (INVITATION_LIMIT + 1), InvitationTooLongError),
        ("x" * 50_000, InvitationTooLongError),
    ],
)
def test_an_invitation_needs_words_and_has_a_limit(
    groups: GroupServices, world: World, text: str, error: type[Exception]
) -> None:
    confirmed(groups, world)
    keys = [group.key for group in groups.desk.waiting(BIRKEMOSE)]
    with pytest.raises(error):
        groups.desk.invite(BIRKEMOSE, keys, text, NOW)
    assert interests(world)[0].invited_at is None
