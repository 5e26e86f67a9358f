"""How two parties with different results come to one value: ISO 4259-2 (GB/T 6683.2) with a referee, ASTM D3244.

ISO 4259: after clause 10 of the 2006 edition, seen in an undated copy. ASTM D3244: the assigned test value as seen
described for D3244-21a, the acceptance limit from memory. All figures of one call are in one unit, and exact.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from methods.outcome import Outcome

_SPREAD_OF_THREE = Fraction(6, 5)


class DisputeRefused(ValueError):
    """A dispute that the procedure does not settle: two pairs equally close, or a figure that is not above 0."""


@dataclass(frozen=True, slots=True)
class RefereeDecision:
    """The value that the dispute ends with, and what it is against the limit."""

    mean_used: Fraction
    outcome: Outcome


def dispute_referee(
    averages: tuple[Fraction, Fraction, Fraction], limit: Fraction, *, upper: bool, R3: Fraction
) -> RefereeDecision:
    """Settle a dispute by the averages of supplier, recipient and referee (ISO 4259), in any order.

    When the average farthest from the mean of the other two departs by no more than R3, the mean of all three is
    judged, otherwise the mean of the two closest; by simple acceptance, the limit itself conforming. How R3 comes
    from r and R is the caller's to state.
    """
    _require_above_zero("R3", R3)
    total = sum(averages, Fraction(0))
    departure = max(abs(average - (total - average) / 2) for average in averages)
    mean_used = total / 3 if departure <= R3 else _mean_of_closest_pair(averages)
    conforms = mean_used <= limit if upper else mean_used >= limit
    return RefereeDecision(mean_used, Outcome.CONFORMING if conforms else Outcome.NONCONFORMING)


@dataclass(frozen=True, slots=True)
class Pair:
    """The results of supplier and receiver on the same lot."""

    supplier: Fraction
    receiver: Fraction


class Step(StrEnum):
    """Where the ASTM D3244 procedure stands."""

    MEAN_OF_FIRST = "mean_of_first"
    RETEST_NEEDED = "retest_needed"
    MEAN_OF_RETEST = "mean_of_retest"
    REFEREE_NEEDED = "referee_needed"
    MEAN_OF_THREE = "mean_of_three"
    MEAN_OF_CLOSEST_PAIR = "mean_of_closest_pair"


@dataclass(frozen=True, slots=True)
class AssignedTestValue:
    """The step reached and the assigned test value (ATV), None while a retest or the referee is needed."""

    step: Step
    value: Fraction | None


def d3244_assigned_test_value(
    first: Pair, retest: Pair | None, referee: Fraction | None, *, R: Fraction
) -> AssignedTestValue:
    """Form the assigned test value (ASTM D3244); what later steps do not need is not looked at.

    |supplier - receiver| <= R: their mean. Otherwise the retest alone, by the same test. Otherwise with the referee:
    the mean of three when they spread over no more than 1.2 R, else the mean of the closest pair.
    """
    _require_above_zero("R", R)
    if abs(first.supplier - first.receiver) <= R:
        return AssignedTestValue(Step.MEAN_OF_FIRST, (first.supplier + first.receiver) / 2)
    if retest is None:
        return AssignedTestValue(Step.RETEST_NEEDED, None)
    if abs(retest.supplier - retest.receiver) <= R:
        return AssignedTestValue(Step.MEAN_OF_RETEST, (retest.supplier + retest.receiver) / 2)
    if referee is None:
        return AssignedTestValue(Step.REFEREE_NEEDED, None)
    three = (retest.supplier, retest.receiver, referee)
    if max(three) - min(three) <= _SPREAD_OF_THREE * R:
        return AssignedTestValue(Step.MEAN_OF_THREE, sum(three, Fraction(0)) / 3)
    return AssignedTestValue(Step.MEAN_OF_CLOSEST_PAIR, _mean_of_closest_pair(three))


def d3244_acceptance_limit(limit: Fraction, *, upper: bool, R: Fraction, D: Fraction, factor: Fraction) -> Fraction:
    """Give the acceptance limit AL = T + factor * R * D for an upper limit T, T - factor * R * D for a lower one.

    D is the standard normal deviate of the acceptance probability agreed before testing, negative when it is below
    one half. For a test value of two laboratories the factor is 0.255 = 1 / (2 * 1.96).
    """
    _require_above_zero("R", R)
    _require_above_zero("factor", factor)
    return limit + factor * R * D if upper else limit - factor * R * D


def _mean_of_closest_pair(three: tuple[Fraction, Fraction, Fraction]) -> Fraction:
    low, middle, high = sorted(three)
    if middle - low == high - middle:
        raise DisputeRefused(f"{low}, {middle}, {high}: two pairs are equally close, and the procedure prefers neither")
    return (low + middle) / 2 if middle - low < high - middle else (middle + high) / 2


def _require_above_zero(what: str, figure: Fraction) -> None:
    if figure <= 0:
        raise DisputeRefused(f"{what} is {figure}, not above 0")
