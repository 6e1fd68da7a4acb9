"""What a conversation has made and may send along, over a test's store."""

from pathlib import Path

from actions.booking_talk import BookingWords
from actions.check_ins import open_check_ins
from actions.contacts import load_retention
from actions.flows.drafts import FlowDrafts
from actions.flows.registry import Flows, open_flows
from actions.kept_elsewhere import KeptElsewhere
from actions.sharing import Sharing
from actions.sheets import SheetServices, open_sheets
from actions.sheets.flows import sheet_flows
from actions.store import Store
from tests.contact_world import MUNICIPALITIES, NOW, SECRET

ASSISTANT = Path(__file__).parents[1] / "assistant"
FLOWS = ASSISTANT / "flows"


def sheets_and_flows(store: Store, *, mails: bool = True) -> tuple[SheetServices, Flows]:
    """The two flows that end in a sheet, and the check-in, at NOW."""
    services, words = open_sheets(store, SECRET), BookingWords.load(ASSISTANT / "booking")
    own = sheet_flows(services, MUNICIPALITIES, load_retention(), words, FLOWS, mails=mails, now=lambda: NOW)
    check_ins = open_check_ins(store, MUNICIPALITIES, SECRET, load_retention(), FLOWS)
    return services, open_flows((check_ins.flow, *own), FlowDrafts(store), FLOWS)


def open_sharing(store: Store) -> Sharing:
    check_ins = open_check_ins(store, MUNICIPALITIES, SECRET, load_retention(), FLOWS)
    return Sharing(sheets_and_flows(store)[1], check_ins, lambda: NOW)


def open_elsewhere(store: Store) -> KeptElsewhere:
    check_ins = open_check_ins(store, MUNICIPALITIES, SECRET, load_retention(), FLOWS)
    return KeptElsewhere(check_ins.check_ins, open_sheets(store, SECRET).sheets)
