"""Whether repeat results of one laboratory go together, and which value is reported: ISO 5725-6 (GB/T 6379.6).

n results are accepted when max - min <= f(n) * sigma_r, the critical range. Steps from memory of the standard, the
one with three results seen. All results and sigma_r are in one unit; means and medians are exact and unrounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import erfc, exp, pi, sqrt


class RepeatsRefused(ValueError):
    """A number of results that the scheme does not know, a missing factor f(n), or a figure outside its range."""


class Decision(StrEnum):
    """Which value is reported, or what is to be tested first."""

    MEAN_OF_2 = "mean_of_2"
    MEAN_OF_3 = "mean_of_3"
    MEAN_OF_4 = "mean_of_4"
    MEDIAN_OF_3 = "median_of_3"
    MEDIAN_OF_4 = "median_of_4"
    ONE_MORE_NEEDED = "one_more_needed"
    TWO_MORE_NEEDED = "two_more_needed"


@dataclass(frozen=True, slots=True)
class Acceptability:
    """The decision and the final quoted result, None while more results are needed."""

    decision: Decision
    final: Fraction | None


_MEANS = {2: Decision.MEAN_OF_2, 3: Decision.MEAN_OF_3, 4: Decision.MEAN_OF_4}

# Between these ends the integration was held against an independent one.
_MOST_RESULTS = 100
_LEAST_CONFIDENCE, _MOST_CONFIDENCE = Fraction(1, 100), Fraction(999_999, 1_000_000)
# No range of up to 100 standard normal values is wider with a probability of 1e-12.
_WIDEST = 16.0
_SOLVED = 1e-12
_REACH = 9
_STEPS_PER_UNIT = 32


def iso5725_start_2_then_2(
    results: Sequence[Fraction], *, sigma_r: Fraction, factors: Mapping[int, Fraction]
) -> Acceptability:
    """Judge 2 or 4 results where testing is cheap: the mean, else two more, else the median of 4."""
    if len(results) not in {2, 4}:
        raise RepeatsRefused(f"{len(results)} results: this scheme has 2 or 4")
    if _within_critical_range(results, sigma_r, factors):
        return _mean(results)
    if len(results) == 2:  # noqa: PLR2004 - the start of the scheme
        return Acceptability(Decision.TWO_MORE_NEEDED, None)
    return _median_of_4(results)


def iso5725_start_2_then_1(
    results: Sequence[Fraction], *, sigma_r: Fraction, factors: Mapping[int, Fraction], fourth_possible: bool
) -> Acceptability:
    """Judge 2, 3 or 4 results where testing is costly: the mean, else one more, else a median.

    The median of 3 is taken when a fourth result cannot be had.
    """
    if len(results) not in _MEANS:
        raise RepeatsRefused(f"{len(results)} results: this scheme has 2, 3 or 4")
    if _within_critical_range(results, sigma_r, factors):
        return _mean(results)
    if len(results) == 4:  # noqa: PLR2004 - the end of the scheme
        return _median_of_4(results)
    if len(results) == 3 and not fourth_possible:  # noqa: PLR2004 - the third result was the last one
        return Acceptability(Decision.MEDIAN_OF_3, sorted(results)[1])
    return Acceptability(Decision.ONE_MORE_NEEDED, None)


def critical_range_factor(n: int, confidence: Fraction) -> float:
    """Give f(n): the quantile of the studentized range of n values with infinite degrees of freedom, to 1e-6.

    ISO 5725-6 prints it for a confidence of 0.95 with one decimal (2.8 for n = 2). n from 2 to 100, confidence
    from 0.01 to 0.999999.
    """
    if not _LEAST_CONFIDENCE <= confidence <= _MOST_CONFIDENCE:
        raise RepeatsRefused(f"confidence {confidence}: 0.01 to 0.999999 is solved")
    low, high = 0.0, _WIDEST
    while high - low > _SOLVED:
        middle = (low + high) / 2
        if range_probability(middle, n) < confidence:
            low = middle
        else:
            high = middle
    return high


def range_probability(q: float, n: int) -> float:
    """Give the probability that n standard normal values (n from 2 to 100) lie within a range of q.

    P = n * integral of phi(z) * (Phi(z) - Phi(z - q))**(n - 1) dz, z being the largest of them; the trapezoidal rule
    converges exponentially on it.
    """
    if not 2 <= n <= _MOST_RESULTS:  # noqa: PLR2004 - a range needs two values
        raise RepeatsRefused(f"{n} results: 2 to {_MOST_RESULTS} are integrated")
    total = 0.0
    for step in range(-_REACH * _STEPS_PER_UNIT, _REACH * _STEPS_PER_UNIT + 1):
        z = step / _STEPS_PER_UNIT
        others = (erfc(-z / sqrt(2)) - erfc((q - z) / sqrt(2))) / 2
        total += exp(-z * z / 2) * others ** (n - 1)
    return n * total / (_STEPS_PER_UNIT * sqrt(2 * pi))


def _within_critical_range(results: Sequence[Fraction], sigma_r: Fraction, factors: Mapping[int, Fraction]) -> bool:
    factor = factors.get(len(results))
    if factor is None:
        raise RepeatsRefused(f"no critical range factor for {len(results)} results")
    if sigma_r <= 0 or factor <= 0:
        raise RepeatsRefused(f"sigma_r {sigma_r} and f {factor} must be above 0")
    return max(results) - min(results) <= factor * sigma_r


def _mean(results: Sequence[Fraction]) -> Acceptability:
    return Acceptability(_MEANS[len(results)], sum(results, Fraction(0)) / len(results))


def _median_of_4(results: Sequence[Fraction]) -> Acceptability:
    return Acceptability(Decision.MEDIAN_OF_4, sum(sorted(results)[1:3], Fraction(0)) / 2)
