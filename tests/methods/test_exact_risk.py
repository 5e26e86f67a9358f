from fractions import Fraction

import pytest

from methods.exact_risk import conformance_text
from methods.risk import RiskRefused


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


@pytest.mark.parametrize(("u", "lower"), [("0", None), ("1", "8")])
def test_no_uncertainty_or_no_room_between_the_limits_is_refused(u: str, lower: str | None) -> None:
    with pytest.raises(RiskRefused):
        conformance_text(Fraction(7), Fraction(u), None if lower is None else Fraction(lower), Fraction(8))
