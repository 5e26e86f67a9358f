"""Certificates that should not be: whatever is tried over the service's interface, none is issued.

Each case is all right but for one thing, and everybody else takes the steps that follow as if it were.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role
from app.workflow.administer import add_organisation
from tests.served.cast import BODY, CLIENT, Document, cast, done, enrol, join
from tests.served.lines import within_the_process
from tests.served.milestones import lack, lacking, why
from tests.served.told import card, inspection, report_of, sent, set_up, shown, statements
from tests.served.walk import INSPECTED, RECOMMENDED, Walk

A = Kind.APPLICATION
IN_TEST = "accept start_test"
LAST = "start_inspection pass_inspection pass_scoring recommend issue"
OTHER_LABORATORY, OTHER_BODY = "另一检测实验室", "另一认证机构"
Spoil = Callable[[Document], object]


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with cast("sqlite", tmp_path, within_the_process) as made:
        set_up(made)
        found = Walk(made)
        found.apply()
        yield found


def at(walk: Walk, events: str) -> date:
    walk.follow(A, events)
    return walk.cast.passes()


def stopped(walk: Walk, events: str) -> tuple[str, Document]:
    """Go on until a step is refused, and return its event and the problem; no certificate comes of it."""
    for event in events.split():
        answer = walk.cast.ask(walk.actor(A, Event(event)), "POST", walk.events(A), json=walk.event(A, Event(event)))
        if answer.status_code != 201:
            assert walk.cast.got(Actor.DECIDER, "/certificates")["certificates"] == []
            return event, answer.json()
        walk.states[A] = answer.json()["state"]
        walk.cast.passes()
    raise AssertionError("a certificate that should not be")


def reported(walk: Walk, *spoil: Spoil, who: str = Actor.LABORATORY) -> Document:
    """Return a test by a report that somebody files, changed."""
    report = report_of("diesel_report.json", walk.cast.today)
    for each in spoil:
        each(report)
    return shown(walk.cast.today, sent(walk.cast, report, who=who))


def product(**changed: str) -> Spoil:
    return lambda report: report["product"].update(changed)


def dated(day: str) -> Spoil:
    def change(report: Document) -> None:
        report["issued_on"] = day
        report["sample"] |= {"taken_on": day, "received_on": day}
        for result in report["results"]:
            result["tested_on"] = day

    return change


@pytest.mark.parametrize(
    ("spoil", "guard", "need"),
    [
        (product(grade="-10号"), "every_item_passed", ("result", "GB_19147-2016/cold_filter_plugging_point")),
        (dated("2026-03-20"), "every_item_passed", ("adoption", "W-")),
        (lambda report: report["results"].pop(0), "every_item_passed", ("result", "GB_19147-2016/oxidation_stability")),
        (
            lambda report: report["laboratory"].update(name=OTHER_LABORATORY),
            "laboratory_designated",
            ("laboratory", ""),
        ),
    ],
    ids=["of another grade", "from before the application", "without an item", "of a laboratory not designated"],
)
def test_a_report_that_does_not_show_it_passes_no_test(
    walk: Walk, spoil: Spoil, guard: str, need: tuple[str, str]
) -> None:
    at(walk, IN_TEST)
    missing = lacking(walk.refused(A, Event.PASS_TEST, data=reported(walk, spoil)))
    assert any(sort == need[0] and what.startswith(need[1]) for sort, what in missing[guard].needs), missing


@pytest.mark.parametrize(
    ("spoil", "member"),
    [(product(plant="示例石化有限公司二厂"), "plant"), (product(manufacturer="另一石化有限公司"), "manufacturer")],
)
def test_a_report_on_another_plant_or_maker_is_stopped_at_the_review(walk: Walk, spoil: Spoil, member: str) -> None:
    at(walk, IN_TEST)
    walk.take(A, Event.PASS_TEST, data=reported(walk, spoil))
    walk.cast.passes()
    event, problem = stopped(walk, LAST)
    ((_, what),) = lacking(problem)["results_present"].needs
    assert (event, what.partition(": ")[2]) == ("recommend", member)


def test_a_report_that_is_issued_only_later_reopens_the_review(walk: Walk) -> None:
    at(walk, IN_TEST)
    walk.take(A, Event.PASS_TEST, data=reported(walk, dated("2026-09-01")))
    walk.cast.passes()
    event, problem = stopped(walk, LAST)
    assert (event, set(lacking(problem))) == ("issue", {"overall_passed"})


def test_a_report_that_another_laboratory_filed_under_the_name_of_the_designated_one_counts_for_nothing(
    walk: Walk,
) -> None:
    made = add_organisation(OrganisationKind.LABORATORY, OTHER_LABORATORY, walk.cast.office)
    walk.cast.organisations[OTHER_LABORATORY] = done(made).id
    join(walk.cast, "other laboratory", OTHER_LABORATORY, Role.LAB_AUTHORISER)
    at(walk, IN_TEST)
    forged = reported(walk, who="other laboratory")
    problem = walk.refused(A, Event.PASS_TEST, data=forged, status=422)
    assert [(each["code"], each["pointer"]) for each in problem["errors"]] == [
        ("laboratory_not_party", "/data/tests/0/report")
    ]
    assert walk.cast.refused("other laboratory", walk.events(A), walk.event(A, Event.PASS_TEST), 404)


def test_a_report_that_the_body_may_not_read_is_unknown(walk: Walk) -> None:
    at(walk, IN_TEST)
    report = report_of("diesel_report.json", walk.cast.today)
    kept = walk.cast.posted(Actor.LABORATORY, "/reports", report, params={"scheme": walk.scheme})
    unread = shown(walk.cast.today, f"{kept['report']}/{kept['revision']}")
    assert walk.refused(A, Event.PASS_TEST, data=unread, status=422)["code"] == "report_unknown"


def test_a_report_that_is_too_old_is_not_adopted(walk: Walk) -> None:
    today = at(walk, "accept")
    data = walk.told(A, Event.ADOPT_REPORT, today)
    report = report_of("diesel_report.json", today)
    dated("2024-01-10")(report)
    data["tests"][0]["report"] = sent(walk.cast, report)
    missing = lacking(walk.refused(A, Event.ADOPT_REPORT, data=data))
    assert missing["report_adoptable"] == lack("4.2.5", "open", ("adoption", report["report_no"]))


@pytest.mark.parametrize(("days", "reason"), [(1, "in_the_future"), (-1, "out_of_order")])
def test_no_step_is_of_another_day_than_it_can_be(walk: Walk, days: int, reason: str) -> None:
    today = at(walk, INSPECTED)
    wrong = walk.event(A, Event.PASS_SCORING, on=today + timedelta(days=days if days > 0 else days - 1))
    assert why(walk.cast.refused(Actor.EVALUATOR, walk.events(A), wrong)) == reason


@pytest.mark.parametrize(
    ("event", "before", "changed", "stops"),
    [
        (Event.PASS_INSPECTION, f"{IN_TEST} pass_test start_inspection", {"began_on": "2025-06-01"}, "recommend"),
        (Event.PASS_INSPECTION, f"{IN_TEST} pass_test start_inspection", {"ended_on": "2026-12-01"}, "issue"),
        (Event.PASS_SCORING, INSPECTED, {"evaluated_on": "2026-12-01"}, "issue"),
    ],
    ids=["inspected before the application", "inspected after the decision", "scored after the decision"],
)
def test_evidence_of_a_wrong_day_carries_no_decision(
    walk: Walk, event: Event, before: str, changed: Document, stops: str
) -> None:
    today = at(walk, before)
    data = walk.told(A, event, today)
    part = data["inspection" if event is Event.PASS_INSPECTION else "card"]
    part |= changed
    part.pop("nonconformities", None)
    if event is Event.PASS_INSPECTION:
        part["nonconformities"] = []
    walk.take(A, event, data=data)
    walk.cast.passes()
    rest = LAST.partition(f"{event} ")[2]
    assert stopped(walk, rest)[0] == stops


@pytest.mark.parametrize("role", [Actor.EVALUATOR, Actor.VERIFIER, Actor.REVIEWER])
def test_whoever_evaluated_or_reviewed_does_not_decide_under_another_account(walk: Walk, role: Actor) -> None:
    at(walk, RECOMMENDED)
    enrol(walk.cast, "second account", walk.cast.persons[role], BODY, Role.DECIDER)
    missing = lacking(walk.refused(A, Event.ISSUE, "second account"))
    assert missing.keys() & {"decider_uninvolved", "reviewer_may_decide"}
    assert ("person", "decider") in missing["overall_passed"].needs


@pytest.mark.parametrize("role", [Actor.EVALUATOR, Actor.VERIFIER])
def test_whoever_evaluated_does_not_review_under_another_account(walk: Walk, role: Actor) -> None:
    at(walk, f"{INSPECTED} pass_scoring")
    enrol(walk.cast, "second account", walk.cast.persons[role], BODY, Role.REVIEWER)
    missing = lacking(walk.refused(A, Event.RECOMMEND, "second account"))
    assert missing == {"reviewer_uninvolved": lack("7.5", "not_met", ("person", "reviewer"))}


@pytest.mark.parametrize(
    ("declared", "guard"),
    [
        (None, "no_consultancy"),
        ({"free_of_conflict": True, "advised_until": "2026-03-31"}, "no_consultancy"),
        ({"free_of_conflict": False, "advised_until": "never"}, "decider_uninvolved"),
    ],
    ids=["who declared nothing", "who advised the client", "in conflict"],
)
def test_nobody_decides_who_is_not_shown_to_be_impartial(walk: Walk, declared: Document | None, guard: str) -> None:
    at(walk, RECOMMENDED)
    join(walk.cast, "new decider", BODY, Role.DECIDER)
    if declared is not None:
        client = {"client": walk.cast.organisations[CLIENT]}
        walk.cast.posted("new decider", "/declarations", client | declared)
    assert set(lacking(walk.refused(A, Event.ISSUE, "new decider"))) == {guard}


def test_nobody_of_another_body_decides(walk: Walk) -> None:
    at(walk, RECOMMENDED)
    made = add_organisation(OrganisationKind.CERTIFICATION_BODY, OTHER_BODY, walk.cast.office)
    walk.cast.organisations[OTHER_BODY] = done(made).id
    join(walk.cast, "foreign decider", OTHER_BODY, Role.DECIDER)
    assert walk.refused(A, Event.ISSUE, "foreign decider", status=404)["code"] == "not_found"
    assert walk.refused(A, Event.ISSUE, Actor.REVIEWER, status=403)["code"] == "role_not_held"


def test_the_decision_brings_no_evidence_and_comes_late_only_with_a_ground(walk: Walk) -> None:
    today = at(walk, RECOMMENDED)
    scored = {"card": card(walk.cast, today)}
    assert why(walk.refused(A, Event.ISSUE, data=scored)) == "evidence_at_decision"
    walk.cast.passes(40)
    late = lacking(walk.refused(A, Event.ISSUE, data={}))
    assert late == {"overall_passed": lack("6.1", "open", ("ground", "6.2"))}


def test_evidence_after_the_review_sends_the_case_back_to_it(walk: Walk) -> None:
    today = at(walk, RECOMMENDED)
    further = {"event": "record", "on": today.isoformat(), "data": {"inspection": inspection(walk.cast, A, today)}}
    assert walk.cast.posted(Actor.EVALUATOR, walk.events(A), further)["voided"]
    assert why(walk.refused(A, Event.ISSUE)) == "no_such_step"


def test_no_client_says_when_sample_and_fee_were_there(walk: Walk) -> None:
    today = at(walk, "accept")
    receipt = {"receipt": walk.told(A, Event.START_TEST, today)["receipt"]}
    further = {"event": "record", "on": today.isoformat(), "data": receipt}
    problem = walk.cast.refused(Actor.CLIENT, walk.events(A), further, 422)
    assert [(each["code"], each["pointer"]) for each in problem["errors"]] == [("evidence_of_another", "/data/receipt")]
    walk.cast.posted(Actor.LABORATORY, walk.events(A), further)


SPOKEN: dict[str, tuple[str, Callable[[Walk, date], Document]]] = {
    "states for the body": (
        "statement_of_another evidence_of_body",
        lambda walk, on: {"statements": statements(walk.cast, on, Actor.EVALUATOR, "5.1")},
    ),
    "states in its own name": (
        "evidence_of_body",
        lambda walk, on: {"statements": statements(walk.cast, on, Actor.LABORATORY, "4.2.3")},
    ),
    "inspects": ("evidence_of_body", lambda walk, on: {"inspection": inspection(walk.cast, A, on)}),
    "scores": ("evidence_of_body", lambda walk, on: {"card": card(walk.cast, on)}),
    "adopts": ("evidence_of_body", lambda walk, on: {"tests": walk.told(A, Event.ADOPT_REPORT, on)["tests"]}),
    "applies": ("evidence_of_another", lambda walk, on: {"application": walk.told(A, Event.FILE, on)["application"]}),
    "is certified": (
        "evidence_of_another",
        lambda walk, on: {"certified": walk.told(Kind.SURVEILLANCE, Event.PLAN, on)["certified"]},
    ),
    "samples": ("evidence_of_body", lambda _walk, _on: {"sampling": {"none_needed": "无需抽样"}}),
}


@pytest.mark.parametrize("how", SPOKEN)
def test_no_party_brings_what_the_body_has_to_find(walk: Walk, how: str) -> None:
    codes, brought = SPOKEN[how]
    today = at(walk, IN_TEST)
    wrong = walk.told(A, Event.PASS_TEST, today) | brought(walk, today)
    problem = walk.refused(A, Event.PASS_TEST, data=wrong, status=422)
    assert {each["code"] for each in problem["errors"]} == set(codes.split())
