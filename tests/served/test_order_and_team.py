"""Who may inspect, and in which order things are done to a certificate: what is done rests on how it stood."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.served.cast import Cast, cast
from tests.served.lines import within_the_process
from tests.served.milestones import stood
from tests.served.told import inspection, set_up, statements
from tests.served.walk import Walk


@pytest.fixture
def everybody(tmp_path: Path) -> Iterator[Cast]:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made)
        yield made


def test_only_those_inspect_who_were_planned_to(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.apply()
    walk.follow(Kind.APPLICATION, "accept start_test pass_test start_inspection")
    today = everybody.passes()
    found = inspection(everybody, Kind.APPLICATION, today)
    for stranger in ("nobody", everybody.persons[Actor.DECIDER]):
        told = {"inspection": found | {"team": [*found["team"], stranger]}}
        problem = walk.refused(Kind.APPLICATION, Event.PASS_INSPECTION, data=told, status=422)
        assert [each["pointer"] for each in problem["errors"]] == ["/data/inspection/team/1"]
    plan = {"plan": {"team": [everybody.persons[Actor.DECIDER]], "head_count": 320, "man_days": 9}}
    problem = walk.refused(Kind.APPLICATION, Event.PASS_INSPECTION, data=plan, status=422)
    assert problem["code"] == "plan_out_of_place"


def test_an_inspection_of_before_the_suspension_is_not_recorded_after_it(everybody: Cast) -> None:
    walk = Walk(everybody)
    number = walk.certify()
    everybody.passes(200)
    walk.open(Kind.SURVEILLANCE, Event.PLAN)
    walk.follow(Kind.SURVEILLANCE, "start_inspection")
    inspected_on = everybody.passes()
    everybody.passes()
    walk.open(Kind.SUSPENSION, Event.RAISE)
    walk.follow(Kind.SUSPENSION, "suspend")
    found = {
        "inspection": inspection(everybody, Kind.SURVEILLANCE, inspected_on),
        "statements": statements(everybody, inspected_on, Actor.EVALUATOR, "5.1"),
    }
    late = walk.event(Kind.SURVEILLANCE, Event.PASS_INSPECTION, found)
    early = late | {"on": (everybody.today - timedelta(days=2)).isoformat()}
    refused = everybody.refused(Actor.EVALUATOR, walk.events(Kind.SURVEILLANCE), early)
    assert refused["step"]["why"] == "out_of_order"
    assert [each["act"] for each in everybody.got(Actor.DECIDER, f"/certificates/{number}")["acts"]] == [
        "issue",
        "suspend",
    ]
    everybody.posted(Actor.EVALUATOR, walk.events(Kind.SURVEILLANCE), late)


def test_no_answer_about_a_past_day_is_changed_by_what_is_done_to_a_certificate_later(everybody: Cast) -> None:
    walk = Walk(everybody)
    number = walk.certify()
    everybody.passes(3)
    walk.open(Kind.SUSPENSION, Event.RAISE)
    raised_on = everybody.today
    asked_on = everybody.passes(2)
    answer = stood(everybody, number, raised_on)
    everybody.passes()
    late = walk.event(Kind.SUSPENSION, Event.SUSPEND) | {"on": raised_on.isoformat()}
    refused = everybody.refused(Actor.DECIDER, walk.events(Kind.SUSPENSION), late)
    assert (refused["step"]["why"], refused["step"]["state"]) == ("out_of_order", "raised")
    walk.take(Kind.SUSPENSION, Event.SUSPEND)
    assert [stood(everybody, number, day) for day in (raised_on, asked_on, everybody.today)] == [
        answer,
        "valid",
        "suspended",
    ]
