"""What the office of a body records about its certificates, as it lies in the database."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Connection, func, insert, select

from app.ledger.canonical import Json
from app.ledger.entry import EntryKind, SealedEntry
from app.ports.cases import Overtaken
from app.ports.evidence import Answer, Key, Taken
from app.ports.office_acts import OfficeRow, OfficeView
from app.store.case_opening import unless
from app.store.case_rows import digest
from app.store.case_tables import certificate_act
from app.store.engine import Database
from app.store.evidence_tables import kept_answer
from app.store.log import Appending
from app.store.office_tables import office_act
from app.store.rows import kept_row


class StoredOfficeActs:
    """Acts of the office in the database (`app.ports.office_acts.OfficeActs`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log = Appending(database)

    def record(self, row: OfficeRow, key: Key | None, telling: Callable[[SealedEntry], Answer]) -> Answer:
        """Store and log an act with the answer to whoever recorded it, under the key if there is one.

        Raises `Overtaken` where something else was done to the certificate meanwhile, and `Taken` for a used key.
        """
        with self._database.writing(row.body) as connection:
            # Whoever holds the log's end is alone in adding acts: what is looked at here stays so.
            self._log.hold(connection)
            if _newest(connection, row.number) != (row.after_act, row.n - 1):
                raise Overtaken
            (entry,) = self._log.tell(connection, row.recorded_at, (EntryKind.CERTIFICATE_ACT, _subject(row)))
            connection.execute(insert(office_act), _values(row, entry.n))
            answer = telling(entry)
            if key is not None:
                with unless(Taken):
                    connection.execute(insert(kept_answer), kept_row(key, answer, row.recorded_at))
        return answer

    def recorded(self, body: str, number: str) -> Sequence[OfficeView]:
        """Return the acts of the office on a certificate of the body, oldest first."""
        own = select(office_act).where(office_act.c.number == number, office_act.c.organisation_id == body)
        with self._database.reading(body) as connection:
            found = connection.execute(own.order_by(office_act.c.n)).all()
        return [
            OfficeView(
                OfficeRow(
                    number=row.number,
                    version=row.version,
                    n=row.n,
                    after_act=row.after_act,
                    body=row.organisation_id,
                    act=row.act,
                    dated=date.fromisoformat(row.dated),
                    person=row.person_id,
                    account=row.account_id,
                    recorded_at=row.recorded_at,
                    content=bytes(row.record),
                ),
                row.entry,
            )
            for row in found
        ]


def _newest(connection: Connection, number: str) -> tuple[int, int]:
    """Return the numbers of the newest act of a case and of the newest one of the office; 0 where there is none."""
    of_cases = select(func.coalesce(func.max(certificate_act.c.n), 0)).where(certificate_act.c.number == number)
    of_office = select(func.coalesce(func.max(office_act.c.n), 0)).where(office_act.c.number == number)
    return connection.execute(of_cases).scalar_one(), connection.execute(of_office).scalar_one()


def _subject(row: OfficeRow) -> dict[str, Json]:
    """Return what the log tells of an act: identifiers and digests, no content."""
    return {
        "certificate": row.number,
        "version": row.version,
        "act": row.act,
        "dated": row.dated.isoformat(),
        "until": None,
        "body": row.body,
        "office_n": row.n,
        "after_act": row.after_act,
        "account": row.account,
        "person": row.person,
        "record": digest(row.content),
    }


def _values(row: OfficeRow, entry: int) -> dict[str, object]:
    return {
        "number": row.number,
        "n": row.n,
        "organisation_id": row.body,
        "version": row.version,
        "act": row.act,
        "dated": row.dated.isoformat(),
        "after_act": row.after_act,
        "person_id": row.person,
        "account_id": row.account,
        "recorded_at": row.recorded_at,
        "record": row.content,
        "record_sha256": digest(row.content),
        "entry": entry,
    }
