"""Temperature error of a dryer, 实际温度与设定温度误差: actual minus set, for JSPB01-110038-2023 (±2 ℃).

Set and actual temperatures in °C, their difference in K (a temperature difference, never a temperature): exact,
signed, for any temperatures. How many pairs there must be, where and when they are read, the rule does not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from methods.computed import ComputedRefused


@dataclass(frozen=True, slots=True)
class TemperaturePair:
    """A set temperature and what was measured at it, both in °C."""

    set_to: Fraction
    actual: Fraction


def temperature_errors(pairs: Sequence[TemperaturePair]) -> tuple[Fraction, ...]:
    """Give actual - set of each pair in K, in order; `ComputedRefused` when there is no pair."""
    if not pairs:
        raise ComputedRefused("no pair of set and actual temperature: there is no error to give")
    return tuple(pair.actual - pair.set_to for pair in pairs)


def largest_temperature_error(pairs: Sequence[TemperaturePair]) -> Fraction:
    """Give the error of largest magnitude in K with its sign, the first of several equal ones."""
    return max(temperature_errors(pairs), key=abs)
