"""Evidence is added and never changed, and an entry joins the log at its end or not at all.

On PostgreSQL the triggers fire for the owner too, and in a session that plays a replica.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    *("original", "rule_data", "report", "revision", "result", "report_party", "kept_answer"),
    *("log_entry", "log_node", "checkpoint"),
)

_SQLITE_FORBIDDEN = """
CREATE TRIGGER {table}_no_{statement} BEFORE {statement} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# `max` of an integer primary key and the look-up that follows are one step down the tree each.
_SQLITE_NEXT = """
CREATE TRIGGER log_entry_next BEFORE INSERT ON log_entry
WHEN NEW.n IS NOT (SELECT coalesce(max(n), -1) + 1 FROM log_entry)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM log_entry WHERE n = NEW.n - 1), '{no_entry}')
BEGIN SELECT RAISE(ABORT, 'the entry does not continue the log'); END
"""
_POSTGRES_FORBID = """
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRES_ROWS = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION forbid_change()
"""
_POSTGRES_TRUNCATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()
"""
# The schema is named, for a temporary table of the caller would be found first.
_POSTGRES_NEXT = """
CREATE FUNCTION continue_log() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  newest record;
BEGIN
  SELECT n, hash INTO newest FROM {schema}.log_entry ORDER BY n DESC LIMIT 1;
  IF NEW.n IS DISTINCT FROM coalesce(newest.n, -1) + 1
    OR NEW.prev IS DISTINCT FROM coalesce(newest.hash, '{no_entry}')
  THEN
    RAISE EXCEPTION 'the entry does not continue the log' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
"""
_POSTGRES_NEXT_ROW = """
CREATE TRIGGER log_entry_next BEFORE INSERT ON log_entry FOR EACH ROW EXECUTE FUNCTION continue_log()
"""
_NO_ENTRY = "0" * 64


def upgrade() -> None:
    """Make the triggers."""
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgres()


def _sqlite() -> None:
    for table in APPEND_ONLY:
        for statement in ("update", "delete"):
            op.execute(_SQLITE_FORBIDDEN.format(table=table, statement=statement))
    op.execute(_SQLITE_NEXT.format(no_entry=_NO_ENTRY))


def _postgres() -> None:
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    op.execute(_POSTGRES_FORBID)
    for table in APPEND_ONLY:
        op.execute(_POSTGRES_ROWS.format(table=table))
        op.execute(_POSTGRES_TRUNCATE.format(table=table))
        _always(table, f"{table}_no_change", f"{table}_no_truncate")
    op.execute(_POSTGRES_NEXT.format(schema=schema, no_entry=_NO_ENTRY))
    op.execute(_POSTGRES_NEXT_ROW)
    _always("log_entry", "log_entry_next")


def _always(table: str, *triggers: str) -> None:
    for trigger in triggers:
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
