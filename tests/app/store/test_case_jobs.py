"""A day of real cases and certificates is gone through, once and again; on both databases."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.certification.cases.over import Ends
from app.certification.cases.planned import About, Over, Planned, Reminder, StepDue
from app.certification.certificate_days import Stands
from app.certification.check_code import check_code
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Cause, Deadline, Kind, Status
from app.ports.evidence import Answer
from app.store.announcements import StoredAnnouncements
from app.store.engine import Database
from app.workflow.case_desk import Behind
from app.workflow.case_jobs import job_desk
from app.workflow.certificate_status import stands
from app.workflow.day_jobs import JobDesk, do_day, plan_of
from app.workflow.import_case import import_case
from app.workflow.look_up_certificate import Found, LookUp, look_up_certificate
from app.workflow.public_desk import PublicDesk
from app.workflow.raise_cause import raise_cause
from tests.app.dossiers import DIESEL, document, scheme_of
from tests.app.store.casework import APPLICANT, BODY, DECIDED_ON, Casework, acting, casework
from tests.app.store.sampling import about, fail_sample, sampled, surveyed

DAY = timedelta(days=1)


@pytest.fixture
def work(database: Database) -> Casework:
    return casework(database)


def jobs(work: Casework, database: Database) -> JobDesk:
    return job_desk(work.desk, lambda: (BODY,), StoredAnnouncements(database))


def test_a_time_that_is_over_is_said_by_the_system_once(work: Casework, database: Database) -> None:
    case = work.filed()
    work.follow(case, last=3)
    desk = jobs(work, database)
    on = date(2026, 5, 1)
    while not any(isinstance(each, StepDue) for each in plan_of(on, desk.docket)):
        on += DAY
        assert on < date(2026, 9, 1)
    work.on(on)
    n = work.seen(case).summary.n
    done = do_day(on, desk)
    assert [each.event for each in done.taken] == [Event.TEST_TIME_OVER]
    assert (done.refused, done.unreadable, work.seen(case).summary.n) == ((), (), n + 1)
    again = do_day(on, desk)
    assert (again.taken, again.told, again.moved, work.seen(case).summary.n) == ((), 0, 0, n + 1)


def test_the_report_to_the_authority_is_reminded_and_then_over(work: Casework, database: Database) -> None:
    _, number = work.certified()
    desk = jobs(work, database)
    # Decided on a Friday: seven working days end on the Tuesday of the week after the next.
    last = date(2026, 7, 21)
    work.on(last)
    due = [each for each in plan_of(last, desk.docket) if isinstance(each, Reminder)]
    assert [(each.about.certificate, each.ends) for each in due] == [(number, Ends(Deadline.REPORTING, last))]
    assert [do_day(last, desk).told, do_day(last, desk).told] == [1, 0]
    over = [each for each in plan_of(last + DAY, desk.docket) if isinstance(each, Over)]
    assert [each.deadline for each in over] == [Deadline.REPORTING]


def test_the_gap_between_visits_is_reminded_and_then_over(work: Casework, database: Database) -> None:
    _, number = work.certified()
    desk, last = jobs(work, database), date(2027, 6, 11)
    days = (last - 91 * DAY, last - 90 * DAY, last - 30 * DAY, last, last + DAY)
    found = [(type(each), of_gap(each)) for on in days for each in plan_of(on, desk.docket) if of_gap(each) is not None]
    assert found == [(Reminder, 90), (Reminder, 30), (Reminder, 0), (Over, 1)]
    # A visit in time starts the term anew.
    surveyed(work, number, date(2027, 3, 1))
    assert not [each for each in plan_of(last + DAY, desk.docket) if of_gap(each) is not None]
    assert [of_gap(each) for each in plan_of(date(2028, 3, 2), desk.docket) if of_gap(each) is not None] == [1]


def of_gap(planned: Planned) -> int | None:
    """Return the lead of a reminder of D-11, 1 where it is over; None of anything else; 0 is a lead too."""
    match planned:
        case Reminder(ends=Ends(deadline=Deadline.SURVEILLANCE_GAP), lead=lead):
            return lead
        case Over(deadline=Deadline.SURVEILLANCE_GAP):
            return 1
        case _:
            return None


def test_expiry_is_told_once_and_ends_the_suspension_case(work: Casework, database: Database) -> None:
    _, number = work.certified()
    work.done(fail_sample(work, sampled(work, number)))
    (raised,) = about(work, number, Kind.SUSPENSION)
    desk, expires = jobs(work, database), date(2029, 7, 10)
    work.on(expires - DAY)
    do_day(expires - DAY, desk)
    assert work.seen(raised.case.id).summary.state.state == "raised"
    work.on(expires)
    done = do_day(expires, desk)
    assert [(each.case, each.event) for each in done.taken] == [(raised.case.id, Event.CERTIFICATE_EXPIRED)]
    assert work.seen(raised.case.id).summary.state.state == "after_expiry"
    assert [each for each in plan_of(expires, desk.docket) if isinstance(each, Over) and each.deadline == "D-09"] == [
        Over(About(BODY, APPLICANT, None, number), Deadline.VALIDITY, expires)
    ]
    again = do_day(expires, desk)
    assert (again.taken, again.told) == ((), 0)
    assert stands(work.published(number), scheme_of(DIESEL), expires).on.status is Status.EXPIRED


def test_a_certificate_from_before_the_service_tells_nothing_late(work: Casework, database: Database) -> None:
    work.on(date(2026, 7, 11))
    sent = json.dumps(document("diesel_import.json"), ensure_ascii=False).encode()
    assert isinstance(import_case(acting("P-0001"), sent, work.desk), Answer)
    desk = jobs(work, database)
    assert (plan_of(date(2026, 7, 11), desk.docket), do_day(date(2026, 7, 11), desk).told) == ((), 0)
    (before,) = desk.docket.look().certified
    assert before.taken_in_on == date(2026, 7, 11)
    # What ends here is told like that of any other certificate.
    (renew,) = plan_of(date(2026, 8, 31), desk.docket)
    assert isinstance(renew, Reminder)
    assert renew.ends == Ends(Deadline.RENEWAL_APPLICATION, date(2026, 9, 1))


def test_a_certificate_is_looked_up_as_it_was_issued(work: Casework) -> None:
    _, number = work.certified()
    (version,) = work.published(number).versions
    public = PublicDesk(
        register=work.desk.issuing.certificates,
        papers=work.desk.papers,
        schemes=work.desk.schemes,
        shelf=work.desk.desk.shelf,
        registry=work.desk.desk.registry,
        clock=work.clock,
    )
    found = look_up_certificate(LookUp(number, check_code(version.document_sha256)), public)
    assert isinstance(found, Found)
    assert found.certificate.number == number
    assert found.on == DECIDED_ON
    assert getattr(found.stands, "stands", None) is Stands.VALID


def test_a_surveillance_in_arrears_opens_a_case_of_suspension_once(work: Casework, database: Database) -> None:
    _, number = work.certified()
    desk = jobs(work, database)
    on = DECIDED_ON + 300 * DAY
    while not any(isinstance(each, StepDue) for each in plan_of(on, desk.docket)):
        on += DAY
        assert on < DECIDED_ON + 400 * DAY
    work.on(on)
    done = do_day(on, desk)
    assert [(each.about.certificate, each.event, each.cause) for each in done.taken] == [
        (number, Event.RAISE, Cause.SURVEILLANCE_OVERDUE)
    ]
    (opened,) = [each for each in work.desk.cases.about(BODY, number) if each.case.kind == Kind.SUSPENSION]
    assert (opened.case.number, opened.state.state) == (f"{number}-suspension-{opened.case.id}", State.RAISED)
    assert work.seen(opened.case.id, APPLICANT).summary.case.id == opened.case.id
    (act,) = work.published(number).acts
    assert act.act == "issue"
    again = do_day(on, desk)
    assert (again.taken, again.refused) == ((), ())
    assert do_day(on + DAY, desk).taken == ()


def test_a_cause_that_cannot_be_raised_is_told_as_refused(work: Casework, database: Database) -> None:
    _, number = work.certified()
    about = About(BODY, APPLICANT, certificate=number)
    step = StepDue(about, None, Event.RAISE, Deadline.SURVEILLANCE_GAP)
    on = DECIDED_ON + DAY
    work.on(on)
    take = jobs(work, database).take
    assert not take(step, on), "without a cause"
    assert not take(replace(step, about=replace(about, certificate="JSPB-0")), on)
    without = replace(work.desk, schemes=lambda _: None)
    assert raise_cause(replace(step, cause=Cause.SURVEILLANCE_OVERDUE), on, without) == Behind()
    raised = replace(step, cause=Cause.SURVEILLANCE_OVERDUE)
    assert take(raised, on)
    (opened,) = [each for each in work.desk.cases.about(BODY, number) if each.case.kind == Kind.SUSPENSION]
    assert take(replace(raised, case=opened.case.id), on), "in the case that is open"
    assert work.seen(opened.case.id).summary.n == 2
