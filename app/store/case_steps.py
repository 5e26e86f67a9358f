"""A step in a case, inside somebody's transaction: its records, acts, log entries and events, and where the case is.

Two steps that continue the same record are told apart by the unique index of records alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.ledger.canonical import Json
from app.ledger.entry import EntryKind, SealedEntry
from app.ports.cases import NoSuchCase, Overtaken, Step, Telling
from app.ports.evidence import Answer, Taken
from app.store.case_rows import act_row, act_subject, record_row, record_subject, state_row
from app.store.case_tables import case_event, case_party, case_state, certificate_act, certification_case
from app.store.engine import Database
from app.store.evidence_tables import kept_answer
from app.store.log import Appending
from app.store.outbox_tables import event
from app.store.prepared import is_taken
from app.store.rows import event_row, kept_row

Subject = Mapping[str, Json]


class Steps:
    """Adds steps; `telling` gets the entries of the records, of the acts, and of what is told `besides`."""

    def __init__(self, database: Database) -> None:
        self.log = Appending(database)

    def add(
        self, way: Connection, step: Step, telling: Telling, besides: Sequence[Subject] = ()
    ) -> tuple[Answer, Sequence[SealedEntry]]:
        """Add a step to a case that is there; raises `Overtaken`, `NoSuchCase` or `Taken`."""
        _check_continues(way, step)
        entries = self.log.tell(
            way,
            step.at,
            *((EntryKind.CASE_EVENT, record_subject(step, each)) for each in step.records),
            *((EntryKind.CERTIFICATE_ACT, act_subject(step, each)) for each in step.acts),
            *((EntryKind.CERTIFICATE_ACT, each) for each in besides),
        )
        records = [record_row(step, each, entry.n) for each, entry in zip(step.records, entries, strict=False)]
        with unless(Overtaken):
            way.execute(insert(case_event), records)
        _check_acts_continue(way, step)
        acts = [act_row(step, each, entry.n) for each, entry in zip(step.acts, entries[len(records) :], strict=False)]
        if acts:
            with unless(Overtaken):
                way.execute(insert(certificate_act), acts)
        now = update(case_state).where(case_state.c.organisation_id == step.body, case_state.c.case_id == step.case)
        way.execute(now.values(state_row(step.records[-1].n, step.state)))
        told = telling(entries)
        if told.events:
            way.execute(insert(event), [event_row(each, step.at) for each in told.events])
        if step.key is not None:
            with unless(Taken):
                way.execute(insert(kept_answer), kept_row(step.key, told.answer, step.at))
        return told.answer, entries


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


@contextmanager
def unless(taken: Callable[[], Exception]) -> Iterator[None]:
    """Raise this where a unique index has a row already."""
    try:
        yield
    except IntegrityError as error:
        if is_taken(error):
            raise taken() from error
        raise
