"""How long each kind of data about a contact is kept: knowledge/policy/retention.yml, checked."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from knowledge.policy_files import POLICY, PolicyModel, load_policy

Kind = Literal[
    "contact_draft",
    "contact_request_closed",
    "contact_request_open",
    "mail_sent",
    "mail_unsent",
    "code_attempt",
    "check_in",
    "sheet",
    "feedback",
    "gap",
    "interest_unconfirmed",
    "interest_waiting",
    "interest_invited",
]
LONGEST_DAYS = 1825


class Period(PolicyModel):
    """Days, counted from what `counted_from` says, and the reason an editor gives."""

    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)]
    counted_from: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=1)]


class RetentionPolicy(PolicyModel):
    """One period for every kind; none may be left out, or something would be kept for ever."""

    owner: Annotated[str, Field(min_length=1)]
    kinds: dict[Kind, Period]

    @model_validator(mode="after")
    def _every_kind(self) -> Self:
        missing = [kind for kind in get_args(Kind) if kind not in self.kinds]
        if missing:
            raise ValueError(f"no period for {', '.join(missing)}; write days, counted_from and why")
        return self

    def before(self, kind: Kind, now: datetime) -> datetime:
        """What was last touched before this moment is to be erased."""
        return now - timedelta(days=self.kinds[kind].days)


def load_retention(path: Path = POLICY / "retention.yml") -> RetentionPolicy:
    """Read and check the file. Raises PolicyError."""
    return load_policy(path, RetentionPolicy)
