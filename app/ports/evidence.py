"""Filing reports: what is stored of a report, and how its entry joins the evidence log.

One transaction stores the reports of a delivery, their log entries, the events for their readers and the answer that
the sender gets; or nothing of it. What two transactions must not both do is prevented by unique indexes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from app.ledger.entry import SealedEntry


class ResultRow(NamedTuple):
    """One result by its natural key inside a sample's report; `replicate` is "" where the report names none.

    `method` is the id of the method's card, or the name as typed where no card has it.
    """

    characteristic: str
    method: str
    replicate: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One sample's report with its verdict, as a revision of the report `id`.

    `position` is its place in the delivery (0 for a JSON report), `grade_asked` and `as_of_asked` what the sender asked
    beside the report; `verdict` are the canonical bytes.
    """

    id: str
    revision: int
    position: int
    report_no: str
    sample_id: str
    product: str
    grade: str | None
    issued_on: date
    scheme: str
    grade_asked: str | None
    as_of_asked: date | None
    as_of: date
    outcome: str
    verdict: bytes
    verdict_sha256: str
    results: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key of one account, with the SHA-256 of everything that was asked under it."""

    organisation: str
    account: str
    key: str
    request_sha256: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What one request stores. `reason` is None but for a correction; `shared_with` are organisations."""

    key: Key
    person: str | None
    original_sha256: str
    head_sha256: str | None
    file_name: str
    adapter: str
    adapter_version: str
    rules_sha256: str
    reason: str | None
    reports: tuple[ReportRow, ...]
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogEnd:
    """The log as it stands inside the transaction: its size, and the hash of its last entry (zeros when empty)."""

    size: int
    last: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event for one organisation's webhooks: `body` are the bytes that will be signed and sent."""

    id: str
    organisation: str
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Share:
    """That an organisation lets another one read a report of its own, and the account by which it did so."""

    owner: str
    report: str
    reader: str
    account: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender is told; `created` tells that this request stored it, not an earlier one."""

    created: bool
    body: bytes


Keeping = tuple[Key, Answer]
"""An answer, and the idempotency key under which it is kept with what it answers."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What follows from the log's end: an entry and a receipt for each report in order, the events, and the answer."""

    at: str
    entries: tuple[SealedEntry, ...]
    receipts: tuple[bytes, ...]
    events: tuple[EventRow, ...]
    answer: Answer


Seal = Callable[[LogEnd], Sealed]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given under an idempotency key, and the digest of the request that it answered."""

    request_sha256: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Earlier:
    """A revision that is stored already: where its bytes are and what was asked of them."""

    report: str
    revision: int
    position: int
    original_sha256: str
    head_sha256: str | None
    file_name: str
    adapter: str
    scheme: str
    grade_asked: str | None
    as_of_asked: date | None
    receipt: bytes


class Taken(Exception):
    """Something of the filing is stored already: its idempotency key, a result's natural key, or the revision."""


class EvidenceStore(Protocol):
    """Where evidence is kept. Every method is one transaction; each takes the organisation that asks."""

    def receive(self, key: Key, originals: Mapping[str, bytes], at: str) -> Kept | None:
        """Keep bytes under their digests, once, and return the answer that was given under the key before.

        They survive the process from here on, and power loss from `file` on.
        """
        ...

    def original(self, organisation: str, sha256: str) -> bytes | None:
        """Return bytes that the organisation sent."""
        ...

    def keep_rules(self, sha256: str, content: bytes, at: str) -> None:
        """Keep rule data under their seal, once."""
        ...

    def rules(self, sha256: str) -> bytes | None:
        """Return rule data by their seal."""
        ...

    def answered(self, key: Key) -> Kept | None:
        """Return the answer that was given under an idempotency key."""
        ...

    def file(self, filing: Filing, seal: Seal) -> Answer:
        """Store everything in one durable transaction; raises `Taken` and stores nothing when any of it is taken."""
        ...

    def remember(self, key: Key, answer: Answer, at: str) -> None:
        """Keep the answer under an idempotency key; raises `Taken`."""
        ...

    def earlier(self, organisation: str, report_no: str, sample_id: str) -> Sequence[Earlier]:
        """Return every revision of an organisation's reports with this number and sample, oldest first."""
        ...

    def share(self, share: Share, told: EventRow, at: str) -> bool:
        """Let another organisation read a report of one's own, and log it once; False when there is no such report."""
        ...
