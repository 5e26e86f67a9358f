"""What a day brings about of certificates: each line on both of its sides."""

from dataclasses import replace
from datetime import date

import pytest

from app.certification.body import Body, Setting
from app.certification.cases.day_plan import Certified, plan_day
from app.certification.cases.office_acts import OfficeAct
from app.certification.cases.over import Ends
from app.certification.cases.planned import About, Over, Planned, Reminder, StepDue
from app.certification.cases.worklist import Work
from app.certification.certificate_days import CertificateLife, Done, Version
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Act, Cause, Deadline, Kind
from tests.app.certification.cases.driven import (
    INSPECTED,
    SUSPENDED,
    held_of,
    next_record,
    taken,
)
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.planned_days import DAY, named, work
from tests.app.certification.cases.whole_life import BODY

ISSUED, EXPIRES = date(2026, 7, 20), date(2029, 7, 20)
FIRST = Version(1, ISSUED, EXPIRES)
MADE = Done(Act.ISSUE, 1, ISSUED)


def certified(*acts: Done, cases: tuple[Work, ...] = (), versions: tuple[Version, ...] = (FIRST,)) -> Certified:
    return Certified("JSPB-1", BODY.id, "holder", CertificateLife(versions, acts), SCHEME, BODY, cases)


def told(of: Certified, on: date) -> list[Planned]:
    return list(plan_day([], [of], on))


def deadlines(of: Certified, on: date) -> list[tuple[str, Deadline]]:
    return [(type(each).__name__, named(each)) for each in told(of, on)]


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


@pytest.mark.parametrize(
    ("taken_in", "on", "expected"),
    [
        # On the last day it can still be reported; the day after it was over before anybody here saw it.
        ("2026-07-29", "2026-07-30", [("Over", Deadline.REPORTING)]),
        ("2026-07-30", "2026-07-30", []),
        ("2026-07-30", "2029-01-21", [("Over", Deadline.RENEWAL_APPLICATION)]),
        ("2029-01-21", "2029-01-22", []),
        ("2029-07-19", "2029-07-20", [("Over", Deadline.VALIDITY)]),
        ("2029-07-20", "2029-07-20", []),
        ("2029-07-20", "2029-10-20", [("Reminder", Deadline.GRACE)]),
        ("2029-10-21", "2029-10-22", []),
    ],
)
def test_what_was_over_before_it_was_taken_in_is_not_told_late(
    taken_in: str, on: str, expected: list[tuple[str, Deadline]]
) -> None:
    imported = replace(certified(MADE), taken_in_on=date.fromisoformat(taken_in))
    assert deadlines(imported, date.fromisoformat(on)) == expected


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


def adopting(*norms: str, since: date = ISSUED) -> Body:
    return replace(BODY, adopted_norms=Setting(frozenset(norms), "管理办法草案", since))


WITHDRAWN = date(2027, 3, 1)
BARRED = certified(MADE, Done(Act.WITHDRAW, 1, WITHDRAWN))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2030-02-21", None),
        ("2030-02-22", Reminder(About(BODY.id, "holder", None, "JSPB-1"), Ends(Deadline.BAR, date(2030, 3, 1)), 7)),
        ("2030-03-01", Reminder(About(BODY.id, "holder", None, "JSPB-1"), Ends(Deadline.BAR, date(2030, 3, 1)), 1)),
        ("2030-03-02", Over(About(BODY.id, "holder", None, "JSPB-1"), Deadline.BAR, date(2030, 3, 1))),
    ],
)
def test_the_end_of_the_bar_is_told_to_body_and_holder_where_the_norm_is_adopted(
    on: str, expected: Planned | None
) -> None:
    day = date.fromisoformat(on)
    found = [each for each in told(replace(BARRED, settings=adopting("M-23d")), day) if of_bar(each)]
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "settings",
    [None, BODY, adopting("M-21d"), adopting("M-23d", since=date(2030, 3, 3))],
    ids=["none", "no norm", "another norm", "adopted later"],
)
def test_no_bar_runs_where_the_norm_is_not_adopted(settings: Body | None) -> None:
    assert not [each for each in told(replace(BARRED, settings=settings), date(2030, 3, 2)) if of_bar(each)]


def test_no_bar_runs_after_an_appeal_has_lifted_it_nor_without_a_withdrawal() -> None:
    lifted = certified(MADE, Done(Act.WITHDRAW, 1, WITHDRAWN), Done(Act.LIFT_BAR, 1, date(2027, 4, 1)))
    cancelled = certified(MADE, Done(Act.CANCEL, 1, WITHDRAWN))
    for each in (lifted, cancelled):
        adopted = replace(each, settings=adopting("M-23d"))
        assert not [found for found in told(adopted, date(2030, 3, 2)) if of_bar(found)]


def of_bar(planned: Planned) -> bool:
    return named(planned) is Deadline.BAR


def test_records_that_contradict_each_other_bring_nothing_about() -> None:
    assert told(certified(MADE, Done(Act.RESTORE, 1, ISSUED)), EXPIRES) == []
    assert told(certified(), EXPIRES) == []


def test_a_deadline_that_no_rule_sets_is_not_told() -> None:
    bare = replace(SCHEME, deadlines={Deadline.GRACE: SCHEME.deadlines[Deadline.GRACE]})
    assert told(replace(certified(MADE), scheme=bare), date(2026, 7, 29)) == []


def test_the_same_day_gives_the_same_plan() -> None:
    on = date(2029, 7, 20)
    assert told(certified(MADE), on) == told(certified(MADE), on)
