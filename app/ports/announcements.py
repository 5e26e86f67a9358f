"""What is told on a day because of the day: once, however often the day is gone through."""

from collections.abc import Sequence
from typing import Protocol

from app.certification.cases.over import Ends
from app.ports.evidence import EventRow


class Announcements(Protocol):
    """Where it goes."""

    def announce(self, events: Sequence[EventRow], at: str) -> int:
        """Put the events that are not there yet on their way, and return how many these were."""
        ...

    def restate(self, body: str, case: str, n: int, ends: Sequence[Ends]) -> bool:
        """Note when the deadlines of a case end, first one first; False where record `n` is not its newest any more."""
        ...
