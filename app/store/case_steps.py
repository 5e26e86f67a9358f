"""A step in a case, inside somebody's transaction: its records, acts, log entries and events, and where the case is.

Two steps that continue the same record are told apart by the unique index of records alone.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, insert, select, update

from app.ledger.canonical import Json
from app.ledger.entry import EntryKind, SealedEntry
from app.ports.cases import NoSuchCase, Overtaken, Step, Telling
from app.ports.evidence import Answer, Taken
from app.store.case_opening import granted_in, open_case, unless
from app.store.case_rows import (
    act_row,
    act_subject,
    decision_row,
    decision_subject,
    record_row,
    record_subject,
    report_row,
    state_row,
)
from app.store.case_tables import (
    case_event,
    case_party,
    case_state,
    certificate_act,
    certification_case,
)
from app.store.engine import Database
from app.store.evidence_tables import kept_answer
from app.store.log import Appending
from app.store.outbox_tables import event
from app.store.rows import event_row, kept_row
from app.store.step_tables import case_decision, case_report

Subject = Mapping[str, Json]


class Steps:
    """Adds steps; `telling` gets the entries of the steps, and of what is told `besides`."""

    def __init__(self, database: Database) -> None:
        self.log = Appending(database)

    def add(
        self, way: Connection, steps: Sequence[Step], telling: Telling, besides: Sequence[Subject] = ()
    ) -> tuple[Answer, Sequence[SealedEntry]]:
        """Add steps, the first of which gives the answer; raises `Overtaken`, `NoSuchCase` or `Taken`."""
        first = steps[0]
        # Whoever holds the log's end is alone in taking steps: what is looked at here stays so.
        self.log.hold(way)
        for step in steps:
            _check_watched(way, step)
        for step in steps:
            if step.opens is not None:
                open_case(way, step, step.opens)
            _check_continues(way, step)
        entries = self.log.tell(
            way,
            first.at,
            *(each for step in steps for each in _told_of(step)),
            *((EntryKind.CERTIFICATE_ACT, each) for each in besides),
            *(each for step in steps for each in granted_in(step)),
        )
        left = iter(entries)
        for step in steps:
            _store(way, step, [next(left) for _ in _told_of(step)])
        of_steps = [*entries[: len(entries) - sum(len(granted_in(step)) for step in steps)]]
        told = telling(of_steps)
        if told.events:
            way.execute(insert(event), [event_row(each, first.at) for each in told.events])
        if first.key is not None:
            with unless(Taken):
                way.execute(insert(kept_answer), kept_row(first.key, told.answer, first.at))
        return told.answer, of_steps


def _told_of(step: Step) -> Sequence[tuple[EntryKind, Subject]]:
    """Return what the log tells of a step."""
    return (
        *((EntryKind.CASE_EVENT, record_subject(step, each)) for each in step.records),
        *((EntryKind.CERTIFICATE_ACT, act_subject(step, each)) for each in step.acts),
        *(() if step.decision is None else ((EntryKind.DECISION_MADE, decision_subject(step.decision)),)),
    )


def _store(way: Connection, step: Step, entries: Sequence[SealedEntry]) -> None:
    records = [record_row(step, each, entry.n) for each, entry in zip(step.records, entries, strict=False)]
    with unless(Overtaken):
        way.execute(insert(case_event), records)
    _check_acts_continue(way, step)
    acts = [act_row(step, each, entry.n) for each, entry in zip(step.acts, entries[len(records) :], strict=False)]
    if acts:
        with unless(Overtaken):
            way.execute(insert(certificate_act), acts)
    if step.rests_on:
        with unless(Overtaken):
            way.execute(insert(case_report), [report_row(step, each) for each in step.rests_on])
    if step.decision is not None:
        way.execute(insert(case_decision), decision_row(step, step.decision, entries[-1].n))
    now = update(case_state).where(case_state.c.organisation_id == step.body, case_state.c.case_id == step.case)
    way.execute(now.values(state_row(step.records[-1].n, step.state)))


def _check_watched(way: Connection, step: Step) -> None:
    """Check that the cases of a certificate stand where the step takes them to."""
    if step.watched is None:
        return
    of_case = and_(
        case_state.c.case_id == certification_case.c.id,
        case_state.c.organisation_id == certification_case.c.organisation_id,
    )
    now = (
        select(case_state.c.case_id, case_state.c.n)
        .join_from(certification_case, case_state, of_case)
        .where(
            certification_case.c.organisation_id == step.body,
            certification_case.c.certificate_no == step.watched.certificate_no,
        )
    )
    if {(row.case_id, row.n) for row in way.execute(now)} != step.watched.cases:
        raise Overtaken


def check_acts(way: Connection, body: str, case: str, by: str) -> None:
    """Check that the body has the case, and that who acts is the body itself or a party; raises `NoSuchCase`."""
    own = select(certification_case.c.id).where(
        certification_case.c.id == case, certification_case.c.organisation_id == body
    )
    party = select(case_party.c.role).where(
        case_party.c.case_id == case, case_party.c.owner_id == body, case_party.c.organisation_id == by
    )
    if way.execute(own).first() is None or (by != body and way.execute(party).first() is None):
        raise NoSuchCase


def _check_continues(way: Connection, step: Step) -> None:
    """Check that the records follow the one that was seen; whether another one did already, the index tells."""
    check_acts(way, step.body, step.case, step.by)
    if [each.n for each in step.records] != [step.expected_n + 1 + place for place in range(len(step.records))]:
        raise ValueError("the records of a step are numbered on from the one that it continues")
    if not step.records:
        raise ValueError("a step without a record")
    if step.expected_n:
        seen = select(case_event.c.n).where(case_event.c.case_id == step.case, case_event.c.n == step.expected_n)
        if way.execute(seen).first() is None:
            raise Overtaken


def _check_acts_continue(way: Connection, step: Step) -> None:
    """Check that every act follows one that is there or an earlier one of the step."""
    own = {(each.number, each.n) for each in step.acts}
    for each in step.acts:
        former = select(certificate_act.c.n).where(
            certificate_act.c.number == each.number, certificate_act.c.n == each.n - 1
        )
        if (each.number, each.n - 1) not in own and way.execute(former).first() is None:
            raise Overtaken
