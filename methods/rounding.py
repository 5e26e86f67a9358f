"""GB/T 8170-2008 clause 3: one step, half to even, on the magnitude; a (+) or (-) mark decides a tie.

Any interval is allowed: 10**n, and the half and fifth units (0.5, 0.2 of a digit), which equal half-even on x / d.
"""

from enum import StrEnum
from fractions import Fraction

from methods.reading import Cut, Measured, Number

_HALF = Fraction(1, 2)


class Ties(StrEnum):
    """What decides when exactly one half is dropped: a (+) or (-) mark before evenness, or evenness alone."""

    MARK_THEN_HALF_EVEN = "mark_then_half_even"
    HALF_EVEN = "half_even"


def value_to_round(reading: Measured, ties: Ties) -> Cut | None:
    """Return the one value of a reading, beside the written number only where `ties` lets a mark decide.

    None for a reading that leaves more than one value: censored, not detected, trace.
    """
    if reading.low is None or reading.low != reading.high:
        return None
    value, side = reading.low
    return value, side if ties is Ties.MARK_THEN_HALF_EVEN else 0


def round_cut(cut: Cut, interval: Fraction) -> Fraction:
    """Round a value, whose side of the written number a mark may tell, to a multiple of `interval`."""
    value, side = cut
    steps = abs(value) / interval
    whole = int(steps)
    rest = steps - whole
    outward = side if value >= 0 else -side
    if rest > _HALF or (rest == _HALF and (outward > 0 or (outward == 0 and whole % 2 == 1))):
        whole += 1
    return (whole if value >= 0 else -whole) * interval


def print_rounded(rounded: Fraction, interval: Number) -> str:
    """Print a rounded value with as many decimals as the interval (`8.0`, not `8`); zero has no sign."""
    decimals = max(0, -interval.exponent)
    scaled = rounded * 10**decimals
    digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
    sign = "-" if rounded < 0 else ""
    if decimals == 0:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def print_power(rounded: Fraction, interval: Fraction) -> str | None:
    """Print a value rounded to 10**n, n >= 1, so that its digits can be told (`13x10^2`); None for other intervals."""
    power = len(str(interval.numerator)) - 1
    return f"{(rounded / interval).numerator}x10^{power}" if power >= 1 and interval == 10**power else None
