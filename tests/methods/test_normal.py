"""The normal distribution held against 30-digit arithmetic, in relative terms and far into the tails."""

import math

import mpmath as mp  # type: ignore[import-untyped]  # it has no stubs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.normal import (
    GAUSS_LEGENDRE,
    SMALLEST_PROBABILITY,
    interval,
    owens_t,
    scaled_interval,
    upper_quantile,
    upper_tail,
)

mp.mp.dps = 30

TAILS = 5e-13


def exact_tail(z: float) -> mp.mpf:
    return mp.erfc(mp.mpf(z) / mp.sqrt(2)) / 2


def exact_interval(low: float, high: float) -> mp.mpf:
    if low + high > 0:
        low, high = -high, -low
    return exact_tail(-high) - exact_tail(-low)


def off(got: float, want: mp.mpf) -> float:
    return float(abs(got / want - 1))


def test_the_rule_has_the_nodes_and_weights_of_gauss_and_legendre() -> None:
    nodes, weights = np.polynomial.legendre.leggauss(2 * len(GAUSS_LEGENDRE))
    assert np.allclose(GAUSS_LEGENDRE, np.column_stack([nodes, weights])[8:], rtol=1e-13, atol=0)


@given(st.floats(-40, 37))
def test_a_tail_keeps_its_digits(z: float) -> None:
    assert off(upper_tail(z), exact_tail(z)) < TAILS


@pytest.mark.parametrize(("z", "tail"), [(-math.inf, 1.0), (math.inf, 0.0), (0.0, 0.5)])
def test_tails_at_the_ends(z: float, tail: float) -> None:
    assert upper_tail(z) == tail


@given(st.floats(-35, 35), st.floats(-14, 1.5))
def test_an_interval_keeps_its_digits_however_thin_and_far(low: float, decades: float) -> None:
    high = low + 10**decades
    if high > low:
        assert off(interval(low, high), exact_interval(low, high)) < TAILS


@pytest.mark.parametrize(
    ("low", "high", "probability"),
    [(-math.inf, math.inf, 1.0), (-math.inf, 0.0, 0.5), (0.0, math.inf, 0.5), (math.inf, math.inf, 0.0), (1, 1, 0.0)],
)
def test_intervals_with_open_ends(low: float, high: float, probability: float) -> None:
    assert interval(low, high) == probability


@pytest.mark.parametrize("low", [0.0, 0.3, 3.0, 24.9, 25.1, 1e3, 1e8])
@pytest.mark.parametrize("width", [1e-12, 1e-3, 0.2, 2.0, math.inf])
def test_a_scaled_interval_does_not_underflow(low: float, width: float) -> None:
    start = mp.mpf(low)
    scale = 1 / max(start, 1)
    ends = sorted({min(width, k * scale) for k in (0, 0.5, 1, 2, 4, 8, 16, 32, 64, 128)})
    exact = mp.quad(lambda x: mp.exp(-x * (start + x / 2)), ends)
    assert off(scaled_interval(low, width), exact) < TAILS


@given(st.one_of(st.floats(-299.9, -0.001).map(lambda decades: 10**decades), st.floats(0.001, 0.999)))
def test_a_quantile_has_all_its_digits(probability: float) -> None:
    z = upper_quantile(probability)
    error = (exact_tail(z) - mp.mpf(probability)) / mp.npdf(z)
    assert abs(error) <= 4 * math.ulp(z)


@pytest.mark.parametrize("short_of_half", [1e-15, 1e-9, 1e-4])
def test_a_quantile_near_the_middle_is_not_lost_in_rounding(short_of_half: float) -> None:
    exact = (mp.mpf(1) / 2 - mp.mpf(0.5 - short_of_half)) * mp.sqrt(2 * mp.pi)
    assert off(upper_quantile(0.5 - short_of_half), exact) < 1e-7 + short_of_half
    assert upper_quantile(0.5 + short_of_half) < 0


def test_the_quantiles_everybody_knows() -> None:
    quantiles = [round(upper_quantile(tail), 5) for tail in (0.1, 0.05, 0.025, 0.01, 0.001)]
    assert quantiles == [1.28155, 1.64485, 1.95996, 2.32635, 3.09023]
    assert upper_quantile(0.5) == pytest.approx(0, abs=1e-16)
    assert upper_quantile(SMALLEST_PROBABILITY) == pytest.approx(37.0471, abs=1e-4)


@pytest.mark.parametrize("h", [1e-200, 1e-3, 0.5, 1.44, 3.0, 5.0, 6.3, 9.0])
@pytest.mark.parametrize("a", [0.0, 1e-6, 0.3, 0.68, 1.0, 1.2, 3.0, 40.0, 1e5])
def test_owens_t(h: float, a: float) -> None:
    ends = sorted({min(a, place) for place in (0, 0.1, 0.2, 0.4, 0.8, 1.6, 3, 6, 12, 25, 100, 1e3, 1e4, 1e5)})
    square = mp.mpf(h) ** 2
    exact = mp.quad(lambda x: mp.exp(-square * (1 + x * x) / 2) / (1 + x * x), ends) / (2 * mp.pi)
    assert abs(owens_t(h, a) - exact) < 1e-16
    assert owens_t(-h, a) == owens_t(h, a)
    assert owens_t(h, -a) == -owens_t(h, a)


def test_owens_t_of_an_infinite_angle() -> None:
    assert owens_t(1e-200, math.inf) == 0.25
    assert owens_t(1.0, math.inf) == pytest.approx(upper_tail(1.0) / 2)
