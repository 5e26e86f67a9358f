"""Every row of every table is taken once, with what its guards ask for."""

from collections import deque

import pytest

from app.certification.cases.advance import Advanced, advance
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.table import Table, Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Kind
from tests.app.certification.cases.driven import (
    OUTSIDE,
    REVIEWED,
    SETTLED,
    driven,
    held_of,
    next_record,
    situation,
)

ROWS = [(kind, row) for kind, table in CASES.items() for row in table.rows]
AGAIN = f"{REVIEWED} change_evidence send_back_to_test start_test pass_test"
DETOURS = {Event.KEEP_INSPECTION, Event.CHANGE_EVIDENCE, Event.APPEAL_UPHELD}
# Where the shortest way does not leave the evidence that the step asks for.
WAYS = {
    (Kind.APPLICATION, State.TEST_PASSED, Event.KEEP_INSPECTION): AGAIN,
    (Kind.RENEWAL, State.TEST_PASSED, Event.KEEP_INSPECTION): AGAIN,
    (Kind.SUSPENSION, State.IN_FORCE, Event.SETTLE): SETTLED.removesuffix(" settle"),
    (Kind.SUSPENSION, State.AFTER_EXPIRY, Event.SETTLE): "raise certificate_expired accept_correction",
}


def shortest(table: Table, goal: str) -> list[str]:
    """Return the events of a shortest way from the start of a table to a state."""
    ways: dict[str, list[str]] = {table.start: []}
    queue = deque([table.start])
    while goal not in ways:
        state = queue.popleft()
        for row in table.leaving(state):
            if row.to not in ways and row.event not in DETOURS:
                ways[row.to] = [*ways[state], row.event]
                queue.append(row.to)
    return ways[goal]


def way(kind: Kind, row: Transition) -> list[str]:
    if (kind, row.state, row.event) in WAYS:
        return WAYS[kind, State(row.state), Event(row.event)].split()
    if kind is Kind.SUSPENSION and row.state == State.SETTLED:
        return SETTLED.split()
    return shortest(CASES[kind], row.state)


@pytest.mark.parametrize(
    ("kind", "row"), ROWS, ids=lambda each: each if isinstance(each, str) else f"{each.state}-{each.event}"
)
def test_a_step_is_taken_where_its_guards_hold(kind: Kind, row: Transition) -> None:
    case = driven(kind, way(kind, row))
    assert held_of(case).state == row.state
    record = next_record(case, row.event)
    found = advance(case, record, situation(record.on, OUTSIDE))
    assert isinstance(found, Advanced), found
    assert found.state == row.to
    assert found.acts == (() if row.act is None else (row.act,))
    assert found.signals == row.signals
    assert found.records == (record,)
    if row.to not in CASES[kind].final:
        assert set(row.starts) <= set(found.held.running)
    assert not found.voided
