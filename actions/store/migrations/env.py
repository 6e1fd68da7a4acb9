"""Alembic's entry: the connection is handed over by actions.store.engine.migrate."""

import importlib
import pkgutil

from alembic import context

from actions import store
from actions.store.tables import Base

for module in pkgutil.iter_modules(store.__path__):  # so that every table is known here
    if module.name.endswith("_tables"):
        importlib.import_module(f"actions.store.{module.name}")

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
