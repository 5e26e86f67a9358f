"""The Merkle tree of RFC 6962 over the log's entries: roots, proofs, and the checks of proofs (RFC 9162 clause 2.1).

Roots and proofs are made from the hashes of complete subtrees, wherever those come from. A check trusts nothing but
SHA-256: who checks brings the leaf hash, the sizes and the roots.
"""

from collections.abc import Sequence
from functools import reduce
from hashlib import sha256
from typing import Protocol

EMPTY_ROOT = sha256(b"").digest()


class OutOfTree(ValueError):
    """A proof was asked for an entry or a size that the tree does not have."""


class Subtrees(Protocol):
    """A source of hashes."""

    def subtree(self, level: int, index: int) -> bytes:
        """Return the hash over the 2**level leaves from number index * 2**level on, all of which are there."""
        ...


class Growing:
    """A tree that is only added to and keeps one hash per level: its root is known at every size."""

    def __init__(self) -> None:
        self._peaks: list[bytes] = []
        self._size = 0

    def add(self, leaf: bytes) -> None:
        """Add the next leaf's hash."""
        rest = self._size
        while rest & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            rest >>= 1
        self._peaks.append(leaf)
        self._size += 1

    def root(self) -> bytes:
        """Return the root over everything that was added."""
        return _joined(self._peaks)


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry's bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root(tree: Subtrees, size: int) -> bytes:
    """Return the root over the first `size` leaves."""
    return _over(tree, 0, size)


def inclusion_proof(tree: Subtrees, index: int, size: int) -> tuple[bytes, ...]:
    """Return PATH(index, D[size]): the hashes that lead from a leaf to the root; raises `OutOfTree`."""
    if not 0 <= index < size:
        raise OutOfTree(f"no entry {index} among {size}")
    start, stop = 0, size
    path: list[bytes] = []
    while stop - start > 1:
        middle = _split(start, stop)
        if index < middle:
            path.append(_over(tree, middle, stop))
            stop = middle
        else:
            path.append(_over(tree, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(tree: Subtrees, old: int, new: int) -> tuple[bytes, ...]:
    """Return PROOF(old, D[new]): that the first `old` leaves are still the same; raises `OutOfTree`.

    Empty for two equal sizes and for the empty tree, which every tree continues.
    """
    if not 0 <= old <= new:
        raise OutOfTree(f"no size {old} before size {new}")
    start, stop = 0, new
    path: list[bytes] = []
    while old and old != stop:
        middle = _split(start, stop)
        if old <= middle:
            path.append(_over(tree, middle, stop))
            stop = middle
        else:
            path.append(_over(tree, start, middle))
            start = middle
    # The checker knows the old root; only a part of the old tree has to be shown to it.
    if start:
        path.append(_over(tree, start, stop))
    return tuple(reversed(path))


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether the proof shows that the tree of this size and root has this leaf at this index (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, reached = index, size - 1, leaf
    for sibling in proof:
        if not last:
            return False
        if place & 1 or place == last:
            reached = node_hash(sibling, reached)
            place, last = _risen(place, last)
        else:
            reached = node_hash(reached, sibling)
        place, last = place >> 1, last >> 1
    return not last and reached == root


def continues(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that the new tree begins with the whole old tree (2.1.4.2)."""
    if old == new or not old:
        return 0 <= old <= new and not proof and old_root == (new_root if old == new else EMPTY_ROOT)
    if not 0 < old < new or not proof:
        return False
    if old & (old - 1):
        first, *rest = proof
    else:
        first, rest = old_root, list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    reached_old = reached_new = first
    for sibling in rest:
        if not last:
            return False
        if place & 1 or place == last:
            reached_old, reached_new = node_hash(sibling, reached_old), node_hash(sibling, reached_new)
            place, last = _risen(place, last)
        else:
            reached_new = node_hash(reached_new, sibling)
        place, last = place >> 1, last >> 1
    return not last and reached_old == old_root and reached_new == new_root


def _risen(place: int, last: int) -> tuple[int, int]:
    """Return both numbers on the level where the node becomes a right child, or the leftmost one."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _split(start: int, stop: int) -> int:
    """Return where a range of two or more leaves is parted: its left half is the largest complete subtree below it."""
    return start + (1 << (stop - start - 1).bit_length() - 1)


def _over(tree: Subtrees, start: int, stop: int) -> bytes:
    """Return the hash over a range of leaves that begins where a subtree of its own height does."""
    parts: list[bytes] = []
    while start < stop:
        level = (stop - start).bit_length() - 1
        parts.append(tree.subtree(level, start >> level))
        start += 1 << level
    return _joined(parts)


def _joined(parts: Sequence[bytes]) -> bytes:
    """Return the hash over neighbouring subtrees, the largest first; of none, that of the empty tree."""
    return reduce(lambda right, left: node_hash(left, right), reversed(parts)) if parts else EMPTY_ROOT
