"""The one store: tables, engine and migrations. Only the services of the actions room use it."""

from actions.store.engine import Store, StoreUnavailableError, open_store

__all__ = ["Store", "StoreUnavailableError", "open_store"]
