"""What a step is stored as, whom it tells what, and the answer to who took it: `labverdict.case_step/1`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.certification.cases.held import Clock, Held
from app.certification.cases.over import due_on, ends_of
from app.certification.deadlines import Due, Firm, NotComputable, Provisional
from app.certification.lifecycle.states import State
from app.ledger.canonical import Json, canonical
from app.ledger.entry import SealedEntry
from app.ports.cases import RecordRow, StateRow, Step, Told
from app.ports.evidence import Answer, EventRow
from app.ports.machine import Ids
from app.workflow.current_case import Ground
from app.workflow.decide_case import Settled
from app.workflow.fingerprint import digest
from app.workflow.receipt import event_body

FORMAT = "labverdict.case_step/1"


@dataclass(frozen=True, slots=True)
class Stored:
    """A settled step as it is stored, and the organisations that are told of it."""

    settled: Settled
    step: Step
    readers: tuple[str, ...]

    @property
    def entries(self) -> int:
        """Return how many log entries it has."""
        return len(self.step.records) + len(self.step.acts) + (self.step.decision is not None)


def state_row(held: Held, ground: Ground) -> StateRow:
    """Return where a case stands, and when its deadlines end."""
    ends = ends_of(held, ground.scheme, ground.papers.body)
    return StateRow(State(held.state).value, ends[0].day if ends else None, ends)


def tell(stored: Sequence[Stored], entries: Sequence[SealedEntry], certificate: str | None, ids: Ids) -> Told:
    """Return the events and the answer of a step and of those that follow from it."""
    events: list[EventRow] = []
    place = 0
    for each in stored:
        events += _events(each, entries[place], ids)
        place += each.entries
    return Told(tuple(events), Answer(created=True, body=canonical(_answer(stored, entries[0], certificate))))


def due_told(due: Due) -> Json:
    """Return when a deadline ends as plain values."""
    match due:
        case Firm(day):
            return {"day": day.isoformat()}
        case Provisional(earliest, latest):
            return {"earliest": earliest.isoformat(), "latest": latest.isoformat()}
        case NotComputable(why, detail):
            return {"why": why.value, "detail": detail}


def _answer(stored: Sequence[Stored], entry: SealedEntry, certificate: str | None) -> Mapping[str, Json]:
    first = stored[0]
    advanced, ground = first.settled.advanced, first.settled.before.ground
    decision = first.step.decision
    return {
        "format": FORMAT,
        "case": first.step.case,
        "n": first.step.records[-1].n,
        "event": first.step.records[-1].event,
        "state": first.step.state.state,
        "due_on": _day(first.step.state.due_on),
        "log_entry": entry.n,
        "log_entry_hash": entry.hash,
        "started": [_started(clock, ground) for clock in advanced.started],
        "ended": [deadline.value for deadline in advanced.ended],
        "acts": [act.value for act in advanced.acts],
        "voided": advanced.voided,
        "certificate": certificate,
        "decision": None if decision is None else digest(decision.record),
        "followed": [_followed(each) for each in stored[1:]],
    }


def _started(clock: Clock, ground: Ground) -> Json:
    due = due_on(clock, ground.scheme, ground.papers.body)
    return {"deadline": clock.deadline.value, "from": clock.start.isoformat(), "due": due_told(due)}


def _followed(each: Stored) -> Json:
    record = _last(each)
    kind = each.settled.before.head.kind
    return {"case": each.step.case, "kind": kind, "n": record.n, "event": record.event, "state": each.step.state.state}


def _events(each: Stored, entry: SealedEntry, ids: Ids) -> list[EventRow]:
    record, at = _last(each), each.step.at
    type_ = f"case.{record.event}"
    data: dict[str, Json] = {
        "case": each.step.case,
        "kind": each.settled.before.head.kind,
        "n": record.n,
        "state": each.step.state.state,
        "log_entry": entry.n,
        "log_entry_hash": entry.hash,
    }
    return [EventRow(ids.new(), reader, type_, event_body(type_, at, reader, data)) for reader in each.readers]


def _last(each: Stored) -> RecordRow:
    return each.step.records[-1]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
