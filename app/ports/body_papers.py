"""What a certification body sets and which limits it adopts: documents by version, each set by two persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.ports.evidence import Keeping


class Paper(StrEnum):
    """The sorts of document."""

    SETTINGS = "body_settings"
    ADOPTED_LIMITS = "adopted_limits"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One version of a document, as canonical bytes; `set_by` and `confirmed_by` are persons of the body."""

    body: str
    version: int
    content: bytes
    set_by: str
    confirmed_by: str
    account: str
    set_at: str


class NotTwoPersons(Exception):
    """A document of a body is set by one of its persons and confirmed by another one."""


class BodyPapers(Protocol):
    """Where they are kept. Every method is one transaction."""

    def put(self, paper: Paper, row: PaperRow) -> None:
        """Store and log the version after the newest one; raises `NotTwoPersons`, or `Overtaken` for another one."""
        ...

    def newest(self, paper: Paper, body: str) -> PaperRow | None:
        """Return the newest version; None where the body has none."""
        ...

    def version(self, paper: Paper, body: str, version: int) -> PaperRow | None:
        """Return one version."""
        ...


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What one person proposes as the next version of a document, as canonical bytes without its persons."""

    id: str
    body: str
    paper: Paper
    version: int
    content: bytes
    proposed_by: str
    account: str
    proposed_at: str


class PaperProposals(Protocol):
    """Where proposals are kept. One is open until a document of its version, made from it or not, is set."""

    def propose(self, row: ProposalRow, keeping: Keeping | None = None) -> None:
        """Store a proposal, and what its sender is answered; raises `Taken` where the key has an answer."""
        ...

    def open(self, paper: Paper, body: str) -> Sequence[ProposalRow]:
        """Return the proposals that can still be confirmed, oldest first."""
        ...

    def proposal(self, paper: Paper, body: str, proposal: str) -> ProposalRow | None:
        """Return one proposal of the body, open or not."""
        ...
