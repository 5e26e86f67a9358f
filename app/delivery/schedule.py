"""When a delivery that failed is tried again: the example schedule of Standard Webhooks 1.0.0, with jitter.

Ten attempts over 75 h 35 min 5 s, up to a fifth more by jitter; a delivery whose last attempt failed is a dead letter.
"""

from datetime import datetime, timedelta

DELAYS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.2


def again_at(attempt: int, failed_at: datetime, chance: float, wished: timedelta | None = None) -> datetime | None:
    """Return when to try again after attempt number `attempt` (from 1) failed; None after the last one.

    `chance`, a number in [0, 1), lengthens the delay by up to `JITTER` of it, so that the failures of one moment do not
    come back in one moment. What the receiver wished by Retry-After is kept to when it is later.
    """
    if attempt < 1:
        raise ValueError(f"attempts count from 1, found {attempt}")
    if not 0 <= chance < 1:
        raise ValueError(f"chance is a number in [0, 1), found {chance}")
    if attempt >= len(DELAYS):
        return None
    delay = DELAYS[attempt] * (1 + JITTER * chance)
    return failed_at + max(delay, wished or timedelta(0))
