"""The chance against the distributions of scipy, against its own integral, and what is not made a number."""

import math
from fractions import Fraction

import pytest
from scipy import integrate, stats

from app.certification.failure_chance import (
    Chance,
    Spread,
    Unknown,
    Value,
    chance_text,
    failure_chance,
    next_fails,
    share_at_most,
    spread_of,
    student_upper_tail,
)
from methods.acceptance import Span

INF = math.inf
AT_MOST_8 = Span(None, (Fraction(8), 0))
RESULTS = ("5.1", "6.0", "5.5", "6.2", "4.9", "5.8", "6.6", "5.3", "5.0", "6.1")


def values(*texts: str, step: str = "0.1") -> list[Value]:
    return [Value(Fraction(text), Fraction(step)) for text in texts]


@pytest.mark.parametrize("freedom", [2, 9, 10, 29, 200])
@pytest.mark.parametrize("t", [-INF, -4.0, -0.3, 0.0, 0.7, 2.5, 12.0, INF])
def test_the_tail_of_students_t(t: float, freedom: int) -> None:
    assert student_upper_tail(t, freedom) == pytest.approx(stats.t.sf(t, freedom), abs=1e-14)


@pytest.mark.parametrize("n", [10, 25, 60])
@pytest.mark.parametrize(("distance", "share"), [(-0.5, 0.7), (1, 0.1), (1, 0.3), (2.5, 0.001), (2.5, 0.02), (4, 1e-4)])
def test_under_one_limit_the_posterior_is_that_of_the_noncentral_t(n: int, distance: float, share: float) -> None:
    expected = stats.nct.cdf(distance * math.sqrt(n), n - 1, stats.norm.isf(share) * math.sqrt(n))
    assert share_at_most(share, Spread(n, 0, 1, -INF, distance)) == pytest.approx(expected, abs=1e-6)
    assert share_at_most(share, Spread(n, 0, 1, -distance, INF)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "spread",
    [Spread(10, 0, 1, -INF, 2), Spread(20, 0.2, 1, -2.5, 3), Spread(12, 4, 2, 0, 3), Spread(40, 0, 3, -1, 1)],
)
def test_the_chance_is_the_mean_of_the_posterior(spread: Spread) -> None:
    mean, _ = integrate.quad(lambda share: 1 - share_at_most(share, spread), 1e-9, 1 - 1e-9, limit=200)
    assert next_fails(spread) == pytest.approx(mean, abs=1e-5)


def test_between_two_limits_the_posterior_is_that_of_simulated_plants() -> None:
    spread = Spread(20, 0.2, 1, -2.5, 3)
    n, freedom = 400_000, 19
    deviations = (freedom / stats.chi2.rvs(freedom, size=n, random_state=1)) ** 0.5
    means = 0.2 + deviations / 20**0.5 * stats.norm.rvs(size=n, random_state=2)
    shares = stats.norm.sf((3 - means) / deviations) + stats.norm.cdf((-2.5 - means) / deviations)
    for share in (0.0004, 0.005, 0.02, 0.07):
        assert share_at_most(share, spread) == pytest.approx((shares <= share).mean(), abs=0.003)


def test_two_limits_too_close_for_any_mean_leave_no_small_share() -> None:
    assert share_at_most(1e-6, Spread(40, 0, 3, -1, 1)) == 0


def test_a_chance_comes_with_an_interval() -> None:
    found = failure_chance(values(*RESULTS), AT_MOST_8)
    assert isinstance(found, Chance)
    mean, deviation = 5.65, stats.tstd([float(text) for text in RESULTS])
    assert found.chance == pytest.approx(stats.t.sf((8 - mean) / deviation / 1.1**0.5, 9))
    spread = spread_of(values(*RESULTS), AT_MOST_8)
    assert share_at_most(found.low, spread) == pytest.approx(0.025, abs=1e-6)
    assert share_at_most(found.high, spread) == pytest.approx(0.975, abs=1e-6)


def test_nine_results_are_too_few_and_ten_are_enough() -> None:
    assert failure_chance(values(*RESULTS[:9]), AT_MOST_8) is Unknown.TOO_FEW_RESULTS
    assert isinstance(failure_chance(values(*RESULTS), AT_MOST_8), Chance)


def test_equal_results_scatter_as_their_last_digit_allows() -> None:
    same = spread_of(values(*["7.9"] * 10), AT_MOST_8)
    assert same.deviation == pytest.approx(0.1 / 12**0.5)
    coarse = failure_chance(values(*["8"] * 10, step="1"), AT_MOST_8)
    assert isinstance(coarse, Chance)
    assert coarse.chance == pytest.approx(0.5)


def test_limits_keep_their_ends_and_an_open_one_is_infinite() -> None:
    lower = spread_of(values(*RESULTS), Span((Fraction(3), 1), None))
    both = spread_of(values(*RESULTS), Span((Fraction(3), 0), (Fraction(8), 0)))
    assert (lower.lowest, lower.highest) == (3, INF)
    assert (both.lowest, both.highest) == (3, 8)


@pytest.mark.parametrize(
    ("chance", "text"),
    [(0.0, "<0.000001"), (9.99e-7, "<0.000001"), (1e-6, "1e-06"), (0.012345, "0.0123"), (0.5, "0.5"), (1.0, "1")],
)
def test_a_chance_is_printed_to_three_digits(chance: float, text: str) -> None:
    assert chance_text(chance) == text
