"""Certification cases as they are stored: records in order, who may see them, and where each case stands.

A case belongs to a certification body. Whoever acts in it, a person of the body or of a party, acts on the body's case;
what is foreign and what does not exist answer alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.ledger.entry import SealedEntry
from app.ports.evidence import Answer, EventRow, Key


class PartyRole(StrEnum):
    """As what an organisation beside its body takes part in a case."""

    APPLICANT = "applicant"
    LABORATORY = "laboratory"


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a body. `number` is unique for a body and a kind, `certificate_no` the certificate that it is about."""

    id: str
    body: str
    kind: str
    scheme: str
    number: str
    opened_at: str
    certificate_no: str | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """What happened, as number `n` of its case: the canonical bytes, and what it is found by.

    `dated` is the day on which it happened; `corrects` the number of an earlier record that it corrects. A step of
    nobody (a term that ran out) has neither person nor account.
    """

    n: int
    event: str
    role: str
    person: str | None
    account: str | None
    dated: date
    recorded_at: str
    content: bytes
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class StateRow:
    """Where a case stands after a step, in the words of its kind, and the day by which the next step is due."""

    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Party:
    """That an organisation sees a case in a role, and the account that granted it."""

    organisation: str
    role: PartyRole
    account: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """What a step does to a certificate, as number `n` of its acts; `until` is the last day of a term."""

    number: str
    version: int
    n: int
    act: str
    dated: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that a step opens, with those who see it from its first record on."""

    case: Case
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision: the canonical bytes of its record, and what they are recomputed from.

    The reports that the dossier names are kept as they were filed, and each version of a body's papers is too.
    """

    record: bytes
    dossier: bytes
    settings_version: int
    adopted_version: int | None
    rules_sha256: str
    dated: date


@dataclass(frozen=True, slots=True)
class ReportName:
    """A revision of a filed report that evidence names."""

    report: str
    revision: int


@dataclass(frozen=True, slots=True)
class Watched:
    """What a step takes the other cases of a certificate to be: each one with the number of its newest record."""

    certificate_no: str
    cases: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step in a case: its records, which continue number `expected_n`, and what follows from them.

    `by` is the organisation that acts, `key` the idempotency key under which the answer is kept, if there is one. The
    last record is the one that does the acts and that decides. `opens` stands where the step is the first one of its
    case; `rests_on` are reports that the evidence of the case did not name before, `watched` the cases of a certificate
    as they have to stand when the step is stored.
    """

    body: str
    case: str
    by: str
    expected_n: int
    records: tuple[RecordRow, ...]
    state: StateRow
    at: str
    acts: tuple[ActRow, ...] = ()
    key: Key | None = None
    opens: Opening | None = None
    decision: DecisionRow | None = None
    rests_on: tuple[ReportName, ...] = ()
    watched: Watched | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a step tells what, and the answer that is given."""

    events: tuple[EventRow, ...]
    answer: Answer


Telling = Callable[[Sequence[SealedEntry]], Told]
"""Makes it from the log entries of a step: one for each record in order, one for each act, and one for its decision.

Those of the steps that follow from it stand after them, likewise.
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a case. Its sender and its body read it, and the parties of the role that it is open to."""

    body: str
    case: str
    sender: str
    account: str
    name: str
    sha256: str
    content: bytes
    open_to: PartyRole | None


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
    """A stored decision of record number `n` of its case, and the number of its log entry."""

    case: str
    n: int
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

    def resting_on(self, body: str, report: str) -> Sequence[CaseSummary]:
        """Return a body's cases whose evidence names a revision of a report, oldest first."""
        ...

    def decisions(self, body: str, case: str) -> Sequence[DecisionView]:
        """Return the decisions of a body's case, oldest first."""
        ...

    def concerning(self, party: str, wanted: CasesWanted) -> Sequence[CaseSummary]:
        """Return a page of the cases of which an organisation is a party."""
        ...
