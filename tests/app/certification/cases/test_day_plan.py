"""What a day brings about by itself: each line on both of its sides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.certification.cases.day_plan import (
    About,
    Certified,
    Moved,
    Planned,
    Reminder,
    StepDue,
    Watched,
    plan_day,
)
from app.certification.cases.office_acts import OfficeAct
from app.certification.cases.over import due_on, first_day, last_day
from app.certification.cases.worklist import Work
from app.certification.certificate_days import CertificateLife, Done, Version
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Act, Cause, Deadline, Kind
from tests.app.certification.cases.driven import (
    INSPECTED,
    SUSPENDED,
    driven,
    held_of,
    next_record,
    taken,
)
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.whole_life import BODY

DAY = timedelta(days=1)
ISSUED, EXPIRES = date(2026, 7, 20), date(2029, 7, 20)
FIRST = Version(1, ISSUED, EXPIRES)
MADE = Done(Act.ISSUE, 1, ISSUED)


def work(kind: Kind, events: str) -> Work:
    case = driven(kind, events)
    return Work(case, held_of(case), SCHEME, BODY)


def next_day(of: Work) -> date | None:
    dues = (first_day(due_on(clock, of.scheme, of.body)) for clock in of.held.running.values())
    return min((day for day in dues if day is not None), default=None)


def planned(of: Work, on: date) -> list[Planned]:
    return list(plan_day([Watched(of, "client", next_day(of))], [], on))


TESTING = work(Kind.APPLICATION, "file accept start_test")
TEST_ENDS = last_day(due_on(TESTING.held.running[Deadline.TEST_TIME], SCHEME, BODY))


def test_a_time_that_is_over_is_a_step_of_the_system() -> None:
    assert TEST_ENDS is not None
    about = About(BODY.id, "client", "application-1")
    assert not [each for each in planned(TESTING, TEST_ENDS) if isinstance(each, StepDue)]
    assert planned(TESTING, TEST_ENDS + DAY) == [
        StepDue(about, "application-1", Event.TEST_TIME_OVER, Deadline.TEST_TIME)
    ]


@pytest.mark.parametrize(("before", "lead"), [(8, None), (7, 7), (2, 7), (1, 1), (0, 1)])
def test_it_is_reminded_a_week_and_a_day_before_and_of_a_missed_day_by_the_next(before: int, lead: int | None) -> None:
    assert TEST_ENDS is not None
    found = [each for each in planned(TESTING, TEST_ENDS - before * DAY) if isinstance(each, Reminder)]
    assert [each.lead for each in found] == ([] if lead is None else [lead])
    # The laboratory has to act: the client is not reminded of it.
    assert {(each.about.client, each.ends_on) for each in found} <= {(None, TEST_ENDS)}


def test_the_client_is_reminded_of_what_the_client_has_to_do() -> None:
    correcting = work(Kind.APPLICATION, f"{INSPECTED.removesuffix(' pass_inspection')} find_nonconformities")
    ends = first_day(due_on(correcting.held.running[Deadline.CORRECTION], SCHEME, BODY))
    assert ends is not None
    found = [each for each in planned(correcting, ends - DAY) if isinstance(each, Reminder)]
    assert ("client", Deadline.CORRECTION) in {(each.about.client, each.deadline) for each in found}


def test_a_term_that_the_body_has_not_set_reminds_nobody() -> None:
    unset = replace(work(Kind.SUSPENSION, SUSPENDED), body=replace(BODY, suspension_term=None))
    assert planned(unset, date(2030, 1, 1)) == []


def test_a_day_that_a_notice_has_moved_is_told_with_the_record_that_was_seen() -> None:
    assert next_day(TESTING) == TEST_ENDS
    stored = Watched(TESTING, "client", date(2026, 1, 1))
    about = About(BODY.id, "client", "application-1")
    n = len(TESTING.case.records)
    assert plan_day([stored], [], date(2026, 6, 1))[0] == Moved(about, "application-1", n, date(2026, 1, 1), TEST_ENDS)
    suspended = work(Kind.SUSPENSION, SUSPENDED)
    unset, was = replace(suspended, body=replace(BODY, suspension_term=None)), next_day(suspended)
    assert plan_day([Watched(unset, None, was)], [], date(2026, 6, 1)) == (
        Moved(About(BODY.id, None, "suspension-1"), "suspension-1", 2, was, None),
    )


def certified(*acts: Done, cases: tuple[Work, ...] = (), versions: tuple[Version, ...] = (FIRST,)) -> Certified:
    return Certified("JSPB-1", BODY.id, "holder", CertificateLife(versions, acts), SCHEME, BODY, cases)


def told(of: Certified, on: date) -> list[Planned]:
    return list(plan_day([], [of], on))


def deadlines(of: Certified, on: date) -> list[tuple[str, Deadline]]:
    return [(type(each).__name__, each.deadline) for each in told(of, on) if not isinstance(each, Moved)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-07-19", []),
        # Seven working days from a Monday: the second Wednesday, a week before which is the second day.
        ("2026-07-21", []),
        ("2026-07-22", [("Reminder", Deadline.REPORTING)]),
        ("2026-07-29", [("Reminder", Deadline.REPORTING)]),
        ("2026-07-30", [("Over", Deadline.REPORTING)]),
        ("2029-01-12", [("Over", Deadline.REPORTING)]),
        ("2029-01-13", [("Over", Deadline.REPORTING), ("Reminder", Deadline.RENEWAL_APPLICATION)]),
        ("2029-01-20", [("Over", Deadline.REPORTING), ("Reminder", Deadline.RENEWAL_APPLICATION)]),
        ("2029-01-21", [("Over", Deadline.REPORTING), ("Over", Deadline.RENEWAL_APPLICATION)]),
        ("2029-07-20", [("Over", Deadline.REPORTING), ("Over", Deadline.VALIDITY)]),
        (
            "2029-10-20",
            [("Over", Deadline.REPORTING), ("Reminder", Deadline.GRACE), ("Over", Deadline.VALIDITY)],
        ),
        ("2029-10-21", [("Over", Deadline.REPORTING), ("Over", Deadline.GRACE), ("Over", Deadline.VALIDITY)]),
    ],
)
def test_the_deadlines_of_a_certificate(on: str, expected: list[tuple[str, Deadline]]) -> None:
    assert deadlines(certified(MADE), date.fromisoformat(on)) == expected


def test_a_renewal_that_is_open_is_not_asked_for_and_a_new_version_is_reported_anew() -> None:
    renewing = work(Kind.RENEWAL, "file")
    assert Deadline.RENEWAL_APPLICATION not in {
        name for _, name in deadlines(certified(MADE, cases=(renewing,)), EXPIRES - DAY)
    }
    renewed = certified(
        MADE, Done(Act.RENEW, 2, date(2029, 7, 2)), versions=(FIRST, Version(2, EXPIRES, date(2032, 7, 20)))
    )
    assert deadlines(renewed, date(2029, 7, 11)) == [("Reminder", Deadline.REPORTING)]
    assert deadlines(renewed, EXPIRES) == [("Over", Deadline.REPORTING)]


def test_an_act_that_starts_no_report_leaves_the_first_one_due() -> None:
    maintained = certified(MADE, Done(Act.MAINTAIN, 1, date(2026, 7, 27)))
    assert deadlines(maintained, date(2026, 7, 29)) == [("Reminder", Deadline.REPORTING)]


def test_a_result_that_was_reported_is_told_no_more_and_a_renewal_is_reported_anew() -> None:
    reported = OfficeAct(ClockEvent.REPORT_RESULT, date(2026, 7, 22), 1)
    of_issue = replace(certified(MADE), recorded=(reported,))
    assert deadlines(of_issue, date(2026, 7, 30)) == []
    late = replace(of_issue, recorded=(replace(reported, on=date(2026, 8, 3)),))
    assert deadlines(late, date(2026, 7, 30)) == [("Over", Deadline.REPORTING)]
    assert deadlines(late, date(2026, 8, 3)) == []
    renewal, versions = Done(Act.RENEW, 2, date(2029, 7, 2)), (FIRST, Version(2, EXPIRES, date(2032, 7, 20)))
    renewed = replace(certified(MADE, renewal, versions=versions), recorded=(reported,))
    assert deadlines(renewed, date(2029, 7, 11)) == [("Reminder", Deadline.REPORTING)]
    again = replace(renewed, recorded=(reported, OfficeAct(ClockEvent.REPORT_RESULT, date(2029, 7, 5), 2)))
    assert deadlines(again, date(2029, 7, 11)) == []


def test_surveillance_is_reminded_90_and_30_days_before_twelve_months_and_on_the_day() -> None:
    visited = work(Kind.APPLICATION, INSPECTED)
    inspection = visited.held.brought.inspection
    assert inspection is not None
    ends = inspection.ended_on.replace(year=inspection.ended_on.year + 1)
    held = certified(MADE, cases=(visited,))
    found = {
        before: [each for each in told(held, ends - before * DAY) if isinstance(each, Reminder)]
        for before in (91, 90, 31, 30, 1, 0)
    }
    leads = {before: [each.lead for each in each_day] for before, each_day in found.items()}
    assert leads == {91: [], 90: [90], 31: [90], 30: [30], 1: [30], 0: [0]}
    assert ("Over", Deadline.SURVEILLANCE_GAP) in deadlines(held, ends + DAY)
    assert [each for each in told(held, ends) if isinstance(each, StepDue)] == []


def overdue(*suspensions: Work) -> list[StepDue]:
    """Return the steps of the first day on which a surveillance is in arrears."""
    visited = work(Kind.APPLICATION, INSPECTED)
    inspection = visited.held.brought.inspection
    assert inspection is not None
    day = inspection.ended_on.replace(year=inspection.ended_on.year + 1) + DAY
    return [each for each in told(certified(MADE, cases=(visited, *suspensions)), day) if isinstance(each, StepDue)]


def raised(cause: Cause, on: date, *, ended: bool = False) -> Work:
    """Return a case of suspension with a cause."""
    found = work(Kind.SUSPENSION, SUSPENDED)
    records = [replace(each, data=replace(each.data, cause=cause), on=on) for each in found.case.records[:1]]
    held = held_of(replace(found.case, records=tuple(records)))
    return replace(found, held=replace(held, state=State.WITHDRAWN) if ended else held)


def test_a_surveillance_in_arrears_is_a_cause_for_suspension_once() -> None:
    about = About(BODY.id, None, None, "JSPB-1")
    step = StepDue(about, None, Event.RAISE, Deadline.SURVEILLANCE_GAP, Cause.SURVEILLANCE_OVERDUE)
    assert overdue() == [step]
    other = raised(Cause.RULES_BROKEN, date(2027, 6, 1))
    assert overdue(other) == [replace(step, case=other.case.id, about=replace(about, case=other.case.id))]
    assert overdue(replace(other, held=replace(other.held, state=State.WITHDRAWN))) == [step]
    late = date(2027, 6, 1)
    assert overdue(raised(Cause.SURVEILLANCE_OVERDUE, late)) == []
    assert overdue(raised(Cause.SURVEILLANCE_OVERDUE, late, ended=True)) == []
    # That of an earlier visit says nothing of this one.
    assert overdue(raised(Cause.SURVEILLANCE_OVERDUE, date(2026, 1, 1), ended=True)) == [step]


def test_where_no_visit_is_known_nothing_is_said_of_the_next() -> None:
    assert Deadline.SURVEILLANCE_GAP not in {name for _, name in deadlines(certified(MADE), date(2028, 1, 1))}


def test_expiry_and_the_end_of_late_renewal_reach_the_open_cases_once() -> None:
    suspension, renewal = work(Kind.SUSPENSION, SUSPENDED), work(Kind.RENEWAL, "file")
    suspended = Done(Act.SUSPEND, 1, date(2029, 7, 1))

    def steps(on: date, *cases: Work) -> list[tuple[str | None, Event]]:
        held = certified(MADE, suspended, cases=cases)
        return [(each.case, each.event) for each in told(held, on) if isinstance(each, StepDue)]

    assert steps(EXPIRES - DAY, suspension, renewal) == []
    assert steps(EXPIRES, suspension, renewal) == [("suspension-1", Event.CERTIFICATE_EXPIRED)]
    record = replace(next_record(suspension.case, Event.CERTIFICATE_EXPIRED), on=EXPIRES)
    after = taken(suspension.case, record)
    expired = replace(suspension, case=after, held=held_of(after))
    assert steps(EXPIRES, expired, renewal) == []
    over = date(2029, 10, 21)
    assert steps(over - DAY, expired, renewal) == []
    assert steps(over, expired, renewal) == [("renewal-1", Event.GRACE_OVER), ("suspension-1", Event.GRACE_OVER)]


def test_records_that_contradict_each_other_bring_nothing_about() -> None:
    assert told(certified(MADE, Done(Act.RESTORE, 1, ISSUED)), EXPIRES) == []
    assert told(certified(), EXPIRES) == []


def test_a_deadline_that_no_rule_sets_is_not_told() -> None:
    bare = replace(SCHEME, deadlines={Deadline.GRACE: SCHEME.deadlines[Deadline.GRACE]})
    assert told(replace(certified(MADE), scheme=bare), date(2026, 7, 29)) == []


def test_the_same_day_gives_the_same_plan() -> None:
    on = date(2029, 7, 20)
    assert told(certified(MADE), on) == told(certified(MADE), on)
