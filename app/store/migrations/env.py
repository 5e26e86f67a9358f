"""Run by Alembic for `app.store.schema`, inside the transaction that it opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
