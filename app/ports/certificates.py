"""Certificates as they are stored, and the steps by which one is issued.

First the intent, with the decision and its log entry; then the log is signed; then the certificate, with the proof that
its entry lies under a signed head, and the events that tell of it. What stopped in between is found and finished.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.ports.cases import Step, Telling
from app.ports.evidence import Answer, EventRow


@dataclass(frozen=True, slots=True)
class Wording:
    """What a certificate will say: the canonical bytes, and what it is found by.

    A further version of a number follows the one before it, of the same body. It is valid from `starts_on` up to, not
    including, `expires_on`. `act` is what the certificate is made by (issued, changed, renewed), `dated` the day.
    What is issued with an imported case begins with the version that it had before.
    """

    number: str
    version: int
    holder: str
    starts_on: date
    expires_on: date
    document: bytes
    act: str
    dated: date


@dataclass(frozen=True, slots=True)
class Intent:
    """A certificate that is decided, logged as number `entry` of the log, and not yet issued."""

    body: str
    case: str
    wording: Wording
    case_n: int
    entry: int


@dataclass(frozen=True, slots=True)
class CertificateView:
    """One version of a certificate with the proof that its log entry lies under a signed head."""

    body: str
    case: str
    number: str
    version: int
    holder: str
    starts_on: date
    expires_on: date
    document: bytes
    document_sha256: str
    proof: bytes
    entry: int
    issued_at: str


@dataclass(frozen=True, slots=True)
class ActView:
    """What was done to a certificate, on which day and up to which."""

    n: int
    version: int
    act: str
    dated: date
    until: date | None
    entry: int


@dataclass(frozen=True, slots=True)
class Published:
    """Every version of a certificate and every act, oldest first: all of it may be seen by anybody."""

    versions: tuple[CertificateView, ...]
    acts: tuple[ActView, ...]


class NotAParty(Exception):
    """The holder of a certificate has to be a party of its case."""


class NoFormerVersion(Exception):
    """The body has no certificate of this number and the version before."""


class CertificateStore(Protocol):
    """Where certificates are kept. Every method is one transaction."""

    def reserve(self, series: str, at: str) -> int:
        """Return the next serial of a series of numbers, which nobody was given before or will be again."""
        ...

    def intend(
        self, step: Step, wording: Wording, telling: Telling, following: Sequence[Step] = ()
    ) -> tuple[Answer, Intent]:
        """Store the deciding step with all that follows from it, and return the step's answer and the intent.

        The log entry of the certificate comes after those of all steps. Raises what `CaseStore.append` raises; `Taken`
        too when the case has an intent already or the number and version are taken; `NotAParty`; `NoFormerVersion`.
        """
        ...

    def unfinished(self) -> Sequence[Intent]:
        """Return every intent of which there is no certificate yet, oldest log entry first."""
        ...

    def issue(self, intent: Intent, proof: bytes, events: Sequence[EventRow], at: str) -> bool:
        """Store the certificate of an intent, the act that it is made by, and the events; False when it is there."""
        ...

    def of_case(self, reader: str, case: str) -> CertificateView | None:
        """Return the certificate that came of a case, as its body or one of its parties sees it."""
        ...

    def published(self, number: str) -> Published | None:
        """Return what anybody may see of a certificate number."""
        ...


class CertificateIndex(Protocol):
    """Which certificates an organisation has issued, or holds in their newest version."""

    def numbers(self, reader: str, after: str, most: int) -> Sequence[str]:
        """Return their numbers in order, from the one that follows `after` on."""
        ...

    def acted_since(self, body: str, since: date) -> Sequence[str]:
        """Return the numbers of a body's own certificates to which something was done since a day, in order."""
        ...

    def concerns(self, reader: str, number: str) -> bool:
        """Tell whether a certificate is one of them."""
        ...
