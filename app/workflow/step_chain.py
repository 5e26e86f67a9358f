"""A step with all that it brings about in other cases of the same certificate, before any of it is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from app.certification.cases.advance import advance
from app.certification.cases.case_form import read_event
from app.certification.cases.over import due_on, last_day
from app.certification.cases.record import STATED, Case, Recorded
from app.certification.cases.refusal import Refused, WhyNot
from app.certification.cases.situation import Outside, Situation
from app.certification.form import Refused as Unread
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.table import Signal, Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Act, Actor, Cause, Deadline, Kind
from app.ledger.canonical import Json
from app.ports.cases import ActRow
from app.workflow.case_desk import CaseDesk, Faulty
from app.workflow.case_record import Values, event_bytes
from app.workflow.certificate_wording import MAKES
from app.workflow.current_case import Current, held_scheme, read_paper, scheme_of_day
from app.workflow.decide_case import Settled
from app.workflow.new_event import Moment, not_opened, system_event
from app.workflow.outside_of_case import Around, circumstances, is_open


@dataclass
class Chain:
    """The steps that were settled so far, newest last, and what they did to the certificate."""

    around: Around
    moment: Moment
    desk: CaseDesk
    settled: list[Settled] = field(default_factory=list)
    acts: list[tuple[str, ActRow]] = field(default_factory=list)
    opened: dict[str, str] = field(default_factory=dict)
    status: str = ""
    latest: dict[str, Current] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stands = self.around.stands
        self.status = "" if stands is None or stands.on.status is None else stands.on.status
        self.latest = {each.head.id: each for each in self.around.cases}
        if self.around.about is not None:
            self.latest.setdefault(self.around.about.head.id, self.around.about)

    def take(self, current: Current, event: Values, outside: Outside) -> Refused | Faulty | None:
        """Settle one event of a case and everything that follows from it; what is refused refuses all of it."""
        found = self._settle(current, event, outside)
        if not isinstance(found, Settled):
            return found
        self.settled.append(found)
        after = replace(current, paper=found.paper, case=found.case, held=found.advanced.held)
        self.latest[current.head.id] = after
        signals: list[Signal] = []
        for act in found.advanced.acts:
            refused = self._do(act, found)
            if isinstance(refused, Refused):
                return refused
            signals += refused
        cause = found.record.data.cause
        for signal in (*signals, *found.advanced.signals):
            refused_there = self._hear(signal, after, cause)
            if refused_there is not None:
                return refused_there
        return None

    def _settle(self, current: Current, event: Values, outside: Outside) -> Settled | Refused | Faulty:
        record = read_event(event_bytes(event), current.case, current.ground.sources)
        if isinstance(record, Unread):
            return Faulty(record.issues)
        paper, case = current.paper.with_event(event), _with(current.case, record)
        reread = None
        if record.event is Event.ACCEPT:
            # What was brought before is read as of this day from now on.
            whole = read_paper(paper, current.ground)
            if isinstance(whole, Unread):
                return Faulty(whole.issues)
            case, reread = whole, (whole, scheme_of_day(current.ground, record.on))
        scheme = held_scheme(current, self.moment.on)
        situation = Situation(scheme, current.ground.papers.body, self.moment.today, outside)
        found = advance(current.case, record, situation, reread)
        return found if isinstance(found, Refused) else Settled(current, paper, case, record, found)

    def _do(self, act: Act, settled: Settled) -> tuple[Signal, ...] | Refused:
        """Do an act to the certificate, and return what it tells; those that make a version are done at its issue."""
        stands = self.around.stands
        if stands is None:
            return () if act is Act.ISSUE else self._impossible(act, settled)
        if self.moment.on < stands.last_act_on:
            # What was done to it since then rests on how it stood.
            return Refused(WhyNot.OUT_OF_ORDER, self.status, settled.record.event, settled.record.n)
        row = CERTIFICATE.row(self.status, act)
        if row is None:
            return self._impossible(act, settled)
        if (act in MAKES or row.to != self.status) and self._is_late():
            # Whoever asked before today how it stood has been answered.
            return Refused(WhyNot.OUT_OF_ORDER, settled.before.held.state, settled.record.event, settled.record.n)
        self.status = row.to
        if act not in MAKES or act is Act.ISSUE_ANOTHER:
            self.act(act, settled)
        return row.signals

    def _is_late(self) -> bool:
        """Tell whether a person dates a step before today; a clock says what has been so since its day."""
        return self.moment.on < self.moment.today and self.settled[0].record.role is not Actor.SYSTEM

    def act(self, act: Act, settled: Settled) -> None:
        """Note an act that is done to the certificate by a step."""
        stands = self.around.stands
        if stands is not None:
            n = stands.acts + len(self.acts) + 1
            until = _until(act, settled)
            newest = stands.newest
            row = ActRow(newest.number, newest.version, n, act.value, self.moment.on, until)
            self.acts.append((settled.before.head.id, row))

    def _impossible(self, act: Act, settled: Settled) -> Refused:
        return Refused(WhyNot.NO_SUCH_STEP, self.status, act.value, settled.record.n)

    def _hear(self, signal: Signal, source: Current, cause: Cause | None) -> Refused | Faulty | None:
        """Bring a signal to every open case of its kind, or to a new one; one without a kind to the case appealed."""
        for target in self._targets(signal, source):
            row = CASES[target.held.kind].row(target.held.state, signal.event)
            if row is None:
                continue
            event = self._event(signal, row, target, source, cause)
            outside = Outside(certificate=circumstances(self.around))
            refused = self.take(target, event, outside)
            if refused is not None:
                return refused
        return None

    def _targets(self, signal: Signal, source: Current) -> Iterable[Current]:
        if signal.kind is None:
            about = source.head.about
            return () if about is None or about not in self.latest else (self.latest[about],)
        found = [
            each
            for each in self.latest.values()
            if each.held.kind is signal.kind and is_open(each) and each.head.id != source.head.id
        ]
        if found or CASES[signal.kind].row(CASES[signal.kind].start, signal.event) is None:
            return found
        return (self._opened(signal.kind, source),)

    def _opened(self, kind: Kind, source: Current) -> Current:
        """Return a new case of a kind about the same certificate; nobody can have chosen its number before."""
        head = replace(source.head, id=self.desk.desk.ids.new(), kind=kind.value, about=None)
        self.opened[head.id] = f"{head.certificate}-{kind.value}-{head.id}"
        return not_opened(head, source.case.unit, source.ground)

    def _event(self, signal: Signal, row: Transition, target: Current, source: Current, cause: Cause | None) -> Values:
        """Return the event of a signal; what it proves of its step's guards is that the other case came to this."""
        named = signal.cause or cause
        ground = f"{source.head.kind} {source.head.id}"
        guards = [guard for guard in row.guards if guard in STATED]
        stated: list[Json] = [{"guard": each.value, "standing": "met", "ground": ground} for each in guards]
        data: dict[str, Json] = {} if named is None else {"cause": named.value}
        if stated:
            data["stated"] = stated
        return system_event(len(target.paper.events) + 1, signal.event, self.moment, data)


def _with(case: Case, record: Recorded) -> Case:
    return replace(case, records=(*case.records, record))


def _until(act: Act, settled: Settled) -> date | None:
    """Return the last day of a suspension, where the body has set its term."""
    if act is not Act.SUSPEND:
        return None
    ground = settled.before.ground
    terms = [clock for clock in settled.advanced.started if clock.deadline is Deadline.SUSPENSION_TERM]
    return last_day(due_on(terms[0], ground.scheme, ground.papers.body)) if terms else None
