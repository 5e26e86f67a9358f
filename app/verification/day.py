"""A civil day as text."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1024)
def read_day(text: str) -> date | None:
    """Return the day that is written as `2026-05-10`; None for every other spelling, so that 03-04 is never guessed."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
