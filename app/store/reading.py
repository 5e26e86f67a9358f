"""What an organisation may read: its own, and what is shared with it.

The same condition guards both databases; on PostgreSQL row level security repeats it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, bindparam, exists, or_, select

from app.ports.reading import EntryView, RevisionView, ShareView, VerdictBytes, Wanted
from app.store.engine import Database
from app.store.evidence_tables import log_entry, original, report, report_party, revision
from app.store.identity_tables import organisation
from app.store.prepared import Prepared
from app.store.prepared import Row as Parameters

_later = revision.alias("later")
_NEWEST = ~exists().where(_later.c.report_id == revision.c.report_id, _later.c.revision > revision.c.revision)
_VIEW = (
    select(
        revision.c.report_id,
        revision.c.revision,
        revision.c.organisation_id,
        organisation.c.name,
        report.c.report_no,
        report.c.sample_id,
        revision.c.product,
        revision.c.grade,
        revision.c.issued_on,
        revision.c.scheme,
        revision.c.as_of,
        revision.c.outcome,
        revision.c.reason,
        revision.c.recorded_at,
        revision.c.original_sha256,
        revision.c.verdict_sha256,
        revision.c.entry,
    )
    .join(report, report.c.id == revision.c.report_id)
    .join(organisation, organisation.c.id == revision.c.organisation_id)
)


def visible(reader: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Return what holds of a revision that the reader may read."""
    shared = exists().where(report_party.c.report_id == revision.c.report_id, report_party.c.organisation_id == reader)
    return or_(revision.c.organisation_id == reader, shared)


class StoredReadings:
    """Answers from the database (`app.ports.reading.Readings`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        newest = (
            select(revision.c.verdict, revision.c.verdict_sha256)
            .where(revision.c.report_id == bindparam("report"), visible(bindparam("reader", type_=Text)))
            .order_by(revision.c.revision.desc())
            .limit(1)
        )
        self._newest_verdict = Prepared(newest, database.engine)

    def revision(self, reader: str, report_id: str, number: int | None) -> RevisionView | None:
        """Return one revision, the newest when none is named."""
        found = self._views(reader, _VIEW.where(*_of(report_id, number), visible(reader)))
        return found[0] if found else None

    def revisions(self, reader: str, report_id: str) -> Sequence[RevisionView]:
        """Return every revision of a report, oldest first; nothing when there is no such report."""
        wanted = _VIEW.where(revision.c.report_id == report_id, visible(reader)).order_by(revision.c.revision)
        return self._views(reader, wanted)

    def newest(self, reader: str, wanted: Wanted) -> Sequence[RevisionView]:
        """Return the newest revision of each report, latest log entry first."""
        asked = [
            revision.c.scheme == wanted.scheme if wanted.scheme is not None else None,
            revision.c.outcome == wanted.outcome if wanted.outcome is not None else None,
            revision.c.organisation_id == wanted.laboratory if wanted.laboratory is not None else None,
            report.c.report_no == wanted.report_no if wanted.report_no is not None else None,
            revision.c.issued_on >= wanted.issued_from.isoformat() if wanted.issued_from is not None else None,
            revision.c.issued_on <= wanted.issued_to.isoformat() if wanted.issued_to is not None else None,
            revision.c.entry < wanted.before if wanted.before is not None else None,
        ]
        conditions = [condition for condition in asked if condition is not None]
        query = _VIEW.where(_NEWEST, visible(reader), *conditions)
        return self._views(reader, query.order_by(revision.c.entry.desc()).limit(wanted.most))

    def verdict(self, reader: str, report_id: str, number: int | None) -> VerdictBytes | None:
        """Return a verdict's bytes, of the newest revision when none is named."""
        with self._database.reading(reader) as connection:
            if number is None:
                names: Parameters = {"report": report_id, "reader": reader}
                row = self._newest_verdict.run(connection, names).fetchone()
            else:
                columns = select(revision.c.verdict, revision.c.verdict_sha256)
                row = connection.execute(columns.where(*_of(report_id, number), visible(reader))).first()
        return None if row is None else VerdictBytes(bytes(row[0]), row[1])

    def original_of(self, reader: str, report_id: str, number: int | None) -> tuple[str, bytes] | None:
        """Return the bytes as they were sent, with the file name they came under."""
        own = and_(
            original.c.organisation_id == revision.c.organisation_id, original.c.sha256 == revision.c.original_sha256
        )
        wanted = select(revision.c.file_name, original.c.content).join(original, own)
        with self._database.reading(reader) as connection:
            row = connection.execute(wanted.where(*_of(report_id, number), visible(reader))).first()
        return None if row is None else (row[0], bytes(row[1]))

    def shares(self, owner: str, report_id: str) -> Sequence[ShareView] | None:
        """Return with whom one's own report is shared; None when there is no such report of one's own."""
        own = select(report.c.id).where(report.c.id == report_id, report.c.organisation_id == owner)
        wanted = (
            select(report_party.c.organisation_id, organisation.c.name, report_party.c.since)
            .join(organisation, organisation.c.id == report_party.c.organisation_id)
            .where(report_party.c.report_id == report_id)
            .order_by(report_party.c.since, report_party.c.organisation_id)
        )
        with self._database.reading(owner) as connection:
            if connection.execute(own).first() is None:
                return None
            return [ShareView(*row) for row in connection.execute(wanted)]

    def entry(self, reader: str, n: int) -> EntryView | None:
        """Return a log entry on a report that the organisation may read."""
        wanted = (
            select(log_entry.c.n, log_entry.c.body)
            .join(revision, revision.c.entry == log_entry.c.n)
            .where(log_entry.c.n == n, visible(reader))
        )
        with self._database.reading(reader) as connection:
            row = connection.execute(wanted).first()
        return None if row is None else EntryView(row[0], bytes(row[1]))

    def _views(self, reader: str, query: Select[*tuple[Any, ...]]) -> Sequence[RevisionView]:
        with self._database.reading(reader) as connection:
            return [_view(row) for row in connection.execute(query)]


def _of(report_id: str, number: int | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return revision.c.report_id == report_id, _NEWEST if number is None else revision.c.revision == number


def _view(row: Row[*tuple[Any, ...]]) -> RevisionView:
    return RevisionView(*row)
