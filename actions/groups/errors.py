"""What can be wrong with an interest in a group. `key` names the words people read."""

from collections.abc import Mapping
from typing import ClassVar


class GroupError(Exception):
    """Nothing was changed. `values` fills the words' placeholders."""

    key: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(self.key)
        self.values: Mapping[str, object] = values


class NoMailError(GroupError):
    """No mail can be sent from here, so that nobody could confirm."""

    key = "no_mail"


class TooManyMailsError(GroupError):
    """The address has got as many mails to confirm as it may in a day. Values: limit."""

    key = "too_many_mails"


class UnknownChoiceError(GroupError):
    """Not one of the choices in groups.yml."""

    key = "unknown_choice"


class NobodyLeftError(GroupError):
    """Nobody confirmed is waiting in what was chosen: withdrawn or invited meanwhile."""

    key = "nobody_left"


class InvitationMissingError(GroupError):
    """No words to send."""

    key = "invitation_missing"


class InvitationTooLongError(GroupError):
    """Values: length, limit."""

    key = "invitation_too_long"
