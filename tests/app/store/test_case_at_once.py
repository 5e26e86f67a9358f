"""Steps that meet each other, or stop half way: all of a step is stored or nothing, and whoever is second is told."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy.exc import DBAPIError

from app.certification.cases.refusal import Refused
from app.certification.lifecycle.vocabulary import Cause, Kind
from app.ports.cases import Step, Watched
from app.ports.evidence import Answer
from app.store.engine import Database
from app.workflow.case_desk import Behind, NotDone, Unknown
from app.workflow.issue_certificate import recover
from tests.app.store.casework import BODY, DECIDED_ON, SIGNER, Casework, acting, again, casework, day_after
from tests.app.store.issuing import NOTHING_YET, POINTS, Stopped, check_proven
from tests.app.store.sampling import about, beside, fail_sample, raised_by_clock, sampled, told_to_fail


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def test_where_what_follows_cannot_be_stored_nothing_is(work: Casework) -> None:
    _, number = work.certified()
    case = sampled(work, number)

    def spoil(step: Step, following: Sequence[Step]) -> tuple[Step, Sequence[Step]]:
        return step, [replace(each, opens=None) for each in following]

    spoilt = beside(work, lambda: None, spoil)
    assert fail_sample(spoilt, case) == Unknown()
    assert about(work, number, Kind.SUSPENSION) == []
    assert work.seen(case).summary.state.state == "testing"
    work.report = spoilt.report
    work.done(told_to_fail(work, case))


def test_what_other_cases_were_seen_to_be_they_still_have_to_be(work: Casework) -> None:
    _, number = work.certified()
    case = sampled(work, number)

    def spoil(step: Step, following: Sequence[Step]) -> tuple[Step, Sequence[Step]]:
        assert step.watched == Watched(number, frozenset({(case, 3)}))
        return replace(step, watched=Watched(number, frozenset())), following

    assert fail_sample(beside(work, lambda: None, spoil), case) == Behind()
    assert about(work, number, Kind.SUSPENSION) == []


def test_a_target_that_moves_at_the_same_moment_is_looked_at_again(work: Casework) -> None:
    _, number = work.certified()
    case = sampled(work, number)
    opened = work.open(
        acting("P-0002"), Kind.SUSPENSION, number="X-1", certificate=number,
        event={"event": "raise", "on": day_after(202).isoformat(), "data": {"cause": "mark_misuse"}},
    )  # fmt: skip
    target = str(work.done(opened)["case"])
    late = beside(work, lambda: raised_by_clock(work, target, Cause.SURVEILLANCE_OVERDUE))
    told = work.done(fail_sample(late, case))
    assert told["followed"][0]["n"] == 3
    assert [each.record.n for each in work.seen(target).records] == [1, 2, 3]


def test_a_case_that_moves_at_the_same_moment_is_lost_to_it(work: Casework) -> None:
    case = work.filed()
    work.on(date(2026, 4, 21))
    late = beside(work, lambda: work.done(work.take(case, "P-0001", work.event(2))))
    assert late.take(case, "P-0001", work.event(2)) == Behind()
    assert work.seen(case).summary.n == 2


def test_of_two_who_decide_at_once_one_does(work: Casework, database: Database) -> None:
    case = work.filed()
    work.follow(case)
    work.on(DECIDED_ON)
    together = Barrier(2)

    def decide(person: str) -> Answer | NotDone:
        own = again(database, work.clock)
        together.wait()
        return own.take(case, person, work.decision(), person)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(decide, ("P-0006", "P-0007")))
    done = [each for each in found if isinstance(each, Answer)]
    assert len(done) == 1
    assert all(isinstance(each, Answer | Behind | Refused) for each in found)
    assert len(work.desk.cases.decisions(BODY, case)) == 1
    number = str(json.loads(done[0].body)["certificate"])
    assert len(work.published(number).versions) == 1


@pytest.mark.parametrize("point", POINTS)
def test_wherever_a_decision_stops_it_is_not_there_or_is_finished(
    work: Casework, database: Database, point: str
) -> None:
    case = work.filed()
    work.follow(case)
    work.on(DECIDED_ON)
    stopping = again(database, work.clock, point)
    with pytest.raises((Stopped, DBAPIError)):
        stopping.take(case, "P-0006", work.decision(), "k")
    after = again(database, work.clock)
    assert recover(after.desk.issuing) == (point not in (*NOTHING_YET, POINTS[-1]))
    told = after.done(after.take(case, "P-0006", work.decision(), "k"))
    (certificate,) = after.published(str(told["certificate"])).versions
    check_proven(certificate, SIGNER)
    (decision,) = after.desk.cases.decisions(BODY, case)
    assert json.loads(certificate.document)["decision"] == told["decision"]
    assert decision.n == told["n"] == 12
