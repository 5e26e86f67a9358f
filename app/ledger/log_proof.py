"""The proof that a decision stands in a log: its entry, the path to a root (RFC 6962), and the head that has this root.

Without keys that are trusted only the arithmetic is proved: anyone can write a log with one entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.ledger.canonical import Json
from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, read_checkpoint
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ledger.envelope import Envelope, Trust, envelope_record, read_envelope_record, verified
from app.ledger.log_file import LogFile
from app.ledger.merkle import includes, inclusion_proof, leaf_hash
from app.ledger.notation import Malformed, is_sha256, octets_text, read_octets
from app.ledger.tiles import Tiles

# No log has 2**64 entries.
_LONGEST_PATH = 64


@dataclass(frozen=True, slots=True)
class LogProof:
    """An entry's exact bytes, the hashes from it to the root, and the head: nothing to be believed unchecked."""

    entry: bytes
    path: tuple[bytes, ...]
    head: Envelope


@dataclass(frozen=True, slots=True)
class Misproof:
    """What a proof does not show: `place` is its member."""

    place: str
    what: str


def prove(lines: Iterable[bytes], decision: str) -> LogProof | Malformed:
    """Return the proof of a decision, by its SHA-256, from the lines of a log file, under its longest sound head."""
    log = LogFile(lines)
    bodies = list(log.entries())
    if faults := log.faults():
        return Malformed(f"{faults[0].place}: {faults[0].what}")
    index = next((n for n, body in enumerate(bodies) if _is_about(read_entry(body), decision)), None)
    if index is None:
        return Malformed("the log has no entry on this decision")
    tree = Tiles(_Leaves([leaf_hash(body) for body in bodies]))
    heads = [each.envelope for each in log.heads if isinstance(each.envelope, Envelope)]
    for head in sorted(heads, key=_size, reverse=True):
        if index < (size := _size(head)) <= len(bodies):
            proof = LogProof(bodies[index], inclusion_proof(tree, index, size), head)
            if not list(misproofs(proof, decision, None)):
                return proof
    return Malformed("no head of the log covers the entry on this decision")


def misproofs(proof: LogProof, decision: str, trust: Trust | None) -> Iterator[Misproof]:
    """Yield what a proof does not show; without `trust` nobody's signature is looked at."""
    entry = read_entry(proof.entry)
    if not _is_about(entry, decision):
        yield Misproof("entry", "not an entry on this decision")
    if trust is not None and verified(proof.head, PAYLOAD_TYPE, trust) is None:
        yield Misproof("checkpoint", "not signed by a trusted key of every needed algorithm")
    head = read_checkpoint(proof.head.payload)
    if isinstance(head, Malformed) or proof.head.payload_type != PAYLOAD_TYPE:
        yield Misproof("checkpoint", "not the head of a log")
    elif isinstance(entry, Entry) and not _leads(proof, entry, head):
        yield Misproof("path", "it does not lead from the entry to the root of the head")


def proof_record(proof: LogProof) -> Json:
    """Return a proof as plain values."""
    return {
        "entry": octets_text(proof.entry),
        "path": [each.hex() for each in proof.path],
        "checkpoint": envelope_record(proof.head),
    }


def read_proof(record: Json) -> LogProof | Malformed:
    """Return the proof that `proof_record` gave as plain values."""
    match record:
        case {"entry": str(text), "path": list(path), "checkpoint": envelope, **others} if not others:
            entry, head = read_octets(text), read_envelope_record(envelope)
            if isinstance(head, Malformed):
                return head
            hashes = [bytes.fromhex(each) for each in path if isinstance(each, str) and is_sha256(each)]
            if entry is None or len(hashes) != len(path) or len(path) > _LONGEST_PATH:
                return Malformed("an entry or a hash that cannot be read")
            return LogProof(entry, tuple(hashes), head)
        case _:
            return Malformed("not an object with entry, path and checkpoint")


class _Leaves:
    """The leaf hashes of a log that was read whole; the nodes above are computed."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        return self._leaves[start:stop]

    def nodes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        del level, start, stop
        return ()


def _is_about(entry: Entry | Malformed, decision: str) -> bool:
    match entry:
        case Entry(kind=EntryKind.DECISION_MADE, subject=subject):
            return subject.get("decision") == decision
        case _:
            return False


def _size(envelope: Envelope) -> int:
    """Return how many entries a head covers, none if it is not one."""
    head = read_checkpoint(envelope.payload)
    return head.size if isinstance(head, Checkpoint) else 0


def _leads(proof: LogProof, entry: Entry, head: Checkpoint) -> bool:
    return includes(leaf_hash(proof.entry), entry.n, head.size, proof.path, bytes.fromhex(head.root))
