"""What a day brings about by itself: times that are over, reminders, days that a new calendar has moved.

A plan is made from what is there and the day alone, so that a day can be planned again, and nothing is done by
planning. What a time that is over does to a case is a step of the system; nothing else here moves a case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from app.certification.body import Body
from app.certification.cases.office_acts import OfficeAct, is_ended
from app.certification.cases.over import Ends, due_on, ends_of, ends_when, is_over, rule_of
from app.certification.cases.overdue import overdue_causes
from app.certification.cases.planned import About, Moved, Over, Planned, Reminder, StepDue
from app.certification.cases.worklist import Work
from app.certification.certificate_days import CertificateLife, Move, moves
from app.certification.certification_scheme import CertificationScheme
from app.certification.deadline_rules import Actor, DeadlineRule
from app.certification.deadlines import Circumstances, Due, Firm, due
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
# Nobody or the body has to act, and the holder is concerned: until when it is valid, renewed late, or barred.
_OF_HOLDER: Final = frozenset({Deadline.VALIDITY, Deadline.GRACE, Deadline.BAR})
_NORM_OF_BAR: Final = "M-23d"
_VISITS: Final = frozenset({Kind.APPLICATION, Kind.SURVEILLANCE, Kind.RENEWAL})


@dataclass(frozen=True, slots=True)
class Watched:
    """A case that is open, its client, and when its deadlines end as that is stored."""

    work: Work
    client: str | None
    stored: tuple[Ends, ...]


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate: its holder, what was made of it and done to it, and all of its cases that can be read.

    `taken_in_on` is the day on which one from before the service was taken in: nobody here saw what was done about a
    term that was over by then, and it is not told late. `recorded` is what the office recorded outside of them.
    """

    number: str
    body: str
    holder: str
    life: CertificateLife
    scheme: CertificationScheme
    settings: Body | None
    cases: tuple[Work, ...]
    taken_in_on: date | None = None
    recorded: tuple[OfficeAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline of a certificate: the day from which it counts, and when it ends.

    The validity (D-09) is given by the day of expiry, which the certificate states.
    """

    deadline: Deadline
    rule: DeadlineRule
    start: date
    found: Due

    @property
    def ends(self) -> Ends | None:
        """Return when it ends, None where no day can be given."""
        return ends_when(self.deadline, self.found)


def plan_day(watched: Iterable[Watched], certified: Iterable[Certified], on: date) -> tuple[Planned, ...]:
    """Return what a day brings about: case by case and certificate by certificate, in the order given."""
    of_cases = (planned for each in watched for planned in _of_case(each, on))
    of_certificates = (planned for each in certified for planned in _of_certificate(each, on))
    return (*of_cases, *of_certificates)


def _of_case(watched: Watched, on: date) -> Iterator[Planned]:
    work, case = watched.work, watched.work.case
    dues = {clock.deadline: due_on(clock, work.scheme, work.body) for clock in work.held.running.values()}
    yield from _moved(watched)
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


def _moved(watched: Watched) -> Iterator[Moved]:
    """Yield every deadline of a case that has another answer than the stored one, even if it only became firm."""
    work, case = watched.work, watched.work.case
    stored = {each.deadline: each for each in watched.stored}
    all_ends = ends_of(work.held, work.scheme, work.body)
    now = {each.deadline: each for each in all_ends}
    for deadline in sorted({*stored, *now}):
        if stored.get(deadline) != now.get(deadline):
            about = About(case.body, watched.client, case.id)
            n = len(case.records)
            yield Moved(about, case.id, n, deadline, stored.get(deadline), now.get(deadline), all_ends)


def _of_certificate(certified: Certified, on: date) -> Iterator[Planned]:
    taken = moves(certified.life, certified.scheme, on)
    if not isinstance(taken, tuple) or not taken:
        return
    for term in terms_of(certified, on):
        about = _about(certified, for_client=term.rule.actor in _OF_CLIENT or term.deadline in _OF_HOLDER)
        yield from _told(about, term.deadline, (term.rule, term.found), on)
        if term.deadline is Deadline.SURVEILLANCE_GAP and is_over(term.rule, term.found, on):
            for signal, case in overdue_causes(certified.cases, taken[-1].status, term.start):
                yield StepDue(replace(about, case=case), case, signal.event, term.deadline, signal.cause)
    for move in _by_the_clock(taken):
        if move.event is ClockEvent.EXPIRE and (certified.taken_in_on is None or move.on > certified.taken_in_on):
            yield Over(_about(certified, for_client=True), Deadline.VALIDITY, move.on)
        yield from _steps_after(certified, move)


def terms_of(certified: Certified, on: date) -> Iterator[Term]:
    """Yield the deadlines of a certificate that run on a day, or are over without anybody having acted."""
    taken = moves(certified.life, certified.scheme, on)
    if not isinstance(taken, tuple) or not taken:
        return
    scheme, since = certified.scheme, certified.taken_in_on
    for deadline, start in _running(certified, taken, on):
        rule = (scheme.drafts if deadline is Deadline.BAR else scheme.deadlines).get(deadline)
        if rule is None:
            continue
        # Until when it is valid is what the certificate says, whatever its rule says today.
        is_stated = deadline is Deadline.VALIDITY
        found = Firm(start) if is_stated else due(rule, start, scheme.calendar, Circumstances(certified.settings))
        if since is None or not is_over(rule, found, since):
            yield Term(deadline, rule, start, found)


def _about(certified: Certified, *, for_client: bool) -> About:
    return About(certified.body, certified.holder if for_client else None, certificate=certified.number)


def _told(about: About, deadline: Deadline, of: tuple[DeadlineRule, Due], on: date) -> Iterator[Planned]:
    """Remind by the last lead whose day has come: those before it were told, or nobody was there to tell them."""
    rule, found = of
    ends = ends_when(deadline, found)
    if ends is None:
        return
    if is_over(rule, found, on):
        yield Over(about, deadline, ends.day)
        return
    leads = [lead for lead in rule.leads or USUAL_LEADS if ends.day - timedelta(days=lead) <= on]
    if leads and on <= ends.day:
        yield Reminder(about, ends, min(leads))


def _running(certified: Certified, taken: Sequence[Move], on: date) -> Iterator[tuple[Deadline, date]]:
    """Yield the deadlines of a certificate that run on a day, each with the day from which it counts."""
    made = {move.done.version for move in taken if move.done is not None}
    last = taken[-1]
    expires_on = max(version.expires_on for version in certified.life.versions if version.number in made)
    begun = [move.done for move in taken if move.done is not None and Deadline.REPORTING in _starts(move, taken)]
    n = next(n for n, done in enumerate(certified.life.acts, 1) if done is begun[-1])
    if not is_ended(Deadline.REPORTING, (n, begun[-1].on), certified.recorded, on):
        yield Deadline.REPORTING, begun[-1].on
    if last.status in {Status.VALID, Status.SUSPENDED}:
        if not any(work.held.kind is Kind.RENEWAL and _is_open(work) for work in certified.cases):
            yield Deadline.RENEWAL_APPLICATION, expires_on
        yield Deadline.VALIDITY, expires_on
        yield from _surveillance(certified.cases, on)
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


def _surveillance(cases: Sequence[Work], on: date) -> Iterator[tuple[Deadline, date]]:
    """Yield until when the next visit has to be, and from when it may be as long as there was none after the first.

    Nothing where no visit can be read: an imported history need not say when one was.
    """
    visits = [
        (inspection.ended_on, work.held.kind)
        for work in cases
        if work.held.kind in _VISITS and (inspection := work.held.brought.inspection) and inspection.ended_on <= on
    ]
    if not visits:
        return
    (first, kind), (last, _) = min(visits), max(visits)
    yield Deadline.SURVEILLANCE_GAP, last
    is_planned = any(work.held.kind is Kind.SURVEILLANCE and _is_open(work) for work in cases)
    if kind is Kind.APPLICATION and len(visits) == 1 and not is_planned:
        yield Deadline.SURVEILLANCE_WINDOW, first


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
