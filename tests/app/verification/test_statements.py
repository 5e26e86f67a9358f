from types import SimpleNamespace

import pytest

from app.verification.finding import Statement
from app.verification.statements import ILAC_G8, ISO_4259, JCGM_106, NOT_COMPUTED
from app.verification.verify import verify


def statements_of(bench: SimpleNamespace, limit: str, item: str, typed: str, **more: object) -> dict[str, Statement]:
    characteristic = getattr(bench, item)
    scheme = bench.scheme_of(bench.requirement(characteristic, limit))
    result = bench.result(characteristic, typed, **more)
    said = verify(scheme, bench.report_of(result), bench.DAY).findings[0].statements
    return {f"{statement.rule} {statement.role or ''}".strip(): statement for statement in said}


@pytest.mark.parametrize(
    ("typed", "supplier", "recipient"),
    [
        ("7.41", "pass", "not_rejected"),
        ("7.42", "not_demonstrated", "not_rejected"),
        ("8.59", "not_demonstrated", "not_rejected"),
        ("8.60", "not_demonstrated", "fail"),
    ],
)
def test_precision_says_what_supplier_and_recipient_may_claim(
    bench: SimpleNamespace, typed: str, supplier: str, recipient: str
) -> None:
    said = statements_of(bench, "≤8", "SULFUR", typed)
    assert said[f"{ISO_4259} supplier"].outcome == supplier
    assert said[f"{ISO_4259} recipient"].outcome == recipient
    assert dict(said[f"{ISO_4259} supplier"].figures) == {"R": "1", "decision_limit": "7.41"}
    assert said[f"{ISO_4259} supplier"].source == "a sister text (B)"


@pytest.mark.parametrize(("year", "source"), [(None, "a sister text (B)"), ("1999", "an old edition (B)")])
def test_figures_of_one_edition_are_for_results_by_that_edition(
    bench: SimpleNamespace, year: str | None, source: str
) -> None:
    assert statements_of(bench, "≤8", "SULFUR", "7", year=year)[f"{ISO_4259} supplier"].source == source


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("7.2", "pass"), ("7.3", "conditional_pass"), ("8.1", "conditional_fail"), ("8.9", "fail")],
)
def test_uncertainty_gives_a_zone_and_a_probability(bench: SimpleNamespace, typed: str, zone: str) -> None:
    said = statements_of(bench, "≤8", "SULFUR", typed, uncertainty=("0.8", "2"), method=None, method_typed="x")
    assert set(said) == {ILAC_G8, JCGM_106}
    assert said[ILAC_G8].outcome == zone
    assert dict(said[ILAC_G8].figures) == {"acceptance_limit": "7.2", "rejection_limit": "8.8", "w": "0.8"}


def test_the_uncertainty_is_converted_as_a_difference(bench: SimpleNamespace) -> None:
    said = statements_of(bench, "≥60", "FLASH", "145.4", unit="°F", uncertainty=("3.6", "2"), method=None,
                         method_typed="x")  # fmt: skip
    assert dict(said[ILAC_G8].figures) == {"acceptance_limit": "62", "rejection_limit": "58", "w": "2"}
    assert said[ILAC_G8].outcome == "pass"
    assert dict(said[JCGM_106].figures) == {"p_conform": "0.998650", "p_nonconform": "0.00134990"}


def test_of_two_bounds_the_worse_zone_counts(bench: SimpleNamespace) -> None:
    said = statements_of(bench, "±2", "ERROR", "-1.9", uncertainty=("0.2", "2"), method=None, method_typed="x")
    assert said[ILAC_G8].outcome == "conditional_pass"


@pytest.mark.parametrize(("typed", "acceptance_limit"), [("1.2", "1.7"), ("-1.2", "-1.7")])
def test_of_two_bounds_that_are_met_alike_the_nearer_one_is_shown(
    bench: SimpleNamespace, typed: str, acceptance_limit: str
) -> None:
    said = statements_of(bench, "±2", "ERROR", typed, uncertainty=("0.3", "2"), method=None, method_typed="x")
    assert dict(said[ILAC_G8].figures)["acceptance_limit"] == acceptance_limit


@pytest.mark.parametrize(
    ("typed", "expanded", "p_conform"),
    [("8.0000000000000001", "2e-16", "0.158655"), ("9", "1e-28", "<1e-300"), ("7", "1e-28", "1.00000")],
)
def test_the_probability_is_right_for_the_smallest_uncertainties(
    bench: SimpleNamespace, typed: str, expanded: str, p_conform: str
) -> None:
    said = statements_of(bench, "≤8", "SULFUR", typed, uncertainty=(expanded, "2"), method=bench.OTHER)
    assert dict(said[JCGM_106].figures)["p_conform"] == p_conform


@pytest.mark.parametrize("typed", ["8(+)", "<3"])
def test_of_a_result_that_is_no_single_number_only_its_unused_uncertainty_is_said(
    bench: SimpleNamespace, typed: str
) -> None:
    said = statements_of(bench, "≤8", "SULFUR", typed, uncertainty=("0.8", "2"))
    assert {rule: statement.outcome for rule, statement in said.items()} == {
        ILAC_G8: NOT_COMPUTED,
        JCGM_106: NOT_COMPUTED,
    }
    assert statements_of(bench, "≤8", "SULFUR", typed) == {}


def test_a_method_without_figures_at_that_level_says_nothing(bench: SimpleNamespace) -> None:
    assert statements_of(bench, "≤8", "SULFUR", "7", method=bench.OTHER) == {}
    assert statements_of(bench, "无或痕迹", "WATER", "0.02") == {}


def test_a_limit_of_a_single_value_has_no_probability_and_says_so(bench: SimpleNamespace) -> None:
    said = statements_of(bench, "8~8", "SULFUR", "8", uncertainty=("0.8", "2"), method=bench.OTHER)
    assert (said[JCGM_106].outcome, said[JCGM_106].figures) == (NOT_COMPUTED, ())
