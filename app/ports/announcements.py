"""What is told on a day because of the day: once, however often the day is gone through."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.ports.evidence import EventRow


class Announcements(Protocol):
    """Where it goes."""

    def announce(self, events: Sequence[EventRow], at: str) -> int:
        """Put the events that are not there yet on their way, and return how many these were."""
        ...

    def restate(self, body: str, case: str, n: int, due_on: date | None) -> bool:
        """Note another next day of a case; False where record `n` is not its newest one any more."""
        ...
