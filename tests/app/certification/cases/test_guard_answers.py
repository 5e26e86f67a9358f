"""What single guards answer where the way through the tables does not lead."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.certification.body import Setting
from app.certification.cases.guards import ANSWERS
from app.certification.cases.held import Held
from app.certification.cases.question import Question
from app.certification.cases.record import Recorded
from app.certification.cases.situation import Outside, Situation
from app.certification.dossier import Never
from app.certification.lifecycle.certificate import CERTIFICATE
from app.certification.lifecycle.clock import ClockEvent
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.guards import GROUNDS, Guard
from app.certification.lifecycle.table import Transition
from app.certification.lifecycle.tables import CASES
from app.certification.lifecycle.vocabulary import Kind, Status
from app.certification.standing import Standing
from tests.app.certification.cases.driven import OUTSIDE, REVIEWED, driven, held_of, next_record, situation
from tests.app.certification.cases.evidence import SCHEME
from tests.app.certification.cases.spoiling import RECENTLY, declaring
from tests.app.certification.cases.whole_life import BODY

CASE = driven(Kind.APPLICATION, REVIEWED)
ISSUE = CASES[Kind.APPLICATION].row("deciding", Event.ISSUE)
RECORD = next_record(CASE, "issue")
NOTHING_HELD = Held(Kind.RENEWAL, SCHEME.rule.id, "filed")


def asked(
    guard: Guard,
    held: Held | None = None,
    record: Recorded = RECORD,
    row: Transition | None = ISSUE,
    to: Situation | None = None,
) -> Standing:
    assert row is not None
    question = Question(row, record, held_of(CASE) if held is None else held, to or situation(record.on))
    return ANSWERS[guard](question).standing


def under(outside: Outside = OUTSIDE, **changed: Any) -> Situation:  # noqa: ANN401 - members of what is changed
    return situation(RECORD.on, outside, body=replace(BODY, **changed))


def test_every_guard_is_answered() -> None:
    assert set(ANSWERS) == set(Guard) == set(GROUNDS)


@pytest.mark.parametrize(
    "guard",
    [
        *(Guard.IN_SCOPE, Guard.MAN_DAYS_PLANNED, Guard.CHANGE_CONFORMS, Guard.ONLY_NON_CRITICAL_FAILED),
        *(Guard.OVERALL_PASSED, Guard.REVIEWER_MAY_DECIDE, Guard.WITHIN_SUSPENSION_TERM, Guard.RESULTS_PRESENT),
    ],
)
def test_a_case_without_evidence_leaves_a_guard_open(guard: Guard) -> None:
    assert asked(guard, NOTHING_HELD) is Standing.OPEN


def test_a_recommendation_without_an_application_decides_nothing() -> None:
    assert asked(Guard.OVERALL_PASSED, replace(NOTHING_HELD, reviewed=held_of(CASE).reviewed)) is Standing.OPEN


def test_the_results_of_a_renewal_need_its_certificate() -> None:
    held = held_of(driven(Kind.RENEWAL, "file"))
    without = replace(held, brought=replace(held.brought, certified=None))
    assert asked(Guard.RESULTS_PRESENT, without) is Standing.OPEN
    assert asked(Guard.SURVEILLANCE_VALID, without) is Standing.OPEN


def test_the_reviewer_decides_where_the_body_lets_them() -> None:
    by_reviewer = replace(RECORD, person="R-1")
    allowed = Setting(value=True, ground="试验", since=date(2026, 1, 1))
    assert (
        asked(Guard.REVIEWER_MAY_DECIDE, record=by_reviewer, to=under(one_person_reviews_and_decides=allowed))
        is Standing.MET
    )


def test_who_advised_the_client_decides_once_the_cooling_off_is_over() -> None:
    last = date(2026, 3, 1)
    assert asked(Guard.NO_CONSULTANCY, to=under(declaring("D-1", until=last))) is Standing.MET
    assert asked(Guard.NO_CONSULTANCY, to=under(declaring("D-1", until=RECENTLY))) is Standing.NOT_MET
    assert asked(Guard.NO_CONSULTANCY, to=under(declaring("D-1", until=Never.NEVER), cooling_off=None)) is Standing.MET


def test_a_cooling_off_beyond_all_dates_stays_open() -> None:
    assert BODY.cooling_off is not None
    endless = replace(BODY.cooling_off, value=replace(BODY.cooling_off.value, length=999_999))
    assert asked(Guard.NO_CONSULTANCY, to=under(declaring("D-1", until=RECENTLY), cooling_off=endless)) is Standing.OPEN


def test_a_norm_of_a_draft_holds_where_the_body_has_adopted_it() -> None:
    row = CERTIFICATE.row(Status.WITHDRAWN, ClockEvent.RECOVER)
    adopted = Setting(frozenset({"M-23c"}), "试验", date(2026, 1, 1))
    assert asked(Guard.NORM_ADOPTED, row=row) is Standing.OPEN
    assert asked(Guard.NORM_ADOPTED, row=row, to=under(adopted_norms=adopted)) is Standing.MET


def test_a_bar_is_asked_about_where_the_body_has_adopted_it() -> None:
    adopted = Setting(frozenset({"M-23d"}), "试验", date(2026, 1, 1))
    assert asked(Guard.NOT_BARRED) is Standing.NOT_APPLICABLE
    assert asked(Guard.NOT_BARRED, to=under(adopted_norms=adopted)) is Standing.OPEN


def test_a_rule_is_used_only_while_it_is_in_force() -> None:
    assert asked(Guard.RULE_IN_FORCE) is Standing.MET
    assert asked(Guard.RULE_IN_FORCE, record=replace(RECORD, on=date(2020, 1, 1))) is Standing.NOT_MET


def test_the_file_has_to_be_complete() -> None:
    held = held_of(CASE)
    application = held.brought.application
    assert application is not None
    without = replace(held, brought=replace(held.brought, application=replace(application, filed=())))
    assert asked(Guard.DOCUMENTS_COMPLETE, held) is Standing.MET
    assert asked(Guard.DOCUMENTS_COMPLETE, without) is Standing.OPEN


def test_the_inspection_waits_for_a_test_that_passed() -> None:
    assert asked(Guard.INSPECTION_IN_TIME, held_of(driven(Kind.APPLICATION, "file accept"))) is Standing.OPEN


def test_the_sample_of_a_surveillance_may_stand_in_its_own_evidence() -> None:
    held = held_of(driven(Kind.SAMPLE, "plan draw send pass_test"))
    assert asked(Guard.SAMPLE_PASSED, held, to=under(replace(OUTSIDE, sample=None))) is Standing.MET
    assert asked(Guard.SAMPLE_PASSED, NOTHING_HELD, to=under(replace(OUTSIDE, sample=None))) is Standing.OPEN


def test_a_renewal_rests_on_a_surveillance_or_on_an_inspection() -> None:
    held = held_of(driven(Kind.RENEWAL, "file accept start_test pass_test rely_on_surveillance"))
    assert asked(Guard.RESULTS_PRESENT, held) is Standing.MET
    certified = held.brought.certified
    assert certified is not None
    stale = replace(certified, last_visit_on=RECORD.on - timedelta(days=500))
    assert asked(Guard.RESULTS_PRESENT, replace(held, brought=replace(held.brought, certified=stale))) is Standing.OPEN
