"""The clock and chance: the only module that asks the machine for either."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from app.ports.machine import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_COUNTER_BITS, _TAIL_BITS = 12, 62


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the instant in UTC, to the microsecond."""
        return datetime.now(UTC)  # noqa: TID251 - the one place where the clock port is kept


class AheadClock:
    """The machine's clock, some time ahead of it."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        """Return the instant in UTC that it shows."""
        return SystemClock().now() + self._by


class RandomIds:
    """Identifiers and secrets by chance; one object may serve many threads.

    `clock` and `chance` (a number of bytes -> so many random ones) are for tests.
    """

    def __init__(self, clock: Clock | None = None, chance: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._clock = SystemClock() if clock is None else clock
        self._chance = chance
        self._lock = Lock()
        self._last = 0

    def new(self) -> str:
        """Return a UUIDv7 (RFC 9562) as 32 hexadecimal digits, greater than every one that this object gave before.

        Milliseconds and, in `rand_a`, a counter (section 6.2, method 1) that starts below its middle by chance in each
        new millisecond. Where the clock steps back or the counter runs over, the millisecond runs ahead of the clock.
        The last 62 bits are by chance each time.
        """
        millisecond = (self._clock.now() - _EPOCH) // _MILLISECOND
        start = int.from_bytes(self._chance(2)) >> (16 - _COUNTER_BITS + 1)
        tail = int.from_bytes(self._chance(8)) >> (64 - _TAIL_BITS)
        with self._lock:
            ticks = self._last = max(millisecond << _COUNTER_BITS | start, self._last + 1)
        millisecond, counter = ticks >> _COUNTER_BITS, ticks & ((1 << _COUNTER_BITS) - 1)
        return f"{millisecond << 80 | 7 << 76 | counter << 64 | 2 << 62 | tail:032x}"

    def secret(self, size: int) -> bytes:
        """Return so many bytes that nobody can guess."""
        return self._chance(size)
