from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, studentized_range

from methods.repeats import (
    Decision,
    RepeatsRefused,
    critical_range_factor,
    iso5725_start_2_then_1,
    iso5725_start_2_then_2,
    range_probability,
)

F = Fraction
FACTORS = {2: F("2.8"), 3: F("3.3"), 4: F("3.6")}
ANY = st.fractions(min_value=-100, max_value=100, max_denominator=100)
POSITIVE = st.fractions(min_value=F(1, 100), max_value=10, max_denominator=100)


def exact(texts: str) -> list[Fraction]:
    return [F(text) for text in texts.split()]


@pytest.mark.parametrize(
    ("results", "sigma_r", "decision", "final"),
    [
        ("10.0 10.28", "0.1", Decision.MEAN_OF_2, "10.14"),
        ("10.1 10.38", "0.1", Decision.MEAN_OF_2, "10.24"),  # exactly 2.8 sigma_r
        ("10.1 10.381", "0.1", Decision.TWO_MORE_NEEDED, None),
        ("10.0 10.36 10.1 10.2", "0.1", Decision.MEAN_OF_4, "10.165"),  # exactly 3.6 sigma_r
        ("10.0 10.361 10.1 10.2", "0.1", Decision.MEDIAN_OF_4, "10.15"),
        ("10.0 10.4 10.1 10.2", "0.12", Decision.MEAN_OF_4, "10.175"),
    ],
)
def test_two_results_then_two_more(results: str, sigma_r: str, decision: Decision, final: str | None) -> None:
    accepted = iso5725_start_2_then_2(exact(results), sigma_r=F(sigma_r), factors=FACTORS)
    assert accepted.decision is decision
    assert accepted.final == (None if final is None else F(final))


@pytest.mark.parametrize(
    ("results", "fourth_possible", "decision", "final"),
    [
        ("10.0 10.28", True, Decision.MEAN_OF_2, "10.14"),
        ("10.0 10.281", False, Decision.ONE_MORE_NEEDED, None),
        ("10.0 10.33 10.3", True, Decision.MEAN_OF_3, "10.21"),
        ("10.0 10.4 10.1", True, Decision.ONE_MORE_NEEDED, None),
        ("10.0 10.4 10.1", False, Decision.MEDIAN_OF_3, "10.1"),
        ("10.0 10.36 10.1 10.2", True, Decision.MEAN_OF_4, "10.165"),
        ("10.0 10.4 10.1 10.2", True, Decision.MEDIAN_OF_4, "10.15"),
    ],
)
def test_two_results_then_one_more(
    *, results: str, fourth_possible: bool, decision: Decision, final: str | None
) -> None:
    accepted = iso5725_start_2_then_1(
        exact(results), sigma_r=F("0.1"), factors=FACTORS, fourth_possible=fourth_possible
    )
    assert accepted.decision is decision
    assert accepted.final == (None if final is None else F(final))


@pytest.mark.parametrize("count", [0, 1, 3, 5])
def test_the_cheap_scheme_knows_two_or_four_results(count: int) -> None:
    with pytest.raises(RepeatsRefused, match=f"{count} results"):
        iso5725_start_2_then_2([F(1)] * count, sigma_r=F(1), factors=FACTORS)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_the_costly_scheme_knows_two_to_four_results(count: int) -> None:
    with pytest.raises(RepeatsRefused, match=f"{count} results"):
        iso5725_start_2_then_1([F(1)] * count, sigma_r=F(1), factors=FACTORS, fourth_possible=True)


@pytest.mark.parametrize(
    ("sigma_r", "factors", "refusal"),
    [
        ("0.1", {3: F("3.3")}, "no critical range factor for 2 results"),
        ("0", FACTORS, "above 0"),
        ("0.1", {2: F(0)}, "above 0"),
    ],
)
def test_repeats_cannot_be_judged_without_their_figures(
    sigma_r: str, factors: dict[int, Fraction], refusal: str
) -> None:
    with pytest.raises(RepeatsRefused, match=refusal):
        iso5725_start_2_then_2([F(1), F(1)], sigma_r=F(sigma_r), factors=factors)


@given(results=st.lists(ANY, min_size=2, max_size=4), sigma_r=POSITIVE, scale=POSITIVE, shift=ANY)
def test_repeats_follow_order_unit_and_origin(
    results: list[Fraction], sigma_r: Fraction, scale: Fraction, shift: Fraction
) -> None:
    one = iso5725_start_2_then_1(results, sigma_r=sigma_r, factors=FACTORS, fourth_possible=False)
    moved = [scale * result + shift for result in reversed(results)]
    other = iso5725_start_2_then_1(moved, sigma_r=sigma_r * scale, factors=FACTORS, fourth_possible=False)
    assert other.decision is one.decision
    assert other.final == (None if one.final is None else scale * one.final + shift)


@pytest.mark.parametrize(
    ("n", "printed"),
    [(2, 2.8), (3, 3.3), (4, 3.6), (5, 3.9), (6, 4.0), (7, 4.2), (8, 4.3), (9, 4.4), (10, 4.5)],
)
def test_the_factors_of_iso_5725_6_are_the_rounded_quantiles(n: int, printed: float) -> None:
    assert round(critical_range_factor(n, F("0.95")), 1) == printed


@pytest.mark.parametrize("confidence", ["0.01", "0.5", "0.95", "0.999999"])
def test_the_factor_of_two_results_has_a_closed_form(confidence: str) -> None:
    closed = 2**0.5 * float(norm.isf((1 - float(F(confidence))) / 2))
    assert critical_range_factor(2, F(confidence)) == pytest.approx(closed, abs=1e-8)


@pytest.mark.parametrize("n", [3, 10, 100])
@pytest.mark.parametrize("confidence", ["0.01", "0.95", "0.999999"])
def test_the_factor_agrees_with_an_independent_integration(n: int, confidence: str) -> None:
    independent = float(studentized_range.ppf(float(F(confidence)), n, float("inf")))
    assert critical_range_factor(n, F(confidence)) == pytest.approx(independent, abs=1e-6)


def test_the_solver_starts_from_a_bracket() -> None:
    for n in (2, 100):
        assert range_probability(0, n) == 0
        assert range_probability(16, n) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("n", [1, 101])
def test_the_range_of_too_few_or_too_many_values_is_refused(n: int) -> None:
    with pytest.raises(RepeatsRefused, match="2 to 100"):
        critical_range_factor(n, F("0.95"))


@pytest.mark.parametrize("confidence", ["0", "0.0099", "0.9999991", "1", "95"])
def test_a_confidence_outside_the_solved_range_is_refused(confidence: str) -> None:
    with pytest.raises(RepeatsRefused, match="confidence"):
        critical_range_factor(2, F(confidence))
