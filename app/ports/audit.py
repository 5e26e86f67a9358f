"""The whole evidence, whoever it belongs to: for those who recompute and check it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol


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


class AuditStore(Protocol):
    """Reads across organisations."""

    def revisions(self, start: int, stop: int) -> Iterator[StoredRevision]:
        """Return the revisions whose log entries lie from `start` up to, not including, `stop`, in order."""
        ...

    def original(self, organisation: str, sha256: str) -> bytes | None:
        """Return bytes as they were sent."""
        ...

    def rules(self, sha256: str) -> bytes | None:
        """Return rule data by their seal."""
        ...
