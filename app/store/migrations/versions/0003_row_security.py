"""On PostgreSQL every transaction names the organisation that it acts for, and sees and writes that one's rows alone.

Beside an organisation there are tasks that act for none: `identity` finds out who is calling, `delivery` sends events,
`audit` replays and writes nothing here, `backup` reads everything and is open to the tables' owner alone. Without
organisation and task there is not one row. The policies bind the owner as well.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ME = "nullif(current_setting('labverdict.organisation', true), '')"
_TASK = "current_setting('labverdict.task', true)"

_IDENTITY = ("person", "account", "role_grant", "credential")
_EVIDENCE = ("original", "report", "revision", "result")
_OUTBOX = ("event", "webhook", "delivery")
_ALL = ("organisation", *_IDENTITY, *_EVIDENCE, "report_party", "kept_answer", *_OUTBOX)

# An owner that is not the report's own would open it to whom he likes.
_READS_REPORT = f"""EXISTS (
  SELECT FROM report_party AS party
  WHERE party.report_id = {{table}}.{{report}} AND party.owner_id = {{table}}.organisation_id
    AND party.organisation_id = {_ME})"""
_READS_ORIGINAL = f"""EXISTS (
  SELECT FROM revision JOIN report_party AS party
    ON party.report_id = revision.report_id AND party.owner_id = revision.organisation_id
  WHERE revision.organisation_id = original.organisation_id AND revision.original_sha256 = original.sha256
    AND party.organisation_id = {_ME})"""
_TELLS_READER = f"""EXISTS (
  SELECT FROM report_party AS party WHERE party.owner_id = {_ME} AND party.organisation_id = event.organisation_id)"""


def upgrade() -> None:
    """Make the policies."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in _ALL:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        _policy(table, "backup", "SELECT", f"{_TASK} = 'backup'", to="CURRENT_USER")
    for table in (*_IDENTITY, *_EVIDENCE, "kept_answer", *_OUTBOX):
        _policy(table, "own", "ALL", f"organisation_id = {_ME}")
    _organisations()
    for table in _IDENTITY:
        _policy(table, "identity", "ALL", f"{_TASK} = 'identity'")
    _readers()
    for table in (*_EVIDENCE, "report_party"):
        _policy(table, "audit", "SELECT", f"{_TASK} = 'audit'")
    for table in _OUTBOX:
        _policy(table, "delivery", "ALL", f"{_TASK} = 'delivery'")


def _organisations() -> None:
    """Kinds and names are a directory for everybody inside."""
    inside = f"{_ME} IS NOT NULL OR {_TASK} IN ('identity', 'delivery', 'audit')"
    _policy("organisation", "directory", "SELECT", inside)
    _policy("organisation", "identity", "ALL", f"{_TASK} = 'identity'")


def _readers() -> None:
    """Open a laboratory's report to whom it was granted; the rows that grant it refer to no other policy."""
    _policy("report_party", "own", "ALL", f"owner_id = {_ME}")
    _policy("report_party", "reader", "SELECT", f"organisation_id = {_ME}")
    for table, report in (("report", "id"), ("revision", "report_id"), ("result", "report_id")):
        _policy(table, "reader", "SELECT", _READS_REPORT.format(table=table, report=report))
    _policy("original", "reader", "SELECT", _READS_ORIGINAL)
    _policy("event", "to_reader", "INSERT", _TELLS_READER)


def _policy(table: str, name: str, command: str, condition: str, to: str = "PUBLIC") -> None:
    """Make one: for rows seen, rows written, or both; what no policy lets through is not there."""
    seen = "" if command == "INSERT" else f"USING ({condition})"
    written = "" if command == "SELECT" else f"WITH CHECK ({condition})"
    op.execute(f"CREATE POLICY {table}_{name} ON {table} FOR {command} TO {to} {seen} {written}")
