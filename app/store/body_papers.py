"""What bodies set and adopt, as it lies in the database."""

from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from app.ledger.canonical import Json
from app.ledger.entry import EntryKind
from app.ports.body_papers import NotTwoPersons, Paper, PaperRow
from app.ports.cases import Overtaken
from app.store.case_opening import unless
from app.store.case_rows import digest
from app.store.case_tables import adopted_limits, body_settings
from app.store.engine import Database
from app.store.identity_tables import person
from app.store.log import Appending

TABLES = {Paper.SETTINGS: body_settings, Paper.ADOPTED_LIMITS: adopted_limits}
_KINDS = {Paper.SETTINGS: EntryKind.BODY_SETTINGS_SET, Paper.ADOPTED_LIMITS: EntryKind.LIMITS_ADOPTED}


class StoredBodyPapers:
    """Documents of bodies in the database (`app.ports.body_papers.BodyPapers`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log = Appending(database)

    def put(self, paper: Paper, row: PaperRow) -> None:
        """Store and log the version after the newest one; raises `NotTwoPersons`, or `Overtaken` for another one."""
        into = TABLES[paper]
        newest = select(func.coalesce(func.max(into.c.version), 0)).where(into.c.organisation_id == row.body)
        with self._database.writing(row.body) as connection:
            _check_persons(connection, row)
            if connection.execute(newest).scalar_one() != row.version - 1:
                raise Overtaken
            entry = self._tell(connection, paper, row)
            values = {
                "organisation_id": row.body,
                "version": row.version,
                "document": row.content,
                "document_sha256": digest(row.content),
                "set_by": row.set_by,
                "confirmed_by": row.confirmed_by,
                "account_id": row.account,
                "set_at": row.set_at,
                "entry": entry,
            }
            with unless(Overtaken):
                connection.execute(insert(into), values)

    def newest(self, paper: Paper, body: str) -> PaperRow | None:
        """Return the newest version; None where the body has none."""
        return self._one(TABLES[paper], body, None)

    def version(self, paper: Paper, body: str, version: int) -> PaperRow | None:
        """Return one version."""
        return self._one(TABLES[paper], body, version)

    def _tell(self, connection: Connection, paper: Paper, row: PaperRow) -> int:
        """Log it, and return the number of the entry."""
        subject: dict[str, Json] = {
            "body": row.body,
            "version": row.version,
            "document": digest(row.content),
            "set_by": row.set_by,
            "confirmed_by": row.confirmed_by,
            "account": row.account,
        }
        (entry,) = self._log.tell(connection, row.set_at, (_KINDS[paper], subject))
        return entry.n

    def _one(self, table: Table, body: str, version: int | None) -> PaperRow | None:
        wanted = select(table).where(table.c.organisation_id == body).order_by(table.c.version.desc()).limit(1)
        if version is not None:
            wanted = wanted.where(table.c.version == version)
        with self._database.reading(body) as connection:
            found = connection.execute(wanted).first()
        return None if found is None else _row(found)


def _check_persons(connection: Connection, row: PaperRow) -> None:
    both = select(person.c.id).where(person.c.organisation_id == row.body)
    persons = connection.execute(both.where(person.c.id.in_((row.set_by, row.confirmed_by)))).scalars().all()
    if set(persons) != {row.set_by, row.confirmed_by} or row.set_by == row.confirmed_by:
        raise NotTwoPersons


def _row(row: Row[*tuple[Any, ...]]) -> PaperRow:
    content = bytes(row.document)
    return PaperRow(row.organisation_id, row.version, content, row.set_by, row.confirmed_by, row.account_id, row.set_at)
