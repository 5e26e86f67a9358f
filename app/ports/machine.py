"""What only the machine can give: the instant, a new identifier, a signature; and how an instant is written."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the instant in UTC."""
        ...


class Ids(Protocol):
    """New identifiers."""

    def new(self) -> str:
        """Return 32 hexadecimal digits that were never given before and sort by time (UUIDv7, RFC 9562)."""
        ...


class Signer(Protocol):
    """A signing key, known by the algorithm and the identifier of its public half."""

    @property
    def alg(self) -> str:
        """Return the algorithm: `Ed25519`."""
        ...

    @property
    def kid(self) -> str:
        """Return the first 16 hexadecimal digits of the SHA-256 of the public key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature of exactly these bytes."""
        ...


def instant_text(instant: datetime) -> str:
    """Return an aware instant as it is stored and sent: `2026-11-22T21:41:58.123456Z`."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def read_instant(text: str) -> datetime:
    """Return the instant that `instant_text` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
