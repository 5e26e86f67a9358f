"""Everything that the HTTP interface needs from outside, put together once when the service starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from structlog.typing import FilteringBoundLogger

from app.api.metrics import Metrics
from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.ports.access import Organisation
from app.ports.certificates import CertificateIndex
from app.ports.webhooks import Webhooks
from app.workflow.case_desk import CaseDesk
from app.workflow.declare import DeclarationDesk
from app.workflow.desk import Desk
from app.workflow.set_paper import PaperDesk
from app.workflow.token import TokenDesk


class Directory(Protocol):
    """Who takes part."""

    def organisations(self, kind: OrganisationKind | None = None) -> Sequence[Organisation]:
        """Return the organisations of a kind, by name."""
        ...


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is in the log: the path from its leaf, in hexadecimal, to the root of a signed head."""

    entry: bytes
    leaf_index: int
    tree_size: int
    path: tuple[str, ...]
    checkpoint: bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs the log: algorithm, identifier, and the raw key in base64."""

    alg: str
    kid: str
    value: str


@dataclass(frozen=True, slots=True)
class EvidenceLog:
    """The log to the outside: the newest signed head, and proofs for entries (organisation, number) on its reports."""

    checkpoint: Callable[[], bytes]
    prove: Callable[[str, int], Proof | None]
    keys: tuple[PublicKey, ...]


@dataclass(frozen=True, slots=True)
class Hooks:
    """Webhooks: where they are stored, what their URL may be (a problem's code, or None), and the keys (`whpk_...`)."""

    store: Webhooks
    refuse_url: Callable[[str], str | None]
    public_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Most bytes of a JSON body and of an uploaded file, and most requests that are worked on at once."""

    body: int
    upload: int
    threads: int


@dataclass(frozen=True, slots=True)
class Parts:
    """What the composition root hands over. `caller_of` turns a presented credential into its bearer, or into None."""

    desk: Desk
    caller_of: Callable[[str], Caller | None]
    tokens: TokenDesk
    directory: Directory
    hooks: Hooks
    papers: PaperDesk
    declarations: DeclarationDesk
    cases: CaseDesk
    certificates: CertificateIndex
    log: EvidenceLog
    is_ready: Callable[[], bool]
    metrics: Metrics
    journal: FilteringBoundLogger
    bounds: Bounds
