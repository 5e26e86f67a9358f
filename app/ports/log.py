"""The evidence log as it is stored."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class LogStore(Protocol):
    """Entries, the tree above them, and the signed heads. Nothing here is ever changed, only added."""

    def size(self) -> int:
        """Return the number of entries."""
        ...

    def bodies(self, start: int, stop: int) -> Iterator[bytes]:
        """Return the exact bytes of the entries from `start` up to, not including, `stop`."""
        ...

    def leaves(self, start: int, stop: int) -> Sequence[bytes]:
        """Return the leaf hashes of entries."""
        ...

    def nodes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        """Return the stored hashes over 2**level entries from number `start` up to `stop` or the first gap."""
        ...

    def keep_node(self, level: int, index: int, value: bytes) -> None:
        """Store a hash over a complete range of entries, once."""
        ...

    def newest_checkpoint(self) -> tuple[int, bytes] | None:
        """Return the size and the envelope of the newest signed head."""
        ...

    def checkpoints(self, most: int) -> Sequence[bytes]:
        """Return every signed head over at most so many entries, oldest first."""
        ...

    def keep_checkpoint(self, size: int, envelope: bytes, at: str) -> bool:
        """Store a signed head; False when there is one of this size."""
        ...
