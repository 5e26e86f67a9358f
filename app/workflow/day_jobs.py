"""What a day brings about is planned from what is stored, and done: in steps of the system, and in events told once.

A day can be gone through again, whole or after a stop in the middle: a step that was taken is not due any more, and an
event has an identifier that follows from what it tells.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

from app.certification.cases.day_plan import Certified, Watched, plan_day
from app.certification.cases.over import Ends
from app.certification.cases.planned import About, Moved, Over, Planned, Reminder, StepDue
from app.ledger.canonical import Json
from app.ports.announcements import Announcements
from app.ports.evidence import EventRow
from app.ports.machine import Clock, instant_text
from app.workflow.issue_certificate import IssuingDesk, recover
from app.workflow.receipt import event_body

REMINDER, OVER, MOVED = "deadline.reminder", "deadline.over", "deadline.moved"
# A step can bring another one about: a certificate that expired, and can be renewed no more.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """The open cases of all bodies, and their certificates; what cannot be read back, by its id or number."""

    watched: tuple[Watched, ...]
    certified: tuple[Certified, ...]
    unreadable: tuple[str, ...] = ()


class Docket(Protocol):
    """Where they are looked at."""

    def look(self) -> Seen:
        """Return all of them as they are stored now."""
        ...


@dataclass(frozen=True, slots=True)
class JobDesk:
    """`take` takes a step of the system on a day, and tells whether it was taken."""

    docket: Docket
    announcements: Announcements
    issuing: IssuingDesk
    take: Callable[[StepDue, date], bool]
    clock: Clock


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on a day: certificates that were finished, steps taken and refused, days moved, events told.

    `unreadable` are the ids of cases and the numbers of certificates that could not be looked at.
    """

    recovered: int
    taken: tuple[StepDue, ...]
    refused: tuple[StepDue, ...]
    moved: int
    told: int
    unreadable: tuple[str, ...] = ()


def plan_of(on: date, docket: Docket) -> tuple[Planned, ...]:
    """Return what a day would bring about; nothing is done."""
    return _plan(docket.look(), on)


def _plan(seen: Seen, on: date) -> tuple[Planned, ...]:
    return plan_day(seen.watched, seen.certified, on)


def do_day(on: date, desk: JobDesk) -> DayDone:
    """Finish what stopped, and do what a day brings about."""
    recovered = recover(desk.issuing)
    taken: list[StepDue] = []
    refused: list[StepDue] = []
    for _ in range(_ROUNDS):
        due = [each for each in plan_of(on, desk.docket) if isinstance(each, StepDue) and each not in refused]
        if not due:
            break
        for each in due:
            (taken if desk.take(each, on) else refused).append(each)
    seen = desk.docket.look()
    plan = _plan(seen, on)
    at = instant_text(desk.clock.now())
    told = desk.announcements.announce([event for each in plan for event in _events(each, on, at)], at)
    # A day that moved is noted after it was told: a stop in between tells it again, which changes nothing.
    moved = sum(
        desk.announcements.restate(each.about.body, each.case, each.n, each.all_ends)
        for each in plan
        if isinstance(each, Moved)
    )
    return DayDone(recovered, tuple(taken), tuple(refused), moved, told, seen.unreadable)


def _events(planned: Planned, on: date, at: str) -> Iterator[EventRow]:
    match planned:
        case StepDue():
            # The step itself tells those who see its case.
            return
        case Reminder(about, ends, lead):
            data: dict[str, Json] = {"deadline": ends.deadline.value, **told_ends(ends), "lead_days": lead}
            yield from _to_each(REMINDER, about, data, (ends.day, at))
        case Over(about, deadline, ended_on):
            data = {"deadline": deadline.value, "ended_on": ended_on.isoformat()}
            yield from _to_each(OVER, about, data, (ended_on, at))
        case Moved(about=about, deadline=deadline, was=was, now=now):
            data = {"deadline": deadline.value, "was": _told(was), "now": _told(now)}
            known = now or was
            yield from _to_each(MOVED, about, data, (on if known is None else known.day, at))


def _to_each(kind: str, about: About, data: dict[str, Json], when: tuple[date, str]) -> Iterator[EventRow]:
    """Tell the body, and the client where it is their concern."""
    day, at = when
    subject: dict[str, Json] = {"case": about.case, "certificate": about.certificate}
    told = {**{name: value for name, value in subject.items() if value is not None}, **data}
    for reader in (about.body, about.client):
        if reader is not None:
            name = _event_id(day, (kind, reader, *(f"{name}={value}" for name, value in sorted(told.items()))))
            yield EventRow(name, reader, kind, event_body(kind, at, reader, told))


def _event_id(day: date, parts: Iterable[str]) -> str:
    """Return the identifier of an event: its day, so that it stands among the events of its time, and a digest."""
    ms = int(datetime.combine(day, time(), UTC).timestamp()) * 1000
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return f"{ms:012x}{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def told_ends(ends: Ends) -> dict[str, Json]:
    """Return when a deadline ends as plain values: firm, or provisional with the latest day."""
    latest = None if ends.latest is None else ends.latest.isoformat()
    return {"ends_on": ends.day.isoformat(), "ends_state": ends.state, "latest_end": latest}


def _told(ends: Ends | None) -> Json:
    return None if ends is None else told_ends(ends)
