"""All services around community groups, put together once."""

from dataclasses import dataclass

from actions.contacts.codes import PrivateCodes
from actions.contacts.retention import RetentionPolicy
from actions.groups.desk import GroupDesk
from actions.groups.erasing import InterestExpiry
from actions.groups.interests import GroupInterests
from actions.groups.keys import InterestKeys
from actions.groups.policy import GroupPolicy
from actions.schools import Municipalities
from actions.store.engine import Store


@dataclass(frozen=True, slots=True)
class GroupServices:
    """`interests` is the family's, `desk` the coordinator's."""

    policy: GroupPolicy
    interests: GroupInterests
    desk: GroupDesk
    expiry: InterestExpiry


def open_groups(
    store: Store,
    municipalities: Municipalities,
    policy: GroupPolicy,
    secret: bytes,
    retention: RetentionPolicy,
    *,
    mails: bool,
) -> GroupServices:
    """The services over one store. `secret` (at least 32 bytes) makes the codes; `mails`: whether mail is sent.

    Raises ValueError for a shorter secret.
    """
    keys = InterestKeys(store, PrivateCodes(secret))
    return GroupServices(
        policy=policy,
        interests=GroupInterests(
            store,
            municipalities,
            policy,
            keys,
            mails=mails,
            days=retention.kinds["interest_unconfirmed"].days,
        ),
        desk=GroupDesk(store),
        expiry=InterestExpiry(store, retention),
    )
