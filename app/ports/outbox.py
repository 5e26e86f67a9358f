"""Events on their way to webhooks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A webhook: where an organisation wants its events."""

    id: str
    organisation: str
    url: str


@dataclass(frozen=True, slots=True)
class Due:
    """One delivery whose time has come: `attempt` counts from 1, `body` are the bytes to sign and send.

    An attempt counts from the moment it is claimed, so one whose worker died counts too.
    The event's id stays the same in every attempt: receivers recognise a repeated event by it.
    """

    event: str
    type: str
    body: bytes
    endpoint: Endpoint
    attempt: int


class Outbox(Protocol):
    """Deliveries, at least once each. A claim is a lease: what its holder does not settle in time is due again."""

    def fan_out(self, most: int, at: datetime) -> int:
        """Make a delivery for every enabled webhook of every new event's organisation; return the number of events."""
        ...

    def claim(self, most: int, at: datetime, lease_until: datetime, without: Collection[str] = ()) -> Sequence[Due]:
        """Return deliveries that are due and not leased, oldest event first, and lease them.

        The webhooks `without` (identifiers) are left aside.
        Nobody else gets them before `lease_until`. What an earlier holder says after its lease was given away changes
        nothing, except that the event was delivered.
        """
        ...

    def delivered(self, due: Due, at: datetime) -> None:
        """Settle a delivery that arrived."""
        ...

    def failed(self, due: Due, reason: str, again_at: datetime) -> None:
        """Note a failed attempt and when to try again."""
        ...

    def buried(self, due: Due, reason: str, at: datetime) -> None:
        """Move a delivery to the dead letters."""
        ...

    def disable(self, endpoint: Endpoint, reason: str, at: datetime) -> None:
        """Stop an endpoint that answered 410; its open deliveries become dead letters.

        Nothing happens when the webhook has another URL by now.
        """
        ...

    def backlog(self) -> int:
        """Return how many deliveries are open."""
        ...
