"""The turn: the steps every message takes, in every channel."""

from channels.turn.service import Greeting, TakenTurn, TurnService
from channels.turn.state import Incoming, Tools, Turn

__all__ = ["Greeting", "Incoming", "TakenTurn", "Tools", "Turn", "TurnService"]
