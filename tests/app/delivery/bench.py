"""A worker at work on an outbox in memory, for a receiver that is a function."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from structlog.typing import EventDict

from app.delivery.sender import Delivered, Failed, Result
from app.delivery.tasks import Task
from app.delivery.worker import Pace, Worker
from app.ports.outbox import Due, Endpoint
from tests.app.delivery.fakes import MemoryOutbox, SetClock, recorded_log

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
STRAIN = Failed("timeout", strained=True)


class DeadStore(Exception):
    """The database does not answer."""


class Killed(BaseException):
    """The process dies here."""


@dataclass
class Bench:
    """A worker whose receiver is a function; `sent` are the attempts it saw."""

    answer: Callable[[Due], Result] = lambda _: Delivered()
    tasks: Sequence[Task] = ()
    pace: Pace = field(default_factory=Pace)
    clock: SetClock = field(default_factory=SetClock)
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    sent: list[tuple[str, str, int]] = field(default_factory=list)
    lines: list[EventDict] = field(default_factory=list)

    def worker(self) -> Worker:
        log, self.lines = recorded_log()
        return Worker(
            self.outbox, self._send, self.clock, lambda: 0.0, log, faults=(DeadStore,), tasks=self.tasks, pace=self.pace
        )

    def _send(self, due: Due) -> Result:
        self.sent.append((due.event, due.endpoint.id, due.attempt))
        return self.answer(due)

    def with_events(self, count: int, *endpoints: str) -> "Bench":
        for name in endpoints or ("w1",):
            organisation = name.partition("@")[2] or "o1"
            self.outbox.endpoints[name] = Endpoint(name, organisation, "https://hooks.example.com/")
        for number in range(count):
            self.outbox.add_event(f"e{number:03}", "o1")
        return self

    def states(self) -> list[str]:
        return [row.state for row in self.outbox.rows.values()]


def by_turns(results: Iterable[Result]) -> Callable[[Due], Result]:
    turns = iter(results)
    return lambda _: next(turns)
