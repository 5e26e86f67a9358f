from datetime import date

import pytest

from app.certification.entry import Sector, Subject
from app.certification.programme import adoptable
from app.certification.stage import StageName
from tests.app.certification.applicants import DRAFT, NOTICE, PROGRAMMES


@pytest.mark.parametrize(
    ("on", "binds"),
    [
        (date(2023, 3, 19), False),
        (date(2023, 3, 20), True),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
        (date(2022, 6, 1), False),
    ],
)
def test_the_notice_binds_in_its_round_alone(on: date, *, binds: bool) -> None:
    assert NOTICE.binds(on) is binds


@pytest.mark.parametrize("year", range(2020, 2040))
def test_the_draft_never_binds(year: int) -> None:
    assert not any(DRAFT.binds(date(year, month, 1)) for month in range(1, 13))


def test_credit_is_consulted_before_certification_in_the_draft_and_after_it_in_the_notice() -> None:
    assert [stage.name for stage in DRAFT.before_application()] == [
        StageName.CULTIVATION, StageName.RECOMMENDATION, StageName.STANDARD_EVALUATION, StageName.CREDIT_CONSULTATION,
    ]  # fmt: skip
    assert [stage.name for stage in NOTICE.before_application()] == [
        StageName.RECOMMENDATION, StageName.SELECTION, StageName.STANDARD_EVALUATION,
    ]  # fmt: skip
    assert (DRAFT.stages[-1].name, NOTICE.stages[-1].name) == (StageName.CERTIFICATION, StageName.LISTING)


def test_the_secretariat_is_elected_in_the_draft_and_determined_in_the_notice() -> None:
    assert DRAFT.roles["secretariat"].appointed_by == "members_assembly"
    assert NOTICE.roles["secretariat"].appointed_by == "provincial_office"


def test_a_body_can_adopt_what_only_the_draft_prints() -> None:
    norms = adoptable(PROGRAMMES.values())
    assert {"M-23d", "M-18b", "M-20b", "M-11", "M-13b"} <= norms
    assert {norm[0] for norm in norms} == {"M"}
    assert not {"M-16c", "M-17", "M-08.2", "M-05a"} & norms


def test_conditions_are_asked_by_sector_and_subject() -> None:
    asked = {sector: len(DRAFT.asked_of(Subject.APPLICANT, sector)) for sector in Sector}
    assert asked == {Sector.AGRICULTURE: 17, Sector.MANUFACTURING: 14, Sector.SERVICE: 14}
    assert {sector: len(NOTICE.asked_of(Subject.APPLICANT, sector)) for sector in Sector} == {
        Sector.AGRICULTURE: 7, Sector.MANUFACTURING: 8, Sector.SERVICE: 7,
    }  # fmt: skip
