"""What a step does to the deadlines of its case."""

from dataclasses import replace
from datetime import date

from app.certification.calendar import Pause
from app.certification.cases.deadline_starts import start_of
from app.certification.cases.held import Clock, Held
from app.certification.cases.record import Recorded
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.vocabulary import Deadline


def timed(held: Held, record: Recorded, place: int, row: Transition, *, is_final: bool) -> Held:
    """Return the case with the deadlines that run after a step; the end of a case ends them all."""
    running, stopped = dict(held.running), dict(held.stopped)
    for deadline in (*row.ends, *row.expires):
        if (clock := running.pop(deadline, None)) is not None:
            stopped[deadline] = (clock, record.on)
    for deadline in row.starts:
        start = start_of(deadline, record.on, held.dossier(), held.brought.receipt)
        running[deadline] = Clock(deadline, start, place, _pauses(deadline, held))
        stopped.pop(deadline, None)
    for deadline in row.resumes:
        if deadline in stopped:
            running[deadline] = _resumed(*stopped.pop(deadline), record)
    return replace(held, running={} if is_final else running, stopped=stopped)


def _pauses(deadline: Deadline, held: Held) -> tuple[Pause, ...]:
    receipt = held.brought.receipt
    return receipt.pauses if deadline is Deadline.TEST_TIME and receipt is not None else ()


def _resumed(clock: Clock, stopped_on: date, record: Recorded) -> Clock:
    """Count a clock on from its first day; only for that of a test the days between do not count (4.2.4)."""
    if clock.deadline is not Deadline.TEST_TIME or record.on <= stopped_on:
        return clock
    return replace(clock, pauses=(*clock.pauses, Pause(stopped_on, record.on)))
