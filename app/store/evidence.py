"""Filing reports: reports, results, log entries, events and the answer in one transaction of few statements."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import and_, bindparam, select
from sqlalchemy.exc import IntegrityError

from app.ledger.entry import EntryKind
from app.ports.evidence import Answer, Earlier, EventRow, Filing, Kept, Key, ResultRow, Seal, Share, Taken
from app.store.engine import Database, Task
from app.store.evidence_tables import kept_answer, original, report, report_party, result, revision, rule_data
from app.store.log import Appending
from app.store.outbox_tables import event
from app.store.prepared import Found, InsertingMany, Prepared, Row, inserting, is_taken
from app.store.rows import event_row, kept_row, of_results, party_rows, report_row, revision_rows


class StoredEvidence:
    """Evidence as it lies in the database (`app.ports.evidence.EvidenceStore`)."""

    def __init__(self, database: Database) -> None:
        engine = database.engine
        self._database = database
        self._log = Appending(database)
        self._keep = inserting(original, engine, unless_there=True)
        self._keep_rules = inserting(rule_data, engine, unless_there=True)
        self._report = inserting(report, engine)
        self._results = InsertingMany(result, ResultRow._fields, engine)
        self._revision = inserting(revision, engine)
        self._party = inserting(report_party, engine, unless_there=True)
        self._event = inserting(event, engine)
        self._answer = inserting(kept_answer, engine)
        of_key = and_(
            kept_answer.c.organisation_id == bindparam("organisation"),
            kept_answer.c.account_id == bindparam("account"),
            kept_answer.c.key == bindparam("key"),
        )
        self._answered = Prepared(
            select(kept_answer.c.request_sha256, kept_answer.c.created, kept_answer.c.body).where(of_key), engine
        )

    def receive(self, key: Key, originals: Mapping[str, bytes], at: str) -> Kept | None:
        """Keep bytes under their digests, once, and return the answer that was given under the key before.

        They survive the process from here on, and power loss from `file` on.
        """
        rows: list[Row] = [
            {"organisation_id": key.organisation, "sha256": sha256, "content": content, "received_at": at}
            for sha256, content in originals.items()
        ]
        with self._database.writing_prepared(key.organisation, ahead=True) as connection:
            for row in rows:
                self._keep.run(connection, row)
            found = self._answered.run(connection, _names(key))
        return _kept(found)

    def original(self, organisation: str, sha256: str) -> bytes | None:
        """Return bytes that the organisation sent."""
        wanted = select(original.c.content).where(
            original.c.organisation_id == organisation, original.c.sha256 == sha256
        )
        with self._database.reading(organisation) as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else bytes(found)

    def keep_rules(self, sha256: str, content: bytes, at: str) -> None:
        """Keep rule data under their seal, once."""
        with self._database.writing(task=Task.AUDIT) as connection:
            if connection.execute(select(rule_data.c.sha256).where(rule_data.c.sha256 == sha256)).first() is None:
                self._keep_rules.run(connection, {"sha256": sha256, "content": content, "kept_at": at})
                self._log.tell(connection, at, (EntryKind.RULES_KEPT, {"rules": sha256}))

    def rules(self, sha256: str) -> bytes | None:
        """Return rule data by their seal."""
        with self._database.reading(task=Task.AUDIT) as connection:
            wanted = select(rule_data.c.content).where(rule_data.c.sha256 == sha256)
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else bytes(found)

    def answered(self, key: Key) -> Kept | None:
        """Return the answer that was given under an idempotency key."""
        with self._database.reading(key.organisation) as connection:
            return _kept(self._answered.run(connection, _names(key)))

    def file(self, filing: Filing, seal: Seal) -> Answer:
        """Store everything in one durable transaction; raises `Taken` and stores nothing when any of it is taken."""
        organisation = filing.key.organisation
        new = [report_row(organisation, each) for each in filing.reports if each.revision == 1]
        with _taken(), self._database.writing_prepared(organisation) as connection:
            self._report.run_many(connection, new)
            for each in filing.reports:
                self._results.run(connection, of_results(organisation, each), each.results)
            self._log.hold(connection)
            sealed = seal(self._log.end(connection))
            self._log.add(connection, sealed.entries)
            self._revision.run_many(connection, revision_rows(filing, sealed))
            self._party.run_many(connection, party_rows(filing, sealed.at))
            self._event.run_many(connection, [event_row(each, sealed.at) for each in sealed.events])
            self._answer.run(connection, kept_row(filing.key, sealed.answer, sealed.at))
        return sealed.answer

    def remember(self, key: Key, answer: Answer, at: str) -> None:
        """Keep the answer under an idempotency key; raises `Taken`."""
        with _taken(), self._database.writing_prepared(key.organisation) as connection:
            self._answer.run(connection, kept_row(key, answer, at))

    def earlier(self, organisation: str, report_no: str, sample_id: str) -> Sequence[Earlier]:
        """Return every revision of an organisation's reports with this number and sample, oldest first."""
        wanted = (
            select(revision)
            .join(report, report.c.id == revision.c.report_id)
            .where(report.c.organisation_id == organisation)
            .where(report.c.report_no == report_no, report.c.sample_id == sample_id)
            .order_by(revision.c.entry)
        )
        with self._database.reading(organisation) as connection:
            return [
                Earlier(
                    row.report_id,
                    row.revision,
                    row.position,
                    row.original_sha256,
                    row.head_sha256,
                    row.file_name,
                    row.adapter,
                    row.scheme,
                    row.grade_asked,
                    None if row.as_of_asked is None else date.fromisoformat(row.as_of_asked),
                    bytes(row.receipt),
                )
                for row in connection.execute(wanted)
            ]

    def share(self, share: Share, told: EventRow, at: str) -> bool:
        """Let another organisation read a report of one's own, and log it once; False when there is no such report."""
        organisation, report_id, reader = share.owner, share.report, share.reader
        own = select(report.c.id).where(report.c.id == report_id, report.c.organisation_id == organisation)
        there = select(report_party.c.since).where(
            report_party.c.report_id == report_id, report_party.c.organisation_id == reader
        )
        with self._database.writing(organisation) as connection:
            if connection.execute(own).first() is None:
                return False
            if connection.execute(there).first() is None:
                row: Row = {"report_id": report_id, "organisation_id": reader, "owner_id": organisation}
                self._party.run(connection, row | {"account_id": share.account, "since": at})
                self._event.run(connection, event_row(told, at))
                subject = {"report": report_id, "laboratory": organisation, "reader": reader, "account": share.account}
                self._log.tell(connection, at, (EntryKind.REPORT_SHARED, subject))
        return True


def _names(key: Key) -> Row:
    return {"organisation": key.organisation, "account": key.account, "key": key.key}


def _kept(found: Found) -> Kept | None:
    row = found.fetchone()
    return None if row is None else Kept(row[0], Answer(bool(row[1]), bytes(row[2])))


@contextmanager
def _taken() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if is_taken(error):
            raise Taken from error
        raise
