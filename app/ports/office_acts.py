"""What the office of a body records about its certificates outside of any case, as it is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.ledger.entry import SealedEntry
from app.ports.evidence import Answer, Key


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """Act number `n` of those of the office, on a version of a certificate; `content` are the bytes of its record.

    `after_act` is the number of the newest act of a case that was seen.
    """

    number: str
    version: int
    n: int
    after_act: int
    body: str
    act: str
    dated: date
    person: str
    account: str
    recorded_at: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An act as it is stored, under its log entry."""

    row: OfficeRow
    entry: int


class OfficeActs(Protocol):
    """Where acts of the office are kept. Every method is one transaction."""

    def record(self, row: OfficeRow, key: Key | None, telling: Callable[[SealedEntry], Answer]) -> Answer:
        """Store and log an act with the answer to whoever recorded it, under the key if there is one.

        Raises `Overtaken` where something else was done to the certificate meanwhile, and `Taken` for a used key.
        """
        ...

    def recorded(self, body: str, number: str) -> Sequence[OfficeView]:
        """Return the acts of the office on a certificate of the body, oldest first."""
        ...
