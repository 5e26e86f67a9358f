"""Everything that filing a report needs from outside, put together once when the service starts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.ports.evidence import EvidenceStore, Key
from app.ports.machine import Clock, Ids
from app.ports.reading import Readings
from app.ports.rules import RuleShelf
from lims_adapters.registry import Registry


class InFlight:
    """The idempotency keys whose requests are being answered at this moment by this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[tuple[str, str, str]] = set()

    @contextmanager
    def claim(self, key: Key) -> Iterator[bool]:
        """Hold a key; False when another request holds it."""
        name = (key.organisation, key.account, key.key)
        with self._lock:
            is_free = name not in self._keys
            if is_free:
                self._keys.add(name)
        try:
            yield is_free
        finally:
            if is_free:
                with self._lock:
                    self._keys.remove(name)


@dataclass(frozen=True, slots=True)
class Desk:
    """Rules, formats, stores, clock and identifiers. `rules_sha256` is the seal of the rule data as they are stored."""

    shelf: RuleShelf
    registry: Registry
    rules_sha256: str
    evidence: EvidenceStore
    readings: Readings
    clock: Clock
    ids: Ids
    in_flight: InFlight = field(default_factory=InFlight)
