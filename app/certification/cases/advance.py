"""One event against a case: what it does, or why it is not taken."""

from dataclasses import dataclass, replace
from typing import Final

from app.certification.cases.corrected import History, against_correction
from app.certification.cases.correction import CorrectsNothing
from app.certification.cases.fold import Impossible, fold
from app.certification.cases.guards import missing_at
from app.certification.cases.held import Clock, Held
from app.certification.cases.involvement import Proof, is_on_both_sides, proof
from app.certification.cases.over import due_on, is_over, rule_of
from app.certification.cases.record import Case, Entry, Recorded
from app.certification.cases.refusal import Refused, WhyNot
from app.certification.cases.situation import Situation
from app.certification.certification_scheme import CertificationScheme
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Signal
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Act, Actor, Deadline

_JUDGING: Final = frozenset({Actor.REVIEWER, Actor.DECIDER})
_OF_EVIDENCE: Final = frozenset({Entry.RECORD, Event.CHANGE_EVIDENCE})


@dataclass(frozen=True, slots=True)
class Advanced:
    """An event that is taken: the records to append, what the case amounts to then, and what follows elsewhere.

    `proof` stands at a review and a decision. `voided` tells that a pending decision went back to review.
    """

    records: tuple[Recorded, ...]
    held: Held
    acts: tuple[Act, ...]
    signals: tuple[Signal, ...]
    started: tuple[Clock, ...]
    ended: tuple[Deadline, ...]
    proof: Proof | None
    voided: bool

    @property
    def state(self) -> str:
        """Return where the case stands."""
        return self.held.state


def advance(
    case: Case, record: Recorded, situation: Situation, reread: tuple[Case, CertificationScheme] | None = None
) -> Advanced | Refused:
    """Take one event of a case, or refuse it with every guard in its way. `record.n` follows the records.

    An acceptance sets the day by which all evidence is read: `reread` is the case with it, and the scheme of its day.
    """
    changed, scheme = reread or (replace(case, records=(*case.records, record)), situation.scheme)
    held, after = fold(case), fold(changed)
    if not isinstance(held, Held):
        return Refused(WhyNot.CASE_IMPOSSIBLE, "", record.event, held.n)
    why = _against(held, record, situation)
    if why is not None:
        return Refused(why, held.state, record.event, record.n)
    if not isinstance(after, Held):
        return _impossible(held, record, after)
    corrects = record.corrects is not None
    refused = (
        against_correction(
            History(case, held, situation), History(changed, after, replace(situation, scheme=scheme)), record
        )
        if corrects
        else _by_guards(held, after, situation)
    )
    return _advanced(held, after, record) if refused is None else refused


def _against(held: Held, record: Recorded, situation: Situation) -> WhyNot | None:
    """Return what is wrong with an event whatever its step is."""
    if record.on > situation.today:
        return WhyNot.IN_THE_FUTURE
    if record.corrects is None and held.taken and record.on < held.taken[-1].record.on:
        return WhyNot.OUT_OF_ORDER
    if record.person is not None and is_on_both_sides(held, record.person, record.role):
        return WhyNot.ON_BOTH_SIDES
    if record.role in _JUDGING and record.data.is_evidence and record.event not in _OF_EVIDENCE:
        return WhyNot.EVIDENCE_AT_DECISION
    return None


def _impossible(held: Held, record: Recorded, found: Impossible | CorrectsNothing) -> Refused:
    """Return why an event cannot stand where it is, or which later one could not if it did."""
    if isinstance(found, CorrectsNothing):
        return Refused(WhyNot.CORRECTS_NOTHING, held.state, record.event, record.n)
    if record.corrects is not None and found.event != record.event:
        return Refused(WhyNot.LATER_STEP_IMPOSSIBLE, found.state, found.event, found.n)
    row = CASES[held.kind].row(found.state, found.event)
    return Refused(WhyNot(found.why), found.state, found.event, record.n, None if row is None else row.citation)


def _by_guards(held: Held, after: Held, situation: Situation) -> Refused | None:
    """Refuse the last step where a guard does not let it through, or where the time that it says is over is not."""
    taken = after.taken[-1]
    record, row = taken.record, taken.row
    if row is None or not isinstance(record.event, Event):
        return None
    missing = missing_at(held, taken, situation)
    if missing:
        return Refused(WhyNot.GUARD_NOT_PASSED, held.state, record.event, record.n, row.citation, missing)
    if all(_is_over(held, deadline, record, situation) for deadline in row.expires):
        return None
    return Refused(WhyNot.DEADLINE_NOT_OVER, held.state, record.event, record.n, row.citation)


def _is_over(held: Held, deadline: Deadline, record: Recorded, situation: Situation) -> bool:
    clock = held.running.get(deadline)
    if clock is None:
        return False
    found = due_on(clock, situation.scheme, situation.body)
    return is_over(rule_of(clock, situation.scheme), found, record.on)


def _advanced(held: Held, after: Held, record: Recorded) -> Advanced:
    """Return what a record that may be taken does: only a step of its own reaches beyond the case."""
    row = after.taken[-1].row if isinstance(record.event, Event) and record.corrects is None else None
    judged = row is not None and record.role in _JUDGING and record.person is not None
    return Advanced(
        records=(record,),
        held=after,
        acts=() if row is None or row.act is None else (row.act,),
        signals=() if row is None else row.signals,
        started=tuple(clock for deadline, clock in after.running.items() if held.running.get(deadline) != clock),
        ended=tuple(deadline for deadline in held.running if deadline not in after.running),
        proof=proof(held, record.n, record.person, record.role) if judged and record.person is not None else None,
        voided=held.state == State.DECIDING and after.state != held.state and row is None,
    )
