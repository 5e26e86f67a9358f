"""Every row of the certificate's table that a case, the office or the day brings about is taken at a service."""

from collections.abc import Iterator

import pytest

from app.certification.cases.office_acts import OFFICE
from app.certification.lifecycle.certificate import NOT_ISSUED
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Act, Actor, Kind, Status
from tests.served.asked import Tally
from tests.served.cast import Cast
from tests.served.folded import check
from tests.served.life import Life
from tests.served.model import OF_CERTIFICATE, status_on
from tests.served.stages import RECOMMENDED, SAMPLED, begin, run_out, stage
from tests.served.told import settle

SUSPENDED = "raise suspend"
SURVEYED = "plan start_inspection pass_inspection"
CHANGED = "file start_evaluation conclude approve"
LISTED = {"guard": "listed", "standing": "met", "ground": "名单 2026 第3号"}
# What follows from the day alone is read off the acts and the terms, and is no write.
BY_THE_DAY = frozenset({ClockEvent.EXPIRE, ClockEvent.GRACE_OVER})
# Why nobody takes a row: it says that a time is over or has come, and changes nothing of the certificate.
OUT_OF_REACH = {
    ClockEvent.WINDOW_OPENED: "the first day of a surveillance is read off the rule; nobody is told of it",
    ClockEvent.SURVEILLANCE_OVERDUE: "a day raises its cause in a case of suspension, where a person decides",
    ClockEvent.RENEWAL_DUE: "a day tells `deadline.over`",
    ClockEvent.REPORTING_OVERDUE: "a day tells `deadline.over` until the office records the report",
    ClockEvent.BAR_OVER: "the bar is counted from the `withdrawn_on` that an application states",
}


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("certificates")) as made:
        settle(made, adopted_norms=["M-21d", "M-23c"])
        yield made


def _recorded(life: Life, status: Status, *events: ClockEvent) -> None:
    """Let the office record acts on the certificate as it stands, and see them in its record."""
    assert life.model.certificate is not None
    path = f"/certificates/{life.model.certificate.number}"
    before = life.cast.got(Actor.DECIDER, path)
    assert before["status"] == status
    for event in events:
        sent = {"act": event, "on": life.today.isoformat(), "stated": [LISTED] if event == ClockEvent.LIST else []}
        life.cast.posted(Actor.APPLICATION_OFFICER, f"{path}/acts", sent)
        life.tally.done[status, event] += 1
    after = life.cast.got(Actor.DECIDER, path)
    assert [each["act"] for each in after.pop("recorded")] == [each["act"] for each in before.pop("recorded")] + [
        *events
    ]
    assert after == before


def _maintained(life: Life) -> None:
    for status, first, survey in ((Status.VALID, "", SURVEYED), (Status.SUSPENDED, SUSPENDED, SURVEYED)):
        life.follow(life.new(Kind.SUSPENSION), first)
        _recorded(life, status, ClockEvent.REPORT_RESULT, ClockEvent.LIST, ClockEvent.TRANSFER)
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
    _recorded(life, Status.WITHDRAWN, ClockEvent.REPORT_RESULT, ClockEvent.RECOVER, ClockEvent.PUBLISH_WITHDRAWAL)
    life.follow(life.new(Kind.APPEAL, withdrawn), "file take_up uphold")


def _withdrawn_at_once(life: Life) -> None:
    life.follow(life.new(Kind.SUSPENSION), "raise withdraw")


def _cancelled(life: Life) -> None:
    life.follow(life.new(Kind.SUSPENSION), "request_cancellation cancel")
    _recorded(life, Status.CANCELLED, ClockEvent.REPORT_RESULT)


def _renewed(life: Life) -> None:
    life.follow(life.new(Kind.RENEWAL), f"{RECOMMENDED} renew")
    check(life)
    run_out(life)
    life.tally.done[Status.VALID, ClockEvent.EXPIRE] += 1
    _recorded(life, Status.EXPIRED, ClockEvent.REPORT_RESULT)
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
    assert {event for _, event in OF_CERTIFICATE} == {*Act, *OFFICE, *BY_THE_DAY, *OUT_OF_REACH}
