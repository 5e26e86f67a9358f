"""What happened in a case is added and never changed; a body sees its own cases, a party those that it was granted.

On PostgreSQL two more tasks see rows of no organisation in particular: `audit` reads every case, and `public` reads
certificates and what was done to them, which name no person.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ME = "nullif(current_setting('labverdict.organisation', true), '')"
_TASK = "current_setting('labverdict.task', true)"

_SHARED = ("certification_case", "case_event", "case_state", "certificate", "certificate_act")
_BODYS_OWN = ("issue_intent", "body_settings", "adopted_limits")
_ALL = (*_SHARED, "case_party", "case_document", *_BODYS_OWN)
_PUBLIC = ("certificate", "certificate_act")
APPEND_ONLY = tuple(table for table in _ALL if table != "case_state")

# An owner that is not the case's own would open it to whom he likes.
_IS_PARTY = f"""EXISTS (
  SELECT FROM case_party AS party
  WHERE party.case_id = {{table}}.{{case}} AND party.owner_id = {{table}}.organisation_id
    AND party.organisation_id = {_ME} {{and_so}})"""
_MAY_READ = "AND (case_document.sender_id = party.organisation_id OR case_document.open_to = party.role)"
_TELLS_PARTY = f"""EXISTS (
  SELECT FROM case_party AS party WHERE party.owner_id = {_ME} AND party.organisation_id = {{table}}.organisation_id)"""

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
    """Make the triggers and the policies."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for statement in ("update", "delete"):
                op.execute(_SQLITE_FORBIDDEN.format(table=table, statement=statement))
        return
    for table in APPEND_ONLY:
        op.execute(_POSTGRES_ROWS.format(table=table))
        op.execute(_POSTGRES_TRUNCATE.format(table=table))
        for trigger in (f"{table}_no_change", f"{table}_no_truncate"):
            op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
    for table in _ALL:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        _policy(table, "backup", "SELECT", f"{_TASK} = 'backup'", to="CURRENT_USER")
        _policy(table, "audit", "SELECT", f"{_TASK} = 'audit'")
        owner = "owner_id" if table == "case_party" else "organisation_id"
        _policy(table, "own", "ALL", f"{owner} = {_ME}")
    _parties()
    for table in _PUBLIC:
        _policy(table, "public", "SELECT", f"{_TASK} = 'public'")


def _parties() -> None:
    """Open a case to its parties, and let its body leave them events and keep answers for them."""
    _policy("case_party", "party", "SELECT", f"organisation_id = {_ME}")
    for table in _SHARED:
        case = "id" if table == "certification_case" else "case_id"
        _policy(table, "party", "SELECT", _IS_PARTY.format(table=table, case=case, and_so=""))
    readable = _IS_PARTY.format(table="case_document", case="case_id", and_so=_MAY_READ)
    _policy("case_document", "party", "SELECT", readable)
    for table in ("event", "kept_answer"):
        _policy(table, "to_party", "INSERT", _TELLS_PARTY.format(table=table))


def _policy(table: str, name: str, command: str, condition: str, to: str = "PUBLIC") -> None:
    """Make one: for rows seen, rows written, or both; what no policy lets through is not there."""
    seen = "" if command == "INSERT" else f"USING ({condition})"
    written = "" if command == "SELECT" else f"WITH CHECK ({condition})"
    op.execute(f"CREATE POLICY {table}_{name} ON {table} FOR {command} TO {to} {seen} {written}")
