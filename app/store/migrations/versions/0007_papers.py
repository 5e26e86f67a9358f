"""Proposals for what a body sets and adopts, and declarations about clients: added, never changed, the body's own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("paper_proposal", "declaration")
_ME = "nullif(current_setting('labverdict.organisation', true), '')"
_TASK = "current_setting('labverdict.task', true)"
_SQLITE_FORBIDDEN = """
CREATE TRIGGER {table}_no_{statement} BEFORE {statement} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_ROWS = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION forbid_change()
"""
_POSTGRES_TRUNCATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()
"""


def upgrade() -> None:
    """Create both tables with their triggers and policies."""
    op.create_table(
        "paper_proposal",
        *(_text("id"), _text("organisation_id"), _text("paper"), _number("version")),
        *(sa.Column("document", sa.LargeBinary(), nullable=False), _text("document_sha256")),
        *(_text("proposed_by"), _text("account_id"), _text("proposed_at")),
        sa.PrimaryKeyConstraint("id"),
        _refers("organisation_id", "organisation.id"),
        _refers("proposed_by", "person.id"),
        _refers("account_id", "account.id"),
    )
    op.create_index("paper_proposal_by_version", "paper_proposal", ["organisation_id", "paper", "version"])
    op.create_table(
        "declaration",
        *(_text("id"), _text("organisation_id"), _text("client_id"), _text("person_id"), _text("standing")),
        *(_text("advised_until"), _text("account_id"), _text("declared_at"), _number("entry")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("entry"),
        *(_refers("organisation_id", "organisation.id"), _refers("client_id", "organisation.id")),
        _refers("person_id", "person.id"),
        _refers("account_id", "account.id"),
        _refers("entry", "log_entry.n"),
    )
    op.create_index("declaration_by_client", "declaration", ["organisation_id", "client_id"])
    for table in _TABLES:
        _guard(table)


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in ("update", "delete"):
            op.execute(_SQLITE_FORBIDDEN.format(table=table, statement=statement))
        return
    op.execute(_POSTGRES_ROWS.format(table=table))
    op.execute(_POSTGRES_TRUNCATE.format(table=table))
    for trigger in (f"{table}_no_change", f"{table}_no_truncate"):
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    own = f"organisation_id = {_ME}"
    op.execute(f"CREATE POLICY {table}_backup ON {table} FOR SELECT TO CURRENT_USER USING ({_TASK} = 'backup')")
    op.execute(f"CREATE POLICY {table}_audit ON {table} FOR SELECT TO PUBLIC USING ({_TASK} = 'audit')")
    op.execute(f"CREATE POLICY {table}_own ON {table} FOR ALL TO PUBLIC USING ({own}) WITH CHECK ({own})")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target])
