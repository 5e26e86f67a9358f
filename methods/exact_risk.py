"""The door between exact numbers and probabilities: fractions in, six digits out."""

from fractions import Fraction

from methods.normal import SMALLEST_PROBABILITY
from methods.risk import Interval, conformance_probability


def conformance_text(value: Fraction, u: Fraction, lower: Fraction | None, upper: Fraction | None) -> tuple[str, str]:
    """Return the probabilities that an item measured as `value` conforms and does not (JCGM 106:2012), as text.

    Six significant digits: fewer than the 1e-9 of the computation, so that the text is the same on every machine.
    Raises `RiskRefused` for u <= 0 and for limits that leave no value between them.
    """
    # Measured from the value, exactly, so that a distance far smaller than the value is not lost in doubles.
    ends = (None if end is None else _double(end - value) for end in (lower, upper))
    found = conformance_probability(0.0, _double(u), Interval(*ends))
    return _text(found.conform), _text(found.nonconform)


def _text(probability: float) -> str:
    return f"{probability:#.6g}" if probability else f"<{SMALLEST_PROBABILITY:g}"


def _double(value: Fraction) -> float:
    return value.numerator / value.denominator
