"""Reports that exist already: adopted, adopted in part, or rejected, each test still to do with its reason."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from app.certification.adoption import Adoption, AdoptionReason, Answer, adopt
from app.certification.assessment import AssessedMethod, Assessment, read_assessment
from app.certification.form import Refused
from app.certification.unit import Unit
from app.verification.report import Origin, Result
from app.verification.report import TestedBy as By
from app.verification.verdict import Verdict
from app.verification.verify import verify

UNIT = Unit("示例石化有限公司", "一号厂", "0号", None)
ORIGIN = Origin("示例检测实验室", UNIT.manufacturer, UNIT.plant, None)
ON = date(2026, 6, 1)


@pytest.fixture
def assessment(bench: SimpleNamespace) -> Assessment:
    methods = tuple(
        AssessedMethod(By(method.number, method, None), date(2024, 1, 1), date(2028, 1, 1))
        for method in (bench.FLUORESCENCE, bench.OTHER)
    )
    return Assessment(
        "JSPB01-000000-2023",
        "示例检测实验室",
        "P-03",
        date(2026, 5, 20),
        "现场评审",
        UNIT,
        results_accepted=True,
        methods=methods,
    )


def verdict_of(bench: SimpleNamespace, *results: Result, origin: Origin = ORIGIN, grade: str = "0号") -> Verdict:
    scheme = bench.scheme_of(
        bench.requirement(bench.SULFUR, "≤8", methods={"SH_T_0689"}, named=True),
        bench.requirement(bench.FLASH, "≥60", methods={"SH_T_0689", "GB_T_11140"}),
        grades=("0号", "-10号"),
    )
    report = replace(bench.report_of(*results, grade=grade), origin=origin)
    return verify(scheme, report, ON)


def good(bench: SimpleNamespace) -> tuple[Result, Result]:
    return bench.result(bench.SULFUR, "6.2"), bench.result(bench.FLASH, "66.0")


def reasons(adoption: Adoption) -> dict[str, AdoptionReason | None]:
    return {item.requirement.characteristic.id: item.reason for item in adoption.items}


def test_a_good_report_of_an_able_laboratory_is_adopted(bench: SimpleNamespace, assessment: Assessment) -> None:
    adoption = adopt(verdict_of(bench, *good(bench)), assessment, ON)
    assert (adoption.answer, adoption.reasons, adoption.to_test) == (Answer.ADOPT, (), ())


@pytest.mark.parametrize(
    ("issued", "on", "reason"),
    [
        ("2026-05-12", "2028-05-12", None),  # the day on which it turns two years
        ("2026-05-12", "2028-05-13", AdoptionReason.TOO_OLD),
        ("2024-02-29", "2026-02-28", None),
        ("2024-02-29", "2026-03-01", AdoptionReason.TOO_OLD),
        ("2026-02-28", "2028-02-28", None),
        ("2026-02-28", "2028-02-29", AdoptionReason.TOO_OLD),
        ("2026-05-21", "2026-05-21", None),  # the day of issue itself
        ("2026-05-22", "2026-05-21", AdoptionReason.ISSUED_LATER),
        ("9998-01-01", "2026-05-21", AdoptionReason.ISSUED_LATER),  # two years later there is no day
        ("2026-05-12", "2026-05-20", None),  # the day of the assessment
        ("2026-05-12", "2026-05-19", AdoptionReason.ASSESSED_LATER),
    ],
)
def test_a_report_is_at_most_two_years_old_on_the_day_of_adoption(
    bench: SimpleNamespace, assessment: Assessment, issued: str, on: str, reason: AdoptionReason | None
) -> None:
    verdict = verdict_of(bench, *good(bench))
    verdict = replace(verdict, report=replace(verdict.report, issued_on=date.fromisoformat(issued)))
    assessed_on = date(2026, 5, 20) if issued > "2026-05" else date(2026, 1, 10)
    adoption = adopt(verdict, replace(assessment, assessed_on=assessed_on), date.fromisoformat(on))
    assert adoption.reasons == (() if reason is None else (reason,))
    assert adoption.answer is (Answer.ADOPT if reason is None else Answer.REJECT)


@pytest.mark.parametrize(
    ("origin", "grade", "differs_in"),
    [
        (replace(ORIGIN, manufacturer="别的公司"), "0号", ("manufacturer",)),
        (replace(ORIGIN, plant=None), "0号", ("plant",)),  # what a report does not name is not known to be the same
        (ORIGIN, "-10号", ("grade",)),
    ],
)
def test_a_report_is_about_the_unit_that_was_applied_for(
    bench: SimpleNamespace, assessment: Assessment, origin: Origin, grade: str, differs_in: tuple[str, ...]
) -> None:
    adoption = adopt(verdict_of(bench, *good(bench), origin=origin, grade=grade), assessment, ON)
    assert (adoption.reasons, adoption.differs_in) == ((AdoptionReason.OTHER_UNIT,), differs_in)
    assert [item.reason for item in adoption.to_test] == [AdoptionReason.OTHER_UNIT] * 2


def test_another_laboratory_than_the_assessed_one_is_rejected(bench: SimpleNamespace, assessment: Assessment) -> None:
    verdict = verdict_of(bench, *good(bench), origin=replace(ORIGIN, laboratory=None))
    assert adopt(verdict, assessment, ON).reasons == (AdoptionReason.OTHER_LABORATORY,)


def test_results_that_the_body_did_not_accept_are_rejected(bench: SimpleNamespace, assessment: Assessment) -> None:
    refused = replace(assessment, results_accepted=False)
    adoption = adopt(verdict_of(bench, *good(bench)), refused, ON)
    assert (adoption.answer, adoption.reasons) == (Answer.REJECT, (AdoptionReason.RESULTS_NOT_ACCEPTED,))


def test_a_nonconforming_unit_is_rejected_whole(bench: SimpleNamespace, assessment: Assessment) -> None:
    verdict = verdict_of(bench, bench.result(bench.SULFUR, "8.1"), bench.result(bench.FLASH, "66"))
    adoption = adopt(verdict, assessment, ON)
    assert (adoption.answer, adoption.reasons) == (Answer.REJECT, (AdoptionReason.UNIT_NONCONFORMING,))
    assert len(adoption.to_test) == 2


def test_what_a_report_lacks_is_still_to_test(bench: SimpleNamespace, assessment: Assessment) -> None:
    adoption = adopt(verdict_of(bench, bench.result(bench.SULFUR, "6.2")), assessment, ON)
    assert adoption.answer is Answer.PARTLY
    assert reasons(adoption) == {"sulfur_content": None, "flash_point_closed": AdoptionReason.NO_RESULT}
    assert [item.requirement.characteristic.id for item in adoption.to_test] == ["flash_point_closed"]


def test_a_result_that_leaves_the_item_open_is_still_to_test(bench: SimpleNamespace, assessment: Assessment) -> None:
    verdict = verdict_of(bench, bench.result(bench.SULFUR, "<10"), bench.result(bench.FLASH, "66"))
    assert reasons(adopt(verdict, assessment, ON))["sulfur_content"] is AdoptionReason.NOT_DECIDED


def test_a_report_of_which_nothing_can_be_adopted_is_rejected(bench: SimpleNamespace, assessment: Assessment) -> None:
    unable = replace(assessment, methods=())
    adoption = adopt(verdict_of(bench, *good(bench)), unable, ON)
    assert (adoption.answer, adoption.reasons) == (Answer.REJECT, ())
    assert set(reasons(adoption).values()) == {AdoptionReason.METHOD_NOT_ASSESSED}


@pytest.mark.parametrize(
    ("year", "since", "until", "adopted"),
    [
        (None, "2026-05-10", "2026-05-11", True),  # the day of the test is the first and the only one
        (None, "2026-05-11", None, False),
        (None, "2024-01-01", "2026-05-10", False),  # the scope ended on the day of the test
        ("2000", "2024-01-01", None, True),
        ("1989", "2024-01-01", None, False),
    ],
)
def test_a_method_is_in_scope_on_the_day_of_the_test_in_its_edition(
    bench: SimpleNamespace, assessment: Assessment, year: str | None, since: str, until: str | None, *, adopted: bool
) -> None:
    method = AssessedMethod(
        By("SH/T 0689", bench.FLUORESCENCE, year),
        date.fromisoformat(since),
        None if until is None else date.fromisoformat(until),
    )
    results = (bench.result(bench.SULFUR, "6.2", year="2000"), bench.result(bench.FLASH, "66", year="2000"))
    found = reasons(adopt(verdict_of(bench, *results), replace(assessment, methods=(method,)), ON))
    assert set(found.values()) == {None if adopted else AdoptionReason.METHOD_NOT_ASSESSED}


def test_an_edition_that_was_not_yet_in_force_is_not_adopted(bench: SimpleNamespace, assessment: Assessment) -> None:
    results = (
        bench.result(bench.SULFUR, "6.2", year="2000", tested_on=date(2000, 11, 30)),
        bench.result(bench.FLASH, "66"),
    )
    found = reasons(adopt(verdict_of(bench, *results), assessment, ON))
    assert found["sulfur_content"] is AdoptionReason.EDITION_NOT_IN_FORCE


def test_a_result_beside_the_named_method_neither_helps_nor_hinders(
    bench: SimpleNamespace, assessment: Assessment
) -> None:
    named, flash = good(bench)
    beside = bench.result(bench.SULFUR, "6.0", method=bench.OTHER)
    only_named = replace(assessment, methods=assessment.methods[:1])
    assert set(reasons(adopt(verdict_of(bench, named, beside, flash), only_named, ON)).values()) == {None}


DOCUMENT = {
    "format": "labverdict.assessment/1",
    "scheme": "JSPB01-000000-2023",
    "laboratory": "示例检测实验室",
    "assessed_by": "P-03",
    "assessed_on": "2026-05-20",
    "ground": "现场评审",
    "unit": {"manufacturer": "示例石化有限公司", "plant": "一号厂", "grade": "0号"},
    "results_accepted": True,
    "methods": [
        {"method": "SH/T 0689-2000", "since": "2024-01-01", "until": "2028-01-01"},
        {"method": "GB/T 11140", "since": "2024-01-01"},
    ],
}


def read(bench: SimpleNamespace, **changed: object) -> Assessment | Refused:
    known = {"SH/T 0689-2000": (bench.FLUORESCENCE, "2000"), "GB/T 11140": (bench.OTHER, None)}
    content = json.dumps({**DOCUMENT, **changed}).encode()
    return read_assessment(content, lambda typed: By(typed, *known.get(typed, (None, None))))


def test_an_assessment_is_read_whole(bench: SimpleNamespace, assessment: Assessment) -> None:
    named = AssessedMethod(By("SH/T 0689-2000", bench.FLUORESCENCE, "2000"), date(2024, 1, 1), date(2028, 1, 1))
    other = AssessedMethod(By("GB/T 11140", bench.OTHER, None), date(2024, 1, 1), None)
    assert read(bench) == replace(assessment, methods=(named, other))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"methods": [{"method": "GB/T 0", "since": "2024-01-01"}]}, ("method_unknown", "/methods/0/method")),
        ({"methods": [{"since": "2024-01-01"}]}, ("field_missing", "/methods/0/method")),
        (
            {"methods": [{"method": "GB/T 11140", "since": "2024-01-01", "until": "2024-01-01"}]},
            ("dates_out_of_order", "/methods/0/until"),
        ),
        ({"unit": {"manufacturer": "A", "plant": "B"}}, ("unit_incomplete", "/unit")),
        ({"unit": {"manufacturer": "A", "plant": "B", "grade": "0号", "series": "X"}}, ("unit_incomplete", "/unit")),
        ({"results_accepted": "yes"}, ("wrong_type", "/results_accepted")),
        ({"designated": True}, ("unknown_field", "/designated")),  # 4.2.5 does not ask for it
    ],
)
def test_a_fault_of_an_assessment_is_named(
    bench: SimpleNamespace, changed: dict[str, object], fault: tuple[str, str]
) -> None:
    refused = read(bench, **changed)
    assert isinstance(refused, Refused)
    assert fault in {(issue.code, issue.where) for issue in refused.issues}


def test_a_series_makes_a_unit_too(bench: SimpleNamespace) -> None:
    found = read(bench, unit={"manufacturer": "A", "plant": "B", "series": "LPG"})
    assert isinstance(found, Assessment)
    assert found.unit == Unit("A", "B", None, "LPG")
