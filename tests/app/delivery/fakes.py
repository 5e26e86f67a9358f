"""An outbox in memory, a clock that is set, a resolver that is a table, and a network that is all loopback."""

import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from structlog.typing import EventDict, FilteringBoundLogger

from app.delivery.standard_webhooks import public_key_text
from app.ports.outbox import Due, Endpoint

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Key:
    """A signing key."""

    alg, kid = "Ed25519", "0123456789abcdef"

    def __init__(self, seed: bytes = bytes(32)) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = public_key_text(self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


@dataclass(slots=True)
class SetClock:
    at: datetime = START

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class TableResolver:
    """Answers each name with its addresses, in turn where there are several answers; counts what it is asked."""

    table: Mapping[str, Sequence[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    def addresses(self, host: str, port: int) -> Sequence[str]:
        del port
        answers = self.table.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        self.asked.append(host)
        return answers[min(self.asked.count(host), len(answers)) - 1]


def due(url: str, event: str = "e1", body: bytes = b'{"type":"report.filed"}', attempt: int = 1) -> Due:
    return Due(event, "report.filed", body, Endpoint("w1", "o1", url), attempt)


def recorded_log() -> tuple[FilteringBoundLogger, list[EventDict]]:
    """Return a logger and the list that it writes to."""
    lines: list[EventDict] = []

    def keep(_logger: object, method: str, event: EventDict) -> EventDict:
        lines.append({**event, "level": method})
        raise structlog.DropEvent

    wrapper = structlog.make_filtering_bound_logger("debug")
    logger: FilteringBoundLogger = structlog.wrap_logger(None, processors=[keep], wrapper_class=wrapper).bind()
    return logger, lines


@dataclass(slots=True)
class Delivery:
    """A row of the outbox: `open` until it is settled."""

    event: str
    endpoint: str
    due_at: datetime
    attempts: int = 0
    leased_until: datetime = START
    state: str = "open"
    reasons: list[str] = field(default_factory=list)

    @property
    def ready_at(self) -> datetime:
        return max(self.due_at, self.leased_until)


@dataclass(slots=True)
class MemoryOutbox:
    """What the port promises, in memory, for events that are added in the order of their ids.

    `before_settling` is called first and may be the death of the process.
    """

    endpoints: dict[str, Endpoint] = field(default_factory=dict)
    events: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    rows: dict[tuple[str, str], Delivery] = field(default_factory=dict)
    disabled: dict[str, str] = field(default_factory=dict)
    before_settling: Callable[[], None] = lambda: None

    def add_event(self, event: str, organisation: str, body: bytes = b"{}") -> None:
        self.events[event] = (organisation, body)
        self.new.append(event)

    def fan_out(self, most: int, at: datetime) -> int:
        taken, self.new = self.new[:most], self.new[most:]
        for event in taken:
            for endpoint in self.endpoints.values():
                if endpoint.organisation == self.events[event][0] and endpoint.id not in self.disabled:
                    self.rows[event, endpoint.id] = Delivery(event, endpoint.id, at)
        return len(taken)

    def claim(self, most: int, at: datetime, lease_until: datetime, without: Collection[str] = ()) -> Sequence[Due]:
        open_rows = (row for row in self.rows.values() if row.state == "open" and row.endpoint not in without)
        claimed = list(islice((row for row in open_rows if row.ready_at <= at), most))
        for row in claimed:
            row.leased_until, row.attempts = lease_until, row.attempts + 1
        return [
            Due(row.event, "report.filed", self.events[row.event][1], self.endpoints[row.endpoint], row.attempts)
            for row in claimed
        ]

    def delivered(self, due: Due, at: datetime) -> None:
        del at
        self.before_settling()
        self.rows[due.event, due.endpoint.id].state = "delivered"

    def failed(self, due: Due, reason: str, again_at: datetime) -> None:
        if (row := self._held(due)) is not None:
            row.reasons.append(reason)
            row.due_at, row.leased_until = again_at, again_at

    def buried(self, due: Due, reason: str, at: datetime) -> None:
        del at
        if (row := self._held(due)) is not None:
            row.reasons.append(reason)
            row.state = "dead"

    def disable(self, endpoint: Endpoint, reason: str, at: datetime) -> None:
        del at
        self.before_settling()
        self.disabled[endpoint.id] = reason
        for row in self.rows.values():
            if row.endpoint == endpoint.id and row.state == "open":
                row.state = "dead"

    def backlog(self) -> int:
        return sum(row.state == "open" for row in self.rows.values())

    def replay(self, at: datetime) -> int:
        """Make every dead letter due again, from its first attempt."""
        dead = {key: row for key, row in self.rows.items() if row.state == "dead"}
        self.rows |= {key: replace(row, state="open", attempts=0, due_at=at) for key, row in dead.items()}
        return len(dead)

    def next_at(self) -> datetime | None:
        """Return when the next open delivery can be claimed."""
        return min((row.ready_at for row in self.rows.values() if row.state == "open"), default=None)

    def _held(self, due: Due) -> Delivery | None:
        """Return the delivery unless it was settled or given to somebody else."""
        self.before_settling()
        row = self.rows[due.event, due.endpoint.id]
        return row if (row.state, row.attempts) == ("open", due.attempt) else None


@dataclass(slots=True)
class Loopback:
    """The whole network led to one receiver: `opened` are the addresses that connections were meant for."""

    port: int
    opened: list[tuple[str, int]] = field(default_factory=list)

    def create_connection(
        self, address: tuple[str, int], timeout: float | None = None, source_address: tuple[str, int] | None = None
    ) -> socket.socket:
        self.opened.append(address)
        found = socket.socket()
        found.settimeout(timeout)
        found.connect(("127.0.0.1", self.port))
        del source_address
        return found
