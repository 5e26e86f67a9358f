"""What the office of a body records about a certificate outside of its cases, and which deadlines end by it.

An act is taken by the certificate's table in the status that the certificate has on the day of the act. It moves
nothing: what moves a certificate is decided in a case.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from app.certification.body import Body
from app.certification.cases.record import STATED, Stated
from app.certification.cases.refusal import Refused, WhyNot, missing_of
from app.certification.cases.step_guards import adopted, said
from app.certification.finding import Answered
from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.vocabulary import Actor, Deadline, Status

_BY_PERSONS: Final = tuple(row for row in CERTIFICATE.rows if row.by != (Actor.SYSTEM,))
OFFICE: Final = frozenset(ClockEvent(row.event) for row in _BY_PERSONS)


@dataclass(frozen=True, slots=True)
class OfficeAct:
    """An act that was recorded, its day, and how many acts of cases had been done to the certificate before it."""

    event: ClockEvent
    on: date
    after: int


@dataclass(frozen=True, slots=True)
class Recording:
    """An act as it is to be recorded; `n` is its place among all acts on the certificate."""

    event: ClockEvent
    on: date
    n: int
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    recording: Recording
    row: Transition
    body: Body


STATED_OF_OFFICE: Final = frozenset(guard for row in _BY_PERSONS for guard in row.guards if guard in STATED)
_ANSWERS: Final[Mapping[Guard, Callable[[_Asked], Answered]]] = MappingProxyType(
    {
        Guard.NORM_ADOPTED: lambda asked: adopted(asked.row.norms, asked.body, asked.recording.on),
        Guard.LISTED: lambda asked: said(Guard.LISTED, asked.recording.stated),
    }
)


def may_record(event: ClockEvent) -> tuple[Actor, ...]:
    """Return who may record an act, whatever the status of the certificate."""
    return tuple(dict.fromkeys(actor for row in _BY_PERSONS if row.event == event for actor in row.by))


def record_act(recording: Recording, status: Status | None, today: date, body: Body) -> Transition | Refused:
    """Return the row by which an act is recorded, or why it is not; the status is that of the day of the act."""
    state: str = NOT_ISSUED if status is None else status
    if recording.on > today:
        return Refused(WhyNot.IN_THE_FUTURE, state, recording.event, recording.n)
    row = CERTIFICATE.row(state, recording.event)
    if row is None:
        return Refused(WhyNot.NO_SUCH_STEP, state, recording.event, recording.n)
    asked = _Asked(recording, row, body)
    found = (missing_of(guard, _ANSWERS[guard](asked)) for guard in row.guards)
    missing = tuple(each for each in found if each is not None)
    if missing:
        return Refused(WhyNot.GUARD_NOT_PASSED, state, recording.event, recording.n, row.citation, missing)
    return row


def is_ended(deadline: Deadline, started: tuple[int, date], acts: Iterable[OfficeAct], on: date) -> bool:
    """Tell whether a deadline has been ended by a day; `started` is the act that it runs from, by number and day.

    What is recorded before a renewal, or of a day before it, says nothing of the renewal.
    """
    n, since = started
    ending = {row.event for row in CERTIFICATE.rows if deadline in row.ends}
    return any(each.event in ending and each.after >= n and since <= each.on <= on for each in acts)
