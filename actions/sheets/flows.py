"""The two conversations that end in a sheet, put together once."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from actions.booking_talk import BookingWords
from actions.contacts import RetentionPolicy
from actions.flows import Flow, load_words
from actions.schools import Municipalities
from actions.sheets.after import After
from actions.sheets.follow_up_flow import FollowUpFlow
from actions.sheets.meeting_flow import MeetingFlow
from actions.sheets.services import SheetServices


def sheet_flows(
    services: SheetServices,
    municipalities: Municipalities,
    retention: RetentionPolicy,
    dates: BookingWords,
    folder: Path,
    *,
    mails: bool,
    now: Callable[[], datetime],
) -> tuple[Flow, ...]:
    """`folder` holds the flows' words; `mails` says whether mail is set up. Raises PolicyError."""
    after = After(services.sheets, services.mail, mails=mails, days=retention.kinds["sheet"].days)
    return (
        MeetingFlow(services.sheets, after, load_words(folder / MeetingFlow.name)),
        FollowUpFlow(services.sheets, after, dates, municipalities, now),
    )
