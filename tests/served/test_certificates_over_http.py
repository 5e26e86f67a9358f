"""Every row of the certificate's table that a case or the day brings about is taken at a service."""

from collections.abc import Iterator

import pytest

from app.certification.lifecycle.certificate import NOT_ISSUED
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Act, Kind, Status
from tests.served.cast import Cast
from tests.served.folded import check
from tests.served.life import Life
from tests.served.model import OF_CERTIFICATE, status_on
from tests.served.oracle import Tally
from tests.served.stages import RECOMMENDED, SAMPLED, begin, run_out, stage

SUSPENDED = "raise suspend"
SURVEYED = "plan start_inspection pass_inspection"
CHANGED = "file start_evaluation conclude approve"
# What follows from the day alone is read off the acts and the terms, and is no write. Notices of terms are told by the
# jobs of a day, which move nothing. What the office does to a certificate beside its cases has no route.
BY_THE_DAY = frozenset({ClockEvent.EXPIRE, ClockEvent.GRACE_OVER})
NOTICES = frozenset(
    {ClockEvent.WINDOW_OPENED, ClockEvent.SURVEILLANCE_OVERDUE, ClockEvent.RENEWAL_DUE, ClockEvent.REPORTING_OVERDUE}
)
OFFICE = frozenset({ClockEvent.REPORT_RESULT, ClockEvent.RECOVER, ClockEvent.PUBLISH_WITHDRAWAL, ClockEvent.LIST})
OUT_OF_REACH = {*NOTICES, *OFFICE, ClockEvent.TRANSFER, ClockEvent.BAR_OVER}


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("certificates")) as made:
        yield made


def _maintained(life: Life) -> None:
    for first, survey in (("", SURVEYED), (SUSPENDED, SURVEYED)):
        life.follow(life.new(Kind.SUSPENSION), first)
        life.follow(life.new(Kind.SAMPLE), SAMPLED)
        life.follow(life.new(Kind.SURVEILLANCE), f"{survey} conclude")
        life.follow(life.new(Kind.CHANGE), CHANGED)
        check(life)


def _extended(life: Life) -> None:
    life.follow(life.new(Kind.EXTENSION), "file start_evaluation conclude approve_separately")
    life.follow(life.new(Kind.EXTENSION), "file start_evaluation conclude approve")


def _restored(life: Life) -> None:
    life.follow(life.new(Kind.SUSPENSION), f"{SUSPENDED} submit_correction accept_correction settle restore")
    check(life)
    life.follow(life.new(Kind.SUSPENSION), f"{SUSPENDED} cancel")


def _withdrawn(life: Life) -> None:
    withdrawn = life.follow(life.new(Kind.SUSPENSION), f"{SUSPENDED} withdraw")
    life.follow(life.new(Kind.APPEAL, withdrawn), "file take_up uphold")


def _withdrawn_at_once(life: Life) -> None:
    life.follow(life.new(Kind.SUSPENSION), "raise withdraw")


def _cancelled(life: Life) -> None:
    life.follow(life.new(Kind.SUSPENSION), "request_cancellation cancel")


def _renewed(life: Life) -> None:
    life.follow(life.new(Kind.RENEWAL), f"{RECOMMENDED} renew")
    check(life)
    run_out(life)
    life.tally.done[Status.VALID, ClockEvent.EXPIRE] += 1
    check(life)
    life.follow(life.new(Kind.RENEWAL), f"{RECOMMENDED} renew")
    life.follow(life.new(Kind.SUSPENSION), SUSPENDED)
    run_out(life)
    life.tally.done[Status.SUSPENDED, ClockEvent.EXPIRE] += 1
    check(life)
    run_out(life, late=True)
    late = life.new(Kind.RENEWAL)
    assert life.ask(life.asked(late, "file", "client")) == 409
    assert [each["guard"] for each in life.tally.last["step"]["missing"]] == [Guard.RENEWAL_OPEN]
    life.tally.done[Status.EXPIRED, ClockEvent.GRACE_OVER] += 1


def test_every_row_of_a_certificate_is_taken(everybody: Cast) -> None:
    tally = Tally()
    for story in (_maintained, _extended, _restored, _withdrawn, _withdrawn_at_once, _cancelled, _renewed):
        life = begin(everybody, tally)
        story(life)
        check(life)
        assert life.model.certificate is not None
        assert status_on(life.model.certificate, life.today) in set(Status)
    reached = {row for row in OF_CERTIFICATE if row[1] not in OUT_OF_REACH}
    assert set(tally.done) == reached
    assert (NOT_ISSUED, Act.ISSUE) in reached
    assert {event for _, event in OF_CERTIFICATE} == {*Act, *BY_THE_DAY, *OUT_OF_REACH}
