"""A diesel certificate over real HTTP, from the application through a suspension to its renewal, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from tests.served.cast import BODY, Cast, Document, cast, enrol, join
from tests.served.lines import over_http
from tests.served.milestones import (
    drawn,
    lack,
    lacking,
    renewed,
    reported,
    restored,
    stood,
    strangers_see_nothing,
    surveyed,
    suspended,
    verified,
    why,
)
from tests.served.told import card, filed_report, inspection, set_up, shown
from tests.served.walk import Walk

A, OPEN, NOT_MET = Kind.APPLICATION, "open", "not_met"
SECOND_HANDLER = "second handler"


@pytest.fixture(params=["sqlite", "postgresql"])
def everybody(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cast]:
    with cast(request.param, tmp_path, over_http) as made:
        set_up(made)
        yield made


def test_a_certificate_lives_from_its_application_to_its_renewal(everybody: Cast) -> None:
    walk = Walk(everybody)
    product_tested(walk)
    factory_evaluated(walk)
    planned_wrongly(walk)
    number = issued(walk)
    issued_on = everybody.today
    reported(everybody, number)
    changed(walk)
    everybody.passes(190)
    drawn(walk)
    suspended_on = suspended(walk, filed_report(everybody, everybody.today, (1, "12")))
    restored_on = restored(walk)
    complained_of(walk)
    surveyed(walk)
    renewed_on = renewed(walk)
    days = [issued_on, suspended_on - timedelta(days=1), suspended_on]
    days += [restored_on - timedelta(days=1), restored_on, renewed_on]
    statuses = ["valid", "valid", "suspended", "suspended", "valid", "valid"]
    assert [stood(everybody, number, day) for day in days] == statuses
    acts = ["issue", "reissue", "suspend", "restore", "survey", "maintain", "renew"]
    assert [each["act"] for each in everybody.got(Actor.CLIENT, f"/certificates/{number}")["acts"]] == acts


def product_tested(walk: Walk) -> None:
    """Test the product; nobody who is no party sees the case, and each step says what it lacks."""
    cast = walk.cast
    walk.open(A, Event.FILE)
    case = f"/applications/{walk.ids[A]}"
    assert cast.ask(Actor.LABORATORY, "GET", case).status_code == 404
    walk.let_in(A)
    assert cast.got(Actor.LABORATORY, case)["state"] == "filed"
    strangers_see_nothing(walk, A)
    cast.passes()
    assert lacking(walk.refused(A, Event.ACCEPT, data={})) == {
        "body_may_use_rule": lack("前言", OPEN, ("statement", "前言")),
        "in_scope": lack("1", OPEN, ("statement", "1")),
        "programme_stages_named": lack("1(2)", OPEN, ("statement", "programme_stages_named")),
    }
    walk.take(A, Event.ACCEPT)
    cast.passes()
    received = lacking(walk.refused(A, Event.START_TEST, data={}))["sample_and_fee_received"]
    assert received == lack("4.2.4", OPEN, ("day", "sample_received_on"), ("day", "fee_received_on"))
    (started,) = walk.take(A, Event.START_TEST)["started"]
    assert started["deadline"] == "D-01"
    today = cast.passes()
    failing = shown(today, filed_report(cast, today, (1, "12")))
    limits = ("GB_19147-2016/sulfur_content", "JSPB01-180004-2023/4.2.2/1")
    assert lacking(walk.refused(A, Event.PASS_TEST, data=failing)) == {
        "every_item_passed": lack("4.2.2", NOT_MET, *(("result", each) for each in limits)),
    }
    walk.take(A, Event.PASS_TEST)


def factory_evaluated(walk: Walk) -> None:
    """Inspect the factory and score the organisation."""
    cast = walk.cast
    today = cast.passes()
    short = {"plan": {"team": [cast.persons[Actor.EVALUATOR]], "head_count": 320, "man_days": 1}}
    assert lacking(walk.refused(A, Event.START_INSPECTION, data=short)) == {
        "man_days_planned": lack("5.2", OPEN, ("ground", "man_days_ground")),
    }
    walk.take(A, Event.START_INSPECTION)
    today = cast.passes()
    seen = inspection(cast, A, today)
    seen["points"] = [each for each in seen["points"] if each["id"] != "附件1 闪点"]
    assert lacking(walk.refused(A, Event.PASS_INSPECTION, data={"inspection": seen}))["inspection_complete"] == lack(
        "5.1", OPEN, ("finding", "附件1 闪点"), ("statement", "5.1")
    )
    walk.take(A, Event.PASS_INSPECTION)
    today = cast.passes()
    marks = card(cast, today)
    for line in marks["lines"]:
        if line["line"] == "C4.1.V":
            line["satisfied"] = False
    assert lacking(walk.refused(A, Event.PASS_SCORING, data={"card": marks}))["veto_answered"] == lack(
        "附录A", NOT_MET, ("marks", "C4.1.V")
    )
    walk.take(A, Event.PASS_SCORING)


def planned_wrongly(walk: Walk) -> None:
    """Correct what the planner entered wrongly; what would undo a later step is refused, and both stay on record."""
    cast, planned_on = walk.cast, walk.cast.today - timedelta(days=2)
    (wrong,) = [each for each in timeline(walk, A) if each.get("event") == "start_inspection"]
    plan = {"team": [cast.persons[Actor.EVALUATOR]], "head_count": 310, "man_days": 9}
    right = walk.event(A, Event.START_INSPECTION, {"plan": plan}, planned_on) | {"corrects": wrong["n"]}
    assert cast.refused(Actor.DECIDER, walk.events(A), right, 403)["code"] == "role_not_held"
    too_short = right | {"data": {"plan": plan | {"man_days": 1}}}
    assert why(cast.refused(Actor.PLANNER, walk.events(A), too_short)) == "later_step_impossible"
    n = cast.posted(Actor.PLANNER, walk.events(A), right)["n"]
    both = [each for each in timeline(walk, A) if each.get("event") == "start_inspection"]
    assert {(each["n"], each["corrects"], each["corrected_by"]) for each in both} == {
        (wrong["n"], None, n),
        (n, wrong["n"], None),
    }
    assert why(cast.refused(Actor.PLANNER, walk.events(A), right)) == "corrects_nothing"


def issued(walk: Walk) -> str:
    """Recommend and decide; whoever evaluated does not review, and whoever reviewed does not decide."""
    cast = walk.cast
    cast.passes()
    enrol(cast, "evaluator who reviews", cast.persons[Actor.EVALUATOR], BODY, Role.REVIEWER)
    assert lacking(walk.refused(A, Event.RECOMMEND, "evaluator who reviews")) == {
        "reviewer_uninvolved": lack("7.5", NOT_MET, ("person", "reviewer")),
    }
    walk.take(A, Event.RECOMMEND)
    cast.passes()
    enrol(cast, "reviewer who decides", cast.persons[Actor.REVIEWER], BODY, Role.DECIDER)
    same = lacking(walk.refused(A, Event.ISSUE, "reviewer who decides"))
    assert same["reviewer_may_decide"] == lack("7.6", NOT_MET, ("person", "decider"))
    walk.certificate = str(walk.take(A, Event.ISSUE)["certificate"])
    verified(walk, A)
    strangers_see_nothing(walk, A)
    certificate = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    assert certificate["status"] == "valid"
    story = timeline(walk, A)
    assert all(each["person"] and each["clause"]["number"] for each in story if each.get("to"))
    assert {"D-01", "D-04", "D-06"} <= {each["deadline"] for each in story if "deadline" in each}
    told = timeline(walk, A, Actor.LABORATORY)
    assert all(each in story for each in told)
    assert [each.get("event", each.get("deadline")) for each in told] == ["accept", "start_test", "D-01", "pass_test"]
    records = cast.got(Actor.LABORATORY, f"/applications/{walk.ids[A]}")["records"]
    assert {each["role"] for each in records} == {"laboratory"}
    return walk.certificate


def changed(walk: Walk) -> None:
    """Reject a change; an appeal is upheld, and the change is approved: number and expiry stay."""
    cast = walk.cast
    before = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    cast.passes()
    walk.open(Kind.CHANGE, Event.FILE)
    walk.follow(Kind.CHANGE, "start_evaluation conclude")
    cast.passes()
    assert set(lacking(walk.refused(Kind.CHANGE, Event.REJECT, data={}))) == {"reasons_given"}
    walk.take(Kind.CHANGE, Event.REJECT)
    verified(walk, Kind.CHANGE)
    appealed(walk, Kind.CHANGE)
    assert walk.stands(Kind.CHANGE) == "evaluating"
    walk.states[Kind.CHANGE] = "evaluating"
    walk.follow(Kind.CHANGE, "conclude approve")
    verified(walk, Kind.CHANGE)
    after = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    assert after["version"] == before["version"] + 1
    assert (after["number"], after["starts_on"], after["expires_on"]) == (
        before["number"],
        before["starts_on"],
        before["expires_on"],
    )


def appealed(walk: Walk, kind: Kind) -> None:
    cast = walk.cast
    opening: Document = {"number": "AP-1", "about": walk.ids[kind], "event": walk.event(Kind.APPEAL, Event.FILE)}
    told = cast.posted(Actor.CLIENT, "/appeals", opening | {"body": cast.organisations[BODY]})
    walk.ids[Kind.APPEAL], walk.states[Kind.APPEAL] = told["case"], told["state"]
    walk.follow(Kind.APPEAL, "take_up")
    cast.passes()
    (followed,) = walk.take(Kind.APPEAL, Event.UPHOLD)["followed"]
    assert (followed["case"], followed["event"]) == (walk.ids[kind], "appeal_upheld")


def complained_of(walk: Walk) -> None:
    """Uphold a complaint, which plans a surveillance by itself; who has handled the appeal does not handle it."""
    cast, kind = walk.cast, Kind.COMPLAINT
    join(cast, SECOND_HANDLER, BODY, Role.COMPLAINTS_HANDLER)
    cast.passes()
    walk.open(kind, Event.RECEIVE)
    involved = lacking(walk.refused(kind, Event.TAKE_UP))
    assert involved == {"handler_uninvolved": lack("7.13", NOT_MET, ("person", "complaints_handler"))}
    walk.take(kind, Event.TAKE_UP, SECOND_HANDLER)
    cast.passes()
    unproven = lacking(walk.refused(kind, Event.UPHOLD_FOR_SURVEILLANCE, SECOND_HANDLER, data={}))
    assert unproven == {"trigger_proven": lack("7.1.1", OPEN, ("statement", "trigger_proven"))}
    (followed,) = walk.take(kind, Event.UPHOLD_FOR_SURVEILLANCE, SECOND_HANDLER)["followed"]
    assert (followed["kind"], followed["event"]) == ("surveillance", "plan_extra")
    walk.ids[Kind.SURVEILLANCE], walk.states[Kind.SURVEILLANCE] = followed["case"], followed["state"]
    today = cast.passes()
    evidence = walk.told(Kind.SURVEILLANCE, Event.PLAN, today)
    further = {"event": "record", "on": today.isoformat(), "data": evidence}
    cast.posted(Actor.PLANNER, walk.events(Kind.SURVEILLANCE), further)


def timeline(walk: Walk, kind: Kind, who: str = Actor.CLIENT) -> list[Document]:
    found: list[Document] = walk.cast.got(who, f"/{kind}s/{walk.ids[kind]}/timeline")["timeline"]
    return found
