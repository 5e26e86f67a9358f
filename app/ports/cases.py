"""Certification cases as they are stored: records in order, who may see them, and where each case stands.

A case belongs to a certification body. Whoever acts in it, a person of the body or of a party, acts on the body's case;
what is foreign and what does not exist answer alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.ports.case_parts import (
    ActRow,
    Case,
    DecisionRow,
    Document,
    Opening,
    Party,
    PartyRole,
    RecordRow,
    ReportName,
    StateRow,
    Step,
    Telling,
    Told,
    Watched,
)
from app.ports.evidence import Answer, EventRow

__all__ = [
    "ActRow",
    "Case",
    "CaseStore",
    "CaseSummary",
    "CaseView",
    "CasesWanted",
    "DecisionRow",
    "DecisionView",
    "Document",
    "DocumentView",
    "NoSuchCase",
    "Opening",
    "Overtaken",
    "Party",
    "PartyRole",
    "PartyView",
    "Place",
    "RecordRow",
    "RecordView",
    "ReportName",
    "StateRow",
    "Step",
    "Telling",
    "Told",
    "Watched",
]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A stored record, and the number of its log entry."""

    record: RecordRow
    entry: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """Who sees a case as what, since when, and the account that granted it."""

    organisation: str
    role: PartyRole
    since: str
    account: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A file of a case without its bytes."""

    sha256: str
    name: str
    sender: str
    open_to: PartyRole | None
    received_at: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A stored decision of record number `n` of a body's case, and the number of its log entry."""

    case: str
    n: int
    body: str
    decision: DecisionRow
    entry: int


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case in a list; `n` is the number of its newest record."""

    case: Case
    n: int
    state: StateRow


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one reader sees it: all parties and documents for its body, a party's own for a party."""

    summary: CaseSummary
    records: tuple[RecordView, ...]
    parties: tuple[PartyView, ...]
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The last case of a page; `due_on` stands where the list is one of what is due."""

    case: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class CasesWanted:
    """What a list is narrowed to; None asks nothing.

    Latest case first; with `due_before` it is a list of what is due before that day, most urgent first.
    """

    kind: str | None = None
    state: str | None = None
    due_before: date | None = None
    after: Place | None = None
    most: int = 50


class NoSuchCase(Exception):
    """The body has no such case, or the organisation that acts is no party of it."""


class Overtaken(Exception):
    """Another record or act came first; or there is no record of the number that a step continues."""


class CaseStore(Protocol):
    """Where cases are kept. Every method is one transaction; what it wrote is durable when it returns."""

    def open(self, case: Case, parties: Sequence[Party], step: Step, telling: Telling) -> Answer:
        """Store a case with its first records, which continue number 0, and its parties.

        Raises `Taken` when the number or the idempotency key is taken, `NoSuchCase` when who acts is no party.
        """
        ...

    def append(self, step: Step, telling: Telling, following: Sequence[Step] = ()) -> Answer:
        """Store a step and those that follow from it in other cases of the same body, all or nothing.

        Raises `Overtaken`, `NoSuchCase`, or `Taken`: the idempotency key is, or the number of a case that is opened.
        """
        ...

    def grant_party(self, body: str, case: str, party: Party, told: EventRow, at: str) -> bool:
        """Let an organisation see a case in a role, and log it once; False when the body has no such case."""
        ...

    def keep_document(self, document: Document, at: str) -> bool:
        """Keep a file of a case, once; raises `NoSuchCase`. False when it was there already."""
        ...

    def document(self, reader: str, case: str, sha256: str) -> bytes | None:
        """Return the bytes of a file that the reader may read."""
        ...

    def read(self, reader: str, case: str) -> CaseView | None:
        """Return a case as its body or one of its parties sees it."""
        ...

    def find(self, body: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
        """Return a page of a body's own cases."""
        ...

    def about(self, body: str, certificate_no: str) -> Sequence[CaseSummary]:
        """Return a body's cases about one of its certificates, oldest first."""
        ...

    def overtaken(self, body: str) -> Sequence[CaseSummary]:
        """Return a body's decided cases whose evidence names a report of which it can read a newer revision."""
        ...

    def decisions(self, reader: str, case: str) -> Sequence[DecisionView]:
        """Return the decisions of a case, oldest first, as its body or its applicant sees them."""
        ...

    def concerning(self, party: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
        """Return a page of the cases of which an organisation is a party."""
        ...
