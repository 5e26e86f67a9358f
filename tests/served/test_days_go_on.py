"""The day of every body goes on, whatever lies in a case of one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.certification.adopted_limits import SealedLimits
from app.certification.form import Refused
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.ports.machine import Ids
from app.serving import jobs_of
from app.verification.requirement import Certainty
from app.workflow.adopted_limits import adopted_limits_from
from app.workflow.case_desk import Behind
from app.workflow.case_docket import CaseDocket
from app.workflow.case_seen import case_seen
from app.workflow.day_jobs import DayDone, do_day
from app.workflow.set_paper import newest_adopted
from app.workflow.take_step import SystemStep, take_system_step
from tests.app.dossiers import DRYER
from tests.served.cast import BODY, Cast, cast
from tests.served.lines import within_the_process
from tests.served.rivals import rows
from tests.served.told import set_up
from tests.served.told_dryer import UNIT, adopt, told_dryer
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


def tampered(made: Cast, table: str, statement: str) -> None:
    """Change what is stored as somebody would who owns the database, and let nothing be remembered."""
    database = made.service.stores.database
    triggers = rows(made, f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")  # noqa: S608 - a name of ours
    with database.writing() as connection:
        for (name,) in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)


def _spoil(content: str, case: str) -> str:
    return f"UPDATE case_event SET record = CAST({content} AS BLOB) WHERE case_id = '{case}'"  # noqa: S608 - an id of ours


@pytest.mark.parametrize("content", ["'nothing'", '\'{"format":"labverdict.case_record/1"}\''])
def test_a_record_that_cannot_be_read_stops_neither_the_day_nor_another_case(everybody: Cast, content: str) -> None:
    late = Walk(everybody)
    late.apply()
    late.follow(Kind.APPLICATION, "accept start_test")
    walk = Walk(everybody)
    walk.apply()
    case = walk.ids[Kind.APPLICATION]
    tampered(everybody, "case_event", _spoil(content, case))
    answer = everybody.ask(Actor.DECIDER, "GET", f"/applications/{case}")
    assert (answer.status_code, answer.json()["code"]) == (500, "stored_unreadable")
    done = until_steps(everybody)
    assert ([each.case for each in done.taken], done.unreadable) == ([late.ids[Kind.APPLICATION]], (case,))


def test_an_unreadable_case_beside_it_stops_the_steps_on_a_certificate_and_no_day(walk: Walk) -> None:
    drawn(walk)
    walk.open(Kind.COMPLAINT, Event.RECEIVE)
    case = walk.ids[Kind.COMPLAINT]
    tampered(walk.cast, "case_event", _spoil("''", case))
    done = until_steps(walk.cast)
    assert ([each.event for each in done.refused], done.taken) == ([Event.SENDING_TIME_OVER], ())
    assert done.unreadable == (case,)


def test_acts_that_contradict_each_other_stop_no_day(walk: Walk) -> None:
    walk.open(Kind.SURVEILLANCE, Event.PLAN)
    tampered(walk.cast, "certificate_act", "UPDATE certificate_act SET act = 'restore'")
    asked = walk.event(Kind.SURVEILLANCE, Event.START_INSPECTION)
    answer = walk.cast.ask(Actor.PLANNER, "POST", walk.events(Kind.SURVEILLANCE), json=asked)
    assert (answer.status_code, answer.json()["code"]) == (500, "stored_unreadable")
    assert day_of(walk.cast).unreadable == ()


@pytest.mark.parametrize("what", ["document", "rules"])
def test_a_certificate_that_cannot_be_read_stops_no_day(walk: Walk, what: str) -> None:
    made = walk.cast
    if what == "document":
        tampered(made, "certificate", "UPDATE certificate SET document = X'7B7D'")
        desk = jobs_of(made.service)
    else:
        found = jobs_of(made.service)
        assert isinstance(found.docket, CaseDocket)
        desk = replace(found, docket=replace(found.docket, schemes=lambda _: None))
    assert do_day(made.today, desk).unreadable == (walk.certificate,)


def test_a_certificate_that_is_not_published_and_a_case_that_is_gone_stop_no_day(walk: Walk) -> None:
    found = jobs_of(walk.cast.service)
    assert isinstance(found.docket, CaseDocket)
    gone: Any = SimpleNamespace(of_case=found.docket.certificates.of_case, published=lambda _: None)
    assert do_day(walk.cast.today, replace(found, docket=replace(found.docket, certificates=gone))).unreadable == (
        walk.certificate,
    )
    unlisted: Any = SimpleNamespace(find=found.docket.cases.find, read=lambda *_: None)
    done = do_day(walk.cast.today, replace(found, docket=replace(found.docket, cases=unlisted)))
    assert done.unreadable == (walk.ids[Kind.APPLICATION],)


def test_limits_that_were_adopted_and_are_held_by_now_are_passed_over(everybody: Cast) -> None:
    adopt(everybody)
    walk = Walk(everybody, DRYER, dict(UNIT), telling=told_dryer)
    walk.apply()
    walk.follow(Kind.APPLICATION, "accept")
    cases, body = everybody.service.cases, everybody.organisations[BODY]
    paper = newest_adopted(cases.papers, body, DRYER)
    scheme = cases.schemes(DRYER)
    assert paper is not None
    assert scheme is not None
    adopted = adopted_limits_from(paper.content, scheme.limits)
    assert isinstance(adopted, SealedLimits)
    limits = {each.requirement: each.limits[0].limit for each in adopted.limits.adopted}
    held = {
        grade: tuple(
            replace(each, limit=limits.get(each.id, each.limit), certainty=Certainty.CONFIRMED) for each in asked
        )
        for grade, asked in scheme.limits.requirements.items()
    }
    released = replace(scheme, limits=replace(scheme.limits, requirements=held))
    desk = replace(cases, schemes=lambda _: released)
    seen = case_seen(body, walk.ids[Kind.APPLICATION], desk)
    assert seen is not None
    assert seen.held.state == "accepted"
    refused = adopted_limits_from(paper.content, released.limits)
    assert isinstance(refused, Refused)
    assert {each.code for each in refused.issues} == {"requirement_held"}
