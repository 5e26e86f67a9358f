from fractions import Fraction

import pytest

from methods.computed import ComputedRefused
from methods.computed.material_yield import material_yield

F = Fraction


@pytest.mark.parametrize(
    ("product", "theoretical", "percent"),
    [("95", "100", "95"), ("1", "3", "100/3"), ("0", "3", "0"), ("10.1", "10", "101"), ("0.0095", "0.01", "95")],
)
def test_yield_is_exact_in_percent_and_never_cut_to_100(product: str, theoretical: str, percent: str) -> None:
    assert material_yield(F(product), F(theoretical)) == F(percent)


@pytest.mark.parametrize(
    ("product", "theoretical", "refusal"),
    [("1", "0", "theoretical mass 0"), ("1", "-5", "theoretical mass -5"), ("-1", "5", "product mass -1")],
)
def test_impossible_masses_are_refused(product: str, theoretical: str, refusal: str) -> None:
    with pytest.raises(ComputedRefused, match=refusal):
        material_yield(F(product), F(theoretical))
