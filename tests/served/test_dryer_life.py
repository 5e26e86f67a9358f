"""A spray dryer over real HTTP, on both databases: undetermined until two persons adopt what GB/T 32237 requires."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.identity.roles import Role
from tests.app.dossiers import DRYER
from tests.served.cast import BODY, CONFIRMER, Cast, Document, cast, enrol
from tests.served.lines import over_http
from tests.served.milestones import (
    drawn,
    lacking,
    renewed,
    restored,
    stood,
    strangers_see_nothing,
    surveyed,
    suspended,
    verified,
)
from tests.served.told import set_up
from tests.served.told_dryer import RESIDUE, TEST_TERM, UNIT, adopted_limits, dryer_report, told_dryer
from tests.served.walk import Walk

A, STANDARD = Kind.APPLICATION, "GB_T_32237-2015/"
PROPOSALS = "/body/adopted-limits/proposals"
NOT_HELD = {each["requirement"] for each in adopted_limits()["adopted"]}


@pytest.fixture(params=["sqlite", "postgresql"])
def everybody(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cast]:
    with cast(request.param, tmp_path, over_http) as made:
        set_up(made, test_term=TEST_TERM)
        yield made


def test_a_dryer_is_certified_once_two_persons_have_adopted_its_limits(everybody: Cast) -> None:
    walk = Walk(everybody, DRYER, dict(UNIT), telling=told_dryer)
    walk.apply()
    walk.follow(A, "accept start_test")
    everybody.passes()
    undetermined(walk)
    seal = adopted(walk)
    number = certified(walk, seal)
    issued_on = everybody.today
    everybody.passes(190)
    drawn(walk)
    suspended_on = suspended(walk, dryer_report(everybody, everybody.today, (RESIDUE, "9.9")))
    restored_on = restored(walk)
    everybody.passes()
    walk.open(Kind.SURVEILLANCE, Event.PLAN)
    surveyed(walk)
    renewed_on = renewed(walk)
    days = [issued_on, suspended_on, restored_on - timedelta(days=1), restored_on, renewed_on]
    statuses = ["valid", "suspended", "suspended", "valid", "valid"]
    assert [stood(everybody, number, day) for day in days] == statuses
    strangers_see_nothing(walk, Kind.RENEWAL)


def undetermined(walk: Walk) -> None:
    """The test is passed by nothing but limits: all 13 that are not held are named, and the report has no outcome."""
    missing = lacking(walk.refused(A, Event.PASS_TEST))["every_item_passed"]
    assert (missing.clause, missing.standing) == ("4.2.2", "open")
    assert missing.needs == {("result", each) for each in NOT_HELD}
    assert len(NOT_HELD) == 13
    (report,) = walk.cast.got(Actor.DECIDER, "/reports")["reports"]
    assert report["outcome"] == "undetermined"


def adopted(walk: Walk) -> str:
    """Adopt the limits by two persons; the same one under another account is not two. Return their seal."""
    cast = walk.cast
    proposal = cast.posted(Actor.DECIDER, PROPOSALS, adopted_limits())["id"]
    enrol(cast, "proposer again", cast.persons[Actor.DECIDER], BODY, Role.DECIDER)
    for who in (Actor.DECIDER, "proposer again"):
        refused = cast.ask(who, "POST", f"{PROPOSALS}/{proposal}/confirmation")
        assert (refused.status_code, refused.json()["code"]) == (409, "another_person_needed"), refused.text
        assert set(lacking(walk.refused(A, Event.PASS_TEST))) == {"every_item_passed"}
    assert cast.ask(Actor.LABORATORY, "POST", f"{PROPOSALS}/{proposal}/confirmation").status_code == 403
    return str(cast.posted(CONFIRMER, f"{PROPOSALS}/{proposal}/confirmation")["sha256"])


def certified(walk: Walk, seal: str) -> str:
    """Certify the dryer; decision, verdict and certificate carry the seal of the adopted limits."""
    cast = walk.cast
    walk.take(A, Event.PASS_TEST)
    (tested,) = cast.got(Actor.CLIENT, f"/applications/{walk.ids[A]}/tests")["tests"]
    assert tested["verdict"]["outcome"] == "conforming"
    assert {"/".join(each["requirement"].split("/")[:2]) for each in tested["compared"]} == NOT_HELD
    assert {each["stated"] for each in tested["compared"] if each["agreement"] == "differs"} == {"±2", "≤75"}
    walk.follow(A, "start_inspection pass_inspection pass_scoring recommend")
    cast.passes()
    walk.certificate = str(walk.take(A, Event.ISSUE)["certificate"])
    decision = cast.got(Actor.DECIDER, f"/decisions/{walk.ids[A]}")
    assert decision["documents"]["adopted"] == seal
    assert [each["outcome"] for each in decision["reports"]] == ["conforming"]
    checked = verified(walk, A)
    assert checked.decided is not None
    (test,) = checked.decided.dossier.tests
    assert seal in test.verdict.scheme.seals.values()
    taken = {each.characteristic.id for each in test.verdict.scheme.requirements[""] if each.adopted}
    assert {f"{STANDARD}{each}" for each in taken} == NOT_HELD
    certificate = cast.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    limits: Document = certificate["versions"][-1]["document"]["limits"]
    assert limits["adopted"] == seal
    return walk.certificate
