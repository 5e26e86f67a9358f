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

    def nodes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Return the hashes over 2**level leaves, level 8, 16, 24 ..., from `start` up to `stop` or the first gap."""
        ...


class Tiles:
    """The hashes of all complete subtrees (`merkle.Subtrees`).

    They are read by whole tiles, of which the newest of each level is kept: a proof takes a few questions of the store.
    """

    def __init__(self, held: Held) -> None:
        self._held = held
        self._newest: dict[int, tuple[int, Sequence[bytes]]] = {}

    def subtree(self, level: int, index: int) -> bytes:
        """Return a subtree's hash, computed from lower levels where it is not stored; raises `LeavesMissing`."""
        rise = level % RISE
        return _folded(self._row(level - rise, index << rise, (index + 1) << rise))

    def _row(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Return neighbouring hashes of one tile."""
        index = start >> RISE
        begin = index << RISE
        found = self._tile(level, index, stop - begin)[start - begin : stop - begin]
        missing = range(start + len(found), stop)
        if missing and not level:
            raise LeavesMissing(f"{len(found)} leaf hashes are held of the entries from {start} to {stop - 1}")
        return [*found, *(_folded(self._row(level - RISE, each << RISE, (each + 1) << RISE)) for each in missing)]

    def _tile(self, level: int, index: int, least: int) -> Sequence[bytes]:
        """Return the hashes of a tile that are stored, read again where more are needed than were then."""
        known, row = self._newest.get(level, (None, ()))
        if known != index or len(row) < least:
            start, stop = index << RISE, (index + 1) << RISE
            row = self._held.nodes(level, start, stop) if level else self._held.leaves(start, stop)
            self._newest[level] = index, row
        return row


def _folded(row: Sequence[bytes]) -> bytes:
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def completed(before: int, after: int) -> Iterator[tuple[int, int]]:
    """Return level and index of every node that is to be stored when a log grows, the lower levels first."""
    level = RISE
    while after >> level:
        yield from ((level, index) for index in range(before >> level, after >> level))
        level += RISE
