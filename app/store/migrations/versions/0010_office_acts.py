"""What the office of a body records about its certificates outside of any case: added, never changed, its own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLE = "office_act"
_ME = "nullif(current_setting('labverdict.organisation', true), '')"
_TASK = "current_setting('labverdict.task', true)"


def upgrade() -> None:
    """Create the table with its triggers and policies."""
    op.create_table(
        _TABLE,
        *(_text("number"), _number("n"), _text("organisation_id"), _number("version"), _text("act"), _text("dated")),
        *(_number("after_act"), _text("person_id"), _text("account_id"), _text("recorded_at")),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        *(_text("record_sha256"), _number("entry")),
        sa.PrimaryKeyConstraint("number", "n"),
        sa.UniqueConstraint("entry"),
        sa.ForeignKeyConstraint(
            ["number", "version", "organisation_id"],
            ["certificate.number", "certificate.version", "certificate.organisation_id"],
        ),
        *(_refers("person_id", "person.id"), _refers("account_id", "account.id"), _refers("entry", "log_entry.n")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {_TABLE}_no_{statement} BEFORE {statement} ON {_TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{_TABLE} is append-only'); END"
            )
        return
    for trigger, statement, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {_TABLE}_no_{trigger} BEFORE {statement} ON {_TABLE} "
            f"FOR EACH {each} EXECUTE FUNCTION forbid_change()"
        )
        op.execute(f"ALTER TABLE {_TABLE} ENABLE ALWAYS TRIGGER {_TABLE}_no_{trigger}")
    op.execute(f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
    own = f"organisation_id = {_ME}"
    op.execute(f"CREATE POLICY {_TABLE}_backup ON {_TABLE} FOR SELECT TO CURRENT_USER USING ({_TASK} = 'backup')")
    op.execute(f"CREATE POLICY {_TABLE}_audit ON {_TABLE} FOR SELECT TO PUBLIC USING ({_TASK} = 'audit')")
    op.execute(f"CREATE POLICY {_TABLE}_own ON {_TABLE} FOR ALL TO PUBLIC USING ({own}) WITH CHECK ({own})")


def downgrade() -> None:
    """Refuse: evidence is not taken away."""
    raise NotImplementedError


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target])
