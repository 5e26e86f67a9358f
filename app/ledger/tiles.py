"""The tree of a large log from few stored hashes: the leaves, and the nodes of every eighth level above them.

A subtree on a level between is computed from at most 128 stored hashes, so a root or a proof needs at most about 256
of them per stored level.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.ledger.merkle import node_hash

RISE = 8


class LeavesMissing(LookupError):
    """Fewer leaf hashes are held than the tree has."""


class Held(Protocol):
    """The hashes that a store holds."""

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        """Return the leaf hashes from number `start` up to, not including, `stop`."""
        ...

    def node(self, level: int, index: int) -> bytes | None:
        """Return the hash over 2**level leaves, level 8, 16, 24 ...; None where it is not stored yet."""
        ...


class Tiles:
    """The hashes of all complete subtrees (`merkle.Subtrees`)."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def subtree(self, level: int, index: int) -> bytes:
        """Return a subtree's hash, computed from lower levels where it is not stored; raises `LeavesMissing`."""
        if level and level % RISE == 0:
            stored = self._held.node(level, index)
            if stored is not None:
                return stored
        rise = level and (level % RISE or RISE)
        row = self._row(level - rise, index << rise, (index + 1) << rise)
        while len(row) > 1:
            row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
        return row[0]

    def _row(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        if level:
            return [self.subtree(level, index) for index in range(start, stop)]
        leaves = self._held.leaves(start, stop)
        if len(leaves) != stop - start:
            raise LeavesMissing(f"{len(leaves)} leaf hashes are held of the entries from {start} to {stop - 1}")
        return leaves


def completed(before: int, after: int) -> Iterator[tuple[int, int]]:
    """Return level and index of every node that is to be stored when a log grows, the lower levels first."""
    level = RISE
    while after >> level:
        yield from ((level, index) for index in range(before >> level, after >> level))
        level += RISE
