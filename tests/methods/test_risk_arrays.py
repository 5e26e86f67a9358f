"""Columns give what the scalar functions give, element by element."""

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from methods import risk
from methods.risk import RiskRefused
from methods.risk_arrays import Intervals, Processes, conformance_probability, global_risks

Floats = npt.NDArray[np.float64]

RELATIVE_ERROR_ALLOWED = 1e-7


def interval(low: float, high: float) -> risk.Interval:
    return risk.Interval(None if low == -math.inf else low, None if high == math.inf else high)


def opened(chance: np.random.Generator, limits: Floats, end: float) -> Floats:
    return np.where(chance.random(limits.shape) < 0.2, end, limits)


def test_conformance_agrees_with_the_scalar_function() -> None:
    chance = np.random.default_rng(1)
    n = 1500
    y, u = chance.normal(0, 10, n), 10 ** chance.uniform(-1, 1, n)
    low = chance.normal(0, 10, n)
    high = low + u * 10 ** chance.uniform(-3, 2, n)
    low = opened(chance, low, -np.inf)
    start = opened(chance, np.where(chance.random(n) < 0.5, y + u * chance.uniform(-45, 45, n), -10.0), -np.inf)
    got = conformance_probability(y, u, Intervals(low, high), truncated_below=start)
    for row in range(n):
        support = None if start[row] == -np.inf else start[row].item()
        tolerance = interval(low[row].item(), high[row].item())
        one = risk.conformance_probability(y[row].item(), u[row].item(), tolerance, truncated_below=support)
        assert got.conform[row] == pytest.approx(one.conform, rel=RELATIVE_ERROR_ALLOWED, abs=1e-300)
        assert got.nonconform[row] == pytest.approx(one.nonconform, rel=RELATIVE_ERROR_ALLOWED, abs=1e-300)


@pytest.mark.parametrize("um_over_sd", [1e-6, 9e-4, 1.1e-3, 1e-2, 0.1, 1.0, 10.0])
def test_global_risks_agree_with_quadrature(um_over_sd: float) -> None:
    chance = np.random.default_rng(2)
    n = 60
    mean, sd = chance.normal(0, 3, n), 10 ** chance.uniform(-1, 1, n)
    um = um_over_sd * sd
    middle, half = mean + sd * chance.choice([0, 1, 6], n), sd * chance.uniform(0.3, 10, n)
    w = np.minimum(um * chance.choice([0, 1, -1, 4], n), half / 2)
    tolerance = Intervals(opened(chance, middle - half, -np.inf), middle + half)
    acceptance = Intervals(middle - half + w, opened(chance, middle + half - w, np.inf))
    got = global_risks(Processes(mean, sd), um, tolerance, acceptance)
    columns = np.broadcast_arrays(mean, sd, um, tolerance.lower, tolerance.upper, acceptance.lower, acceptance.upper)
    for row, values in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        at, deviation, error, *ends = values
        process, limits = risk.Process(at, deviation), (interval(*ends[:2]), interval(*ends[2:]))
        above, below = risk.sides(process, error, *limits)
        consumers, producers = (
            above.consumers_risk() + below.consumers_risk(),
            above.producers_risk() + below.producers_risk(),
        )
        one = risk.global_risk(process, error, *limits)
        for column, alone, exact in (
            (got.consumers_risk, one.consumers_risk, consumers),
            (got.producers_risk, one.producers_risk, producers),
            (got.accepted, one.accepted, one.accepted),
            (got.rejected, one.rejected, one.rejected),
        ):
            assert column[row] == pytest.approx(exact, rel=RELATIVE_ERROR_ALLOWED, abs=1e-300)
            assert alone == pytest.approx(exact, rel=RELATIVE_ERROR_ALLOWED, abs=1e-300)


def test_conditional_risks() -> None:
    got = global_risks(Processes(1500.0, 0.12), 0.04, Intervals(1499.8, 1500.2), Intervals(1499.82, 1500.18))
    assert got.consumers_risk_given_accepted == pytest.approx(0.0116865367765, rel=1e-10)
    assert got.producers_risk_given_rejected == got.producers_risk / got.rejected


def test_what_is_never_accepted_or_rejected_has_no_conditional_risk() -> None:
    none = global_risks(Processes(0.0, 1.0), np.array([1.0, 0.1]), Intervals(0.0, np.inf), Intervals(50.0, np.inf))
    with pytest.raises(RiskRefused, match="next to no item would be accepted; element 1"):
        _ = none.consumers_risk_given_accepted
    every = global_risks(Processes(0.0, 1.0), 0.1, Intervals(0.0, np.inf), Intervals(-50.0, np.inf))
    with pytest.raises(RiskRefused, match="next to no item would be rejected; element 0"):
        _ = every.producers_risk_given_rejected


def test_limits_on_the_mean_and_on_each_other() -> None:
    got = global_risks(Processes(0.0, 1.0), 0.3, Intervals(0.0, np.inf), Intervals(0.0, np.inf))
    assert got.consumers_risk == pytest.approx(math.atan(0.3) / math.tau, rel=1e-14)
    assert got.producers_risk == pytest.approx(math.atan(0.3) / math.tau, rel=1e-14)


@pytest.mark.parametrize("shape", [(), (0,), (1,), (3, 1), (3, 4)])
def test_columns_broadcast(shape: tuple[int, ...]) -> None:
    y = np.full(shape, 7.5)
    got = conformance_probability(y, np.full(4, 0.25) if shape == (3, 1) else 0.25, Intervals(-np.inf, 8.0))
    assert got.conform.shape == ((3, 4) if shape == (3, 1) else shape)
    assert got.conform == pytest.approx(np.full(got.conform.shape, 0.977249868052), rel=1e-11)


def test_whole_numbers_are_numbers() -> None:
    got = conformance_probability(np.array([7, 8]), 1, Intervals(np.array([-5, 6]), 8))
    assert got.conform == pytest.approx([0.8413447460685429, 0.47724986805182], rel=1e-12)


@pytest.mark.parametrize("n", [8191, 8192, 8193, 20000])
def test_a_long_column_is_cut_without_a_seam(n: int) -> None:
    y = np.linspace(0, 10, n)
    whole = conformance_probability(y, 0.5, Intervals(3.0, 7.0))
    parts = [conformance_probability(part, 0.5, Intervals(3.0, 7.0)).conform for part in np.array_split(y, 7)]
    assert np.array_equal(whole.conform, np.concatenate(parts))


@pytest.mark.parametrize(
    ("low", "high", "element"),
    [
        (np.array([0.0, 2.0]), 1.0, 1),
        (np.array([0.0, 1.0]), 1.0, 1),
        (np.array([0.0, np.nan]), 1.0, 1),
        (0.0, np.nan, 0),
        (-np.inf, np.inf, 0),
        (np.inf, np.inf, 0),
        (-np.inf, -np.inf, 0),
    ],
)
def test_an_interval_that_is_none_is_refused(low: Floats | float, high: Floats | float, element: int) -> None:
    with pytest.raises(RiskRefused, match=f"element {element}"):
        Intervals(low, high)


UNIT = Intervals(0.0, 1.0)


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (lambda: conformance_probability(np.array([1.0, np.nan]), 1.0, UNIT), "measured value .* element 1"),
        (lambda: conformance_probability(np.inf, 1.0, UNIT), "measured value"),
        (lambda: conformance_probability(1.0, np.array([1.0, 1.0, 0.0]), UNIT), "standard uncertainty .* element 2"),
        (lambda: conformance_probability(1.0, -1.0, UNIT), "standard uncertainty"),
        (lambda: conformance_probability(1.0, np.nan, UNIT), "standard uncertainty"),
        (lambda: conformance_probability(1.0, np.inf, UNIT), "standard uncertainty"),
        (lambda: conformance_probability(1.0, 1.0, UNIT, truncated_below=np.nan), "lower end of the support"),
        (lambda: conformance_probability(1.0, 1.0, UNIT, truncated_below=np.inf), "lower end of the support"),
        (lambda: Processes(np.nan, 1.0), "process mean"),
        (lambda: Processes(0.0, np.array([1.0, 0.0])), "process standard deviation .* element 1"),
        (lambda: global_risks(Processes(0.0, 1.0), 0.0, UNIT, UNIT), "uncertainty of measurement"),
        (lambda: global_risks(Processes(0.0, 1.0), 0.9e-9, UNIT, UNIT), "too small or too large"),
        (lambda: global_risks(Processes(0.0, 1.0), 1.1e4, UNIT, UNIT), "too small or too large"),
        (lambda: global_risks(Processes(0.0, 1.0), 0.1, Intervals(-2e6, 1.0), UNIT), "too far from the process mean"),
        (lambda: global_risks(Processes(0.0, 1.0), 0.1, Intervals(0.0, 2e6), UNIT), "too far from the process mean"),
    ],
)
def test_what_the_scalar_functions_refuse_is_refused(refused: Callable[[], object], why: str) -> None:
    with pytest.raises(RiskRefused, match=why):
        refused()
