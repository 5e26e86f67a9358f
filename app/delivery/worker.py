"""The loop that brings events to webhooks, at least once each.

A delivery is claimed for the time of a lease, attempted, and settled. Whoever dies in between leaves a lease that ends,
and the delivery is claimed again; receivers recognise a repeated event by its id.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from structlog.typing import FilteringBoundLogger

from app.delivery.rest import Rests
from app.delivery.schedule import again_at
from app.delivery.sender import Delivered, Failed, Gone, Result
from app.delivery.tasks import Rota, Task
from app.ports.machine import Clock
from app.ports.outbox import Due, Outbox


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is done at once and how long is waited. `lease` is longer than an attempt and a slow resolver take."""

    events: int = 100
    threads: int = 8
    lease: timedelta = timedelta(seconds=60)
    shortest_idle_s: float = 0.1
    longest_idle_s: float = 2.0
    after_fault_s: float = 5.0


class Worker:
    """Fans out, sends and settles; `send` makes one attempt and may be called by many threads at once.

    Only the thread that runs the loop speaks to the outbox. One endpoint has one attempt under way at a time, oldest
    event first, and rests after a failure that tells of strain: a slow or hanging receiver holds up nobody else. What
    is claimed is attempted at once, for a claim counts as an attempt.

    `faults` are the errors by which the store and the tasks fail in earnest operation; any other exception is a bug and
    ends the loop.
    """

    def __init__(
        self,
        outbox: Outbox,
        send: Callable[[Due], Result],
        clock: Clock,
        chance: Callable[[], float],
        log: FilteringBoundLogger,
        *,
        faults: tuple[type[Exception], ...],
        tasks: Sequence[Task] = (),
        pace: Pace | None = None,
    ) -> None:
        self._outbox = outbox
        self._send = send
        self._clock = clock
        self._chance = chance
        self._log = log
        self._faults = faults
        self._rota = Rota(tasks, faults, clock, log)
        self._pace = Pace() if pace is None else pace
        self._rests = Rests()
        self._running: dict[Future[Result], Due] = {}

    def run(self, stop: Event) -> None:
        """Work until `stop` is set, then finish the attempts that are under way."""
        idle_s = 0.0
        try:
            with ThreadPoolExecutor(self._pace.threads, thread_name_prefix="delivery") as threads:
                while not stop.is_set():
                    self._rota.do_due()
                    worked = self._guarded(lambda: self._step(threads))
                    if worked is None:
                        stop.wait(self._pace.after_fault_s)
                        continue
                    idle_s = 0.0 if worked else self._longer(idle_s)
                    if self._running:
                        wait(self._running, self._longer(idle_s), FIRST_COMPLETED)
                    elif worked < self._pace.events:
                        # What trickles in is taken together a moment later: every step is a durable transaction.
                        stop.wait(idle_s or self._pace.shortest_idle_s)
            while self._running:
                self._guarded(self._settle_finished)
        finally:
            self._log.info("delivery_ended", asked=stop.is_set())

    def run_once(self) -> int:
        """Work until nothing more is due; return how many events, attempts and results there were."""
        count = 0
        with ThreadPoolExecutor(self._pace.threads, thread_name_prefix="delivery") as threads:
            while (worked := self._step(threads)) or self._running:
                count += worked
                wait(self._running, return_when=FIRST_COMPLETED)
        return count

    def _longer(self, idle_s: float) -> float:
        return min(max(2 * idle_s, self._pace.shortest_idle_s), self._pace.longest_idle_s)

    def _guarded(self, work: Callable[[], int]) -> int | None:
        """Return what the work returns, None when the store failed; what could not be recorded comes again."""
        try:
            return work()
        except self._faults as fault:
            self._log.error("delivery_store_failed", fault=type(fault).__name__)
            return None

    def _step(self, threads: ThreadPoolExecutor) -> int:
        """Settle what has finished, fan out, begin what there are threads for; return how much of it there was."""
        settled = self._settle_finished()
        events = self._outbox.fan_out(self._pace.events, self._clock.now())
        begun = 0
        while len(self._running) < self._pace.threads:
            now = self._clock.now()
            aside = {due.endpoint.id for due in self._running.values()} | self._rests.resting(now)
            claimed = self._outbox.claim(1, now, now + self._pace.lease, aside)
            if not claimed:
                break
            self._running |= {threads.submit(self._send, due): due for due in claimed}
            begun += len(claimed)
        return settled + events + begun

    def _settle_finished(self) -> int:
        finished = [future for future in self._running if future.done()]
        for future in finished:
            self._settle(self._running.pop(future), future.result())
        return len(finished)

    def _settle(self, due: Due, result: Result) -> None:
        now = self._clock.now()
        log = self._log.bind(webhook_event=due.event, webhook=due.endpoint.id, attempt=due.attempt)
        self._rests.note(due.endpoint.id, result, now)
        match result:
            case Delivered():
                self._outbox.delivered(due, now)
                log.info("webhook_delivered")
            case Gone():
                self._outbox.disable(due.endpoint, "gone", now)
                log.warning("webhook_gone")
            case Failed(reason, wished=wished):
                again = again_at(due.attempt, now, self._chance(), wished)
                if again is None:
                    self._outbox.buried(due, reason, now)
                    log.error("webhook_buried", reason=reason)
                else:
                    self._outbox.failed(due, reason, again)
                    log.warning("webhook_failed", reason=reason)
