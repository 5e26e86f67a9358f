"""The shipped diesel dossier is met; each thing that is taken away or changed leaves its clause open, or not met."""

from datetime import date

import pytest

from app.certification.clauses.answering import COMPUTED
from app.certification.finding import Why
from app.certification.scheme import Check, Stage
from app.certification.standing import Standing
from tests.app.dossiers import (
    NO,
    ON,
    YES,
    Change,
    answer,
    decided,
    point,
    put,
    settings,
    statement,
    take,
    wanted,
    without,
)

MET, NOT_MET, OPEN = Standing.MET, Standing.NOT_MET, Standing.OPEN
NOT_APPLICABLE = Standing.NOT_APPLICABLE


def test_the_shipped_dossier_is_met() -> None:
    decision = decided()
    assert (decision.standing, decision.still_needed, decision.on) == (MET, (), ON)
    assert {finding.answered.standing for finding in decision.findings} == {MET, NOT_APPLICABLE}


def test_only_the_clauses_of_the_stage_take_part() -> None:
    assert all(Stage.INITIAL in finding.clause.stages for finding in decided().findings)


def test_every_check_has_its_module() -> None:
    assert set(COMPUTED) == set(Check)


@pytest.mark.parametrize(
    ("number", "change", "standing", "needs"),
    [
        # persons
        ("1", without(("statements",), "clause", "1"), OPEN, {("statement", "1")}),
        ("1", statement("1", holds=False), NOT_MET, {("statement", "1")}),
        # 3.1
        ("3.1", put("3号", "application", "unit", "grade"), NOT_MET, {("clause", "3.1")}),
        ("3.1", put("别的公司", "application", "unit", "manufacturer"), NOT_MET, None),
        ("3.1", put("-10号", "application", "unit", "grade"), NOT_MET, None),
        # 3.2
        (
            "3.2.1",
            without(("application", "filed"), "id", "self_evaluation"),
            OPEN,
            {("document", "self_evaluation")},
        ),
        ("3.2.1", put(NO, "application", "applicant", "is_maker"), OPEN, {("document", "makers_power")}),
        ("3.2.2", put([], "application", "absent"), OPEN, {("document", "licences"), ("document", "earlier_reports")}),
        ("3.2.2", put(YES, "application", "applicant", "has_agent"), OPEN, {("document", "agents_power")}),
        ("3.2.2", put(YES, "application", "applicant", "is_seller_or_importer"), OPEN, {("document", "contracts")}),
        ("3.2.2", without(("application", "filed"), "id", "registrations"), OPEN, {("document", "registrations")}),
        # 4.1.2: 4 L
        ("4.1.2", put("3.9", "tests", 0, "sample_l"), NOT_MET, {("result", "W2026-0012")}),
        ("4.1.2", put("4.5", "tests", 0, "sample_l"), MET, set()),
        ("4.1.2", take("tests", 0, "sample_l"), OPEN, {("day", "sample_l")}),
        # 4.2.4: 15 working days
        ("4.2.4", take("tests", 0, "fee_received_on"), OPEN, None),
        # 5.1.1
        ("5.1.1", take("card"), OPEN, {("marks", "scorecard")}),
        ("5.1.1", put("别的公司", "card", "organisation"), OPEN, {("marks", "organisation")}),
        # 5.1.2, 5.1.3
        ("5.1.2", take("inspection"), OPEN, {("finding", "inspection")}),
        ("5.1.2", without(("inspection", "points"), "id", "B 4.1"), OPEN, {("finding", "B 4.1")}),
        ("5.1.2", without(("inspection", "points"), "id", "附件1 硫含量"), OPEN, {("finding", "附件1 硫含量")}),
        ("5.1.2", point("B 3.3", observed="nonconform"), OPEN, {("finding", "B 3.3")}),  # no nonconformity for it
        ("5.1.2", point("B 4.2", observed="nonconform"), MET, set()),  # its correction is for 5.3
        ("5.1.2", point("B 3.2", observed="not_applicable", reason="无环境要求"), MET, set()),
        ("5.1.2", point("B 3.2", observed="not_applicable"), OPEN, {("finding", "B 3.2")}),  # without a reason
        (
            "5.1.2",
            point("B 4.1", observed="not_applicable", reason="x"),
            OPEN,
            {("finding", "B 4.1")},
        ),  # always applies
        # 5.2 table 1: 320 heads, 4 man-days
        ("5.2 表1", put(3, "inspection", "man_days"), OPEN, {("ground", "man_days_ground")}),
        ("5.2 表1", put(501, "inspection", "head_count"), OPEN, {("ground", "man_days_ground")}),  # 6 from 501 on
        ("5.2 表1", put(500, "inspection", "head_count"), MET, set()),
        ("5.2 表1", take("inspection"), OPEN, {("finding", "inspection")}),
        # 5.3
        ("5.3", put(NO, "inspection", "passed"), NOT_MET, {("finding", "inspection")}),
        ("5.3", take("inspection", "nonconformities", 0, "verified_on"), OPEN, {("correction", "B 4.2")}),
        ("5.3", take("inspection", "nonconformities", 0, "verified_by"), OPEN, {("correction", "B 4.2")}),
        ("5.3", take("inspection"), OPEN, {("finding", "inspection")}),
        # 6.1
        ("6.1", take("review"), OPEN, {("person", "reviewer")}),
        ("6.1", put(NO, "review", "recommends"), NOT_MET, {("person", "reviewer")}),
        ("6.1", put("P-0003", "review", "by"), OPEN, {("person", "reviewer")}),  # evaluated
        ("6.1", put("P-0004", "review", "decider"), OPEN, {("person", "decider")}),  # inspected
        ("6.1", put("P-0002", "review", "decider"), OPEN, {("person", "decider")}),  # stated on the test
        ("6.1", put("P-0001", "review", "decider"), MET, set()),  # took the application in
        # 6.2
        ("6.2", take("inspection"), OPEN, None),
    ],
)
def test_a_clause_stands_as_its_evidence_does(
    number: str, change: Change, standing: Standing, needs: set[tuple[str, str]] | None
) -> None:
    decision = decided(change)
    found, wants = wanted(decision, number)
    assert found is standing
    assert needs is None or wants == needs
    assert decision.standing is not MET or standing is MET


def test_what_is_still_needed_is_told_by_clause() -> None:
    decision = decided(without(("statements",), "clause", "5.1"), put([], "application", "absent"))
    assert [(finding.clause.number, need.what) for finding, need in decision.still_needed] == [
        ("3.2.2", "licences"),
        ("3.2.2", "earlier_reports"),
        ("5.1", "5.1"),
    ]


@pytest.mark.parametrize(
    ("corrected", "on", "standing"),
    [
        ("2026-08-06", "2026-08-10", MET),  # 40 working days after 11 June 2026, with 端午节 between
        ("2026-08-07", "2026-08-10", MET),
        ("2026-08-10", "2026-08-10", NOT_MET),
        (None, "2026-08-07", OPEN),
        (None, "2026-08-10", NOT_MET),
    ],
)
def test_a_correction_takes_40_working_days_at_most(corrected: str | None, on: str, standing: Standing) -> None:
    nonconformity = {"id": "B 4.2", "signed_on": "2026-06-11", "verified_by": "P-0004"}
    if corrected is not None:
        nonconformity |= {"corrected_on": corrected, "verified_on": corrected}
    decision = decided(put([nonconformity], "inspection", "nonconformities"), on=date.fromisoformat(on))
    assert answer(decision, "5.3").standing is standing


@pytest.mark.parametrize("name", ["B 1.1", "a point that no clause asks for"])
def test_a_nonconform_point_waits_for_its_nonconformity(name: str) -> None:
    found = put([{"id": name, "observed": "nonconform"}], "inspection", "points")
    assert wanted(decided(found), "5.3") == (OPEN, {("correction", name)})
    signed = {"id": name, "signed_on": "2026-06-11", "corrected_on": "2026-06-25", "verified_on": "2026-06-29"}
    kept = put([signed | {"verified_by": "P-0004"}], "inspection", "nonconformities")
    assert answer(decided(found, kept), "5.3").standing is MET


def test_fewer_man_days_need_a_ground() -> None:
    found = answer(
        decided(put(3, "inspection", "man_days"), put("单一装置", "inspection", "man_days_ground")), "5.2 表1"
    )
    assert (found.standing, found.why) == (MET, Why.WITH_GROUND)
    assert ("ground", "单一装置") in found.figures


@pytest.mark.parametrize(
    ("ended", "on", "standing", "why"),
    [
        ("2027-05-12", "2027-05-12", MET, Why.IN_TIME),  # the anniversary of the passed test is the last day
        ("2027-05-13", "2027-05-13", OPEN, Why.LATE),
        (None, "2027-05-12", OPEN, Why.INCOMPLETE),
        (None, "2027-05-13", OPEN, Why.LATE),
    ],
)
def test_the_inspection_is_within_a_year_of_the_passed_test(
    ended: str | None, on: str, standing: Standing, why: Why
) -> None:
    change = take("inspection") if ended is None else put(ended, "inspection", "ended_on")
    found = answer(decided(change, on=date.fromisoformat(on)), "5.2")
    assert (found.standing, found.why) == (standing, why)


@pytest.mark.parametrize(("began", "standing"), [("2026-04-21", MET), ("2026-04-20", OPEN), ("2019-06-10", OPEN)])
def test_an_inspection_from_before_the_application_is_none_of_it(began: str, standing: Standing) -> None:
    decision = decided(put(began, "inspection", "began_on"), put(began, "inspection", "ended_on"))
    needs = set() if standing is MET else {("finding", "inspection")}
    assert wanted(decision, "5.2") == (standing, needs)


@pytest.mark.parametrize(("evaluated", "standing"), [("2026-04-21", MET), ("2026-04-20", OPEN)])
def test_a_card_from_before_the_application_answers_nothing(evaluated: str, standing: Standing) -> None:
    needs = set() if standing is MET else {("marks", "evaluated_on")}
    assert wanted(decided(put(evaluated, "card", "evaluated_on")), "5.1.1") == (standing, needs)


def test_a_window_waits_for_a_passed_test() -> None:
    assert wanted(decided(put([], "tests")), "5.2") == (OPEN, {("result", "product_test")})


@pytest.mark.parametrize(("on", "standing"), [("2026-07-29", MET), ("2026-07-30", OPEN)])
def test_a_certificate_comes_within_30_days_or_with_a_ground(on: str, standing: Standing) -> None:
    late = decided(on=date.fromisoformat(on))
    assert answer(late, "6.2").standing is standing
    ground = {"clause": "6.2", "holds": True, "by": "P-0006", "on": on, "ground": "评审会议延期"}
    explained = answer(decided(lambda held: held["statements"].append(ground), on=date.fromisoformat(on)), "6.2")
    assert explained.standing is MET
    assert (explained.why is Why.WITH_GROUND) is (standing is OPEN)


def test_30_days_that_end_on_a_holiday_end_on_the_next_working_day() -> None:
    change = put([], "inspection", "nonconformities")
    ended = put("2026-09-02", "inspection", "ended_on")  # 30 days later, 2 October, is a holiday until the 7th
    assert answer(decided(change, ended, on=date(2026, 10, 8)), "6.2").standing is MET
    assert answer(decided(change, ended, on=date(2026, 10, 9)), "6.2").standing is OPEN


def test_a_late_laboratory_hinders_nobody() -> None:
    found = answer(
        decided(put("2026-04-10", "tests", 0, "sample_received_on"), put("2026-04-09", "tests", 0, "fee_received_on")),
        "4.2.4",
    )
    assert (found.standing, found.why) == (MET, Why.LATE)


def test_the_clock_stands_still_while_it_pauses() -> None:
    early = (put("2026-04-10", "tests", 0, "sample_received_on"), put("2026-04-09", "tests", 0, "fee_received_on"))
    pause = put([{"first": "2026-04-13", "end": "2026-05-08"}], "tests", 0, "pauses")
    assert answer(decided(*early, pause), "4.2.4").why is Why.IN_TIME


def test_one_person_reviews_and_decides_only_where_the_settings_allow_it() -> None:
    same = put("P-0005", "review", "decider")
    assert wanted(decided(same), "6.1") == (
        OPEN,
        {("person", "decider"), ("setting", "one_person_reviews_and_decides")},
    )
    assert answer(decided(same, body=settings(one_person_reviews_and_decides=False)), "6.1").standing is OPEN
    assert answer(decided(same, body=settings(one_person_reviews_and_decides=True)), "6.1").standing is MET


@pytest.mark.parametrize(
    ("withdrawn", "accepted", "standing"),
    [
        ("2023-04-21", "2026-04-21", NOT_MET),  # the third anniversary is the last day that is barred
        ("2023-04-20", "2026-04-21", MET),
        ("never", "2026-04-21", MET),
        (None, "2026-04-21", OPEN),
    ],
)
def test_the_bar_of_the_draft_binds_a_body_that_adopted_it(
    withdrawn: str | None, accepted: str, standing: Standing
) -> None:
    changes = (
        put(withdrawn, "application", "applicant", "withdrawn_on"),
        put(accepted, "application", "accepted_on"),
    )
    body = settings(adopted_norms=["M-23d"])
    assert decided(*changes, body=body).findings[-1].answered.standing is standing
    assert decided(*changes).standing is MET  # nobody else is bound by a draft


def test_the_bar_does_not_ask_those_who_hold_a_certificate() -> None:
    body = settings(adopted_norms=["M-23d"])
    numbers = {finding.clause.number for finding in decided(put("renewal", "stage"), body=body).findings}
    assert not any(number.startswith("measures") for number in numbers)


def test_a_certificate_is_valid_for_three_years_from_the_day_of_the_decision() -> None:
    assert answer(decided(on=date(2028, 2, 29)), "8.1.1").figures == (
        ("starts_on", "2028-02-29"),
        ("expires_on", "2031-02-28"),
    )
