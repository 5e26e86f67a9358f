from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.certification.certificate_days import CertificateOn, Contradiction, Done, Stands
from app.certification.lifecycle.vocabulary import Act, Status
from app.certification.shipment import Level, Question, check_shipment, level_of, valid_on
from app.certification.standing import Standing
from app.certification.unit import Unit
from app.verification.finding import Finding
from app.verification.verdict import Verdict
from methods.outcome import Outcome
from tests.app.certificates import UNIT
from tests.app.certification.cases.evidence import failed, shipped

LOADED = date(2026, 5, 14)
VALID = CertificateOn(Stands.VALID, 1, date(2026, 5, 1))
VERDICT = shipped().tests[0].verdict


def standing(
    certificate: CertificateOn | Contradiction = VALID,
    unit: Unit = UNIT,
    verdicts: Sequence[Verdict] = (VERDICT,),
    on: date = LOADED,
) -> Standing:
    return check_shipment(certificate, unit, verdicts, on).standing


def changed(outcome: Outcome, *, level: Level) -> Verdict:
    """Return the verdict with the first result against a requirement of a level changed."""
    findings = list(VERDICT.findings)
    place = next(place for place, each in enumerate(findings) if _is(each, level))
    findings[place] = replace(findings[place], outcome=outcome)
    return replace(VERDICT, findings=tuple(findings))


def _is(finding: Finding, level: Level) -> bool:
    return finding.requirement is not None and level_of(finding.requirement, VERDICT) is level


def test_a_valid_certificate_and_a_report_that_meets_every_limit_cover_a_shipment() -> None:
    assert standing() is Standing.MET


@pytest.mark.parametrize("stands", [each for each in Stands if each is not Stands.VALID])
def test_no_other_status_covers_anything(stands: Stands) -> None:
    assert standing(CertificateOn(stands)) is Standing.NOT_MET


def test_records_that_contradict_each_other_leave_it_open() -> None:
    contradiction = Contradiction(Done(Act.RESTORE, 1, LOADED), Status.VALID)
    assert valid_on(contradiction) is Standing.OPEN
    assert standing(contradiction) is Standing.OPEN


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-05-12", Standing.MET), ("2026-05-11", Standing.OPEN)],  # issued on 12 May
)
def test_a_report_of_a_later_day_says_nothing_yet(on: str, expected: Standing) -> None:
    assert standing(on=date.fromisoformat(on)) is expected


@pytest.mark.parametrize(
    "unit",
    [
        replace(UNIT, plant="二号厂"),
        replace(UNIT, manufacturer="另一公司"),
        replace(UNIT, grade="-10号"),
        replace(UNIT, grade=None, series="5HX"),
    ],
)
def test_a_report_on_another_unit_covers_nothing(unit: Unit) -> None:
    found = check_shipment(VALID, unit, (VERDICT,), LOADED)
    assert dict(found.batches[0].answers)[Question.UNIT_NAMED] is Standing.OPEN
    assert found.batches[0].differences
    assert found.standing is Standing.OPEN


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.NONCONFORMING, Standing.NOT_MET),
        (Outcome.MISSING, Standing.OPEN),
        (Outcome.UNDETERMINED, Standing.OPEN),
        (Outcome.INVALID, Standing.OPEN),
        (Outcome.NOT_APPLICABLE, Standing.MET),
    ],
)
def test_each_level_decides(level: Level, outcome: Outcome, expected: Standing) -> None:
    found = check_shipment(VALID, UNIT, (changed(outcome, level=level),), LOADED)
    asked = {Level.BASE: Question.BASE_LIMITS, Level.ADVANCED: Question.ADVANCED_LIMITS}
    other = {Level.BASE: Question.ADVANCED_LIMITS, Level.ADVANCED: Question.BASE_LIMITS}
    answers = dict(found.batches[0].answers)
    assert answers[asked[level]] is expected
    assert answers[other[level]] is Standing.MET
    assert found.standing is expected


def test_one_sample_that_fails_decides_for_all() -> None:
    assert standing(verdicts=(VERDICT, failed(1))) is Standing.NOT_MET


def test_without_a_report_nothing_is_known() -> None:
    assert standing(verdicts=()) is Standing.OPEN
    assert standing(CertificateOn(Stands.EXPIRED), verdicts=()) is Standing.NOT_MET


def test_both_levels_are_there() -> None:
    levels = {level_of(finding.requirement, VERDICT) for finding in VERDICT.findings if finding.requirement is not None}
    assert levels == set(Level)
