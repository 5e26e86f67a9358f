"""The day of every body goes on, whatever lies in a case of one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.ports.machine import Ids
from app.serving import jobs_of
from app.workflow.case_desk import Behind
from app.workflow.day_jobs import DayDone, do_day
from app.workflow.take_step import SystemStep, take_system_step
from tests.served.cast import BODY, Cast, cast
from tests.served.lines import within_the_process
from tests.served.told import set_up
from tests.served.walk import Walk


@pytest.fixture
def everybody(tmp_path: Path) -> Iterator[Cast]:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made)
        yield made


@pytest.fixture
def walk(everybody: Cast) -> Walk:
    made = Walk(everybody)
    made.certify()
    everybody.passes()
    return made


def day_of(made: Cast) -> DayDone:
    return do_day(made.today, jobs_of(made.service))


def until_steps(made: Cast) -> DayDone:
    """Let days pass until the system takes a step, or fails to."""
    for _ in range(120):
        made.passes()
        done = day_of(made)
        if done.taken or done.refused:
            return done
    raise AssertionError


def drawn(walk: Walk) -> None:
    """Draw a sample that the holder has to send."""
    walk.open(Kind.SAMPLE, Event.PLAN)
    walk.follow(Kind.SAMPLE, "draw")


def test_no_number_that_a_holder_chooses_is_in_the_way_of_its_suspension(walk: Walk) -> None:
    told = walk.opening(Kind.SUSPENSION, Event.REQUEST_CANCELLATION, Actor.CLIENT)
    case = walk.cast.posted(Actor.CLIENT, "/suspensions", told | {"number": f"{walk.certificate}-suspension-2"})["case"]
    walk.ids[Kind.SUSPENSION], walk.states[Kind.SUSPENSION] = case, "cancellation_requested"
    walk.follow(Kind.SUSPENSION, "take_back")
    drawn(walk)
    done = until_steps(walk.cast)
    assert ([each.event for each in done.taken], done.refused) == ([Event.SENDING_TIME_OVER], ())
    opened = walk.cast.got(Actor.DECIDER, "/suspensions", state="raised")["cases"]
    assert [each["number"] for each in opened] == [f"{walk.certificate}-suspension-{opened[0]['id']}"]


@dataclass
class Once:
    """Gives an id that is taken, and then those of another source."""

    taken: list[str]
    source: Ids

    def new(self) -> str:
        return self.taken.pop() if self.taken else self.source.new()


def test_a_step_of_the_system_whose_case_is_taken_is_not_taken(walk: Walk) -> None:
    drawn(walk)
    made, cases = walk.cast, walk.cast.service.cases
    made.passes(60)
    ids = Once([walk.ids[Kind.APPLICATION]] * 4, cases.desk.ids)
    desk = replace(cases, desk=replace(cases.desk, ids=ids))
    step = SystemStep(made.organisations[BODY], walk.ids[Kind.SAMPLE], Event.SENDING_TIME_OVER, made.today)
    assert take_system_step(step, desk) == Behind()
    assert walk.stands(Kind.SAMPLE) == "drawn"
