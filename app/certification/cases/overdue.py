"""The cause for a suspension that a surveillance in arrears is (7.1.1), and the case that it is raised in."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.certification.cases.worklist import Work
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.table import Signal
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Status


def overdue_causes(works: Iterable[Work], status: Status, visited_on: date) -> Iterator[tuple[Signal, str | None]]:
    """Yield what the table raises once the gap is over, with the id of the open case; None: one is to be opened.

    It is raised once: whoever finds it unfounded has answered it until the next visit.
    """
    row = CERTIFICATE.row(status, ClockEvent.SURVEILLANCE_OVERDUE)
    cases = tuple(works)
    for signal in () if row is None else row.signals:
        own = [work for work in cases if work.held.kind is signal.kind]
        raised = (each.record for work in own for each in work.held.taken if each.record.on > visited_on)
        if any((each.event, each.data.cause) == (signal.event, signal.cause) for each in raised):
            continue
        there = [work for work in own if work.held.state not in CASES[work.held.kind].final]
        yield signal, there[0].case.id if there else None
