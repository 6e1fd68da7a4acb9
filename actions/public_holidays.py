"""Public holidays of a country, known without anybody writing them down."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays

from knowledge.model import Country


def is_public_holiday(country: Country, day: date) -> bool:
    """Whether `day` is a public holiday in the whole country; days off by custom stand in the municipality's file."""
    return day in _holidays(country, day.year)


@lru_cache(maxsize=64)
def _holidays(country: Country, year: int) -> frozenset[date]:
    return frozenset(country_holidays(country.upper(), years=year))
