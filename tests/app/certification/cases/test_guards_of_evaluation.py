"""Every guard on the way to a certificate, in the way of its step."""

from datetime import timedelta

import pytest

from app.certification.cases.record import Plan, Receipt
from app.certification.lifecycle.guards import Guard
from tests.app.certification.cases.driven import (
    INSPECTED,
    REVIEWED,
    TESTED,
)
from tests.app.certification.cases.evidence import failed, product_test
from tests.app.certification.cases.spoiling import (
    APPLICATION,
    CORRECTING,
    NO_ITEM_NON_CRITICAL,
    NOT_MET,
    RECENTLY,
    Blocked,
    brings,
    by,
    declaring,
    denying,
    nothing_scored,
    of_laboratory,
    silent,
    stops,
    uncorrected,
    unset,
    veto,
    without_points,
    years_later,
)

BLOCKED = [
    Blocked(Guard.BODY_MAY_USE_RULE, APPLICATION, "file", "accept", "前言", denying("前言"), standing=NOT_MET),
    Blocked(Guard.IN_SCOPE, APPLICATION, "file", "accept", "1", brings(statements=())),
    Blocked(Guard.PROGRAMME_STAGES_NAMED, APPLICATION, "file", "accept", "programme_stages_named", brings(stated=())),
    Blocked(
        Guard.SAMPLE_AND_FEE_RECEIVED,
        APPLICATION,
        "file accept",
        "start_test",
        "sample_received_on",
        brings(receipt=None),
    ),
    Blocked(
        Guard.SAMPLE_AND_FEE_RECEIVED,
        APPLICATION,
        "file accept",
        "start_test",
        "fee_received_on",
        lambda each: brings(receipt=Receipt(each.on, each.on + timedelta(days=1), None, ()))(each),
    ),
    Blocked(
        Guard.LABORATORY_DESIGNATED,
        APPLICATION,
        "file accept start_test",
        "pass_test",
        "product_test",
        brings(tests=()),
    ),
    Blocked(
        Guard.LABORATORY_DESIGNATED,
        APPLICATION,
        "file accept start_test",
        "pass_test",
        "W2026-0012",
        of_laboratory("别处"),
    ),
    Blocked(
        Guard.LABORATORY_DESIGNATED,
        APPLICATION,
        "file accept start_test",
        "pass_test",
        "designated_laboratories",
        body=unset("designated_laboratories"),
    ),
    Blocked(
        Guard.EVERY_ITEM_PASSED,
        APPLICATION,
        "file accept start_test",
        "pass_test",
        "GB_19147-2016",
        lambda each: brings(tests=(product_test(each.on, failed(0)),))(each),
        body=unset("non_critical_items"),
        standing=NOT_MET,
    ),
    Blocked(
        Guard.ONLY_NON_CRITICAL_FAILED,
        APPLICATION,
        "file accept start_test",
        "allow_rectification",
        "non_critical_items",
        body=unset("non_critical_items"),
    ),
    Blocked(
        Guard.ONLY_NON_CRITICAL_FAILED,
        APPLICATION,
        "file accept start_test",
        "allow_rectification",
        "product_test",
        brings(tests=()),
    ),
    Blocked(
        Guard.ONLY_NON_CRITICAL_FAILED,
        APPLICATION,
        "file accept start_test",
        "allow_rectification",
        "GB_19147-2016",
        body=NO_ITEM_NON_CRITICAL,
        standing=NOT_MET,
    ),
    Blocked(
        Guard.RECTIFICATION_TERM_SET,
        APPLICATION,
        "file accept start_test",
        "allow_rectification",
        "rectification_term",
        body=unset("rectification_term"),
    ),
    Blocked(Guard.REPORT_ADOPTABLE, APPLICATION, "file accept", "adopt_report", "report", brings(tests=())),
    Blocked(Guard.INSPECTION_IN_TIME, APPLICATION, TESTED, "start_inspection", "", years_later, standing=NOT_MET),
    Blocked(Guard.MAN_DAYS_PLANNED, APPLICATION, TESTED, "start_inspection", "plan", brings(plan=None)),
    Blocked(
        Guard.MAN_DAYS_PLANNED,
        APPLICATION,
        TESTED,
        "start_inspection",
        "man_days_ground",
        brings(plan=Plan(frozenset({"E-1"}), 320, 1, None)),
    ),
    Blocked(Guard.TEAM_FREE_OF_CONFLICT, APPLICATION, TESTED, "start_inspection", "plan", brings(plan=None)),
    Blocked(
        Guard.TEAM_FREE_OF_CONFLICT, APPLICATION, TESTED, "start_inspection", "declaration E-1", outside=silent("E-1")
    ),
    Blocked(
        Guard.TEAM_FREE_OF_CONFLICT,
        APPLICATION,
        TESTED,
        "start_inspection",
        "E-1",
        outside=declaring("E-1", is_free=False),
        standing=NOT_MET,
    ),
    Blocked(
        Guard.INSPECTION_COMPLETE, APPLICATION, f"{TESTED} start_inspection", "pass_inspection", "B", without_points
    ),
    Blocked(
        Guard.INSPECTION_COMPLETE,
        APPLICATION,
        f"{TESTED} start_inspection",
        "pass_inspection",
        "5.1",
        brings(statements=()),
    ),
    Blocked(Guard.NONCONFORMITIES_CLOSED, APPLICATION, CORRECTING, "accept_correction", "B 4.2", uncorrected),
    Blocked(Guard.VETO_ANSWERED, APPLICATION, INSPECTED, "pass_scoring", "scorecard", brings(card=None)),
    Blocked(Guard.VETO_ANSWERED, APPLICATION, INSPECTED, "pass_scoring", "C4.1.V", veto(satisfied=None)),
    Blocked(
        Guard.VETO_ANSWERED, APPLICATION, INSPECTED, "pass_scoring", "C4.1.V", veto(satisfied=False), standing=NOT_MET
    ),
    Blocked(Guard.NOT_APPLICABLE_APPROVED, APPLICATION, INSPECTED, "pass_scoring", "scorecard", brings(card=None)),
    Blocked(Guard.SCORE_REACHED, APPLICATION, INSPECTED, "pass_scoring", "C1", nothing_scored),
    Blocked(
        Guard.RESULTS_PRESENT,
        APPLICATION,
        "file accept start_test fail_test change_evidence",
        "recommend",
        "GB_",
        standing=NOT_MET,
        body=unset("non_critical_items"),
    ),
    Blocked(
        Guard.REVIEWER_UNINVOLVED,
        APPLICATION,
        f"{INSPECTED} pass_scoring",
        "recommend",
        "reviewer",
        by("Ｅ－１"),
        standing=NOT_MET,
    ),
    Blocked(
        Guard.REVIEWER_UNINVOLVED,
        APPLICATION,
        f"{INSPECTED} pass_scoring",
        "recommend",
        "reviewer",
        outside=declaring("R-1", is_free=False),
        standing=NOT_MET,
    ),
    Blocked(Guard.DECIDER_UNINVOLVED, APPLICATION, REVIEWED, "issue", "decider", by("l-1"), standing=NOT_MET),
    Blocked(Guard.NO_CONSULTANCY, APPLICATION, REVIEWED, "issue", "declaration D-1", outside=silent("D-1")),
    Blocked(
        Guard.NO_CONSULTANCY,
        APPLICATION,
        REVIEWED,
        "issue",
        "decider",
        outside=declaring("D-1", until=RECENTLY),
        standing=NOT_MET,
    ),
    Blocked(
        Guard.NO_CONSULTANCY,
        APPLICATION,
        REVIEWED,
        "issue",
        "cooling_off",
        outside=declaring("D-1", until=RECENTLY),
        body=unset("cooling_off"),
    ),
    Blocked(Guard.REVIEWER_MAY_DECIDE, APPLICATION, REVIEWED, "issue", "decider", by("R-1"), standing=NOT_MET),
    Blocked(
        Guard.REVIEWER_MAY_DECIDE,
        APPLICATION,
        REVIEWED,
        "issue",
        "one_person_reviews_and_decides",
        by("r-1"),
        body=unset("one_person_reviews_and_decides"),
    ),
    Blocked(
        Guard.OVERALL_PASSED,
        APPLICATION,
        REVIEWED,
        "issue",
        "designated_laboratories",
        body=unset("designated_laboratories"),
    ),
    Blocked(Guard.NUMBER_FORMAT_SET, APPLICATION, REVIEWED, "issue", "number_format", body=unset("number_format")),
    Blocked(Guard.REASONS_GIVEN, APPLICATION, REVIEWED, "refuse", "reasons", brings(reasons=None)),
]


@pytest.mark.parametrize("each", BLOCKED, ids=lambda each: f"{each.guard}-{each.needs}")
def test_a_guard_of_an_application_stops_its_step_and_names_what_is_missing(each: Blocked) -> None:
    stops(each)
