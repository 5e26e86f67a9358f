"""The chain of entries, walked once from the first to the last.

No stored hash is trusted: each is computed from the entry's bytes. The walk stops checking at the first entry that does
not fit, and goes on hashing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.ledger.entry import NO_ENTRY, Entry, read_entry
from app.ledger.fault import Fault, FaultCode
from app.ledger.merkle import Growing, leaf_hash
from app.ledger.notation import Malformed

# An entry's exact bytes, and the leaf hash stored beside them where there is one.
Row = tuple[bytes, bytes | None]
Head = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first entry that does not fit the one before it, or is none; `entry` is None where it alone is to blame."""

    code: FaultCode
    at: int
    entry: Entry | None
    what: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The leaf hash of every entry, the first misfit and the entry that follows it."""

    leaves: Sequence[bytes]
    misfit: Misfit | None
    following: Entry | Malformed | None


def walk(rows: Iterable[Row]) -> Walk:
    """Hash every entry, and check each against its number, its predecessor and its stored hash."""
    leaves: list[bytes] = []
    misfit: Misfit | None = None
    following: Entry | Malformed | None = None
    for body, stored in rows:
        leaf = leaf_hash(body)
        if misfit is None:
            previous = leaves[-1].hex() if leaves else NO_ENTRY
            misfit = _misfit(body, len(leaves), previous, leaf, stored)
        elif misfit.at + 1 == len(leaves):
            following = read_entry(body)
        leaves.append(leaf)
    return Walk(leaves, misfit, following)


def chain_fault(walked: Walk, signed: Collection[Head]) -> Fault | None:
    """Say which entry is to blame for the first misfit: itself, or the one before it.

    An entry does not fit its predecessor when either of them was changed. It is innocent if its successor names its
    hash; the last entry, if a signed head has the root that follows from what the entry says about its predecessor.
    """
    misfit = walked.misfit
    if misfit is None:
        return None
    code, at = misfit.code, misfit.at
    if misfit.entry is not None and _is_innocent(misfit.entry, at, walked, signed):
        at -= 1
        code = FaultCode.ENTRY_CHANGED if code is FaultCode.CHAIN_BROKEN else code
        return Fault(code, range(at, at + 1), f"entry {at}", "not the entry that the next one follows")
    return Fault(code, range(at, at + 1), f"entry {at}", misfit.what)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    tree = Growing()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def _misfit(body: bytes, at: int, previous: str, leaf: bytes, stored: bytes | None) -> Misfit | None:
    entry = read_entry(body)
    match entry:
        case Malformed(what):
            return Misfit(FaultCode.ENTRY_MALFORMED, at, None, what)
        case Entry(n, prev):
            if n != at:
                return Misfit(FaultCode.ENTRY_OUT_OF_ORDER, at, entry, f"entry {n} stands here")
            if prev != previous:
                return Misfit(FaultCode.CHAIN_BROKEN, at, entry, "prev is not the hash of the entry before it")
            if stored is not None and stored != leaf:
                return Misfit(FaultCode.ENTRY_CHANGED, at, None, "the hash stored for it is not the hash of its bytes")
            return None


def _is_innocent(entry: Entry, at: int, walked: Walk, signed: Collection[Head]) -> bool:
    leaves = walked.leaves
    if at == 0 or entry.n not in {at - 1, at} or leaves[at] == leaves[at - 1]:
        return False
    match walked.following:
        case Entry(prev=prev):
            return prev == leaves[at].hex()
        case Malformed():
            return False
        case None:
            original = [bytes.fromhex(entry.prev)] if entry.n == at else []
            repaired = [*leaves[: at - 1], *original, leaves[at]]
            return (len(repaired), root_of(repaired)) in signed
