"""What a certificate that is in use must not come to: tried over the service's interface, and refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.served.cast import Cast, cast
from tests.served.lines import within_the_process
from tests.served.milestones import drawn, lack, lacking, suspended
from tests.served.told import filed_report, set_up, shown
from tests.served.walk import RECOMMENDED, Walk

A, SAMPLE, RENEWAL = Kind.APPLICATION, Kind.SAMPLE, Kind.RENEWAL


@contextmanager
def applied(folder: Path, **changed: object) -> Iterator[Walk]:
    """Give an application at a body that has set everything, but for what is changed."""
    with cast("sqlite", folder, within_the_process) as made:
        set_up(made, **changed)
        walk = Walk(made)
        walk.apply()
        yield walk


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with applied(tmp_path) as found:
        found.follow(A, RECOMMENDED)
        found.cast.passes()
        found.certificate = found.take(A, Event.ISSUE)["certificate"]
        found.cast.passes(100)
        yield found


def test_without_a_format_of_numbers_no_certificate_is_issued(tmp_path: Path) -> None:
    with applied(tmp_path, number_format=None) as walk:
        walk.follow(A, RECOMMENDED)
        walk.cast.passes()
        unset = lack("6.1", "open", ("setting", "number_format"))
        assert lacking(walk.refused(A, Event.ISSUE)) == {"number_format_set": unset}


def test_without_designated_laboratories_no_test_is_passed(tmp_path: Path) -> None:
    with applied(tmp_path, designated_laboratories=None) as walk:
        walk.follow(A, "accept start_test")
        walk.cast.passes()
        missing = lacking(walk.refused(A, Event.PASS_TEST))
        assert set(missing) == {"laboratory_designated", "every_item_passed"}
        assert missing["laboratory_designated"].needs == {("setting", "designated_laboratories")}


def test_a_setting_holds_from_its_day_on_and_not_before(tmp_path: Path) -> None:
    with applied(tmp_path, designated_laboratories=["另一检测实验室"]) as walk:
        walk.follow(A, "accept start_test")
        walk.cast.passes()
        assert "laboratory_designated" in lacking(walk.refused(A, Event.PASS_TEST))


@pytest.mark.parametrize("unset", ["renewal_number", "renewal_start"])
def test_without_what_the_rule_leaves_to_the_body_nothing_is_renewed(tmp_path: Path, unset: str) -> None:
    with applied(tmp_path, **{unset: None}) as walk:
        walk.follow(A, RECOMMENDED)
        walk.cast.passes()
        walk.certificate = walk.take(A, Event.ISSUE)["certificate"]
        to_renewal(walk)
        walk.follow(RENEWAL, "accept start_test pass_test start_inspection pass_inspection pass_scoring")
        walk.cast.passes()
        walk.take(RENEWAL, Event.RECOMMEND)
        walk.cast.passes()
        assert ("setting", unset) in lacking(walk.refused(RENEWAL, Event.RENEW))[f"{unset}_set"].needs


def to_renewal(walk: Walk) -> None:
    walk.cast.comes(expiry(walk.cast, walk) - timedelta(days=80))
    walk.open(RENEWAL, Event.FILE)
    walk.let_in(RENEWAL)


def expiry(everybody: Cast, walk: Walk) -> date:
    return date.fromisoformat(everybody.got(Actor.CLIENT, f"/certificates/{walk.certificate}")["expires_on"])


def test_the_holder_does_not_choose_what_its_sample_is_tested_for(walk: Walk) -> None:
    walk.open(SAMPLE, Event.PLAN)
    walk.let_in(SAMPLE)
    walk.follow(SAMPLE, "draw")
    today = walk.cast.passes()
    recorded = walk.told(SAMPLE, Event.SEND, today)["sampling"]
    for own in (
        {"none_needed": "无需抽样"},
        recorded | {"items": ["flash_point"]},
        recorded | {"drawn_on": today.isoformat()},
    ):
        problem = walk.refused(SAMPLE, Event.SEND, data={"sampling": own}, status=422)
        assert {each["code"] for each in problem["errors"]} == {"evidence_of_body"}
    walk.take(SAMPLE, Event.SEND, data={"sampling": recorded})


def test_a_sample_does_not_pass_by_an_item_that_was_not_chosen(walk: Walk) -> None:
    today = drawn(walk)
    failing = shown(today, filed_report(walk.cast, today, (1, "12")))
    assert "every_item_passed" in lacking(walk.refused(SAMPLE, Event.PASS_TEST, data=failing))


def test_a_renewal_is_no_way_round_a_suspension(walk: Walk) -> None:
    walk.cast.comes(expiry(walk.cast, walk) - timedelta(days=120))
    drawn(walk)
    suspended(walk, filed_report(walk.cast, walk.cast.today, (1, "12")))
    to_renewal(walk)
    walk.follow(RENEWAL, "accept start_test pass_test start_inspection pass_inspection pass_scoring recommend")
    walk.cast.passes()
    assert {"causes_closed", "not_suspended"} <= set(lacking(walk.refused(RENEWAL, Event.RENEW)))


def test_a_suspension_whose_term_is_over_is_not_lifted(walk: Walk) -> None:
    drawn(walk)
    suspended(walk, filed_report(walk.cast, walk.cast.today, (1, "12")))
    walk.follow(Kind.SUSPENSION, "submit_correction")
    walk.cast.passes()
    stated = [{"guard": "correction_verified", "standing": "met", "ground": "复验合格"}]
    closed = {"cause": "sample_failed", "stated": stated}
    walk.take(Kind.SUSPENSION, Event.ACCEPT_CORRECTION, data=closed)
    walk.follow(Kind.SUSPENSION, "settle")
    walk.cast.passes(200)
    assert "within_suspension_term" in lacking(walk.refused(Kind.SUSPENSION, Event.RESTORE))


def test_what_has_expired_is_not_changed_and_not_renewed_after_three_months(walk: Walk) -> None:
    end = expiry(walk.cast, walk)
    walk.cast.comes(end)
    opening = walk.opening(Kind.CHANGE, Event.FILE, Actor.CLIENT)
    assert set(lacking(walk.cast.refused(Actor.CLIENT, "/changes", opening))) == {"certificate_in_use"}
    walk.cast.comes(end + timedelta(days=100))
    late = walk.opening(RENEWAL, Event.FILE, Actor.CLIENT)
    assert set(lacking(walk.cast.refused(Actor.CLIENT, "/renewals", late))) == {"renewal_open"}
