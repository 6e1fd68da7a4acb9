"""How Skolevej reaches people: the turn every message takes, replies, and one folder per channel."""
