"""What buttons of a booking carry that belong to no question."""

DROP = "drop"
"""Throw a booking away that was stopped."""
