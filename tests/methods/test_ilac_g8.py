"""Zones of ILAC-G8: both sides of every edge, on exact numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.ilac_g8 import BinaryDecision, NonbinaryDecision, Zone, ilac_binary, ilac_nonbinary
from methods.risk import RiskRefused

numbers = st.fractions(-100, 100, max_denominator=1000)


@pytest.mark.parametrize(
    ("x", "w", "zone", "acceptance_limit"),
    [
        ("7.51", "0", Zone.PASS, "8"),
        ("8", "0", Zone.PASS, "8"),
        ("8.01", "0", Zone.FAIL, "8"),
        ("7.5", "0.5", Zone.PASS, "7.5"),
        ("7.51", "0.5", Zone.FAIL, "7.5"),
        ("7.585", "0.415", Zone.PASS, "7.585"),
        ("7.586", "0.415", Zone.FAIL, "7.585"),
        ("8.4", "-0.5", Zone.PASS, "8.5"),
        ("8.5", "-0.5", Zone.PASS, "8.5"),
        ("8.6", "-0.5", Zone.FAIL, "8.5"),
    ],
)
def test_binary_rule_for_at_most_8(x: str, w: str, zone: Zone, acceptance_limit: str) -> None:
    assert ilac_binary(Fraction(x), Fraction(8), upper=True, w=Fraction(w)) == BinaryDecision(
        zone, Fraction(acceptance_limit)
    )


@pytest.mark.parametrize(("x", "zone"), [("95.8", Zone.PASS), ("95.79", Zone.FAIL)])
def test_binary_rule_for_at_least_95(x: str, zone: Zone) -> None:
    assert ilac_binary(Fraction(x), Fraction(95), upper=False, w=Fraction("0.8")) == BinaryDecision(
        zone, Fraction("95.8")
    )


@pytest.mark.parametrize(
    ("x", "zone"),
    [
        ("7.5", Zone.PASS),
        ("7.51", Zone.CONDITIONAL_PASS),
        ("8", Zone.CONDITIONAL_PASS),
        ("8.01", Zone.CONDITIONAL_FAIL),
        ("8.5", Zone.CONDITIONAL_FAIL),
        ("8.51", Zone.FAIL),
    ],
)
def test_nonbinary_rule_for_at_most_8(x: str, zone: Zone) -> None:
    assert ilac_nonbinary(Fraction(x), Fraction(8), upper=True, w=Fraction("0.5")) == NonbinaryDecision(
        zone, Fraction("7.5"), Fraction("8.5")
    )


@pytest.mark.parametrize(
    ("x", "zone"),
    [
        ("95.8", Zone.PASS),
        ("95.3", Zone.CONDITIONAL_PASS),
        ("95", Zone.CONDITIONAL_PASS),
        ("94.3", Zone.CONDITIONAL_FAIL),
        ("94.2", Zone.CONDITIONAL_FAIL),
        ("94.1", Zone.FAIL),
    ],
)
def test_nonbinary_rule_for_at_least_95(x: str, zone: Zone) -> None:
    assert ilac_nonbinary(Fraction(x), Fraction(95), upper=False, w=Fraction("0.8")) == NonbinaryDecision(
        zone, Fraction("95.8"), Fraction("94.2")
    )


@given(numbers, numbers, st.fractions(0, 100, max_denominator=1000))
def test_a_lower_limit_is_an_upper_one_in_the_mirror(x: Fraction, limit: Fraction, w: Fraction) -> None:
    assert ilac_binary(x, limit, upper=True, w=w).zone is ilac_binary(-x, -limit, upper=False, w=w).zone
    assert ilac_nonbinary(x, limit, upper=True, w=w).zone is ilac_nonbinary(-x, -limit, upper=False, w=w).zone


@given(numbers, numbers)
def test_without_a_guard_band_both_rules_are_simple_acceptance(x: Fraction, limit: Fraction) -> None:
    zone = Zone.PASS if x <= limit else Zone.FAIL
    assert ilac_binary(x, limit, upper=True, w=Fraction(0)).zone is zone
    assert ilac_nonbinary(x, limit, upper=True, w=Fraction(0)).zone is zone


def test_zones_that_would_overlap_are_refused() -> None:
    with pytest.raises(RiskRefused, match="at least 0"):
        ilac_nonbinary(Fraction(8), Fraction(8), upper=True, w=Fraction(-1, 2))
