"""A diesel certificate over real HTTP, from the application through a suspension to its renewal, on both databases."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.served.cast import Cast, Document, cast
from tests.served.lines import over_http
from tests.served.told import filed_report, set_up, shown
from tests.served.walk import PATHS, Walk


@pytest.fixture(params=["sqlite", "postgresql"])
def everybody(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cast]:
    with cast(request.param, tmp_path, over_http) as made:
        set_up(made)
        yield made


def test_a_certificate_lives_from_its_application_to_its_renewal(everybody: Cast) -> None:
    walk = Walk(everybody)
    number = walk.certify()
    issued_on = everybody.today
    certificate = everybody.got(Actor.CLIENT, f"/certificates/{number}")
    code = certificate["check_code"]
    assert looked_up(everybody, number, code)["status"] == "valid"
    suspended_on, restored_on = suspended_and_restored(walk)
    inspected(walk)
    renewed_on = renewed(walk)
    for day, status in (
        (issued_on, "valid"),
        (suspended_on - timedelta(days=1), "valid"),
        (suspended_on, "suspended"),
        (restored_on - timedelta(days=1), "suspended"),
        (restored_on, "valid"),
        (renewed_on, "valid"),
    ):
        assert looked_up(everybody, number, code, day)["status"] == status, day
    check_story(walk)


def suspended_and_restored(walk: Walk) -> tuple[date, date]:
    """Draw a sample that fails; the certificate is suspended for it, and restored once its cause is gone."""
    everybody = walk.cast
    everybody.passes(190)
    walk.open(Kind.SAMPLE, Event.PLAN)
    walk.let_in(Kind.SAMPLE)
    walk.follow(Kind.SAMPLE, "draw send")
    today = everybody.passes()
    walk.take(Kind.SAMPLE, Event.FAIL_TEST, data=shown(today, filed_report(everybody, today, (1, "12"))))
    (raised,) = everybody.got(Actor.DECIDER, f"/{PATHS[Kind.SUSPENSION]}")["cases"]
    assert raised["state"] == "raised"
    walk.ids[Kind.SUSPENSION], walk.states[Kind.SUSPENSION] = raised["id"], raised["state"]
    walk.follow(Kind.SUSPENSION, "suspend")
    suspended_on = everybody.today
    everybody.passes()
    missing = walk.refused(Kind.SUSPENSION, Event.SETTLE)["missing"]
    assert [each["guard"] for each in missing] == ["causes_closed"]
    walk.follow(Kind.SUSPENSION, "submit_correction")
    everybody.passes()
    walk.take(Kind.SUSPENSION, Event.ACCEPT_CORRECTION, data=closing("sample_failed"))
    walk.follow(Kind.SUSPENSION, "settle restore")
    return suspended_on, everybody.today


def closing(cause: str) -> Document:
    return {"cause": cause, "stated": [{"guard": "correction_verified", "standing": "met", "ground": "复验合格"}]}


def inspected(walk: Walk) -> None:
    """Hold the yearly surveillance, whose sample is another one and passes."""
    everybody = walk.cast
    everybody.passes(20)
    walk.open(Kind.SAMPLE, Event.PLAN)
    walk.let_in(Kind.SAMPLE)
    walk.follow(Kind.SAMPLE, "draw send pass_test")
    everybody.passes()
    walk.open(Kind.SURVEILLANCE, Event.PLAN)
    walk.follow(Kind.SURVEILLANCE, "start_inspection pass_inspection conclude")
    assert walk.stands(Kind.SURVEILLANCE) == "passed"


def renewed(walk: Walk) -> date:
    """Renew the certificate shortly before it expires."""
    everybody = walk.cast
    certificate = everybody.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    everybody.comes(date.fromisoformat(certificate["expires_on"]) - timedelta(days=80))
    walk.open(Kind.RENEWAL, Event.FILE)
    walk.let_in(Kind.RENEWAL)
    walk.follow(Kind.RENEWAL, "accept start_test pass_test start_inspection pass_inspection pass_scoring recommend")
    everybody.passes()
    answer = walk.take(Kind.RENEWAL, Event.RENEW)
    assert answer["certificate"] == walk.certificate
    again = everybody.got(Actor.CLIENT, f"/certificates/{walk.certificate}")
    assert again["version"] == certificate["version"] + 1
    assert again["expires_on"] > certificate["expires_on"]
    return everybody.today


def looked_up(everybody: Cast, number: str, code: str, on: date | None = None) -> Document:
    asked = {"code": code} if on is None else {"code": code, "on": on.isoformat()}
    return everybody.got(None, f"/public/certificates/{number}", **asked)


def check_story(walk: Walk) -> None:
    """The story of the application names every step, who took it and by which clause, and every deadline."""
    application = f"/{PATHS[Kind.APPLICATION]}/{walk.ids[Kind.APPLICATION]}"
    story = walk.cast.got(Actor.CLIENT, f"{application}/timeline")["timeline"]
    happened = [each for each in story if "event" in each]
    assert [each["event"] for each in happened][:2] == ["file", "accept"]
    assert all(each["person"] and each["clause"] for each in happened if each["to"])
    assert {"D-01", "D-06", "D-07"} <= {each["deadline"] for each in story if "deadline" in each}
