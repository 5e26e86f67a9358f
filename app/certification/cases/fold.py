"""The records of a case -> what it amounts to. The same records give the same answer, on whatever day it is asked."""

from dataclasses import dataclass, replace
from typing import Final

from app.certification.cases.clocks import timed
from app.certification.cases.correction import CorrectsNothing, corrections, standing_for
from app.certification.cases.held import Decided, Held, Involved, Reviewed, Taken
from app.certification.cases.record import Brought, Case, Recorded
from app.certification.clauses.separation import evaluators
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.step import Facts, Refusal, Why, step
from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Cause, CauseChange
from app.certification.standing import Standing

EVALUATING: Final = frozenset({Actor.LABORATORY, Actor.EVALUATOR, Actor.VERIFIER})


# Whether a step might be taken was answered when it was: to fold only asks whether it can be.
_GRANTED: Final = dict.fromkeys(Guard, Standing.MET)


@dataclass(frozen=True, slots=True)
class Impossible:
    """The place of an event that the case's table does not know in its state, or not by that role."""

    n: int
    state: str
    event: str
    why: Why


def fold(case: Case, before: int | None = None) -> Held | Impossible | CorrectsNothing:
    """Fold a case, or what of it lies before a record. What corrects an event counts in the place of the first one.

    Where it was recorded, a correction of evidence is a change of evidence: it voids a decision that is pending there.
    """
    corrected_by = corrections(case.records)
    if isinstance(corrected_by, CorrectsNothing):
        return corrected_by
    by_n = {record.n: record for record in case.records}
    table = CASES[case.kind]
    held = Held(case.kind, case.scheme, table.start)
    for record in case.records[: None if before is None else before - 1]:
        after: Held | Impossible = held
        if record.corrects is not None:
            if record.data.is_evidence or by_n[record.corrects].data.is_evidence:
                after = _moved(
                    replace(held, evidence=record.n), record, record.n, table.row(held.state, Event.CHANGE_EVIDENCE)
                )
        elif (counted := standing_for(record, corrected_by)) is not None:
            after = _counted(held, counted, record.n, table)
        if isinstance(after, Impossible):
            return after
        held = _involving(after, record)
    return held


def _counted(held: Held, counted: Recorded, place: int, table: Table) -> Held | Impossible:
    found = _row(held.state, counted, table)
    if isinstance(found, Why):
        return Impossible(place, held.state, counted.event, found)
    return _moved(bringing(held, counted.data, place), counted, place, found)


def _row(state: str, record: Recorded, table: Table) -> Transition | Why | None:
    """Return the row that a record takes. Further evidence is a change of evidence where the table has one."""
    if isinstance(record.event, Event):
        stepped = step(table, state, record.event, Facts(record.role, _GRANTED))
        return stepped.why if isinstance(stepped, Refusal) else stepped.row
    if state == table.start or state in table.final:
        return Why.NO_SUCH_STEP
    if record.role is Actor.SYSTEM or not any(record.role in row.by for row in table.rows):
        return Why.OTHER_ACTOR
    return table.row(state, Event.CHANGE_EVIDENCE) if record.data.is_evidence else None


def bringing(held: Held, data: Brought, place: int) -> Held:
    """Add what an event brings to the evidence."""
    before = held.brought
    brought = Brought(
        application=data.application or before.application,
        certified=data.certified or before.certified,
        statements=(*before.statements, *data.statements),
        receipt=data.receipt or before.receipt,
        tests=(*before.tests, *data.tests),
        plan=data.plan or before.plan,
        inspection=data.inspection or before.inspection,
        card=data.card or before.card,
        sampling=data.sampling or before.sampling,
    )
    after = replace(held, brought=brought, evidence=place if data.is_evidence else held.evidence)
    dossier = after.dossier()
    return after if dossier is None else replace(after, evaluators=held.evaluators | evaluators(dossier))


def _moved(held: Held, record: Recorded, place: int, row: Transition | None) -> Held:
    """Take a row with all that it does to the case; without one the case stays where it is."""
    if row is None:
        return replace(held, taken=(*held.taken, Taken(record, place, None, held.state, held.state, (), ())))
    is_final = row.to in CASES[held.kind].final
    after = timed(held, record, place, row, is_final=is_final)
    ended = tuple(deadline for deadline in held.running if deadline not in after.running)
    started = tuple(clock for deadline, clock in after.running.items() if held.running.get(deadline) is not clock)
    return replace(
        after,
        state=row.to,
        accepted_on=record.on if row.event == Event.ACCEPT else held.accepted_on,
        causes=_causes(held.causes, row.causes, record.data.cause),
        reviewed=_reviewed(held, record, row),
        decisions=(*held.decisions, *_decided(held, record, place, row)),
        taken=(*held.taken, Taken(record, place, row, held.state, row.to, started, ended)),
    )


def _causes(causes: frozenset[Cause], change: CauseChange | None, named: Cause | None) -> frozenset[Cause]:
    match change:
        case None:
            return causes
        case CauseChange.ADD:
            return causes | {named} if named is not None else causes
        case CauseChange.CLOSE:
            return causes - {named}
        case CauseChange.CLEAR:
            return frozenset()


def _reviewed(held: Held, record: Recorded, row: Transition) -> Reviewed | None:
    """Keep a recommendation while its decision is pending."""
    if row.event == Event.RECOMMEND and record.person is not None:
        return Reviewed(record.person, record.on, record.data.reasons or "")
    return held.reviewed if row.to == held.state or row.to in CASES[held.kind].final else None


def _decided(held: Held, record: Recorded, place: int, row: Transition) -> tuple[Decided, ...]:
    if (
        record.role is not Actor.DECIDER
        or record.person is None
        or row.event in {Event.SEND_BACK, Event.CHANGE_EVIDENCE}
    ):
        return ()
    reports = frozenset(test.verdict.report.report_no for test in held.brought.tests)
    return (Decided(place, row.event, record.person, record.on, held.evidence, reports),)


def _involving(held: Held, record: Recorded) -> Held:
    if record.person is None:
        return held
    evaluates = record.role in EVALUATING or record.data.evaluates
    involved = Involved(record.person, record.n, record.event, record.role, evaluates)
    return replace(held, involved=(*held.involved, involved))
