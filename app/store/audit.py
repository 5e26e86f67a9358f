"""Evidence across organisations, in pieces of bounded size."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.ports.audit import StoredRevision
from app.store.columns import stored_bytes
from app.store.engine import Database, Task
from app.store.evidence_tables import original, report, revision, rule_data

_PIECE = 500


class StoredAudit:
    """Evidence for those who check it (`app.ports.audit.AuditStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def revisions(self, start: int, stop: int) -> Iterator[StoredRevision]:
        """Return the revisions whose log entries lie from `start` up to, not including, `stop`, in order."""
        for begin in range(start, stop, _PIECE):
            inside = revision.c.entry.between(begin, min(begin + _PIECE, stop) - 1)
            wanted = select(revision, report.c.report_no, report.c.sample_id).join(
                report, report.c.id == revision.c.report_id
            )
            with self._database.reading(task=Task.AUDIT) as connection:
                rows = connection.execute(wanted.where(inside).order_by(revision.c.entry)).all()
            yield from map(_stored, rows)

    def original(self, organisation: str, sha256: str) -> bytes | None:
        """Return bytes as they were sent."""
        wanted = select(original.c.content).where(
            original.c.organisation_id == organisation, original.c.sha256 == sha256
        )
        with self._database.reading(task=Task.AUDIT) as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else stored_bytes(found)

    def rules(self, sha256: str) -> bytes | None:
        """Return rule data by their seal."""
        with self._database.reading(task=Task.AUDIT) as connection:
            wanted = select(rule_data.c.content).where(rule_data.c.sha256 == sha256)
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else stored_bytes(found)


def _stored(row: Row[*tuple[Any, ...]]) -> StoredRevision:
    return StoredRevision(
        report=row.report_id,
        revision=row.revision,
        organisation=row.organisation_id,
        entry=row.entry,
        position=row.position,
        report_no=row.report_no,
        sample_id=row.sample_id,
        product=row.product,
        grade=row.grade,
        issued_on=row.issued_on,
        scheme=row.scheme,
        grade_asked=row.grade_asked,
        as_of_asked=None if row.as_of_asked is None else date.fromisoformat(row.as_of_asked),
        as_of=row.as_of,
        outcome=row.outcome,
        verdict=stored_bytes(row.verdict),
        verdict_sha256=row.verdict_sha256,
        original_sha256=row.original_sha256,
        head_sha256=row.head_sha256,
        file_name=row.file_name,
        adapter=row.adapter,
        adapter_version=row.adapter_version,
        rules_sha256=row.rules_sha256,
        reason=row.reason,
        account=row.account_id,
        person=row.person_id,
        recorded_at=row.recorded_at,
    )
