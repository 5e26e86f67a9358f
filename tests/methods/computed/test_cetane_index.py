from fractions import Fraction

import pytest

from methods.computed import ComputedRefused
from methods.computed.cetane_index import cetane_index, cetane_index_from_density_20
from methods.computed.density import density_15_from_20

F = Fraction


@pytest.mark.parametrize(
    ("density_15", "t10", "t50", "t90", "index"),
    [
        (850, 215, 260, 310, "45.200"),
        (840, 220, 270, 330, "51.727"),
        (835, 210, 265, 335, "52.041"),
    ],
)
def test_the_cetane_index_agrees_with_the_worked_values(
    density_15: int, t10: int, t50: int, t90: int, index: str
) -> None:
    computed = cetane_index(F(t10), F(t50), F(t90), density_15=F(density_15))
    assert f"{computed:.3f}" == index


def test_the_density_of_a_chinese_report_is_taken_to_15_degrees_first() -> None:
    direct = cetane_index(F(220), F(270), F(330), density_15=F(density_15_from_20(F(835))))
    assert cetane_index_from_density_20(F(220), F(270), F(330), density_20=F(835)) == direct
    assert direct < cetane_index(F(220), F(270), F(330), density_15=F(835))


@pytest.mark.parametrize(("t10", "t50", "t90"), [(270, 270, 330), (220, 330, 330), (330, 270, 220)])
def test_recovered_temperatures_that_do_not_rise_are_refused(t10: int, t50: int, t90: int) -> None:
    with pytest.raises(ComputedRefused, match="must rise"):
        cetane_index(F(t10), F(t50), F(t90), density_15=F(840))


@pytest.mark.parametrize("density_15", [0, -840])
def test_a_density_that_is_not_above_zero_is_refused(density_15: int) -> None:
    with pytest.raises(ComputedRefused, match="not above 0"):
        cetane_index(F(220), F(270), F(330), density_15=F(density_15))
