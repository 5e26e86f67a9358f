"""The chance that the next sample of an item fails its limit, from earlier results, and how well that is known.

Model: the results of one plant are independent draws from one normal distribution whose mean and deviation are not
known (prior 1/deviation); whether a plant has drifted, or whether its results are normal, is not examined. The chance
is that of the predictive distribution, Student's t with n - 1 degrees of freedom about the mean, scaled by the
deviation times sqrt(1 + 1/n). Beside it stands the interval that holds the plant's own long-run share of failures with
a posterior probability of 95 %; under a limit with one end that is the interval of the noncentral t, which covers the
true share in 95 % of plants whatever they are like. Where failures are rare the posterior is so skewed that its mean,
the chance, comes near the upper end of that interval and may lie beyond it.

Results are rounded: a deviation below that of the last written digit (its worth / sqrt(12)) is not believed. What is
below or above a number (`<0.5`, 未检出, 痕迹) is no number and is not made one: any substitute would understate the
scatter. An item with such a result has an unknown chance, as has one with fewer than ten results.

Binary floats, because square roots and distributions have no exact values; means and variances are exact before that.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from methods.acceptance import Span
from methods.normal import GAUSS_LEGENDRE, upper_quantile, upper_tail

LEAST_RESULTS = 10
COVERAGE = 0.95

_NEGLIGIBLE = 1e-6
_PANELS = 12
_REACH = 9.0
_LOWEST_LOGIT, _HIGHEST_LOGIT = -60.0, 36.0
_HALVINGS = 34


class Unknown(StrEnum):
    """Why a chance is not known."""

    TOO_FEW_RESULTS = "too_few_results"
    NOT_A_NUMBER = "not_a_number"
    LIMIT_NOT_A_NUMBER = "limit_not_a_number"
    LIMIT_NOT_HELD = "limit_not_held"


@dataclass(frozen=True, slots=True)
class Value:
    """One result that is a number, and the worth of its last written digit, both in the unit of the limit."""

    value: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that the next sample fails, and the ends of its interval."""

    chance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Number, mean and deviation of the results, and the ends of the limit; an end that is open is infinite."""

    count: int
    mean: float
    deviation: float
    lowest: float
    highest: float


def failure_chance(values: Sequence[Value], limit: Span) -> Chance | Unknown:
    """Return the chance that the next result lies outside the limit."""
    if len(values) < LEAST_RESULTS:
        return Unknown.TOO_FEW_RESULTS
    spread = spread_of(values, limit)
    rest = (1 - COVERAGE) / 2
    return Chance(next_fails(spread), _share_below_with(rest, spread), _share_below_with(1 - rest, spread))


def chance_text(chance: float) -> str:
    """Return a chance to three digits; below one in a million how small it is says nothing."""
    return "<0.000001" if chance < _NEGLIGIBLE else f"{chance:.3g}"


def spread_of(values: Sequence[Value], limit: Span) -> Spread:
    """Return what the model needs of the results."""
    n = len(values)
    mean = sum((each.value for each in values), Fraction(0)) / n
    variance = sum(((each.value - mean) ** 2 for each in values), Fraction(0)) / (n - 1)
    unseen = max(each.step for each in values) ** 2 / 12
    return Spread(
        n,
        float(mean),
        math.sqrt(max(variance, unseen)),
        -math.inf if limit.low is None else float(limit.low[0]),
        math.inf if limit.high is None else float(limit.high[0]),
    )


def next_fails(spread: Spread) -> float:
    """Return the predictive probability of a result beyond either end."""
    scale = spread.deviation * math.sqrt(1 + 1 / spread.count)
    above, below = (spread.highest - spread.mean) / scale, (spread.mean - spread.lowest) / scale
    return student_upper_tail(above, spread.count - 1) + student_upper_tail(below, spread.count - 1)


def student_upper_tail(t: float, freedom: int) -> float:
    """Return P(T >= t) for at least two degrees of freedom, by the finite series (absolute error below 1e-15)."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2
    term = total = cosine if odd else 1.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= (step - 1) / step * cosine * cosine
        total += term
    inner = math.sin(angle) * total
    within = 2 / math.pi * (angle + inner) if odd else inner
    return max((1 - within) / 2, 0.0)


def share_at_most(share: float, spread: Spread) -> float:
    """Return the posterior probability that the plant's own share of failures is at most `share`, for 0 < share < 1.

    (n - 1) * ratio**2 is chi-square, where `ratio` is the deviation of the results over that of the plant. The integral
    runs over its root above the smallest ratio that is possible: there the width of `_means` begins as a root.
    """
    freedom = spread.count - 1
    reach = _REACH / math.sqrt(2 * freedom)
    start, end = max(1 - reach, _least_ratio(share, spread), 0.0), 1 + reach
    log_factor = math.log(2) + freedom / 2 * math.log(freedom / 2) - math.lgamma(freedom / 2)
    total = 0.0
    for root, width in _nodes(math.sqrt(max(end - start, 0.0))):
        ratio = start + root * root
        log_density = log_factor + (freedom - 1) * math.log(ratio) - freedom * ratio * ratio / 2
        inside = _mean_between(_means(share, spread.deviation / ratio, spread), ratio, spread)
        total += math.exp(log_density) * inside * 2 * root * width
    return total


def _nodes(length: float) -> Iterator[tuple[float, float]]:
    """Return places from 0 to `length` and their weights."""
    half = length / _PANELS / 2
    for panel in range(_PANELS):
        middle = half * (2 * panel + 1)
        for node, weight in GAUSS_LEGENDRE:
            yield middle - half * node, weight * half
            yield middle + half * node, weight * half


def _least_ratio(share: float, spread: Spread) -> float:
    """Return the ratio below which the plant scatters too much for `share`, wherever between two limits its mean is."""
    return 2 * spread.deviation * upper_quantile(share / 2) / (spread.highest - spread.lowest)


def _mean_between(means: tuple[float, float], ratio: float, spread: Spread) -> float:
    """Return the posterior probability that the plant's mean lies between two ends, at one ratio of deviations."""
    scale = spread.deviation / ratio / math.sqrt(spread.count)
    low, high = ((end - spread.mean) / scale for end in means)
    return upper_tail(low) - upper_tail(high)


def _means(share: float, deviation: float, spread: Spread) -> tuple[float, float]:
    """Return the ends between which the mean of a plant has to lie for no larger share of failures."""
    margin = upper_quantile(share) * deviation
    if math.isinf(spread.lowest) or math.isinf(spread.highest):
        return spread.lowest + margin, spread.highest - margin
    half = (spread.highest - spread.lowest) / 2 / deviation
    near, far = 0.0, max(half - upper_quantile(share), 0.0)
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if upper_tail(half - middle) + upper_tail(half + middle) > share:
            far = middle
        else:
            near = middle
    centre = (spread.highest + spread.lowest) / 2
    return centre - near * deviation, centre + near * deviation


def _share_below_with(probability: float, spread: Spread) -> float:
    """Return the share that the plant's own does not exceed with a posterior probability."""
    low, high = _LOWEST_LOGIT, _HIGHEST_LOGIT
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if share_at_most(_share(middle), spread) < probability:
            low = middle
        else:
            high = middle
    return _share(high)


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
