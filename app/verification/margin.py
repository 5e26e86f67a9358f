"""What a result's number is beside the bounds as written: its distance, and the number that was compared."""

from dataclasses import dataclass
from fractions import Fraction

from app.verification.requirement import Limit
from methods.acceptance import Comparison
from methods.printing import ratio_text
from methods.reading import Measured, Number, Written
from methods.rounding import print_rounded, round_cut
from methods.units import WITHOUT_RATIOS


@dataclass(frozen=True, slots=True)
class Margin:
    """Exact distance from the value to the nearest bound as written, positive inside, in the unit of the limit.

    `bound` is that bound, None where a share of it would say nothing: on scales without ratios, and where it is 0.
    """

    distance: Fraction
    bound: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """Return the distance as a part of the bound."""
        return None if self.bound is None else self.distance / abs(self.bound)

    @property
    def share_text(self) -> str | None:
        """Return the share as it is printed, exact."""
        distance, bound = self.distance, self.bound
        if bound is None:
            return None
        return ratio_text(distance.numerator * bound.denominator, distance.denominator * abs(bound.numerator))


def rounded_text(limit: Limit, measured: Measured) -> str | None:
    """Return the number that a rounded-value comparison compares (GB/T 8170-2008 clause 3), None for full value.

    Rounded at the last written digit of the nearest bound; a censored result is no number to round.
    """
    if limit.comparison is Comparison.FULL_VALUE or measured.low is None or measured.low != measured.high:
        return None
    interval = limit.nearest(measured.low[0])[1].bound.interval
    if interval is None:
        return None
    places = len(str(interval.denominator)) - 1 or 1 - len(str(interval.numerator))
    return print_rounded(round_cut(measured.low, interval), Number("", 1, -places))


def margin(limit: Limit, measured: Measured) -> Margin | None:
    """Return the distance to the nearest bound as written; None for a result that is not a plain number."""
    if measured.form is not Written.EXACT or measured.low is None or limit.unit is None or not limit.conditions:
        return None
    distance, condition = limit.nearest(measured.low[0])
    return Margin(distance, None if limit.unit.kind in WITHOUT_RATIOS else condition.bound.value or None)
