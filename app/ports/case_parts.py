"""What certification cases are made of, and a step in one: what is stored, and what follows from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.cases.over import Ends
from app.ledger.entry import SealedEntry
from app.ports.evidence import Answer, EventRow, Key


class PartyRole(StrEnum):
    """As what an organisation beside its body takes part in a case."""

    APPLICANT = "applicant"
    LABORATORY = "laboratory"


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a body. `number` is unique for a body and a kind, `certificate_no` the certificate that it is about.

    `imported` is the SHA-256 of the document from which a case from before the service was taken in.
    """

    id: str
    body: str
    kind: str
    scheme: str
    number: str
    opened_at: str
    certificate_no: str | None = None
    imported: str | None = None


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
    """Where a case stands after a step, in the words of its kind, and the day by which the next step is due.

    `ends` is when its deadlines end as that was told: what a notice moves, it moves from there.
    """

    state: str
    due_on: date | None
    ends: tuple[Ends, ...] = ()


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
class Opening:
    """A case that a step opens, with those who see it from its first record on, and the file that it came in."""

    case: Case
    parties: tuple[Party, ...] = ()
    document: Document | None = None


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
