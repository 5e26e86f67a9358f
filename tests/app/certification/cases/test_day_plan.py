"""What a day brings about by itself: each line on both of its sides."""

from dataclasses import replace
from datetime import date

import pytest

from app.certification.cases.day_plan import Watched, plan_day
from app.certification.cases.held import Clock
from app.certification.cases.over import Ends, due_on, ends_of, first_day, last_day
from app.certification.cases.planned import About, Moved, Planned, Reminder, StepDue
from app.certification.cases.worklist import Work
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Deadline, Kind
from tests.app.certification.cases.driven import (
    INSPECTED,
    SUSPENDED,
)
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.planned_days import DAY, work
from tests.app.certification.cases.whole_life import BODY


def stored(of: Work) -> tuple[Ends, ...]:
    return ends_of(of.held, of.scheme, of.body)


def planned(of: Work, on: date) -> list[Planned]:
    return list(plan_day([Watched(of, "client", stored(of))], [], on))


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
    assert {(each.about.client, each.ends.day) for each in found} <= {(None, TEST_ENDS)}


def test_the_client_is_reminded_of_what_the_client_has_to_do() -> None:
    correcting = work(Kind.APPLICATION, f"{INSPECTED.removesuffix(' pass_inspection')} find_nonconformities")
    ends = first_day(due_on(correcting.held.running[Deadline.CORRECTION], SCHEME, BODY))
    assert ends is not None
    found = [each for each in planned(correcting, ends - DAY) if isinstance(each, Reminder)]
    assert ("client", Deadline.CORRECTION) in {(each.about.client, each.ends.deadline) for each in found}


def test_a_term_that_the_body_has_not_set_reminds_nobody() -> None:
    unset = replace(work(Kind.SUSPENSION, SUSPENDED), body=replace(BODY, suspension_term=None))
    assert planned(unset, date(2030, 1, 1)) == []


def test_each_deadline_that_moved_is_told_with_the_record_that_was_seen() -> None:
    assert TEST_ENDS is not None
    was, now = Ends(Deadline.TEST_TIME, date(2026, 1, 1)), Ends(Deadline.TEST_TIME, TEST_ENDS)
    about = About(BODY.id, "client", "application-1")
    n, on = len(TESTING.case.records), date(2026, 6, 1)
    assert stored(TESTING) == (now,)
    assert plan_day([Watched(TESTING, "client", (was,))], [], on)[0] == Moved(
        about, "application-1", n, Deadline.TEST_TIME, was, now, (now,)
    )
    # A day that became firm has moved, and one that was not stored was not known.
    provisional = replace(now, latest=TEST_ENDS)
    told = [plan_day([Watched(TESTING, "client", before)], [], on)[0] for before in ((provisional,), ())]
    assert [each.was for each in told if isinstance(each, Moved)] == [provisional, None]


def test_of_several_deadlines_those_that_moved_are_told_and_no_other_one() -> None:
    window = Clock(Deadline.INSPECTION_WINDOW, date(2026, 5, 4), 3)
    two = replace(
        TESTING,
        held=replace(TESTING.held, running={**TESTING.held.running, window.deadline: window}),
    )
    first, last = stored(two)
    before = (first, replace(last, day=last.day - DAY))
    found = [each for each in plan_day([Watched(two, None, before)], [], first.day) if isinstance(each, Moved)]
    assert [(each.deadline, each.was, each.now) for each in found] == [(last.deadline, before[1], last)]
    assert found[0].all_ends == (first, last)


def test_a_day_that_a_setting_took_away_has_moved() -> None:
    suspended = work(Kind.SUSPENSION, SUSPENDED)
    (was,) = stored(suspended)
    unset = replace(suspended, body=replace(BODY, suspension_term=None))
    assert plan_day([Watched(unset, None, (was,))], [], date(2026, 6, 1)) == (
        Moved(About(BODY.id, None, "suspension-1"), "suspension-1", 2, Deadline.SUSPENSION_TERM, was, None, ()),
    )
