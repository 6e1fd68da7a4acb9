"""Alembic's entry: the connection is handed over by actions.store.engine.migrate."""

from alembic import context

from actions.store import contact_tables, staff_tables  # noqa: F401  (so that their tables are known here)
from actions.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
