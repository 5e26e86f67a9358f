"""Acts of the office are taken by the certificate's table, and end deadlines of what was done before them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.certification.body import Setting
from app.certification.cases.office_acts import OFFICE, OfficeAct, Recording, is_ended, may_record, record_act
from app.certification.cases.record import Stated
from app.certification.cases.refusal import Refused, WhyNot
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.vocabulary import Actor, Deadline, Status
from app.certification.standing import Standing
from tests.app.certification.cases.whole_life import BODY

TODAY = date(2026, 7, 20)
DAY = timedelta(days=1)
LISTED = (Stated(Guard.LISTED, Standing.MET, "名单"),)
ADOPTING = replace(BODY, adopted_norms=Setting(frozenset({"M-21d", "M-23c"}), "机构决定", TODAY))
REPORTED = OfficeAct(ClockEvent.REPORT_RESULT, TODAY, 1)


def recorded(event: ClockEvent, status: Status, *, on: date = TODAY) -> Transition | Refused:
    return record_act(Recording(event, on, 2, LISTED), status, TODAY, ADOPTING)


@pytest.mark.parametrize("event", sorted(OFFICE))
@pytest.mark.parametrize("status", Status)
def test_the_office_records_what_the_table_has_in_a_status(event: ClockEvent, status: Status) -> None:
    row = CERTIFICATE.row(status, event)
    found = recorded(event, status)
    if row is None:
        assert found == Refused(WhyNot.NO_SUCH_STEP, status, event, 2)
    else:
        assert found is row
        assert row.to == status
        assert may_record(event) == row.by == (Actor.APPLICATION_OFFICER,)


def test_a_day_to_come_is_refused_whatever_the_act() -> None:
    assert recorded(ClockEvent.REPORT_RESULT, Status.VALID, on=TODAY + DAY) == Refused(
        WhyNot.IN_THE_FUTURE, Status.VALID, ClockEvent.REPORT_RESULT, 2
    )


@pytest.mark.parametrize("event", [ClockEvent.RECOVER, ClockEvent.PUBLISH_WITHDRAWAL])
def test_a_norm_of_the_draft_binds_from_the_day_of_its_adoption(event: ClockEvent) -> None:
    early = recorded(event, Status.WITHDRAWN, on=TODAY - DAY)
    assert isinstance(early, Refused)
    assert [each.guard for each in early.missing] == [Guard.NORM_ADOPTED]
    unset = record_act(Recording(event, TODAY, 2), Status.WITHDRAWN, TODAY, replace(BODY, adopted_norms=None))
    assert isinstance(unset, Refused)


@pytest.mark.parametrize(
    ("acts", "started", "on", "ended"),
    [
        ((), (1, TODAY), TODAY, False),
        ((REPORTED,), (1, TODAY), TODAY, True),
        ((REPORTED,), (1, TODAY), TODAY - DAY, False),
        ((REPORTED,), (1, TODAY + DAY), TODAY + DAY, False),
        # Recorded before the renewal that the deadline runs from, though of the same day.
        ((REPORTED,), (2, TODAY), TODAY, False),
        ((replace(REPORTED, after=2),), (2, TODAY), TODAY, True),
        ((replace(REPORTED, event=ClockEvent.LIST),), (1, TODAY), TODAY, False),
    ],
)
def test_a_deadline_is_ended_by_what_follows_its_start(
    acts: tuple[OfficeAct, ...], started: tuple[int, date], on: date, *, ended: bool
) -> None:
    assert is_ended(Deadline.REPORTING, started, acts, on) is ended
    assert is_ended(Deadline.FEEDBACK, started, acts, on) is ended
    assert not is_ended(Deadline.VALIDITY, started, acts, on)
