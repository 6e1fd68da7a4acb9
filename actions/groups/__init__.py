"""Community groups: families say what they share, confirm their address, and the coordinator forms groups."""

from actions.groups.desk import Group, GroupDesk
from actions.groups.errors import GroupError
from actions.groups.interest import AUDIENCES, Answers, Interest, Registered
from actions.groups.policy import Choice, GroupPolicy, load_groups
from actions.groups.services import GroupServices, open_groups

__all__ = [
    "AUDIENCES",
    "Answers",
    "Choice",
    "Group",
    "GroupDesk",
    "GroupError",
    "GroupPolicy",
    "GroupServices",
    "Interest",
    "Registered",
    "load_groups",
    "open_groups",
]
