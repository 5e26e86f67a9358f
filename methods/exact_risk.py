"""The door between exact numbers and probabilities: fractions in, six digits out."""

from fractions import Fraction

from methods.risk import Interval, conformance_probability


def conformance_text(value: Fraction, u: Fraction, lower: Fraction | None, upper: Fraction | None) -> tuple[str, str]:
    """Return the probabilities that an item measured as `value` conforms and does not (JCGM 106:2012), as text.

    Six significant digits: fewer than the 1e-9 of the computation, so that the text is the same on every machine.
    Raises `RiskRefused` for u <= 0 and for limits that leave no value between them.
    """
    limits = Interval(None if lower is None else _double(lower), None if upper is None else _double(upper))
    found = conformance_probability(_double(value), _double(u), limits)
    return f"{found.conform:#.6g}", f"{found.nonconform:#.6g}"


def _double(value: Fraction) -> float:
    return value.numerator / value.denominator
