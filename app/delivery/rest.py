"""Which endpoints are left alone for a while: those whose failures tell of strain."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.delivery.sender import Failed, Result

# Shorter than the first delay of the schedule, so that one failure puts off no attempt that the schedule promises.
FIRST = timedelta(seconds=4)
LONGEST = timedelta(seconds=60)


@dataclass(slots=True)
class Rests:
    """Endpoints that rest. Each failure of strain in a row makes the rest four times as long, up to `LONGEST`.

    A receiver's own wish (Retry-After) is kept to when it is longer.
    """

    _until: dict[str, datetime] = field(default_factory=dict)
    _length: dict[str, timedelta] = field(default_factory=dict)

    def note(self, endpoint: str, result: Result, at: datetime) -> None:
        """Take note of what came of an attempt."""
        if isinstance(result, Failed) and result.strained:
            length = min(4 * self._length[endpoint], LONGEST) if endpoint in self._length else FIRST
            self._length[endpoint] = length
            self._until[endpoint] = at + max(length, result.wished or timedelta(0))
        else:
            self._length.pop(endpoint, None)

    def resting(self, at: datetime) -> set[str]:
        """Return the endpoints that rest at an instant."""
        self._until = {endpoint: until for endpoint, until in self._until.items() if at < until}
        return set(self._until)
