"""Agreed measures: what was agreed, by whom, until when; done, and did it help."""

from actions.measures.dates import Until, day_named, until_in
from actions.measures.measure import TRIED, Agreed, Helped, Measure, State, Told

__all__ = ["TRIED", "Agreed", "Helped", "Measure", "State", "Told", "Until", "day_named", "until_in"]
