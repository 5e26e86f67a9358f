"""Evidence across organisations, in pieces of bounded size."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, select

from app.ports.audit import StoredDecision, StoredRevision
from app.ports.body_papers import Paper
from app.store.body_papers import TABLES
from app.store.columns import stored_bytes
from app.store.engine import Database, Task
from app.store.evidence_tables import original, report, revision, rule_data
from app.store.step_tables import case_decision

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

    def decisions(self, start: int, stop: int) -> Iterator[StoredDecision]:
        """Return the decisions whose log entries lie from `start` up to, not including, `stop`, in order."""
        for begin in range(start, stop, _PIECE):
            inside = case_decision.c.entry.between(begin, min(begin + _PIECE, stop) - 1)
            with self._database.reading(task=Task.AUDIT) as connection:
                rows = connection.execute(select(case_decision).where(inside).order_by(case_decision.c.entry)).all()
            yield from map(_decided, rows)

    def paper(self, paper: Paper, body: str, version: int) -> bytes | None:
        """Return one version of what a body has set or adopted."""
        kept = TABLES[paper]
        wanted = select(kept.c.document).where(kept.c.organisation_id == body, kept.c.version == version)
        return self._one(wanted)

    def report(self, report: str, revision_no: int) -> bytes | None:
        """Return the bytes of a revision of a report as they were sent."""
        own = and_(
            original.c.organisation_id == revision.c.organisation_id, original.c.sha256 == revision.c.original_sha256
        )
        wanted = select(original.c.content).join(revision, own)
        return self._one(wanted.where(revision.c.report_id == report, revision.c.revision == revision_no))

    def original(self, organisation: str, sha256: str) -> bytes | None:
        """Return bytes as they were sent."""
        wanted = select(original.c.content).where(
            original.c.organisation_id == organisation, original.c.sha256 == sha256
        )
        return self._one(wanted)

    def rules(self, sha256: str) -> bytes | None:
        """Return rule data by their seal."""
        return self._one(select(rule_data.c.content).where(rule_data.c.sha256 == sha256))

    def _one(self, wanted: Select[tuple[Any]]) -> bytes | None:
        with self._database.reading(task=Task.AUDIT) as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else stored_bytes(found)


def _decided(row: Row[*tuple[Any, ...]]) -> StoredDecision:
    return StoredDecision(
        body=row.organisation_id,
        case=row.case_id,
        n=row.n,
        entry=row.entry,
        record=stored_bytes(row.decision),
        sha256=row.decision_sha256,
        dossier=stored_bytes(row.dossier),
        settings_version=row.settings_version,
        adopted_version=row.adopted_version,
        rules_sha256=row.rules_sha256,
        dated=date.fromisoformat(row.dated),
    )


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
