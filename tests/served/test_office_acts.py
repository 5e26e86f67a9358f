"""What the office of a body records about a certificate outside of any case, from the request to the last reader."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.certification.cases.planned import Over, Planned, Reminder
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Deadline, Kind
from app.identity.roles import Role
from app.serving import jobs_of
from app.workflow.day_jobs import do_day, plan_of
from tests.served.cast import Cast, Document, cast, join
from tests.served.lines import within_the_process
from tests.served.milestones import lack, lacking, why
from tests.served.told import set_up, settle
from tests.served.walk import Walk

OFFICE, STRANGER = Actor.APPLICATION_OFFICER, "stranger"
LISTED = {"guard": "listed", "standing": "met", "ground": "名单 2026 第3号"}


@pytest.fixture(params=["sqlite", "postgresql"])
def everybody(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cast]:
    with cast(request.param, tmp_path, within_the_process) as made:
        set_up(made)
        yield made


def act(walk: Walk, name: str = "report_result", **more: object) -> Document:
    return {"act": name, "on": walk.cast.today.isoformat(), **more}


def path(walk: Walk) -> str:
    return f"/certificates/{walk.certificate}/acts"


def seen(walk: Walk, who: str = Actor.DECIDER) -> Document:
    return walk.cast.got(who, f"/certificates/{walk.certificate}")


def reporting(walk: Walk) -> list[type[Planned]]:
    """Return what the day tells of the report on the certificate."""
    plan = plan_of(walk.cast.today, jobs_of(walk.cast.service).docket)
    told = [
        (each, each.ends.deadline if isinstance(each, Reminder) else each.deadline)
        for each in plan
        if isinstance(each, Over | Reminder)
    ]
    return [type(each) for each, deadline in told if deadline is Deadline.REPORTING]


def to_report(walk: Walk) -> int:
    """Return in how many places the office is told to report."""
    calendar = walk.cast.ask(OFFICE, "GET", "/calendar.ics").text
    told = [each for each in walk.cast.got(OFFICE, "/worklist")["certificates"] if each["deadline"] == "D-07"]
    return len(told) + calendar.count(f"{walk.certificate}: D-07")


def test_a_result_that_was_reported_is_told_no_more_until_the_renewal(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.certify()
    everybody.passes(4)
    assert (to_report(walk), reporting(walk)) == (2, [Reminder])
    told = everybody.posted(OFFICE, path(walk), act(walk, reference="上报回执 2026-031"))
    assert (told["n"], told["act"], told["ended"]) == (2, "report_result", ["D-07", "D-08"])
    assert told["clause"] == {"document": "notice-2023", "number": "3(3)", "basis": "printed"}
    assert (to_report(walk), reporting(walk)) == (0, [])
    everybody.passes(30)
    assert reporting(walk) == []
    assert do_day(everybody.today, jobs_of(everybody.service)).told == 0
    everybody.passes(150)
    walk.ids.clear()
    walk.open(Kind.RENEWAL, Event.FILE)
    walk.let_in(Kind.RENEWAL)
    walk.follow(
        Kind.RENEWAL, "accept start_test pass_test start_inspection pass_inspection pass_scoring recommend renew"
    )
    assert to_report(walk) == 2
    everybody.posted(OFFICE, path(walk), act(walk, on=(everybody.today - timedelta(days=1)).isoformat()))
    assert to_report(walk) == 2, "of a day before the renewal"
    everybody.posted(OFFICE, path(walk), act(walk))
    assert to_report(walk) == 0


def test_what_was_recorded_stands_in_the_record_of_the_certificate(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.certify()
    assert seen(walk)["recorded"] == []
    told = everybody.posted(OFFICE, path(walk), act(walk, reference="上报回执 2026-031"))
    (recorded,) = seen(walk)["recorded"]
    assert recorded == {
        "n": 1,
        "version": 1,
        "act": "report_result",
        "on": everybody.today.isoformat(),
        "recorded_at": recorded["recorded_at"],
        "person": everybody.persons[OFFICE],
        "reference": "上报回执 2026-031",
        "log_entry": told["log_entry"],
    }
    assert seen(walk, Actor.CLIENT)["recorded"] == [{**recorded, "person": None, "reference": None}]
    assert [each["act"] for each in seen(walk)["acts"]] == ["issue"]
    assert seen(walk)["status"] == "valid"


def test_a_repeated_request_is_recorded_once_and_another_version_not_at_all(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.certify()
    tag = everybody.ask(Actor.DECIDER, "GET", f"/certificates/{walk.certificate}").headers["etag"]
    asked = {"json": act(walk), "headers": {"Idempotency-Key": "report-1", "If-Match": tag}}
    first, again = (everybody.ask(OFFICE, "POST", path(walk), **asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["etag"] == '"2"'
    stale = everybody.ask(OFFICE, "POST", path(walk), json=act(walk), headers={"If-Match": tag})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"2"')
    assert len(seen(walk)["recorded"]) == 1
    new = everybody.ask(Actor.DECIDER, "GET", f"/certificates/{walk.certificate}").headers["etag"]
    assert new != tag
    known = {"headers": {"If-None-Match": new}}
    assert everybody.ask(Actor.DECIDER, "GET", f"/certificates/{walk.certificate}", **known).status_code == 304
    assert everybody.ask(OFFICE, "POST", path(walk), json=act(walk), headers={"If-Match": new}).status_code == 201
    other = everybody.ask(OFFICE, "POST", path(walk), **{**asked, "json": act(walk, reference="另一份")})
    assert other.json()["code"] == "idempotency_key_reused"


def test_only_the_office_of_the_body_records(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.certify()
    assert everybody.refused(Actor.LABORATORY, path(walk), act(walk), 404)["code"] == "not_found"
    for who in (Actor.DECIDER, Actor.CLIENT):
        problem = everybody.refused(who, path(walk), act(walk), 403)
        assert problem["code"] == "role_not_held"
        assert problem["errors"][0]["expected"] == "one of: application_officer"
    join(everybody, STRANGER, "示例旁观有限公司", Role.CLIENT)
    foreign = everybody.refused(STRANGER, path(walk), act(walk), 404)
    unknown = everybody.refused(STRANGER, "/certificates/JSPB-1999-0001/acts", act(walk), 404)
    assert {**foreign, "request_id": ""} == {**unknown, "request_id": ""}
    assert seen(walk)["recorded"] == []


def test_an_act_is_taken_by_the_table_on_its_day(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.certify()
    tomorrow = (everybody.today + timedelta(days=1)).isoformat()
    assert why(everybody.refused(OFFICE, path(walk), act(walk, on=tomorrow))) == "in_the_future"
    before = (everybody.today - timedelta(days=1)).isoformat()
    problem = everybody.refused(OFFICE, path(walk), act(walk, on=before))
    assert (why(problem), problem["step"]["state"]) == ("no_such_step", "not_issued")
    assert why(everybody.refused(OFFICE, path(walk), act(walk, "recover"))) == "no_such_step"
    for wrong in ({"act": "expire"}, {"on": "14.7.2026"}, {"stated": [{**LISTED, "guard": "grave_case"}]}):
        everybody.refused(OFFICE, path(walk), act(walk) | wrong, 422)


def test_each_guard_of_the_table_stops_an_act(everybody: Cast) -> None:
    walk = Walk(everybody)
    walk.certify()
    for name in ("transfer", "list"):
        problem = everybody.refused(OFFICE, path(walk), act(walk, name))
        asked = ("norm_adopted", lack("24", "open", ("setting", "adopted_norms")))
        if name == "list":
            asked = ("listed", lack("5(3)", "open", ("statement", "listed")))
        assert lacking(problem) == dict([asked])
    denied = act(walk, "list", stated=[{**LISTED, "standing": "not_met"}])
    assert lacking(everybody.refused(OFFICE, path(walk), denied)) == {
        "listed": lack("5(3)", "not_met", ("finding", "listed"))
    }
    everybody.posted(OFFICE, path(walk), act(walk, "list", stated=[LISTED]))
    settle(everybody, adopted_norms=["M-21d", "M-23c"])
    everybody.posted(OFFICE, path(walk), act(walk, "transfer"))
    everybody.passes()
    walk.open(Kind.SUSPENSION, Event.RAISE)
    walk.follow(Kind.SUSPENSION, "withdraw")
    for name in ("recover", "publish_withdrawal"):
        everybody.posted(OFFICE, path(walk), act(walk, name))
    assert why(everybody.refused(OFFICE, path(walk), act(walk, "list", stated=[LISTED]))) == "no_such_step"
    assert [each["act"] for each in seen(walk)["recorded"]] == ["list", "transfer", "recover", "publish_withdrawal"]
