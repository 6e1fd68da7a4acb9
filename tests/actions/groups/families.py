"""Families who want a group, and their letter box."""

import secrets
from typing import Any

from sqlalchemy import select

from actions.groups import Answers, GroupServices, Registered
from actions.store.contact_tables import OutboxRow
from actions.store.group_tables import GroupInterestRow
from tests.contact_world import NOW, World

MOTHER = "mor@example.org"


def sign_up(
    groups: GroupServices, email: str = MOTHER, school: str = "demo-dk", now: Any = NOW, **answers: Any
) -> Registered:
    given = {"audience": "parents", "theme": "anxiety", "grade": 4, "times": ("evening",), **answers}
    seed = secrets.token_hex(32)
    return groups.interests.register(
        secrets.token_hex(16), seed, school, Answers(email=email, **given), "da", now
    )


def confirmed(groups: GroupServices, world: World, email: str = MOTHER, **answers: Any) -> Registered:
    registered = sign_up(groups, email, **answers)
    groups.interests.confirm(code_mailed(world, registered), NOW)
    return registered


def code_mailed(world: World, registered: Registered) -> str:
    (mail,) = mails(world, registered.interest.reference)
    assert mail.kind == "interest.confirm"
    return str(mail.payload["code"])


def mails(world: World, reference: str | None = None) -> list[OutboxRow]:
    with world.store.transaction() as session:
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id))
        return [row for row in rows if reference in (None, row.reference)]


def interests(world: World) -> list[GroupInterestRow]:
    with world.store.transaction() as session:
        return list(session.scalars(select(GroupInterestRow).order_by(GroupInterestRow.id)))
