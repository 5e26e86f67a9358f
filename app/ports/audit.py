"""The whole evidence, whoever it belongs to: for those who recompute and check it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.ports.body_papers import Paper


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision with everything that its verdict was made from, as the tables have it."""

    report: str
    revision: int
    organisation: str
    entry: int
    position: int
    report_no: str
    sample_id: str
    product: str
    grade: str | None
    issued_on: str
    scheme: str
    grade_asked: str | None
    as_of_asked: date | None
    as_of: str
    outcome: str
    verdict: bytes
    verdict_sha256: str
    original_sha256: str
    head_sha256: str | None
    file_name: str
    adapter: str
    adapter_version: str
    rules_sha256: str
    reason: str | None
    account: str
    person: str | None
    recorded_at: str


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision of record number `n` of a case, as the tables have it."""

    body: str
    case: str
    n: int
    entry: int
    record: bytes
    sha256: str
    dossier: bytes
    settings_version: int
    adopted_version: int | None
    rules_sha256: str
    dated: date


class AuditStore(Protocol):
    """Reads across organisations."""

    def revisions(self, start: int, stop: int) -> Iterator[StoredRevision]:
        """Return the revisions whose log entries lie from `start` up to, not including, `stop`, in order."""
        ...

    def decisions(self, start: int, stop: int) -> Iterator[StoredDecision]:
        """Return the decisions whose log entries lie from `start` up to, not including, `stop`, in order."""
        ...

    def paper(self, paper: Paper, body: str, version: int) -> bytes | None:
        """Return one version of what a body has set or adopted."""
        ...

    def report(self, report: str, revision_no: int) -> bytes | None:
        """Return the bytes of a revision of a report as they were sent."""
        ...

    def original(self, organisation: str, sha256: str) -> bytes | None:
        """Return bytes as they were sent."""
        ...

    def rules(self, sha256: str) -> bytes | None:
        """Return rule data by their seal."""
        ...
