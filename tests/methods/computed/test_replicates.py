from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.computed import ComputedRefused
from methods.computed.replicates import mean, spread

F = Fraction
RESULTS = st.lists(st.fractions(max_denominator=1000), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("results", "average", "width"),
    [("10.1 10.38", "10.24", "0.28"), ("6.2", "6.2", "0"), ("-5 -4 -4", "-13/3", "1"), ("0.1 0.2 0.3", "0.2", "0.2")],
)
def test_mean_and_range_are_exact(results: str, average: str, width: str) -> None:
    values = [F(text) for text in results.split()]
    assert mean(values) == F(average)
    assert spread(values) == F(width)


@pytest.mark.parametrize("statistic", [mean, spread])
def test_nothing_has_neither_mean_nor_range(statistic: Callable[[Sequence[Fraction]], Fraction]) -> None:
    with pytest.raises(ComputedRefused, match="no results"):
        statistic([])


@given(results=RESULTS)
def test_the_mean_lies_inside_the_range_whatever_the_order(results: list[Fraction]) -> None:
    assert mean(results) == mean(results[::-1])
    assert 0 <= mean(results) - min(results) <= spread(results)
