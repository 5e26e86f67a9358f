"""Exact numbers and sets as text that a reader can recompute from."""

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd

from methods.reading import Cut

_SIX_DIGITS = Context(prec=6)
_LONGEST_EXACT = 12
_OPEN_LOW, _OPEN_HIGH = "(-∞", "+∞)"


def exact_text(value: Fraction) -> str:
    """Print every digit of a finite decimal without exponent (`0.0008`), anything else as p/q in lowest terms."""
    return _reduced_text(value.numerator, value.denominator)


def ratio_text(numerator: int, denominator: int) -> str:
    """Print numerator/denominator as `exact_text` does; the denominator is above 0."""
    divisor = gcd(numerator, denominator)
    return _reduced_text(numerator // divisor, denominator // divisor)


def _reduced_text(numerator: int, denominator: int) -> str:
    if denominator == 1:
        return str(numerator)
    places, factor = _decimals(denominator)
    if not places:
        return f"{numerator}/{denominator}"
    digits = str(abs(numerator) * factor)
    if len(digits) <= places:
        digits = digits.zfill(places + 1)
    return f"{'-' if numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def short_text(value: Fraction) -> str:
    """Print a derived figure: exactly where that is short, otherwise to six significant digits."""
    exact = exact_text(value)
    if len(exact) <= _LONGEST_EXACT:
        return exact
    return format(_SIX_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator)), "f")


def set_text(low: Cut | None, high: Cut | None) -> str:
    """Print a set of values: `8`, `8(+)` (just beyond 8 in magnitude), or an interval such as `[0, 0.5)`."""
    if low is not None and low == high:
        value, side = low
        if value == 0 and side < 0:
            return "-0(+)"
        outward = side if value >= 0 else -side
        return exact_text(value) + {-1: "(-)", 0: "", 1: "(+)"}[outward]
    left = _OPEN_LOW if low is None else ("(" if low[1] > 0 else "[") + exact_text(low[0])
    right = _OPEN_HIGH if high is None else exact_text(high[0]) + (")" if high[1] < 0 else "]")
    return f"{left}, {right}"


@lru_cache(maxsize=1024)
def _decimals(denominator: int) -> tuple[int, int]:
    """Return how many decimals 1/denominator has and 10**decimals / denominator; (0, 0) where they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    places = max(twos, fives)
    return (places, 10**places // denominator) if rest == 1 else (0, 0)
