from datetime import date, timedelta

import pytest

from app.certification.admission import StageReason, admit
from app.certification.applicant import StageRecord
from app.certification.programme import Programme
from app.certification.stage import StageName
from app.certification.standing import Standing
from tests.app.certification.applicants import DRAFT, NOTICE

ON = date(2023, 9, 1)


def passed(programme: Programme) -> dict[StageName, StageRecord]:
    return {
        stage.name: StageRecord(passed=True, by=stage.by[0], on=date(2023, 4, 1) + timedelta(days=place))
        for place, stage in enumerate(programme.stages)
    }


@pytest.mark.parametrize(("programme", "indicative"), [(NOTICE, False), (DRAFT, True)])
def test_stages_passed_in_their_order_admit(programme: Programme, *, indicative: bool) -> None:
    admission = admit(programme, passed(programme), ON)
    assert (admission.standing, admission.indicative) == (Standing.MET, indicative)
    assert {finding.reason for finding in admission.findings} == {StageReason.PASSED}


def test_a_stage_that_nobody_attests_leaves_the_application_open() -> None:
    assert admit(NOTICE, None, ON).standing is Standing.OPEN
    records = passed(DRAFT)
    del records[StageName.CREDIT_CONSULTATION]
    assert admit(DRAFT, records, ON).standing is Standing.OPEN


def test_credit_consultation_is_asked_before_the_application_by_the_draft_alone() -> None:
    records = passed(NOTICE) | passed(DRAFT)
    del records[StageName.CREDIT_CONSULTATION]
    assert admit(NOTICE, records, ON).standing is Standing.MET
    assert admit(DRAFT, records, ON).standing is Standing.OPEN


def test_certification_itself_and_what_follows_is_not_asked() -> None:
    names = {finding.stage.name for finding in admit(NOTICE, {}, ON).findings}
    assert names == {StageName.RECOMMENDATION, StageName.SELECTION, StageName.STANDARD_EVALUATION}


@pytest.mark.parametrize(
    ("record", "standing", "reason"),
    [
        (StageRecord(passed=False, by="standards_institute", on=date(2023, 5, 1)), Standing.NOT_MET, "NOT_PASSED"),
        (StageRecord(passed=True, by="secretariat", on=date(2023, 5, 1)), Standing.OPEN, "BY_ANOTHER_ROLE"),
        (StageRecord(passed=True, by="standards_institute", on=date(2023, 4, 1)), Standing.NOT_MET, "OUT_OF_ORDER"),
        (StageRecord(passed=True, by="standards_institute", on=date(2023, 4, 2)), Standing.MET, "PASSED"),
        (StageRecord(passed=True, by="standards_institute", on=date(2023, 9, 1)), Standing.MET, "PASSED"),
        (StageRecord(passed=True, by="standards_institute", on=date(2023, 9, 2)), Standing.OPEN, "NOT_ATTESTED"),
    ],
)
def test_a_stage_counts_by_its_outcome_role_and_day(record: StageRecord, standing: Standing, reason: str) -> None:
    records = passed(NOTICE) | {StageName.STANDARD_EVALUATION: record}
    admission = admit(NOTICE, records, ON)
    assert admission.standing is standing
    assert admission.findings[-1].reason is StageReason[reason]
