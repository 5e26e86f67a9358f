"""The schema of the database: bringing it up to date, and what the application's role may do in it.

On PostgreSQL two roles share the work. The owner migrates; the application's role owns nothing, is bound by row level
security, and may add evidence but not change it. SQLite has no roles: there the triggers alone keep evidence as it is.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect, select

from app.store.engine import Database

_VERSION = Table("alembic_version", MetaData(), Column("version_num", Text))
# One number for one purpose among PostgreSQL's advisory locks.
_LOCK = "SELECT pg_advisory_xact_lock(5703160413)"
_POWERS = """
SELECT
  EXISTS (
    SELECT FROM pg_roles AS mighty
    WHERE (mighty.rolsuper OR mighty.rolbypassrls) AND pg_has_role(role.oid, mighty.oid, 'MEMBER'))
  OR EXISTS (
    SELECT FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND pg_has_role(role.oid, relowner, 'MEMBER'))
FROM pg_roles AS role WHERE role.rolname = %s
"""
_READ, _ADD = "SELECT", "SELECT, INSERT"
RIGHTS = {
    "alembic_version": _READ,
    "organisation": _ADD,
    "person": _ADD,
    "account": _ADD,
    "role_grant": "SELECT, INSERT, UPDATE (revoked_at)",
    "credential": "SELECT, INSERT, UPDATE (revoked_at), DELETE",
    "original": _ADD,
    "rule_data": _ADD,
    "report": _ADD,
    "revision": _ADD,
    "result": _ADD,
    "report_party": _ADD,
    "kept_answer": _ADD,
    "log_entry": _ADD,
    "log_node": _ADD,
    "checkpoint": _ADD,
    "certification_case": _ADD,
    "case_event": _ADD,
    "case_state": "SELECT, INSERT, UPDATE (n, state, due_on, ends)",
    "case_party": _ADD,
    "case_document": _ADD,
    "case_report": _ADD,
    "case_decision": _ADD,
    "certificate_serial": _ADD,
    "issue_intent": _ADD,
    "certificate": _ADD,
    "certificate_act": _ADD,
    "office_act": _ADD,
    "body_settings": _ADD,
    "adopted_limits": _ADD,
    "paper_proposal": _ADD,
    "declaration": _ADD,
    "event": "SELECT, INSERT, UPDATE (fanned_at)",
    "webhook": "SELECT, INSERT, UPDATE, DELETE",
    "delivery": "SELECT, INSERT, UPDATE, DELETE",
}


class TooMighty(Exception):
    """The application's role could pass by row level security or the append-only triggers."""


class SchemaUnknown(Exception):
    """The database was made by a later release."""


def head() -> str:
    """Return the revision that this release needs."""
    return str(_scripts().get_current_head())


def current(database: Database) -> str | None:
    """Return the revision that the database is at; None when nothing was ever made in it."""
    with database.reading() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the database is at, inside a transaction."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar_one_or_none()


def upgrade(database: Database, app_role: str | None = None, revision: str = "head") -> None:
    """Bring the database up to a revision, and give the application's role its rights, all or nothing.

    The database is opened as the owner; `app_role` is the user of the application's own address. Two that upgrade at
    once do it one after the other, and the second finds nothing to do.

    Raises:
        SchemaUnknown: a later release was here.
        TooMighty: the role is a superuser, owns tables or is exempt from row level security.
    """
    config = _config()
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(_LOCK)
        found = revision_of(connection)
        if found is not None and found not in _known():
            raise SchemaUnknown(f"the database is at revision {found}, which this release does not know")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if app_role is not None and not database.is_sqlite:
            _refuse_power(connection, app_role)
            _grant(connection, app_role)


def check_powers(database: Database) -> None:
    """Check that the role under which the database was opened cannot pass by its guards.

    Raises:
        TooMighty: it is a superuser, owns tables or is exempt from row level security.
    """
    if not database.is_sqlite:
        with database.reading() as connection:
            _refuse_power(connection, str(connection.exec_driver_sql("SELECT current_user").scalar_one()))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _known() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _refuse_power(connection: Connection, role: str) -> None:
    if connection.exec_driver_sql(_POWERS, (role,)).scalar_one_or_none():
        raise TooMighty(f"the role {role!r} must be no superuser, own no table and have no BYPASSRLS")


def _grant(connection: Connection, role: str) -> None:
    preparer = connection.dialect.identifier_preparer
    name = preparer.quote(role)
    schema = preparer.quote(str(connection.exec_driver_sql("SELECT current_schema()").scalar_one()))
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}")
    for table, rights in RIGHTS.items():
        connection.exec_driver_sql(f"GRANT {rights} ON {schema}.{table} TO {name}")
