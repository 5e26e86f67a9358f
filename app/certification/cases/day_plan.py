"""What a day brings about by itself: times that are over, reminders, days that a new calendar has moved.

A plan is made from what is there and the day alone, so that a day can be planned again, and nothing is done by
planning. What a time that is over does to a case is a step of the system; nothing else here moves a case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.certification.body import Body
from app.certification.cases.over import due_on, first_day, is_over, rule_of
from app.certification.cases.worklist import Work
from app.certification.certificate_days import CertificateLife, Move, moves
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import Actor, DeadlineRule
from app.certification.deadlines import Circumstances, Due, NotComputable, due
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Act, Deadline, Kind, Status
from app.certification.lifecycle.vocabulary import Actor as By

# Where a rule names no days before: the shortest term that the rules print is of seven working days, so that a week
# before is no earlier than its start; the day before is the last on which something can still be done.
USUAL_LEADS: Final = (7, 1)
_OF_CLIENT: Final = frozenset({Actor.CLIENT, Actor.HOLDER, Actor.FACTORY})
_NORM_OF_BAR: Final = "M-23d"
_VISITS: Final = frozenset({Kind.APPLICATION, Kind.SURVEILLANCE, Kind.RENEWAL})


@dataclass(frozen=True, slots=True)
class Watched:
    """A case that is open, its client, and the day that is stored as its next one."""

    work: Work
    client: str | None
    stored_due: date | None


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate: its holder, what was made of it and done to it, and all of its cases that can be read.

    `taken_in_on` is the day on which one from before the service was taken in: nobody here saw what was done about a
    term that was over by then, and it is not told late.
    """

    number: str
    body: str
    holder: str
    life: CertificateLife
    scheme: CertificationScheme
    settings: Body | None
    cases: tuple[Work, ...]
    taken_in_on: date | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Whom something concerns: the body, the client where the deadline is theirs, and the case or the certificate."""

    body: str
    client: str | None
    case: str | None = None
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a deadline ends in `lead` days or less; of a provisional one its earliest day counts."""

    about: About
    deadline: Deadline
    ends_on: date
    lead: int


@dataclass(frozen=True, slots=True)
class Over:
    """That a deadline is over of which no step of a case says so."""

    about: About
    deadline: Deadline
    ended_on: date


@dataclass(frozen=True, slots=True)
class StepDue:
    """A step of the system: a time of the case is over, or its certificate has expired or can be renewed no more."""

    about: About
    case: str
    event: Event
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Moved:
    """That the next day of a case is another one than is stored: a notice has come, or a setting was made.

    `n` is the newest record that was seen.
    """

    about: About
    case: str
    n: int
    was: date | None
    now: date | None


Planned = Reminder | Over | StepDue | Moved


def plan_day(watched: Iterable[Watched], certified: Iterable[Certified], on: date) -> tuple[Planned, ...]:
    """Return what a day brings about: case by case and certificate by certificate, in the order given."""
    of_cases = (planned for each in watched for planned in _of_case(each, on))
    of_certificates = (planned for each in certified for planned in _of_certificate(each, on))
    return (*of_cases, *of_certificates)


def _of_case(watched: Watched, on: date) -> Iterator[Planned]:
    work, case = watched.work, watched.work.case
    dues = {clock.deadline: due_on(clock, work.scheme, work.body) for clock in work.held.running.values()}
    now = min((day for each in dues.values() if (day := first_day(each)) is not None), default=None)
    if now != watched.stored_due:
        yield Moved(About(case.body, watched.client, case.id), case.id, len(case.records), watched.stored_due, now)
    said = set[Deadline]()
    rows = CASES[case.kind].free(work.held.state)
    over = {each for each, found in dues.items() if is_over(work.scheme.deadlines[each], found, on)}
    for row in rows:
        if By.SYSTEM in row.by and row.expires and over.issuperset(row.expires):
            said |= set(row.expires)
            yield StepDue(About(case.body, watched.client, case.id), case.id, Event(row.event), row.expires[0])
    for clock in work.held.running.values():
        if clock.deadline not in said:
            rule = rule_of(clock, work.scheme)
            about = About(case.body, watched.client if rule.actor in _OF_CLIENT else None, case.id)
            yield from _told(about, clock.deadline, (rule, dues[clock.deadline]), on)


def _of_certificate(certified: Certified, on: date) -> Iterator[Planned]:
    taken = moves(certified.life, certified.scheme, on)
    if not isinstance(taken, tuple) or not taken:
        return
    for deadline, start in _running(certified, taken, on):
        rules = certified.scheme.drafts if deadline is Deadline.BAR else certified.scheme.deadlines
        rule = rules.get(deadline)
        if rule is None:
            continue
        about = _about(certified, for_client=rule.actor in _OF_CLIENT or deadline is Deadline.BAR)
        found = due(rule, start, certified.scheme.calendar, Circumstances(certified.settings))
        if certified.taken_in_on is None or not is_over(rule, found, certified.taken_in_on):
            yield from _told(about, deadline, (rule, found), on)
    for move in _by_the_clock(taken):
        if move.event is ClockEvent.EXPIRE and (certified.taken_in_on is None or move.on > certified.taken_in_on):
            yield Over(_about(certified, for_client=True), Deadline.VALIDITY, move.on)
        yield from _steps_after(certified, move)


def _about(certified: Certified, *, for_client: bool) -> About:
    return About(certified.body, certified.holder if for_client else None, certificate=certified.number)


def _told(about: About, deadline: Deadline, of: tuple[DeadlineRule, Due], on: date) -> Iterator[Planned]:
    """Remind by the last lead whose day has come: those before it were told, or nobody was there to tell them."""
    rule, found = of
    ends_on = first_day(found)
    if ends_on is None or isinstance(found, NotComputable):
        return
    if is_over(rule, found, on):
        yield Over(about, deadline, ends_on)
        return
    leads = [lead for lead in rule.leads or USUAL_LEADS if ends_on - timedelta(days=lead) <= on]
    if leads and on <= ends_on:
        yield Reminder(about, deadline, ends_on, min(leads))


def _running(certified: Certified, taken: Sequence[Move], on: date) -> Iterator[tuple[Deadline, date]]:
    """Yield the deadlines of a certificate that run on a day, each with the day from which it counts."""
    made = {move.done.version for move in taken if move.done is not None}
    last = taken[-1]
    expires_on = max(version.expires_on for version in certified.life.versions if version.number in made)
    begun = [move.on for move in taken if move.done is not None and Deadline.REPORTING in _starts(move, taken)]
    yield Deadline.REPORTING, begun[-1]
    if last.status in {Status.VALID, Status.SUSPENDED}:
        if not any(work.held.kind is Kind.RENEWAL and _is_open(work) for work in certified.cases):
            yield Deadline.RENEWAL_APPLICATION, expires_on
        visited_on = _last_visit(certified.cases, on)
        if visited_on is not None:
            yield Deadline.SURVEILLANCE_GAP, visited_on
    if last.status == Status.EXPIRED:
        yield Deadline.GRACE, expires_on
    if certified.settings is not None and certified.settings.adopts(_NORM_OF_BAR, on):
        yield from ((Deadline.BAR, barred_on) for barred_on in _barred(taken))


def _starts(move: Move, taken: Sequence[Move]) -> tuple[Deadline, ...]:
    """Return the deadlines that an act starts; the first one of a number is its issue, whatever it is called."""
    if move is taken[0]:
        return (Deadline.REPORTING,)
    before = taken[taken.index(move) - 1].status
    row = CERTIFICATE.row(before, move.event)
    return () if row is None else row.starts


def _barred(taken: Sequence[Move]) -> Iterator[date]:
    """Yield the day of the withdrawal whose bar no appeal has lifted (draft 23)."""
    if all(move.event is not Act.LIFT_BAR for move in taken):
        yield from (move.on for move in taken if move.event is Act.WITHDRAW)


def _last_visit(cases: Iterable[Work], on: date) -> date | None:
    """Return the last day of the last inspection or surveillance; None where none of them can be read."""
    found = [work.held.brought.inspection for work in cases if work.held.kind in _VISITS]
    return max((each.ended_on for each in found if each is not None and each.ended_on <= on), default=None)


def _by_the_clock(taken: Sequence[Move]) -> Iterator[Move]:
    """Yield what time alone has done to a certificate since anything else was done to it."""
    last_act = max(place for place, move in enumerate(taken) if move.done is not None)
    yield from taken[last_act + 1 :]


def _steps_after(certified: Certified, move: Move) -> Iterator[StepDue]:
    """Yield the steps of open cases that expiry and the end of the late renewal bring about, each one once."""
    before = Status.EXPIRED if move.event is ClockEvent.GRACE_OVER else Status.VALID
    row = CERTIFICATE.row(before, move.event)
    deadline = Deadline.GRACE if move.event is ClockEvent.GRACE_OVER else Deadline.VALIDITY
    for signal in () if row is None else row.signals:
        for work in certified.cases:
            hears = signal.kind is work.held.kind and CASES[work.held.kind].row(work.held.state, signal.event)
            heard = any(each.record.event == signal.event and each.record.on >= move.on for each in work.held.taken)
            if hears and not heard:
                about = About(certified.body, certified.holder, work.case.id, certified.number)
                yield StepDue(about, work.case.id, signal.event, deadline)


def _is_open(work: Work) -> bool:
    return work.held.state not in CASES[work.held.kind].final
