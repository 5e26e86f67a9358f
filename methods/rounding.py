"""GB/T 8170-2008 clause 3: one step, half to even, on the magnitude; a (+) or (-) mark decides a tie.

Any interval is allowed: 10**n, and the half and fifth units (0.5, 0.2 of a digit), which equal half-even on x / d.
"""

from fractions import Fraction

from methods.reading import Cut, Number

_HALF = Fraction(1, 2)


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


def print_power(rounded: Fraction, power: int) -> str:
    """Print a value rounded to 10**power, power >= 1, so that its digits can be told: `13x10^2`."""
    return f"{(rounded / 10**power).numerator}x10^{power}"
