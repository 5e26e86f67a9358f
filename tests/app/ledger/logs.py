"""Logs of any length with their signed heads, made from a seed."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.keys.ed25519 import ALG, Ed25519Signer, PublicKeys
from app.ledger.chain import root_of
from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, checkpoint_payload
from app.ledger.entry import NO_ENTRY, Entry, EntryKind, SealedEntry, read_entry, seal_entry
from app.ledger.envelope import Trust, envelope_bytes, sign
from app.ledger.log_file import PublicKey, log_lines
from app.ledger.merkle import leaf_hash

AT = "2026-11-22T21:41:58.123456Z"
OURS = Ed25519Signer.of(Ed25519PrivateKey.from_private_bytes(bytes(32)))
THEIRS = Ed25519Signer.of(Ed25519PrivateKey.from_private_bytes(b"\x01" * 32))
TRUST = Trust(PublicKeys([OURS.public_key]), (ALG,))


def sealed(n: int, prev: str = NO_ENTRY, report: str = "r") -> SealedEntry:
    return seal_entry(n, prev, AT, EntryKind.REPORT_FILED, {"report": report, "revision": 1, "grade": None})


def chain(reports: Iterable[str]) -> list[bytes]:
    """Return the bytes of one entry for each report."""
    bodies: list[bytes] = []
    prev = NO_ENTRY
    for n, report in enumerate(reports):
        entry = sealed(n, prev, report)
        bodies.append(entry.body)
        prev = entry.hash
    return bodies


def head(bodies: Sequence[bytes], signer: Ed25519Signer = OURS) -> bytes:
    """Return the signed head over these entries."""
    checkpoint = Checkpoint(len(bodies), root_of(map(leaf_hash, bodies)).hex(), AT)
    return envelope_bytes(sign(PAYLOAD_TYPE, checkpoint_payload(checkpoint), [signer]))


def understood(body: bytes) -> Entry:
    entry = read_entry(body)
    assert isinstance(entry, Entry)
    return entry


def resealed(entry: Entry) -> bytes:
    return seal_entry(entry.n, entry.prev, entry.recorded_at, entry.kind, entry.subject).body


def rechained(bodies: Sequence[bytes], start: int) -> list[bytes]:
    """Return the entries with number and predecessor put right from `start` on, as somebody without the key would."""
    chained = list(bodies[:start])
    for body in bodies[start:]:
        prev = leaf_hash(chained[-1]).hex() if chained else NO_ENTRY
        chained.append(resealed(replace(understood(body), n=len(chained), prev=prev)))
    return chained


@dataclass(frozen=True, slots=True)
class Log:
    """Entries with their stored hashes, the heads beside them, the key listed, and the heads kept elsewhere."""

    bodies: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    heads: tuple[bytes, ...]
    key: Ed25519Signer
    kept: tuple[bytes, ...]

    def having(self, bodies: Sequence[bytes]) -> "Log":
        """Return this log with other entries, their hashes stored."""
        return replace(self, bodies=tuple(bodies), hashes=tuple(map(leaf_hash, bodies)))

    def lines(self) -> list[bytes]:
        return list(log_lines(self.bodies, self.heads, [PublicKey(ALG, self.key.public_key)]))

    def rows(self) -> list[tuple[bytes, bytes | None]]:
        return list(zip(self.bodies, self.hashes, strict=True))


def made(chance: random.Random, size: int, *, kept: bool = True) -> Log:
    """Return a sound log with heads at some sizes, the last of them at its end, and some of them kept elsewhere."""
    bodies = chain(f"{chance.getrandbits(64):016x}" for _ in range(size))
    sizes = sorted({*(number for number in range(size) if chance.random() < 0.2), size})
    heads = tuple(head(bodies[:number]) for number in sizes)
    some = tuple(one for one in heads[:-1] if chance.random() < 0.5)
    hashes = tuple(map(leaf_hash, bodies))
    return Log(tuple(bodies), hashes, heads, OURS, (*some, heads[-1]) if kept else ())
