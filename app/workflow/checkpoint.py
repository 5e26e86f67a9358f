"""The head of the log is signed, and an entry is proved to lie under a signed head."""

from dataclasses import dataclass

from app.ledger.checkpoint import PAYLOAD_TYPE, Checkpoint, checkpoint_payload
from app.ledger.envelope import envelope_bytes, sign
from app.ledger.merkle import inclusion_proof, root
from app.ledger.tiles import Tiles, completed
from app.ports.log import LogStore
from app.ports.machine import Clock, Signer, instant_text
from app.ports.reading import Readings


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head: the size of the log under it, and the bytes of its envelope."""

    size: int
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry's exact bytes, its number, and the path from its leaf to the root of a signed head."""

    n: int
    body: bytes
    path: tuple[bytes, ...]
    head: Head


@dataclass(frozen=True, slots=True)
class Notary:
    """Signs heads and makes proofs."""

    log: LogStore
    signer: Signer
    clock: Clock

    def head(self) -> Head:
        """Return a signed head over the whole log, signed now if entries were added since the last one."""
        size, newest = self.log.size(), self.log.newest_checkpoint()
        if newest is not None and newest[0] == size:
            return Head(*newest)
        self._keep_nodes(0 if newest is None else newest[0], size)
        at = instant_text(self.clock.now())
        payload = checkpoint_payload(Checkpoint(size, root(Tiles(self.log), size).hex(), at))
        envelope = envelope_bytes(sign(PAYLOAD_TYPE, payload, [self.signer]))
        if self.log.keep_checkpoint(size, envelope, at):
            return Head(size, envelope)
        return self.newest_head()

    def newest_head(self) -> Head:
        """Return the newest signed head as it is stored, signed now if there is none."""
        newest = self.log.newest_checkpoint()
        return self.head() if newest is None else Head(*newest)

    def prove(self, n: int, body: bytes) -> Proven:
        """Return the proof for an entry that is in the log, under the newest head that covers it."""
        head = self.newest_head()
        if n >= head.size:
            head = self.head()
        return Proven(n, body, inclusion_proof(Tiles(self.log), n, head.size), head)

    def _keep_nodes(self, before: int, after: int) -> None:
        tiles = Tiles(self.log)
        for level, index in completed(before, after):
            self.log.keep_node(level, index, tiles.subtree(level, index))


def prove_entry(organisation: str, n: int, readings: Readings, notary: Notary) -> Proven | None:
    """Prove an entry on a report that the organisation may read; None where there is no such entry for it."""
    entry = readings.entry(organisation, n)
    return None if entry is None else notary.prove(entry.n, entry.body)
