"""What may be read, and by whom: an organisation asks, and sees its own and what is shared with it.

What is foreign and what does not exist answer alike: None, or left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One revision of a report. `entry` is its number in the evidence log, `laboratory` whose report it is."""

    report: str
    revision: int
    laboratory: str
    laboratory_name: str
    report_no: str
    sample_id: str
    product: str
    grade: str | None
    issued_on: str
    scheme: str
    as_of: str
    outcome: str
    reason: str | None
    recorded_at: str
    original_sha256: str
    verdict_sha256: str
    entry: int


@dataclass(frozen=True, slots=True)
class VerdictBytes:
    """The canonical bytes of a verdict and their SHA-256."""

    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; None asks nothing. `before` is the log entry number that the page starts below."""

    scheme: str | None = None
    outcome: str | None = None
    laboratory: str | None = None
    report_no: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    before: int | None = None
    most: int = 50


@dataclass(frozen=True, slots=True)
class ShareView:
    """Who may read a report beside its laboratory, and since when."""

    organisation: str
    organisation_name: str
    since: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """A log entry that the organisation may see: the exact bytes and the number."""

    n: int
    body: bytes


class Readings(Protocol):
    """Questions to the store."""

    def revision(self, organisation: str, report: str, revision: int | None) -> RevisionView | None:
        """Return one revision, the newest when none is named."""
        ...

    def revisions(self, organisation: str, report: str) -> Sequence[RevisionView]:
        """Return every revision of a report, oldest first; nothing when there is no such report."""
        ...

    def newest(self, organisation: str, wanted: Wanted) -> Sequence[RevisionView]:
        """Return the newest revision of each report, latest log entry first."""
        ...

    def verdict(self, organisation: str, report: str, revision: int | None) -> VerdictBytes | None:
        """Return a verdict's bytes, of the newest revision when none is named."""
        ...

    def original_of(self, organisation: str, report: str, revision: int | None) -> tuple[str, bytes] | None:
        """Return the bytes as they were sent, with the file name they came under."""
        ...

    def shares(self, organisation: str, report: str) -> Sequence[ShareView] | None:
        """Return with whom one's own report is shared; None when there is no such report of one's own."""
        ...

    def entry(self, organisation: str, n: int) -> EntryView | None:
        """Return a log entry on a report that the organisation may read."""
        ...
