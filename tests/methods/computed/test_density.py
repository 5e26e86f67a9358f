from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.computed import ComputedRefused
from methods.computed.density import density_15_from_20, density_20_from_15, fixed_point

F = Fraction


@pytest.mark.parametrize(
    ("density_20", "density_15"), [("810", "813.66"), ("820", "823.61"), ("835", "838.55"), ("845", "848.54")]
)
def test_density_at_20_degrees_becomes_density_at_15(density_20: str, density_15: str) -> None:
    assert f"{density_15_from_20(F(density_20)):.2f}" == density_15


def test_the_two_branches_meet_at_838_3() -> None:
    below = density_20_from_15(F("838.3") - F(1, 10**12))
    above = density_20_from_15(F("838.3"))
    assert below == pytest.approx(834.74942407, abs=1e-7)
    assert above == pytest.approx(834.74936870, abs=1e-7)
    assert density_15_from_20(F("834.7494")) == pytest.approx(838.3, abs=1e-4)


def test_the_formula_holds_from_787_5_at_15_degrees() -> None:
    lowest_20 = F(density_20_from_15(F("787.5")))
    assert density_15_from_20(lowest_20) == pytest.approx(787.5, abs=1e-9)
    with pytest.raises(ComputedRefused, match=r"787\.5"):
        density_15_from_20(lowest_20 - F(1, 10**6))
    with pytest.raises(ComputedRefused, match=r"787\.5"):
        density_20_from_15(F("787.4999"))


@given(density_15=st.fractions(min_value=F("787.5"), max_value=F("838.29"), max_denominator=1000))
def test_converting_back_returns_the_density_of_the_lower_branch(density_15: Fraction) -> None:
    assert density_15_from_20(F(density_20_from_15(density_15))) == pytest.approx(float(density_15), abs=1e-8)


@given(density_15=st.fractions(min_value=F("838.31"), max_value=1100, max_denominator=1000))
def test_converting_back_returns_the_density_of_the_upper_branch(density_15: Fraction) -> None:
    assert density_15_from_20(F(density_20_from_15(density_15))) == pytest.approx(float(density_15), abs=1e-8)


def test_an_iteration_that_does_not_settle_is_refused() -> None:
    with pytest.raises(ComputedRefused, match="not settled"):
        fixed_point(lambda value: -value, 1.0)
