"""The audit of a log, which needs neither the database nor the network: only bytes and trusted public keys.

A log proves itself only as far as its signed heads reach, and only against heads that somebody else kept: whoever has
the whole log and its key can write another one, and whoever has the file can cut it at an older head.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from app.ledger.chain import Head, Row, Walk, chain_fault, walk
from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, read_checkpoint
from app.ledger.envelope import Envelope, Trust, read_envelope, verified
from app.ledger.fault import NO_ENTRIES, Fault, FaultCode
from app.ledger.log_file import LogFile, Offered, PublicKey
from app.ledger.merkle import Growing
from app.ledger.notation import Malformed


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found.

    `root` is over all entries read. `checkpoints` heads are signed by a trusted key and agree with the log; the longest
    of them covers the first `proven` entries. `faults` begin with the earliest entry; the first misfit of the chain is
    the only one told, and what follows from it is not told again.
    """

    size: int
    root: str
    checkpoints: int
    proven: int
    keys: tuple[PublicKey, ...]
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong and a signed head covers every entry."""
        return not self.faults

    def __bool__(self) -> NoReturn:
        raise TypeError("an audit is not true or false; ask whether it is sound")


def audit_log(lines: Iterable[bytes], trust: Trust, kept: Iterable[bytes] = ()) -> Audit:
    """Audit a log file by its lines; `kept` are envelopes of heads that were handed out earlier."""
    log = LogFile(lines)
    walked = walk((body, None) for body in log.entries())
    heads = [*log.heads, *_offered(kept, "kept checkpoint")]
    return _audited(walked, heads, trust, log.faults(), tuple(log.keys))


def audit_rows(rows: Iterable[Row], checkpoints: Iterable[bytes], trust: Trust, kept: Iterable[bytes] = ()) -> Audit:
    """Audit entries as they are stored: bytes and leaf hash of each in order, and the envelopes of the signed heads.

    One pass; of each entry 32 bytes are held. Entries that were added after the newest head are `entries_unsigned`: to
    audit a log in use, sign a head first or pass the entries below it.
    """
    heads = [*_offered(checkpoints, "checkpoint"), *_offered(kept, "kept checkpoint")]
    return _audited(walk(rows), heads, trust, [], ())


def _audited(
    walked: Walk, heads: Sequence[Offered], trust: Trust, faults: list[Fault], keys: tuple[PublicKey, ...]
) -> Audit:
    signed, refused = _signed(heads, trust)
    size = len(walked.leaves)
    broken = chain_fault(walked, signed)
    unreadable = min((fault.entries.start for fault in faults if fault.entries), default=size)
    if broken is not None and broken.entries.start < unreadable:
        unreadable = broken.entries.start
        faults.append(broken)
    roots = _roots(walked.leaves, {length for length, _ in signed})
    agreed = {length for length, root in signed if roots.get(length) == root}
    proven = max(agreed, default=0)
    intact = unreadable if unreadable < size else proven
    faults += [*refused, *_differing(signed, roots, agreed, unreadable), *_uncovered(signed, size, intact)]
    faults.sort(key=lambda fault: (not fault.entries, fault.entries.start, fault.entries.stop))
    return Audit(size, roots[size].hex(), len(agreed), proven, keys, tuple(faults))


def _offered(envelopes: Iterable[bytes], place: str) -> Iterator[Offered]:
    for number, written in enumerate(envelopes, start=1):
        yield Offered(f"{place} {number}", read_envelope(written))


def _signed(heads: Iterable[Offered], trust: Trust) -> tuple[frozenset[Head], list[Fault]]:
    signed: set[Head] = set()
    refused: list[Fault] = []
    for head in heads:
        match _opened(head.envelope, trust):
            case Checkpoint(size, root):
                signed.add((size, bytes.fromhex(root)))
            case Malformed(what):
                refused.append(Fault(FaultCode.CHECKPOINT_MALFORMED, NO_ENTRIES, head.place, what))
            case None:
                what = "not signed by a trusted key of every needed algorithm"
                refused.append(Fault(FaultCode.CHECKPOINT_SIGNATURE, NO_ENTRIES, head.place, what))
    return frozenset(signed), refused


def _opened(envelope: Envelope | Malformed, trust: Trust) -> Checkpoint | Malformed | None:
    if isinstance(envelope, Malformed):
        return envelope
    payload = verified(envelope, PAYLOAD_TYPE, trust)
    return None if payload is None else read_checkpoint(payload)


def _roots(leaves: Sequence[bytes], sizes: Collection[int]) -> dict[int, bytes]:
    """Return the root at each of these sizes that the log reaches, and at its end."""
    tree = Growing()
    roots = {0: tree.root()}
    for size, leaf in enumerate(leaves, start=1):
        tree.add(leaf)
        if size in sizes or size == len(leaves):
            roots[size] = tree.root()
    return roots


def _differing(
    signed: Collection[Head], roots: Mapping[int, bytes], agreed: Collection[int], unreadable: int
) -> Iterator[Fault]:
    """Tell where the log first parts from a signed head, unless an earlier bad entry explains it."""
    apart = min((size for size, root in signed if roots.get(size, root) != root), default=unreadable + 1)
    if apart <= unreadable:
        shared = max((size for size in agreed if size < apart), default=0)
        what = f"a signed head has another root: the first changed entry is one of {shared} to {apart - 1}"
        yield Fault(FaultCode.ROOT_DIFFERS, range(shared, apart), f"checkpoint of size {apart}", what)


def _uncovered(signed: Collection[Head], size: int, intact: int) -> Iterator[Fault]:
    """Tell where the log and its longest signed head do not end together.

    What is left of a log that was cut may have been rebuilt too: the first bad entry is the first one not proven.
    """
    longest = max((length for length, _ in signed), default=0)
    if longest > size:
        what = f"a signed head covers {longest} entries, here are {size}"
        yield Fault(FaultCode.LOG_SHORTENED, range(intact, longest), f"checkpoint of size {longest}", what)
    if longest < size:
        what = f"no signed head covers the entries {longest} to {size - 1}"
        yield Fault(FaultCode.ENTRIES_UNSIGNED, range(longest, size), f"entry {longest}", what)
