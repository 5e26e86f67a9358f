"""An event that is about to be recorded, and a case before its first one."""

from dataclasses import dataclass
from datetime import date

from app.certification.cases.fold import fold
from app.certification.cases.held import Held
from app.certification.cases.record import Case
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.certification.unit import Unit
from app.ledger.canonical import Json
from app.workflow.case_record import Head, Paper, Values
from app.workflow.current_case import Current, Ground


@dataclass(frozen=True, slots=True)
class Moment:
    """When a step is taken: the civil day of its effect, the day on which it is recorded, and the instant."""

    on: date
    today: date
    at: str


def system_event(n: int, event: Event, moment: Moment, data: Values) -> Values:
    """Return an event of nobody as plain values."""
    told: dict[str, Json] = {
        "n": n,
        "event": event.value,
        "role": Actor.SYSTEM.value,
        "on": moment.on.isoformat(),
        "at": moment.at,
    }
    return told | {"data": dict(data)} if data else told


def not_opened(head: Head, unit: Unit, ground: Ground) -> Current:
    """Return a case before its first event."""
    case = Case(head.id, Kind(head.kind), head.body, head.scheme, unit, head.certificate)
    held = fold(case)
    if not isinstance(held, Held):
        raise TypeError("a case without records that cannot be folded")
    return Current(None, Paper(head, ()), case, held, ground)
