"""A certificate and its cases by the transition tables alone, beside a service: what an event leads to, and where.

The rows are taken from the tables once, when this module is read, and looked up here and nowhere else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from app.certification.cases.over import is_over
from app.certification.deadlines import due
from app.certification.lifecycle.certificate import CERTIFICATE, NOT_ISSUED
from app.certification.lifecycle.circumstances import Circumstances, standings
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import GROUNDS, Guard
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Signal, Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, CauseChange, Deadline, Kind, Status
from app.certification.standing import Standing
from tests.app.dossiers import DIESEL, scheme_of
from tests.served.cast import Document

ROWS: Mapping[tuple[Kind, str, str], Transition] = {
    (kind, row.state, row.event): row for kind, table in CASES.items() for row in table.rows
}
OF_CERTIFICATE = {(row.state, row.event): row for row in CERTIFICATE.rows}
FINAL = {kind: table.final for kind, table in CASES.items()}
START = State.NOT_OPENED
BY_CERTIFICATE = frozenset(standings(Circumstances(None, in_grace=False, open_causes=frozenset())))
_IN_USE = frozenset({Status.VALID, Status.SUSPENDED})
_numbers = count(1)


@dataclass(eq=False)
class Told:
    """A case as the answers tell it; `sides` are who acted in which role, `parties` who beside the body sees it."""

    kind: Kind
    id: str = ""
    state: str = START
    n: int = 0
    about: "Told | None" = None
    is_certified: bool = False
    causes: frozenset[Cause] = frozenset()
    sides: set[tuple[str, Actor]] = field(default_factory=set)
    evaluators: set[str] = field(default_factory=set)
    parties: set[Actor] = field(default_factory=set)
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def is_open(self) -> bool:
        return self.state not in FINAL[self.kind]

    def row(self, event: str) -> Transition | None:
        return ROWS.get((self.kind, self.state, event))

    def leaving(self) -> list[Transition]:
        """Return the rows of the state that wait for no signal."""
        return [
            row for (kind, state, _), row in ROWS.items() if (kind, state) == (self.kind, self.state) and is_free(row)
        ]


@dataclass
class Certificate:
    """`moved` is what was done to it, by the table; the clock is not in it."""

    number: str
    expires_on: date
    moved: str


@dataclass
class Heard:
    """A row that a case takes, with what it is told as the cause."""

    case: Told
    row: Transition
    cause: Cause | None


@dataclass
class Blocked:
    """An event that cannot follow, and so blocks the step that would bring it about."""

    event: str
    row: Transition | None


@dataclass
class Model:
    """One certificate with its cases, those that ended too."""

    certificate: Certificate | None = None
    cases: list[Told] = field(default_factory=list)

    def circumstances(self, case: Told, on: date) -> Circumstances:
        """Return how the certificate of a case stands on a day, with the causes that are open."""
        if self.certificate is None or not case.is_certified:
            return Circumstances(None, in_grace=False, open_causes=case.causes)
        status = status_on(self.certificate, on)
        in_grace = status == Status.EXPIRED and not is_late(self.certificate, on)
        causes = frozenset(case.causes)
        if status in _IN_USE or in_grace:
            for each in self.cases:
                if each.kind is Kind.SUSPENSION and (each.is_open or each.state == State.LAPSED):
                    causes |= each.causes
        return Circumstances(Status(status), in_grace, causes)

    def following(self, case: Told, row: Transition, cause: Cause | None, on: date) -> "list[Heard] | Blocked":
        """Return every row that a step takes, its own first and those of its signals after it."""
        stands = self.circumstances(case, on).status
        chain = _Chain(self, on, NOT_ISSUED if stands is None else stands)
        blocked = chain.take(case, row, cause)
        return chain.heard if blocked is None else blocked

    def open_ones(self, kind: Kind) -> list[Told]:
        return [each for each in self.cases if each.kind is kind and each.is_open]


@dataclass
class _Chain:
    model: Model
    on: date
    status: str
    heard: list[Heard] = field(default_factory=list)
    states: dict[int, str] = field(default_factory=dict)
    opened: list[Told] = field(default_factory=list)

    def take(self, case: Told, row: Transition, cause: Cause | None) -> Blocked | None:
        self.heard.append(Heard(case, row, cause))
        self.states[case.number] = row.to
        signals: Sequence[Signal] = row.signals
        if row.act is not None:
            done = OF_CERTIFICATE.get((self.status, row.act))
            if done is None:
                return Blocked(row.act, None)
            self.status, signals = done.to, (*done.signals, *row.signals)
        for signal in signals:
            for target in list(self._targets(case, signal)):
                blocked = self._hear(target, signal, cause)
                if blocked is not None:
                    return blocked
        return None

    def _hear(self, target: Told, signal: Signal, cause: Cause | None) -> Blocked | None:
        state = self.states.get(target.number, target.state)
        row = ROWS.get((target.kind, state, signal.event))
        if row is None:
            return None
        held = standings(self.model.circumstances(target, self.on))
        if any(held.get(guard) is Standing.NOT_MET for guard in row.guards):
            return Blocked(signal.event, row)
        return self.take(target, row, signal.cause or cause)

    def _targets(self, source: Told, signal: Signal) -> Iterator[Told]:
        if signal.kind is None:
            yield from () if source.about is None else (source.about,)
            return
        open_ones = [
            each
            for each in (*self.model.cases, *self.opened)
            if each.kind is signal.kind
            and each.is_certified
            and each is not source
            and self.states.get(each.number, each.state) not in FINAL[each.kind]
        ]
        yield from open_ones
        if not open_ones and (signal.kind, START, signal.event) in ROWS:
            new = Told(signal.kind, is_certified=True, parties={Actor.CLIENT})
            self.opened.append(new)
            yield new


def is_free(row: Transition) -> bool:
    """Tell whether a row waits for no signal."""
    return row.by != (Actor.SYSTEM,) or bool(row.expires)


def causes_after(causes: frozenset[Cause], heard: Heard) -> frozenset[Cause]:
    """Return the causes of a case after a row, by what the table says of them."""
    match heard.row.causes:
        case None:
            return causes
        case CauseChange.ADD:
            return causes if heard.cause is None else causes | {heard.cause}
        case CauseChange.CLOSE:
            return causes - {heard.cause}
        case CauseChange.CLEAR:
            return frozenset()


def in_the_way(model: Model, case: Told, row: Transition, data: Document, on: date) -> dict[Guard, bool]:
    """Return for each guard that is known here without the evidence whether it holds."""
    held = standings(model.circumstances(case, on))
    stated = {each["guard"]: each["standing"] for each in data.get("stated", ())}
    known = {guard: held[guard] is Standing.MET for guard in row.guards if guard in held}
    for guard in row.guards:
        match guard:
            case Guard.REASONS_GIVEN:
                known[guard] = bool(data.get("reasons"))
            case Guard.CAUSE_NAMED:
                known[guard] = bool(data.get("cause"))
            case Guard.UNITS_AND_START_NAMED:
                known[guard] = bool(data.get("units"))
            case Guard.TRIGGER_PROVEN | Guard.DRAWN_AT_RANDOM | Guard.CAUSE_UNFOUNDED | Guard.CORRECTION_VERIFIED:
                known[guard] = stated.get(guard) == Standing.MET
            case Guard.GRAVE_CASE | Guard.CANCELLATION_GROUND:
                known[guard] = stated.get(guard) == Standing.MET
            case _:
                pass
    return known


def moved(certificate: Certificate, act: Act, on: date) -> str:
    """Return the status after an act, by the table."""
    return OF_CERTIFICATE[status_on(certificate, on), act].to


def status_on(certificate: Certificate, on: date) -> str:
    """Return the status on a day."""
    row = OF_CERTIFICATE.get((certificate.moved, ClockEvent.EXPIRE))
    return row.to if row is not None and on >= certificate.expires_on else certificate.moved


def is_late(certificate: Certificate, on: date) -> bool:
    """Tell whether a certificate can be renewed no more."""
    scheme = scheme_of(DIESEL)
    rule = scheme.deadlines[Deadline.GRACE]
    return is_over(rule, due(rule, certificate.expires_on, scheme.calendar), on)


def clause_of(guard: Guard) -> Document:
    """Return the clause of a guard as it is told."""
    citation = GROUNDS[guard].citation
    return {"document": citation.document.value, "number": citation.number, "basis": citation.basis.value}


def events_of(kind: Kind) -> frozenset[Event]:
    return frozenset(Event(event) for of, _, event in ROWS if of is kind)
