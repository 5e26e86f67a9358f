"""What a step of a case brings about besides: its decision, the reports it rests on, serials of certificate numbers.

Decisions and reports are the body's own; serials belong to nobody, so that two bodies never give one number twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ME = "nullif(current_setting('labverdict.organisation', true), '')"
_TASK = "current_setting('labverdict.task', true)"
_BODYS_OWN = ("case_report", "case_decision")
_APPEND_ONLY = (*_BODYS_OWN, "certificate_serial")

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
    """Create the tables with their guards."""
    _tables()
    op.create_index("certification_case_by_certificate", "certification_case", ["organisation_id", "certificate_no"])
    if op.get_bind().dialect.name == "sqlite":
        for table in _APPEND_ONLY:
            for statement in ("update", "delete"):
                op.execute(_SQLITE_FORBIDDEN.format(table=table, statement=statement))
        return
    for table in _APPEND_ONLY:
        op.execute(_POSTGRES_ROWS.format(table=table))
        op.execute(_POSTGRES_TRUNCATE.format(table=table))
        for trigger in (f"{table}_no_change", f"{table}_no_truncate"):
            op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
    for table in _BODYS_OWN:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        _policy(table, "backup", "SELECT", f"USING ({_TASK} = 'backup')", "CURRENT_USER")
        _policy(table, "audit", "SELECT", f"USING ({_TASK} = 'audit')")
        _policy(table, "own", "ALL", f"USING (organisation_id = {_ME}) WITH CHECK (organisation_id = {_ME})")


def _policy(table: str, name: str, command: str, conditions: str, to: str = "PUBLIC") -> None:
    op.execute(f"CREATE POLICY {table}_{name} ON {table} FOR {command} TO {to} {conditions}")


def _tables() -> None:
    op.create_table(
        "case_report",
        *(_text("case_id"), _text("report_id"), _number("revision"), _text("organisation_id")),
        sa.PrimaryKeyConstraint("case_id", "report_id", "revision"),
        _of_own_case(),
    )
    op.create_index("case_report_by_report", "case_report", ["organisation_id", "report_id", "case_id"])
    op.create_table(
        "case_decision",
        *(_text("case_id"), _number("n"), _text("organisation_id")),
        *(_bytes("decision"), _text("decision_sha256"), _bytes("dossier"), _number("settings_version")),
        sa.Column("adopted_version", sa.Integer(), nullable=True),
        *(_text("rules_sha256"), _text("dated"), _number("entry")),
        sa.PrimaryKeyConstraint("case_id", "n"),
        sa.UniqueConstraint("entry"),
        _of_own_case(),
        sa.ForeignKeyConstraint(["case_id", "n"], ["case_event.case_id", "case_event.n"]),
        sa.ForeignKeyConstraint(["rules_sha256"], ["rule_data.sha256"]),
        sa.ForeignKeyConstraint(["entry"], ["log_entry.n"]),
    )
    op.create_table(
        "certificate_serial",
        *(_text("series"), _number("serial"), _text("reserved_at")),
        sa.PrimaryKeyConstraint("series", "serial"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _of_own_case() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["case_id", "organisation_id"], ["certification_case.id", "certification_case.organisation_id"]
    )
