"""Small work that comes back at an interval, beside the deliveries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from structlog.typing import FilteringBoundLogger

from app.ports.machine import Clock


@dataclass(frozen=True, slots=True)
class Task:
    """Work named `name` that is to be done every so often; the first time when the loop starts."""

    name: str
    every: timedelta
    work: Callable[[], object]


class Rota:
    """Does each task when its time has come. A task that fails with one of `faults` comes again at its next time."""

    def __init__(
        self, tasks: Sequence[Task], faults: tuple[type[Exception], ...], clock: Clock, log: FilteringBoundLogger
    ) -> None:
        self._tasks = tuple(tasks)
        self._faults = faults
        self._clock = clock
        self._log = log
        self._next: dict[str, datetime] = {}

    def do_due(self) -> None:
        """Do every task that is due; the next time counts from its start."""
        for task in self._tasks:
            now = self._clock.now()
            if task.name in self._next and now < self._next[task.name]:
                continue
            self._next[task.name] = now + task.every
            try:
                task.work()
            except self._faults as fault:
                self._log.error("task_failed", task=task.name, fault=type(fault).__name__)
