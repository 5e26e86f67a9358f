from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from app.verification.finding import Flag, Reason
from app.verification.margin import rounded_text
from app.verification.verdict import weigh
from app.verification.verify import verify
from methods.acceptance import Comparison
from methods.outcome import Outcome
from methods.reading import Sense, read_quantity

CONFORMING, NONCONFORMING = Outcome.CONFORMING, Outcome.NONCONFORMING
UNDETERMINED, MISSING = Outcome.UNDETERMINED, Outcome.MISSING


def outcomes(verdict: object) -> list[tuple[str, str]]:
    findings = getattr(verdict, "findings", ())
    return [(finding.outcome.value, finding.reason.value) for finding in findings]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([], UNDETERMINED),
        ([Outcome.NOT_APPLICABLE], UNDETERMINED),
        ([CONFORMING], CONFORMING),
        ([CONFORMING, Outcome.NOT_APPLICABLE], CONFORMING),
        ([CONFORMING, MISSING], UNDETERMINED),
        ([CONFORMING, UNDETERMINED], UNDETERMINED),
        ([CONFORMING, Outcome.INVALID], UNDETERMINED),
        ([MISSING, NONCONFORMING], NONCONFORMING),
    ],
)
def test_one_failing_item_fails_and_nothing_open_conforms(seen: list[Outcome], expected: Outcome) -> None:
    assert weigh(seen) is expected


@pytest.mark.parametrize(
    ("typed", "unit", "outcome", "reason"),
    [
        ("7.9", "mg/kg", CONFORMING, Reason.WITHIN_LIMIT),
        ("8", "mg/kg", CONFORMING, Reason.WITHIN_LIMIT),
        ("8.1", "mg/kg", NONCONFORMING, Reason.BEYOND_LIMIT),
        ("0.0008", "%", CONFORMING, Reason.WITHIN_LIMIT),
        ("0.00080001", "%", NONCONFORMING, Reason.BEYOND_LIMIT),
        ("8(+)", "mg/kg", NONCONFORMING, Reason.BEYOND_LIMIT),
        ("<3", "mg/kg", CONFORMING, Reason.WITHIN_LIMIT),
        ("<10", "mg/kg", UNDETERMINED, Reason.LIMIT_INSIDE_RESULT),
        ("未检出", "mg/kg", UNDETERMINED, Reason.DETECTION_LIMIT_MISSING),
        ("痕迹", "mg/kg", UNDETERMINED, Reason.TRACE_WITHOUT_NUMBER),
        ("符合", "mg/kg", Outcome.INVALID, Reason.NOT_A_NUMBER),
    ],
)
def test_sulfur_must_not_exceed_8_mg_per_kg(
    bench: SimpleNamespace, typed: str, unit: str, outcome: Outcome, reason: Reason
) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    verdict = verify(scheme, bench.report_of(bench.result(bench.SULFUR, typed, unit)), bench.DAY)
    assert outcomes(verdict) == [(outcome.value, reason.value)]


@pytest.mark.parametrize(
    ("typed", "outcome", "reason"),
    [
        ("1a", CONFORMING, Reason.WITHIN_LIMIT),
        ("2a", NONCONFORMING, Reason.BEYOND_LIMIT),
        ("5z", Outcome.INVALID, Reason.CLASS_UNKNOWN),
    ],
)
def test_a_class_is_held_against_the_scale(
    bench: SimpleNamespace, typed: str, outcome: Outcome, reason: Reason
) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.COPPER, "1级"))
    verdict = verify(scheme, bench.report_of(bench.result(bench.COPPER, typed)), bench.DAY)
    assert outcomes(verdict) == [(outcome.value, reason.value)]


def test_a_bare_digit_may_be_either_class(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.COPPER, "1a"))
    verdict = verify(scheme, bench.report_of(bench.result(bench.COPPER, "1")), bench.DAY)
    assert outcomes(verdict) == [("undetermined", "limit_inside_result")]


@pytest.mark.parametrize(
    ("typed", "outcome", "reason"),
    [
        ("无", CONFORMING, Reason.WITHIN_LIMIT),
        ("痕迹", CONFORMING, Reason.WITHIN_LIMIT),
        ("有", Outcome.INVALID, Reason.WORD_NOT_LISTED),
        ("0.02", UNDETERMINED, Reason.NUMBER_AGAINST_WORDS),
        ("清澈", Outcome.INVALID, Reason.WORD_NOT_LISTED),
    ],
)
def test_water_is_judged_by_words_and_a_number_decides_nothing(
    bench: SimpleNamespace, typed: str, outcome: Outcome, reason: Reason
) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.WATER, "无或痕迹"))
    verdict = verify(scheme, bench.report_of(bench.result(bench.WATER, typed)), bench.DAY)
    assert outcomes(verdict) == [(outcome.value, reason.value)]


def test_base_and_advanced_limit_are_two_findings(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(
        bench.requirement(bench.SULFUR, "≤10"),
        bench.requirement(bench.SULFUR, "≤8", number="4.2.2", methods=["SH_T_0689"], named=True),
    )
    verdict = verify(scheme, bench.report_of(bench.result(bench.SULFUR, "9")), bench.DAY)
    assert outcomes(verdict) == [("conforming", "within_limit"), ("nonconforming", "beyond_limit")]
    assert verdict.outcome is NONCONFORMING
    assert Flag.PROVISIONAL_LIMIT in verdict.findings[0].flags
    assert verdict.findings[1].flags == ()


def test_another_method_than_the_named_one_decides_nothing(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8", methods=["SH_T_0689"], named=True))
    for method in (bench.OTHER, None):
        result = bench.result(bench.SULFUR, "5", method=method, method_typed="GB/T 11140")
        verdict = verify(scheme, bench.report_of(result), bench.DAY)
        assert outcomes(verdict) == [("undetermined", "other_method")]
        assert [(needed.requirement.id, needed.reason) for needed in verdict.still_needed] == [
            ("表3/sulfur_content", Reason.OTHER_METHOD)
        ]


def test_a_method_that_the_base_table_does_not_allow_decides_nothing(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤10", methods=["SH_T_0689"]))
    verdict = verify(scheme, bench.report_of(bench.result(bench.SULFUR, "5", method=bench.OTHER)), bench.DAY)
    assert outcomes(verdict) == [("undetermined", "method_not_accepted")]


@pytest.mark.parametrize(
    ("other", "finding", "outcome"),
    [
        ("8", ("not_applicable", "beside_named_method"), CONFORMING),
        ("8.1", ("undetermined", "other_method"), UNDETERMINED),
        ("<30", ("undetermined", "other_method"), UNDETERMINED),
    ],
)
def test_another_method_is_set_aside_unless_it_disagrees_on_the_limit(
    bench: SimpleNamespace, other: str, finding: tuple[str, str], outcome: Outcome
) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8", methods=["SH_T_0689"], named=True))
    results = (
        bench.result(bench.SULFUR, "7.9"),
        bench.result(bench.SULFUR, other, method=bench.OTHER, where="/results/1"),
    )
    verdict = verify(scheme, bench.report_of(*results), bench.DAY)
    assert outcomes(verdict) == [("conforming", "within_limit"), finding]
    assert verdict.outcome is outcome


def test_of_two_replicates_each_is_shown_and_the_worse_counts(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    results = [bench.result(bench.SULFUR, value, replicate=value, where=f"/results/{value}") for value in ("7", "9")]
    verdict = verify(scheme, bench.report_of(*results), bench.DAY)
    assert outcomes(verdict) == [("conforming", "within_limit"), ("nonconforming", "beyond_limit")]
    assert verdict.outcome is NONCONFORMING


def test_a_missing_result_is_missing_and_named(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), bench.requirement(bench.FLASH, "≥60"))
    verdict = verify(scheme, bench.report_of(bench.result(bench.SULFUR, "7")), bench.DAY)
    assert outcomes(verdict) == [("conforming", "within_limit"), ("missing", "no_result")]
    assert verdict.outcome is UNDETERMINED
    assert [needed.reason for needed in verdict.still_needed] == [Reason.NO_RESULT]


@pytest.mark.parametrize("typed", ["符合", "1.5"])
def test_a_requirement_that_is_not_held_stays_undetermined(bench: SimpleNamespace, typed: str) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.ERROR, None, doubt="printed otherwise"))
    verdict = verify(scheme, bench.report_of(bench.result(bench.ERROR, typed)), bench.DAY)
    assert outcomes(verdict) == [("undetermined", "limit_not_held")]
    assert verdict.findings[0].flags == (Flag.DOUBTFUL_PRINT,)


def test_what_the_scheme_does_not_ask_is_not_applicable(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"))
    results = (bench.result(bench.SULFUR, "7"), bench.result(bench.FLASH, "40"))
    verdict = verify(scheme, bench.report_of(*results), bench.DAY)
    assert outcomes(verdict) == [("conforming", "within_limit"), ("not_applicable", "not_required")]
    assert verdict.outcome is CONFORMING


def test_requirements_are_those_of_the_grade(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8"), grades=("0号",))
    verdict = verify(scheme, bench.report_of(bench.result(bench.SULFUR, "7"), grade="0号"), bench.DAY)
    assert verdict.outcome is CONFORMING


@pytest.mark.parametrize(
    ("method", "year", "tested_on", "flags"),
    [
        ("FLUORESCENCE", None, "1999-01-01", ()),
        ("FLUORESCENCE", "2000", "2000-12-01", ()),
        ("FLUORESCENCE", "2000", "2000-11-30", (Flag.METHOD_EDITION_NOT_IN_FORCE,)),
        ("FLUORESCENCE", "1999", "2026-05-10", (Flag.METHOD_EDITION_UNKNOWN,)),
        ("OTHER", "2008", "2008-01-01", ()),
        ("OTHER", "2008", "2007-12-31", (Flag.METHOD_EDITION_NOT_IN_FORCE,)),
    ],
)
def test_an_edition_that_is_not_listed_or_not_yet_in_force_is_flagged(
    bench: SimpleNamespace, method: str, year: str | None, tested_on: str, flags: tuple[Flag, ...]
) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.SULFUR, "≤8", number="4.2.2", named=True))
    result = bench.result(
        bench.SULFUR, "7", method=getattr(bench, method), year=year, tested_on=date.fromisoformat(tested_on)
    )
    assert verify(scheme, bench.report_of(result), bench.DAY).findings[0].flags == flags


@pytest.mark.parametrize(
    ("limit", "typed", "rounded", "outcome"),
    [
        ("≤8", "8.4", "8", CONFORMING),
        ("≤8", "8.5", "8", CONFORMING),
        ("≤8", "8.5(+)", "9", NONCONFORMING),
        ("≤8.0", "8.05", "8.0", CONFORMING),
        ("≤14x10^2", "1450", "1400", CONFORMING),
        ("≤8", "<3", None, CONFORMING),
    ],
)
def test_a_rounded_comparison_shows_what_it_compared(
    bench: SimpleNamespace, limit: str, typed: str, rounded: str | None, outcome: Outcome
) -> None:
    requirement = bench.requirement(bench.SULFUR, limit)
    judged = replace(requirement, limit=bench.limit_of(bench.SULFUR, limit, Comparison.ROUNDED_VALUE))
    finding = verify(bench.scheme_of(judged), bench.report_of(bench.result(bench.SULFUR, typed)), bench.DAY).findings[0]
    assert (finding.rounded, finding.outcome) == (rounded, outcome)


@pytest.mark.parametrize(
    ("item", "limit", "typed", "found"),
    [
        ("SULFUR", "≤8", "6.2", ("6.2", "9/5", "9/40")),
        ("SULFUR", "≤8", "8.5", ("8.5", "-1/2", "-1/16")),
        ("SULFUR", "≤0", "0", ("0", "0", "None")),
        ("FLASH", "≥60", "64", ("64", "4", "None")),
        ("ERROR", "±2", "-1.5", ("-1.5", "1/2", "1/4")),
        ("SULFUR", "≤8", "<3", ("[0, 3)",)),
        ("SULFUR", "≤8", "7(+)", ("7(+)",)),
    ],
)
def test_the_margin_is_the_exact_distance_to_the_nearest_bound(
    bench: SimpleNamespace, item: str, limit: str, typed: str, found: tuple[str, ...]
) -> None:
    characteristic = getattr(bench, item)
    scheme = bench.scheme_of(bench.requirement(characteristic, limit))
    finding = verify(scheme, bench.report_of(bench.result(characteristic, typed)), bench.DAY).findings[0]
    margin = () if finding.margin is None else (str(finding.margin.distance), str(finding.margin.share))
    assert (finding.value, *margin) == found


def test_a_number_against_words_has_no_margin(bench: SimpleNamespace) -> None:
    scheme = bench.scheme_of(bench.requirement(bench.WATER, "无或痕迹"))
    finding = verify(scheme, bench.report_of(bench.result(bench.WATER, "0.02")), bench.DAY).findings[0]
    assert (finding.value, finding.margin, finding.statements) == (None, None, ())


def test_a_computed_bound_has_no_digit_to_round_to(bench: SimpleNamespace) -> None:
    limit = replace(bench.limit_of(bench.SULFUR, "510(1±5%)"), comparison=Comparison.ROUNDED_VALUE)
    assert rounded_text(limit, read_quantity("510", Sense())) is None


def test_a_limit_is_missing_exactly_when_it_is_not_held(bench: SimpleNamespace) -> None:
    held, open_ = bench.requirement(bench.SULFUR, "≤8"), bench.requirement(bench.SULFUR, None)
    for requirement, certainty in ((held, open_.certainty), (open_, held.certainty)):
        with pytest.raises(ValueError, match="not held"):
            replace(requirement, certainty=certainty)
