"""A certificate and its cases in memory, driven step by step through the engine."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.certification.cases.advance import Advanced, advance
from app.certification.cases.fold import fold
from app.certification.cases.held import Held
from app.certification.cases.over import due_on, last_day
from app.certification.cases.record import Brought, Case, Recorded
from app.certification.cases.refusal import Refused
from app.certification.cases.situation import Declaration, Outside, Situation
from app.certification.dossier import Never
from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.circumstances import Circumstances
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Signal, Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Cause, Deadline, Kind, Status
from app.certification.standing import Standing
from tests.app.certification.cases.evidence import AT, PERSONS, SCHEME, good, shipped
from tests.app.dossiers import settings

FIRST_DAY = date(2026, 6, 1)
LAST_DAY = date(2028, 12, 1)
TERM = {"length": "3", "kind": "month"}
BODY = settings(
    designated_laboratories=["示例检测实验室"],
    non_critical_items=sorted({each.characteristic.id for each in SCHEME.requirements("0号")}),
    rectification_term=TERM,
    suspension_term=TERM,
    cooling_off=TERM,
    number_format="JSPB-{year}-{serial}",
    renewal_number="same",
    renewal_start="decision",
    one_person_reviews_and_decides=False,
)
DECLARED = tuple(Declaration(person, True, Never.NEVER) for person in PERSONS.values() if person is not None)  # noqa: FBT003 - free of conflicts


@dataclass
class Life:
    """One certificate with at most one open case of each kind; what was taken and refused is counted."""

    today: date = FIRST_DAY
    status: str = NOT_ISSUED
    in_grace: bool = False
    cases: dict[Kind, Case] = field(default_factory=dict)
    ended: dict[Kind, Case] = field(default_factory=dict)
    left_open: frozenset[Cause] = frozenset()
    taken: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def held(self, kind: Kind) -> Held:
        found = fold(self.cases[kind])
        assert isinstance(found, Held), found
        return found

    def open(self, kind: Kind) -> Case:
        unit = shipped().application.unit
        return self.cases.get(kind) or Case(f"{kind}-1", kind, BODY.id, SCHEME.rule.id, unit, None)

    def outside(self) -> Outside:
        status = None if self.status == NOT_ISSUED else Status(self.status)
        suspension = self.cases.get(Kind.SUSPENSION)
        causes = self.left_open if suspension is None else self.held(Kind.SUSPENSION).causes
        known = Circumstances(status, self.in_grace, causes)
        return Outside(known, DECLARED, Standing.MET, Standing.MET, frozenset({"D-1"}))

    def rows(self, kind: Kind) -> tuple[Transition, ...]:
        table = CASES[kind]
        return table.free(self.held(kind).state if kind in self.cases else table.start)

    def record(self, kind: Kind, event: Event, role: Actor, data: Brought | None = None) -> Recorded:
        case = self.open(kind)
        brought = good(kind, event, self.today) if data is None else data
        return Recorded(len(case.records) + 1, event, role, PERSONS[role], self.today, AT, brought)

    def take(self, kind: Kind, record: Recorded) -> Advanced | Refused:
        """Take a step with all that follows from it; what is refused changes nothing."""
        case = self.open(kind)
        outside = self.outside()
        if kind is Kind.SUSPENSION:
            outside = replace(outside, certificate=replace(outside.certificate, open_causes=frozenset()))
        found = advance(case, record, Situation(SCHEME, BODY, self.today, outside))
        if isinstance(found, Refused):
            self.refused[found.why] += 1
            self.refused.update(each.guard for each in found.missing)
            return found
        before = CASES[kind].start if not case.records else self._state(case)
        row = CASES[kind].row(before, record.event)
        self.taken[kind, before, record.event] += 1
        self.cases[kind] = replace(case, records=(*case.records, *found.records))
        if found.state in CASES[kind].final:
            self.ended[kind] = self.cases.pop(kind)
            if kind is Kind.SUSPENSION:
                self.left_open = found.held.causes if found.state == "lapsed" else frozenset()
        for act in found.acts:
            self._move(act)
        for signal in found.signals:
            self._hear(signal)
        assert row is None or row.to == found.state
        return found

    def follow(self, kind: Kind, events: str) -> None:
        """Take steps one after the other, each on a day of its own by somebody who may."""
        for event in events.split():
            self.today += timedelta(days=1)
            row = next(row for row in self.rows(kind) if row.event == event)
            found = self.take(kind, self.record(kind, Event(event), row.by[0]))
            assert isinstance(found, Advanced), found

    def clock(self, event: ClockEvent) -> None:
        """Let a term of the certificate run out."""
        if CERTIFICATE.row(self.status, event) is not None:
            self._move(event)

    def wait(self, deadline: Deadline) -> None:
        """Let time pass until a deadline that runs is over."""
        for kind in self.cases:
            clock = self.held(kind).running.get(deadline)
            last = None if clock is None else last_day(due_on(clock, SCHEME, BODY))
            if last is not None and last < LAST_DAY:
                self.today = max(self.today, last + timedelta(days=1))

    def _state(self, case: Case) -> str:
        found = fold(case)
        assert isinstance(found, Held)
        return found.state

    def _move(self, event: str) -> None:
        row = CERTIFICATE.row(self.status, event)
        assert row is not None, f"{event} of a certificate that is {self.status}"
        self.in_grace = Deadline.GRACE in row.starts or (
            self.in_grace and Deadline.GRACE not in (*row.ends, *row.expires)
        )
        self.status = row.to
        if row.to in {Status.WITHDRAWN, Status.CANCELLED} or (row.to == Status.EXPIRED and not self.in_grace):
            self.left_open = frozenset()
        for signal in row.signals:
            self._hear(signal)

    def _hear(self, signal: Signal) -> None:
        """Bring a signal to the open case of its kind, or open one; one without a kind is an appeal that is upheld."""
        kind = self._appealed() if signal.kind is None else signal.kind
        if kind is None:
            return
        start = self.held(kind).state if kind in self.cases else CASES[kind].start
        if CASES[kind].row(start, signal.event) is None:
            return
        data = replace(good(kind, signal.event, self.today), cause=signal.cause or Cause.RULES_BROKEN)
        found = self.take(kind, self.record(kind, signal.event, Actor.SYSTEM, data))
        assert isinstance(found, Advanced), found

    def _appealed(self) -> Kind | None:
        """Return the case that an appeal reopens: one that is open, or the last that has ended and still can be."""
        if Kind.SUSPENSION in self.cases:
            return Kind.SUSPENSION
        for kind in reversed(self.ended):
            if CASES[kind].row(self._state(self.ended[kind]), Event.APPEAL_UPHELD) is None or kind in self.cases:
                continue
            if kind is Kind.APPLICATION and self.status != NOT_ISSUED:
                continue
            self.cases[kind] = self.ended.pop(kind)
            return kind
        return None
