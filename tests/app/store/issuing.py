"""Issuing that stops at a chosen point, and what has to hold of whatever was issued."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.keys.ed25519 import Ed25519Signer, PublicKeys
from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, read_checkpoint
from app.ledger.entry import Entry, EntryKind, SealedEntry, read_entry
from app.ledger.envelope import Envelope, Trust, read_envelope_record, verified
from app.ledger.merkle import includes, leaf_hash
from app.machine import RandomIds
from app.ports.cases import Step, Telling, Told
from app.ports.certificates import CertificateView, Intent, Wording
from app.ports.evidence import Answer, EventRow
from app.store.case_rows import digest
from app.store.certificates import StoredCertificates
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.checkpoint import Notary
from app.workflow.issue_certificate import IssuingDesk
from tests.app.people import SetClock

POINTS = (
    *("before the intent", "in the intent", "after the intent", "before the signature", "after the signature"),
    *("before the certificate", "in the outbox", "after the certificate"),
)
NOTHING_YET = POINTS[:2]


class Stopped(Exception):
    """The process stopped here."""


@dataclass(slots=True)
class Fuse:
    """Blows at one of the points."""

    point: str = ""

    def at(self, point: str) -> None:
        assert point in POINTS
        if point == self.point:
            raise Stopped(point)


class StoppingCertificates(StoredCertificates):
    def __init__(self, database: Database, fuse: Fuse) -> None:
        super().__init__(database)
        self._fuse = fuse

    def intend(
        self, step: Step, wording: Wording, telling: Telling, following: Sequence[Step] = ()
    ) -> tuple[Answer, Intent]:
        def tell(entries: Sequence[SealedEntry]) -> Told:
            self._fuse.at("in the intent")
            return telling(entries)

        self._fuse.at("before the intent")
        intended = super().intend(step, wording, tell, following)
        self._fuse.at("after the intent")
        return intended

    def issue(self, intent: Intent, proof: bytes, events: Sequence[EventRow], at: str) -> bool:
        self._fuse.at("before the certificate")
        if self._fuse.point == "in the outbox":
            # The certificate's row is there by now; nobody can be told, and all of it is taken back.
            events = [*events, EventRow("e", "nobody", "certificate.issued", b"{}")]
        issued = super().issue(intent, proof, events, at)
        self._fuse.at("after the certificate")
        return issued


class StoppingLog(StoredLog):
    def __init__(self, database: Database, fuse: Fuse) -> None:
        super().__init__(database)
        self._fuse = fuse

    def keep_checkpoint(self, size: int, envelope: bytes, at: str) -> bool:
        self._fuse.at("before the signature")
        kept = super().keep_checkpoint(size, envelope, at)
        self._fuse.at("after the signature")
        return kept


def issuing(database: Database, signer: Ed25519Signer, point: str = "") -> IssuingDesk:
    """Return a desk at which issuing stops at a point, if one is named."""
    clock, fuse = SetClock(), Fuse(point)
    notary = Notary(StoppingLog(database, fuse), signer, clock)
    return IssuingDesk(StoppingCertificates(database, fuse), notary, clock, RandomIds())


def check_proven(certificate: CertificateView, signer: Ed25519Signer) -> None:
    """Check by the certificate alone that its document is logged, under a head that was signed by the key."""
    told = json.loads(certificate.proof)
    body = base64.b64decode(told["entry"])
    entry, envelope = read_entry(body), read_envelope_record(told["checkpoint"])
    assert isinstance(entry, Entry)
    assert entry.kind is EntryKind.CERTIFICATE_ACT
    assert entry.n == told["leaf_index"] == certificate.entry
    assert entry.subject["document"] == certificate.document_sha256 == digest(certificate.document)
    assert isinstance(envelope, Envelope)
    payload = verified(envelope, PAYLOAD_TYPE, Trust(PublicKeys([signer.public_key]), {"Ed25519"}))
    assert payload is not None
    head = read_checkpoint(payload)
    assert isinstance(head, Checkpoint)
    assert head.size == told["tree_size"]
    path = [bytes.fromhex(step) for step in told["path"]]
    assert includes(leaf_hash(body), entry.n, head.size, path, bytes.fromhex(head.root))
