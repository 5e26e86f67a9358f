"""What of a case concerns laboratories is decided by the tables."""

from collections.abc import Mapping

import pytest

from app.certification.cases.testing import TESTING, OfTesting
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Actor, Deadline, Kind

EVALUATED = OfTesting(
    frozenset({"accepted", "testing", "rectifying"}), frozenset({Deadline.TEST_TIME, Deadline.RECTIFICATION})
)
NOTHING = OfTesting(frozenset(), frozenset())
TESTED: Mapping[Kind, OfTesting] = {
    Kind.APPLICATION: EVALUATED,
    Kind.SAMPLE: OfTesting(frozenset({"testing"}), frozenset()),
    Kind.RENEWAL: EVALUATED,
}


@pytest.mark.parametrize("kind", Kind)
def test_a_laboratory_is_concerned_by_testing_alone(kind: Kind) -> None:
    assert TESTING[kind] == TESTED.get(kind, NOTHING)


def test_no_step_of_a_review_or_a_decision_concerns_it_but_one_that_comes_back_to_testing() -> None:
    judged = {
        (kind, row.event)
        for kind, table in CASES.items()
        for row in table.rows
        if not {Actor.REVIEWER, Actor.DECIDER, Actor.COMPLAINTS_HANDLER}.isdisjoint(row.by)
        and not TESTING[kind].states.isdisjoint({row.state, row.to})
    }
    assert judged == {(Kind.APPLICATION, "send_back_to_test"), (Kind.RENEWAL, "send_back_to_test")}
