from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from app.certification.answers import Finding, Reason
from app.certification.applicant import Applicant, Statement
from app.certification.eligibility import Assessment, assess, qualify
from app.certification.entry import Sector, Subject
from app.certification.programme import Programme
from app.certification.standing import Standing
from tests.app.certification.applicants import DRAFT, NOTICE, applicant, claims, farm, service, sums

ON = date(2025, 6, 1)
IN_ROUND = date(2023, 6, 1)
MET, NOT_MET, OPEN, LIFTED = Standing.MET, Standing.NOT_MET, Standing.OPEN, Standing.NOT_APPLICABLE
SMALL = sums("1", "万元")


def by_condition(assessment: Assessment) -> Mapping[str, Finding]:
    return {finding.condition: finding for finding in assessment.findings}


def sales(programme: Programme, one: Applicant, on: date = ON) -> tuple[Standing, Reason]:
    found = by_condition(assess(programme, one, on))["annual_sales"]
    return found.standing, found.reason


def ruling(*, granted: bool, programme: str = "notice-2023", condition: str = "annual_sales") -> dict[str, object]:
    return {
        "programme": programme, "condition": condition, "granted": granted,
        "by": "甲", "ground": "会议纪要", "decided_on": "2025-06-01",
    }  # fmt: skip


def test_the_example_is_met_under_the_draft_and_fails_the_notice_by_its_sales_alone() -> None:
    draft, notice = (assess(programme, applicant(), ON) for programme in (DRAFT, NOTICE))
    assert (draft.standing, notice.standing) == (MET, NOT_MET)
    assert [finding.condition for finding in notice.findings if finding.standing is not MET] == ["annual_sales"]


def test_exact_numbers_stand_in_the_unit_of_the_figure() -> None:
    answer = by_condition(assess(NOTICE, applicant(), ON))["annual_sales"].answer
    assert answer.value == Fraction(150_000_000)
    assert str(answer.figure) == "200000000 元"


@pytest.mark.parametrize(
    ("programme", "on", "indicative", "refuses"),
    [
        (NOTICE, IN_ROUND, False, True),
        (NOTICE, date(2023, 3, 19), True, False),
        (NOTICE, date(2024, 1, 1), True, False),
        (NOTICE, ON, True, False),
        (DRAFT, IN_ROUND, True, False),
        (DRAFT, ON, True, False),
    ],
)
def test_only_in_its_round_does_a_programme_refuse(
    programme: Programme, on: date, *, indicative: bool, refuses: bool
) -> None:
    assessment = assess(programme, applicant(sales=sums("1", "元", (2022, 2024)), province="浙江省"), on)
    assert (assessment.standing, assessment.indicative) == (NOT_MET, indicative)
    assert assessment.refuses is refuses


def test_what_is_open_is_never_refused() -> None:
    assessment = assess(NOTICE, applicant(sales=None, profit_and_tax=None, documents=None), IN_ROUND)
    assert (assessment.standing, assessment.indicative, assessment.refuses) == (OPEN, False, False)


@pytest.mark.parametrize("standing", ["chain_leader", "small_giant", "single_champion", "time_honoured_brand"])
def test_the_draft_lifts_the_sales_of_a_manufacturer_directly(standing: str) -> None:
    one = applicant(sales=SMALL, standings=claims(standing))
    assessment = assess(DRAFT, one, ON)
    found = by_condition(assessment)["annual_sales"]
    assert (found.standing, found.reason, found.waiver) == (LIFTED, Reason.WAIVED, "manufacturing_standing")
    assert found.answer.value is not None
    assert assessment.standing is MET


@pytest.mark.parametrize("standing", ["geographical_indication", "standardisation_pilot", "extension_unit"])
def test_the_draft_lifts_scale_and_sales_of_a_farm(standing: str) -> None:
    one = farm(sales=SMALL, scales=None, standings=claims(standing))
    found = by_condition(assess(DRAFT, one, ON))
    assert {found[id_].reason for id_ in ("scale", "annual_sales")} == {Reason.WAIVED}
    assert {"any-of-three", "scale-and-sales"} <= set(found["annual_sales"].doubts)


def test_the_draft_lifts_the_revenue_of_a_leading_service() -> None:
    assert sales(DRAFT, service(service_revenue=SMALL, standings=claims("leading_in_province"))) == (
        LIFTED, Reason.WAIVED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "answer"),
    [
        (applicant(sales=SMALL, standings=claims("small_giant")), (OPEN, Reason.MAY_BE_LOWERED)),
        (applicant(sales=SMALL, standings=claims("single_champion")), (OPEN, Reason.MAY_BE_LOWERED)),
        (applicant(sales=SMALL, standings=claims("industry_leader")), (NOT_MET, Reason.BELOW_FIGURE)),
        (applicant(sales=SMALL, standings=claims("chain_leader")), (NOT_MET, Reason.BELOW_FIGURE)),
        (farm(sales=SMALL, standings=claims("geographical_indication")), (OPEN, Reason.MAY_BE_LOWERED)),
        (farm(sales=SMALL, standings=claims("extension_unit")), (NOT_MET, Reason.BELOW_FIGURE)),
    ],
)
def test_the_notice_leaves_a_lower_threshold_to_a_person(one: Applicant, answer: tuple[Standing, Reason]) -> None:
    assert sales(NOTICE, one) == answer


@pytest.mark.parametrize(
    ("standings", "answer"),
    [
        ([], (NOT_MET, Reason.BELOW_FIGURE)),
        (None, (OPEN, Reason.STANDINGS_NOT_STATED)),
        ([{"standing": "small_giant"}], (OPEN, Reason.EVIDENCE_MISSING)),
        (claims("small_giant", until="2025-05-31"), (NOT_MET, Reason.BELOW_FIGURE)),
        (claims("small_giant", until="2025-06-01"), (LIFTED, Reason.WAIVED)),
        (claims("geographical_indication"), (NOT_MET, Reason.BELOW_FIGURE)),
    ],
)
def test_a_waiver_needs_a_claim_that_holds_and_its_evidence(standings: object, answer: tuple[Standing, Reason]) -> None:
    assert sales(DRAFT, applicant(sales=SMALL, standings=standings)) == answer


def test_sales_that_are_not_known_are_lifted_too_and_else_stay_open() -> None:
    assert sales(DRAFT, applicant(sales=None, standings=claims("small_giant"))) == (LIFTED, Reason.WAIVED)
    assert sales(DRAFT, applicant(sales=None, standings=None)) == (OPEN, Reason.NOT_STATED)


def test_a_waiver_changes_nothing_where_the_condition_is_met() -> None:
    assert sales(DRAFT, applicant(standings=claims("small_giant"))) == (MET, Reason.REACHES_FIGURE)


def test_a_waiver_lifts_no_general_condition() -> None:
    one = applicant(standings=claims("small_giant"), province="浙江省")
    assert assess(DRAFT, one, ON).standing is NOT_MET


@pytest.mark.parametrize(
    ("granted", "on", "answer"),
    [
        (True, date(2025, 6, 1), (MET, Reason.GRANTED)),
        (False, date(2025, 6, 1), (NOT_MET, Reason.DENIED)),
        (True, date(2025, 5, 31), (OPEN, Reason.MAY_BE_LOWERED)),
    ],
)
def test_a_person_rules_on_a_lower_threshold(on: date, answer: tuple[Standing, Reason], *, granted: bool) -> None:
    one = applicant(sales=SMALL, standings=claims("small_giant"), rulings=[ruling(granted=granted)])
    assert sales(NOTICE, one, on) == answer


def test_a_ruling_has_no_effect_where_nothing_is_left_to_a_person() -> None:
    one = applicant(sales=SMALL, standings=[], rulings=[ruling(granted=True)])
    assert sales(NOTICE, one) == (NOT_MET, Reason.BELOW_FIGURE)
    met = applicant(sales=sums("3", "亿元"), rulings=[ruling(granted=False)])
    assert sales(NOTICE, met) == (MET, Reason.REACHES_FIGURE)
    other = applicant(sales=SMALL, standings=claims("small_giant"), rulings=[ruling(granted=True)])
    assert sales(DRAFT, other) == (LIFTED, Reason.WAIVED)


def test_a_person_can_extend_an_open_list_of_waivers() -> None:
    one = applicant(sales=SMALL, standings=[], rulings=[ruling(granted=True, programme="measures-2025-draft")])
    assert sales(DRAFT, one) == (MET, Reason.GRANTED)


def test_a_person_rules_on_a_kind_of_applicant_that_no_list_names() -> None:
    one = applicant(standings=[], rulings=[ruling(granted=True, condition="entity")])
    assert by_condition(assess(NOTICE, one, ON))["entity"].reason is Reason.GRANTED


def test_documents_are_needed_before_the_application_and_never_refuse() -> None:
    findings = by_condition(assess(NOTICE, applicant(documents=["executed_standard"]), ON))
    assert findings["executed_standard"].reason is Reason.DOCUMENT_FILED
    assert (findings["standard_comparison"].standing, findings["standard_comparison"].reason) == (
        OPEN, Reason.DOCUMENT_MISSING,
    )  # fmt: skip
    assert "summary_table" not in findings
    unknown = by_condition(assess(NOTICE, applicant(documents=None), ON))
    assert unknown["standard_comparison"].reason is Reason.NOT_STATED
    assert "test_report" not in by_condition(assess(DRAFT, applicant(), ON))


def test_a_priority_is_told_and_is_no_gate() -> None:
    assert [one.id for one in assess(DRAFT, applicant(standings=claims("standards_work")), ON).priorities] == [
        "standards_work"
    ]
    assert assess(DRAFT, applicant(standings=[]), ON).standing is MET
    assert [one.id for one in assess(NOTICE, farm(standings=claims("extension_unit")), ON).priorities] == [
        "pilot_or_extension"
    ]
    assert assess(DRAFT, farm(standings=claims("standards_work")), ON).priorities == ()


def test_every_sector_can_enter() -> None:
    for one in (applicant(), farm(), service()):
        assert assess(DRAFT, one, ON).standing is MET, one.sector
    assert assess(NOTICE, service(), ON).standing is MET
    assert (
        assess(NOTICE, farm(scales=[{"measure": "fishery_water", "amount": "300", "unit": "亩"}]), ON).standing is MET
    )


@pytest.mark.parametrize("subject", [Subject.EXPERT, Subject.CERTIFICATION_BODY, Subject.CERTIFICATION_PERSON])
def test_others_qualify_by_what_is_stated_of_them(subject: Subject) -> None:
    asked = DRAFT.asked_of(subject, Sector.MANUFACTURING)
    assert asked
    statements = {condition.fact: Statement(holds=True, by="甲", ground="证书") for condition in asked}
    assert {found.standing for found in qualify(DRAFT, subject, Sector.SERVICE, statements)} == {MET}
    statements[asked[0].fact] = Statement(holds=False, by="甲", ground="处分")
    assert qualify(DRAFT, subject, Sector.SERVICE, statements)[0].standing is NOT_MET
    assert {found.standing for found in qualify(DRAFT, subject, Sector.SERVICE, {})} == {OPEN}
