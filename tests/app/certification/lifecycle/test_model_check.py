"""The model check holds for the tables as they are, and finds every fault that is planted."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.certification.lifecycle.citation import Basis, Citation, Document
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.faults import Fault
from app.certification.lifecycle.guards import GROUNDS, Guard
from app.certification.lifecycle.model_check import OUTSIDE, LifeCheck, check_life, check_tables
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.tables import LIFE, Life
from app.certification.lifecycle.vocabulary import Act, Actor, Deadline, Kind, Status

ONE_AT_ONCE = 1
# By how many cases may be open when another is opened: worlds, and steps between them.
EXPLORED = {1: (2_330, 23_845), 2: (30_574, 376_275), 3: (213_198, 3_035_427)}


def edited(table: Table, edit: Callable[[Transition], Transition | None]) -> Table:
    """Return a table whose rows are edited; None takes a row out."""
    return Table(table.name, table.start, table.final, tuple(row for row in map(edit, table.rows) if row is not None))


def case_edited(kind: Kind, edit: Callable[[Transition], Transition | None]) -> Life:
    return replace(LIFE, cases={**LIFE.cases, kind: edited(LIFE.cases[kind], edit)})


def without(kind: Kind, *events: Event) -> Life:
    return case_edited(kind, lambda row: None if row.event in events else row)


def changed(kind: Kind, event: Event, change: Callable[[Transition], Transition]) -> Life:
    return case_edited(kind, lambda row: change(row) if row.event == event else row)


def certificate_without(event: ClockEvent) -> Life:
    return replace(LIFE, certificate=edited(LIFE.certificate, lambda row: None if row.event == event else row))


def faults(check: LifeCheck) -> list[tuple[Fault, str, str]]:
    """Return what is wrong but for steps that no longer happen because of it."""
    found = [(fault.fault, fault.table, fault.where) for fault in check.faults]
    return [fault for fault in found if fault[0] is not Fault.STEP_NEVER_TAKEN]


def test_the_life_of_a_certificate_is_sound() -> None:
    at_once = int(os.environ.get("LABVERDICT_LIFE_AT_ONCE", "1"))
    check = check_life(LIFE, at_once)
    print(f"{at_once} at once: {check.worlds} worlds, {check.steps} steps")  # noqa: T201 - the campaign's figures
    assert check.faults == ()
    assert (check.worlds, check.steps) == EXPLORED[at_once]


def test_without_the_restoration_a_suspension_has_no_way_back() -> None:
    found = faults(check_life(without(Kind.SUSPENSION, Event.RESTORE), ONE_AT_ONCE))
    assert found == [
        (Fault.NO_RESTORATION, "suspension", "in_force"),
        (Fault.NO_RESTORATION, "suspension", "settled"),
        (Fault.NO_RESTORATION, "suspension", "verifying"),
    ]


def test_with_no_more_values_than_an_issue_needs_no_suspension_is_lifted_but_everything_still_ends() -> None:
    to_issue = {Guard.NO_CONSULTANCY, Guard.REVIEWER_MAY_DECIDE, Guard.NUMBER_FORMAT_SET}
    unset = frozenset(guard for guard, ground in GROUNDS.items() if ground.setting is not None) - to_issue
    found = faults(check_life(LIFE, ONE_AT_ONCE, unset))
    assert found
    assert {fault for fault, _, _ in found} == {Fault.NO_RESTORATION}


def test_without_any_value_of_the_body_every_application_still_ends() -> None:
    unset = frozenset(guard for guard, ground in GROUNDS.items() if ground.setting is not None)
    assert faults(check_life(LIFE, ONE_AT_ONCE, unset)) == []


def suspended_without_clause() -> Life:
    clauses = dict(LIFE.status_clauses)
    del clauses[Status.SUSPENDED]
    return replace(LIFE, status_clauses=clauses)


def uncited(row: Transition) -> Transition:
    return replace(row, citation=Citation(Document.RULE, "", Basis.PRINTED))


def deaf_while_verifying(row: Transition) -> Transition:
    return replace(row, event=Event.FILE) if row.state == State.VERIFYING else row


WRONG_TABLES = [
    (
        without(Kind.APPLICATION, Event.CORRECTION_TIME_OVER),
        (Fault.DEADLINE_WITHOUT_EXPIRY, "application", "correcting D-05"),
    ),
    (without(Kind.SAMPLE, Event.SENDING_TIME_OVER), (Fault.DEADLINE_WITHOUT_EXPIRY, "sample", "drawn D-13")),
    (
        changed(Kind.SUSPENSION, Event.SUBMIT_CORRECTION, lambda row: replace(row, ends=())),
        (Fault.DEADLINE_WITHOUT_EXPIRY, "suspension", "verifying D-15"),
    ),
    (
        changed(Kind.SUSPENSION, Event.SUSPEND, lambda row: replace(row, starts=())),
        (Fault.DEADLINE_NEVER_STARTED, "", "D-15"),
    ),
    (certificate_without(ClockEvent.GRACE_OVER), (Fault.DEADLINE_WITHOUT_EXPIRY, "certificate", "expired D-17")),
    (suspended_without_clause(), (Fault.STATUS_WITHOUT_CLAUSE, "certificate", "suspended")),
    (changed(Kind.CHANGE, Event.APPROVE, uncited), (Fault.STEP_WITHOUT_CLAUSE, "change", "deciding approve")),
]
WRONG_WAYS = [
    (
        without(Kind.SURVEILLANCE, Event.CONCLUDE, Event.FAIL, Event.CERTIFICATE_ENDED),
        (Fault.DEAD_END, "surveillance", "inspected"),
    ),
    (without(Kind.APPEAL, Event.DISMISS, Event.UPHOLD, Event.TAKE_BACK), (Fault.DEAD_END, "appeal", "hearing")),
    (
        changed(Kind.CHANGE, Event.APPROVE, lambda row: replace(row, guards=row.guards[1:])),
        (Fault.ACT_IMPOSSIBLE, "certificate", "withdrawn reissue"),
    ),
    (
        changed(Kind.SUSPENSION, Event.RAISE, deaf_while_verifying),
        (Fault.SIGNAL_LOST, "suspension", "verifying raise"),
    ),
]


@pytest.mark.parametrize(("life", "planted"), WRONG_TABLES)
def test_a_fault_in_a_table_is_reported_alone(life: Life, planted: tuple[Fault, str, str]) -> None:
    assert [(fault.fault, fault.table, fault.where) for fault in check_tables(life)] == [planted]


@pytest.mark.parametrize(("life", "planted"), WRONG_WAYS)
def test_a_way_that_leads_wrong_is_reported(life: Life, planted: tuple[Fault, str, str]) -> None:
    assert planted in faults(check_life(life, ONE_AT_ONCE))


def test_a_fault_in_a_table_is_part_of_the_whole_check() -> None:
    nothing_holds = frozenset(Guard) - {Guard.REASONS_GIVEN}
    assert faults(check_life(suspended_without_clause(), ONE_AT_ONCE, nothing_holds)) == [
        (Fault.STATUS_WITHOUT_CLAUSE, "certificate", "suspended")
    ]


def restoring(row: Transition) -> Transition:
    """An appeal against a withdrawal that gives the certificate back."""
    return replace(row, act=Act.RESTORE) if row.act is Act.LIFT_BAR else row


def test_a_withdrawn_certificate_that_comes_back_is_reported() -> None:
    back = Transition(Status.WITHDRAWN, Act.RESTORE, Status.VALID, (Actor.SYSTEM,), LIFE.status_clauses[Status.VALID])
    certificate = replace(LIFE.certificate, rows=(*LIFE.certificate.rows, back))
    life = replace(case_edited(Kind.SUSPENSION, restoring), certificate=certificate)
    found = faults(check_life(life, ONE_AT_ONCE))
    assert (Fault.RESURRECTED, "certificate", "withdrawn restore valid") in found


def test_without_its_row_the_same_decision_is_impossible() -> None:
    found = faults(check_life(case_edited(Kind.SUSPENSION, restoring), ONE_AT_ONCE))
    assert found == [(Fault.ACT_IMPOSSIBLE, "certificate", "withdrawn restore")]


def test_a_renewal_after_the_three_months_is_reported() -> None:
    def unguarded(row: Transition) -> Transition | None:
        return replace(row, guards=tuple(guard for guard in row.guards if guard is not Guard.RENEWAL_OPEN))

    found = faults(check_life(case_edited(Kind.RENEWAL, unguarded), ONE_AT_ONCE))
    assert (Fault.RESURRECTED, "certificate", "expired renew valid") in found


def test_a_step_that_nothing_leads_to_is_reported() -> None:
    stray = Transition(State.LAPSED, Event.RESTORE, State.RESTORED, (Actor.DECIDER,), LIFE.status_clauses[Status.VALID])
    suspension = LIFE.cases[Kind.SUSPENSION]
    life = replace(LIFE, cases={**LIFE.cases, Kind.SUSPENSION: replace(suspension, rows=(*suspension.rows, stray))})
    found = [(fault.fault, fault.table, fault.where) for fault in check_life(life, ONE_AT_ONCE).faults]
    assert found == [(Fault.STEP_NEVER_TAKEN, "suspension", "lapsed restore")]


def test_the_deadlines_outside_are_those_that_no_step_starts() -> None:
    started = {
        deadline for table in (LIFE.certificate, *LIFE.cases.values()) for row in table.rows for deadline in row.starts
    }
    assert set(OUTSIDE) == set(Deadline) - started
