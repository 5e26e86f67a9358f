"""The door between exact numbers and probabilities: fractions in, six digits out."""

from fractions import Fraction
from math import inf

from methods.normal import SMALLEST_PROBABILITY, interval, upper_tail
from methods.risk import RiskRefused


def conformance_text(value: Fraction, u: Fraction, lower: Fraction | None, upper: Fraction | None) -> tuple[str, str]:
    """Return the probabilities that an item measured as `value` conforms and does not (JCGM 106:2012), as text.

    Normal with standard uncertainty u; each probability from its own tails. Six significant digits: fewer than the
    computation has, so that the text is the same on every machine. Raises `RiskRefused` for u <= 0 and for limits
    that are both open or leave no room between them.
    """
    if u <= 0 or (lower is None and upper is None):
        raise RiskRefused(f"standard uncertainty {u} between {lower} and {upper}: nothing to weigh")
    if lower is not None and upper is not None and lower >= upper:
        raise RiskRefused(f"no value lies between {lower} and {upper}")
    # The distance is taken exactly, so that one far smaller than the value is not lost in doubles.
    low = -inf if lower is None else _double(lower - value) / _double(u)
    high = inf if upper is None else _double(upper - value) / _double(u)
    return _text(interval(low, high)), _text(upper_tail(-low) + upper_tail(high))


def _text(probability: float) -> str:
    return f"{probability:#.6g}" if probability else f"<{SMALLEST_PROBABILITY:g}"


def _double(value: Fraction) -> float:
    return value.numerator / value.denominator
