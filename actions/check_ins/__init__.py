"""The check-in "Where are we in the development now?": arithmetic, comparison, what is kept, and the flow in chat."""

from actions.check_ins.arithmetic import Placing, place
from actions.check_ins.check_in import CheckIn, Kept
from actions.check_ins.comparison import Comparison, Moved, compare
from actions.check_ins.flow import CheckInFlow
from actions.check_ins.policy import CheckInPolicy, load_check_in_policy
from actions.check_ins.service import CheckIns
from actions.check_ins.services import CheckInServices, open_check_ins
from actions.check_ins.wording import CheckInWording

__all__ = [
    "CheckIn",
    "CheckInFlow",
    "CheckInPolicy",
    "CheckInServices",
    "CheckInWording",
    "CheckIns",
    "Comparison",
    "Kept",
    "Moved",
    "Placing",
    "compare",
    "load_check_in_policy",
    "open_check_ins",
    "place",
]
