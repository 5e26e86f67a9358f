"""Every step of every table, and every refusal of it."""

from collections.abc import Mapping

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import GROUNDS, Guard, is_passed
from app.certification.lifecycle.states import State
from app.certification.lifecycle.step import Facts, Moved, Obstacle, Refusal, Why, step
from app.certification.lifecycle.suspension import SUSPENSION
from app.certification.lifecycle.table import Table
from app.certification.lifecycle.vocabulary import Actor
from app.certification.standing import Standing
from tests.app.certification.lifecycle.written import TABLES

EVERYTHING_MET = dict.fromkeys(Guard, Standing.MET)
tables = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


def refused(why: Why, *obstacles: Guard) -> tuple[Why, tuple[Guard, ...]]:
    return why, obstacles


def outcome(table: Table, state: str, event: str, facts: Facts) -> str | tuple[Why, tuple[Guard, ...]]:
    """Return where a step leads, or why not and which guards stand in its way."""
    match step(table, state, event, facts):
        case Moved(to):
            return to
        case Refusal(why, _, _, _, obstacles):
            return why, tuple(obstacle.guard for obstacle in obstacles)


def with_one(guard: Guard, standing: Standing) -> Mapping[Guard, Standing]:
    return {**EVERYTHING_MET, guard: standing}


@tables
def test_every_step_is_taken_when_every_guard_holds(table: Table) -> None:
    for row in table.rows:
        for actor in row.by:
            assert step(table, row.state, row.event, Facts(actor, EVERYTHING_MET)) == Moved(row.to, row)


@tables
def test_no_step_is_taken_by_another_actor(table: Table) -> None:
    for row in table.rows:
        for actor in set(Actor) - set(row.by):
            refusal = step(table, row.state, row.event, Facts(actor, EVERYTHING_MET))
            assert refusal == Refusal(Why.OTHER_ACTOR, row.state, row.event, row.citation, ())


@tables
def test_every_guard_of_every_step_refuses_it_alone(table: Table) -> None:
    for row in table.rows:
        for guard in row.guards:
            for standing in (Standing.OPEN, Standing.NOT_MET):
                facts = Facts(row.by[0], with_one(guard, standing))
                assert outcome(table, row.state, row.event, facts) == refused(Why.GUARD_NOT_PASSED, guard)


@tables
def test_what_nobody_has_answered_is_open_and_every_guard_is_named_at_once(table: Table) -> None:
    for row in table.rows:
        facts = Facts(row.by[0], {})
        expected = refused(Why.GUARD_NOT_PASSED, *row.guards) if row.guards else row.to
        assert outcome(table, row.state, row.event, facts) == expected


@tables
def test_what_is_no_row_cannot_happen(table: Table) -> None:
    events = {row.event for row in table.rows} | set(Event)
    rows = {(row.state, row.event) for row in table.rows}
    for state in table.states():
        for event in events:
            if (state, event) not in rows:
                refusal = step(table, state, event, Facts(Actor.DECIDER, EVERYTHING_MET))
                assert refusal == Refusal(Why.NO_SUCH_STEP, state, event, None, ())


@pytest.mark.parametrize("guard", Guard)
def test_only_a_conditional_guard_can_be_not_applicable(guard: Guard) -> None:
    assert is_passed(guard, Standing.NOT_APPLICABLE) is GROUNDS[guard].conditional


def test_neither_the_veto_nor_the_pass_line_can_be_set_aside() -> None:
    assert {guard for guard, ground in GROUNDS.items() if ground.conditional} == {
        Guard.PROGRAMME_STAGES_NAMED,
        Guard.NOT_BARRED,
        Guard.NOT_APPLICABLE_APPROVED,
        Guard.REVIEWER_MAY_DECIDE,
        Guard.SAMPLE_PASSED,
    }


def test_a_suspension_without_a_term_goes_through_and_its_restoration_names_the_missing_value() -> None:
    unset = with_one(Guard.WITHIN_SUSPENSION_TERM, Standing.OPEN)
    assert outcome(SUSPENSION, State.RAISED, Event.SUSPEND, Facts(Actor.DECIDER, unset)) == State.IN_FORCE
    refusal = step(SUSPENSION, State.SETTLED, Event.RESTORE, Facts(Actor.DECIDER, unset))
    assert isinstance(refusal, Refusal)
    citation = GROUNDS[Guard.WITHIN_SUSPENSION_TERM].citation
    assert refusal.obstacles == (Obstacle(Guard.WITHIN_SUSPENSION_TERM, Standing.OPEN, citation, "suspension_term"),)


def test_a_guard_that_is_not_met_is_no_missing_value() -> None:
    late = Facts(Actor.DECIDER, with_one(Guard.WITHIN_SUSPENSION_TERM, Standing.NOT_MET))
    refusal = step(SUSPENSION, State.SETTLED, Event.RESTORE, late)
    assert isinstance(refusal, Refusal)
    assert [obstacle.setting for obstacle in refusal.obstacles] == [None]
