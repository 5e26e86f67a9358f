"""Stated chances on 1 000 simulated plants: the reliability curve lies inside its simultaneous 95 % band.

The mean of a plant lies -1 to 4 of its deviations inside of its limit (a third of the plants have a second one); it has
10 to 40 results, rounded as laboratories round, and one next sample. Plants are sorted by the chance that is stated for
them and parted into groups; the band is what the failures of each group would do if every stated chance were true,
found by drawing them again 2 000 times. Over 60 other seeds the curve leaves the band in 5 % of them, as it must (in
12 % where every plant has only ten results); normal statements with 0.8 of the deviation leave it in 75 to 100 %.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from app.certification.failure_chance import Spread, Value, next_fails, share_at_most, spread_of
from methods.acceptance import Span
from methods.normal import upper_tail

PLANTS, GROUPS, DRAWINGS = 1000, 10, 2000
STEP = Fraction(1, 50)

Column = npt.NDArray[np.float64]


@cache
def plants(results: tuple[int, int]) -> list[tuple[Spread, float, bool]]:
    """Return of each plant what its results say, its true share of failures, and whether its next sample fails."""
    rng = np.random.default_rng(20261125)
    found = []
    for number in range(PLANTS):
        deviation, distance = math.exp(rng.normal(0, 0.5)), rng.uniform(-1, 4)
        high = distance * deviation
        low = -rng.uniform(2, 6) * deviation if number % 3 == 0 else -math.inf
        drawn = rng.normal(0, deviation, rng.integers(*results, endpoint=True))
        values = [Value(round(Fraction(each) / STEP) * STEP, STEP) for each in drawn.tolist()]
        span = Span(None if low == -math.inf else (Fraction(low), 0), (Fraction(high), 0))
        share = upper_tail(distance) + upper_tail(-low / deviation)
        found.append((spread_of(values, span), share, bool(rng.random() < share)))
    return found


def leaves_band(stated: Column, failed: Column) -> bool:
    """Tell whether any group has more or fewer failures than the simultaneous 95 % band allows."""
    order = np.argsort(stated, kind="stable")
    groups = [order[part] for part in np.array_split(np.arange(len(order)), GROUPS)]
    rng = np.random.default_rng(7)
    again = rng.random((DRAWINGS, len(stated))) < stated
    counts = np.stack([again[:, group].sum(axis=1) for group in groups], axis=1)
    observed = np.array([failed[group].sum() for group in groups])
    expected = np.array([stated[group].sum() for group in groups])
    spread = np.sqrt(np.array([(stated[group] * (1 - stated[group])).sum() for group in groups]) + 0.25)
    farthest = np.abs((counts - expected) / spread).max(axis=1)
    return bool(np.abs((observed - expected) / spread).max() > np.quantile(farthest, 0.95))


def normal_with(share: float) -> Callable[[Spread], float]:
    """Return the statement that takes mean and deviation, times `share`, for those of the plant."""

    def state(spread: Spread) -> float:
        scale = share * spread.deviation
        return upper_tail((spread.highest - spread.mean) / scale) + upper_tail((spread.mean - spread.lowest) / scale)

    return state


def judged(state: Callable[[Spread], float], results: tuple[int, int]) -> bool:
    drawn = plants(results)
    stated = np.array([min(state(spread), 1.0) for spread, _, _ in drawn])
    return leaves_band(stated, np.array([failed for _, _, failed in drawn], dtype=np.float64))


@pytest.mark.parametrize("results", [(10, 10), (10, 40), (40, 40)])
def test_stated_chances_are_calibrated(results: tuple[int, int]) -> None:
    assert not judged(next_fails, results)


@pytest.mark.parametrize(("share", "results"), [(0.8, (10, 10)), (0.5, (10, 40)), (0.5, (40, 40))])
def test_a_statement_that_is_too_sure_is_caught(share: float, results: tuple[int, int]) -> None:
    assert judged(normal_with(share), results)


def test_a_statement_that_is_too_timid_is_caught() -> None:
    assert judged(lambda spread: next_fails(replace(spread, deviation=2 * spread.deviation)), (10, 40))


def test_the_interval_holds_the_plants_own_share_in_95_of_100_plants() -> None:
    inside = [
        0.025 <= share_at_most(share, spread) <= 0.975
        for spread, share, _ in plants((10, 40))
        if math.isinf(spread.lowest)
    ]
    mean, deviation = 0.95 * len(inside), math.sqrt(0.95 * 0.05 * len(inside))
    assert abs(sum(inside) - mean) < 2.6 * deviation
    narrow = [0.25 <= share_at_most(share, spread) <= 0.75 for spread, share, _ in plants((10, 40))]
    assert sum(narrow) < mean - 2.6 * deviation
