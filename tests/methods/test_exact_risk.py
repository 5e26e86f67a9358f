from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.exact_risk import conformance_text
from methods.risk import Interval, RiskRefused, conformance_probability


@pytest.mark.parametrize(
    ("value", "u", "ends", "text"),
    [
        ("-5.47", "0.05", (None, "-5.40"), ("0.919243", "0.0807567")),  # JCGM 106:2012, Zener diode
        ("509.7", "8.6", ("490", None), ("0.989010", "0.0109905")),  # burst pressure
        ("13.6", "1.8", ("12.5", "16.3"), ("0.662630", "0.337370")),  # oil viscosity
        ("9", "1e-28", (None, "8"), ("<1e-300", "1.00000")),
    ],
)
def test_probabilities_are_text_of_six_digits(
    value: str, u: str, ends: tuple[str | None, str | None], text: tuple[str, str]
) -> None:
    lower, upper = (None if end is None else Fraction(end) for end in ends)
    assert conformance_text(Fraction(value), Fraction(u), lower, upper) == text


def test_a_distance_far_smaller_than_the_value_is_kept() -> None:
    tiny = Fraction(1, 10**40)
    assert conformance_text(8 + tiny, tiny, None, Fraction(8)) == ("0.158655", "0.841345")


@pytest.mark.parametrize(
    ("u", "lower", "upper"), [("0", None, "8"), ("-1", None, "8"), ("1", "8", "8"), ("1", "9", "8"), ("1", None, None)]
)
def test_no_uncertainty_or_no_room_between_the_limits_is_refused(u: str, lower: str | None, upper: str | None) -> None:
    ends = [None if end is None else Fraction(end) for end in (lower, upper)]
    with pytest.raises(RiskRefused):
        conformance_text(Fraction(7), Fraction(u), *ends)


@given(st.integers(-400, 400), st.integers(1, 50), st.integers(-300, 299))
def test_it_is_the_probability_of_the_risk_module(value: int, u: int, lower: int) -> None:
    found = conformance_probability(value / 10, u / 10, Interval(lower / 10, 30.0))
    text = conformance_text(Fraction(value, 10), Fraction(u, 10), Fraction(lower, 10), Fraction(30))
    for printed, expected in zip(text, (found.conform, found.nonconform), strict=True):
        assert printed.startswith("<") or abs(float(printed) - expected) <= 6e-6 * expected
