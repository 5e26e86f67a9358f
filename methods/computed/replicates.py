"""Mean and range of replicate results: exact, unrounded, in the unit of the results; any number of them from one up.

By definition, after no particular standard. Whether the results may be averaged at all is for `methods.repeats`.
"""

from collections.abc import Sequence
from fractions import Fraction

from methods.computed import ComputedRefused


def mean(results: Sequence[Fraction]) -> Fraction:
    """Give sum / count; `ComputedRefused` when there is no result."""
    _require_results(results)
    return sum(results, Fraction(0)) / len(results)


def spread(results: Sequence[Fraction]) -> Fraction:
    """Give the range, largest minus smallest; `ComputedRefused` when there is no result."""
    _require_results(results)
    return max(results) - min(results)


def _require_results(results: Sequence[Fraction]) -> None:
    if not results:
        raise ComputedRefused("no results: neither mean nor range exists")
