"""The stores that privacy is tested on."""

from tests.contact_fixtures import postgres, ready_postgres, ready_sqlite, store_url, world

__all__ = ["postgres", "ready_postgres", "ready_sqlite", "store_url", "world"]
