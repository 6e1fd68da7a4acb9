"""What happens to a request: the step from status to status, its event and its mail, in one go."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.contacts import statuses
from actions.contacts.outbox import Outbox
from actions.contacts.slots import Slot
from actions.contacts.statuses import Act, Status
from actions.contacts.taking import give_back, take
from actions.store.contact_tables import ContactEventRow, ContactRequestRow

CLOSING = (Act.CANCEL, Act.DECLINE, Act.FINISH)
MOVING = (Act.CHANGE, Act.PROPOSE_OTHER)


class Ledger:
    """Every change of a request goes through `enter`, so that none happens without a trace."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def enter(
        self,
        session: Session,
        row: ContactRequestRow,
        act: Act,
        who: str,
        now: datetime,
        *,
        slot: Slot | None = None,
        text: str | None = None,
    ) -> None:
        """Do `act`. `slot` is the new time of a change or proposal (None: "call me"); `text` a reason.

        Raises NotPossibleNowError; SlotTakenError, after which the transaction is spent.
        """
        if statuses.already(act, Status(row.status)):
            return
        row.status = statuses.after(act, Status(row.status))
        if act in MOVING:
            take(session, row, slot)
        if act in CLOSING:
            give_back(session, row)
        row.sequence += 1
        self.write(session, row, act, who, now, text)
        self._outbox.post(session, row, act, now)

    def write(
        self,
        session: Session,
        row: ContactRequestRow,
        act: Act,
        who: str,
        now: datetime,
        text: str | None = None,
    ) -> None:
        """Only the event: for what changes no status."""
        row.changed_at = now
        session.add(
            ContactEventRow(
                request=row.id,
                at=now,
                who=who,
                act=act,
                status=row.status,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                text=text,
            )
        )

    def open(self, session: Session, row: ContactRequestRow, who: str, now: datetime) -> None:
        """The first event of a new request, and the mail about it."""
        self.write(session, row, Act.BOOK, who, now)
        self._outbox.post(session, row, Act.BOOK, now)
