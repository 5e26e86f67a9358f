from fractions import Fraction

import pytest

from methods.computed import ComputedRefused
from methods.computed.temperature_error import TemperaturePair, largest_temperature_error, temperature_errors

F = Fraction


@pytest.mark.parametrize(
    ("pairs", "errors", "largest"),
    [
        ([("60", "61.9")], ["1.9"], "1.9"),
        ([("60", "58"), ("70", "71.9")], ["-2", "1.9"], "-2"),
        ([("60", "62"), ("70", "67.9"), ("80", "80")], ["2", "-2.1", "0"], "-2.1"),
        ([("60", "58"), ("70", "72")], ["-2", "2"], "-2"),  # the first of equal ones
        ([("-10", "-8.3")], ["1.7"], "1.7"),
    ],
)
def test_the_error_is_actual_minus_set_and_the_largest_keeps_its_sign(
    pairs: list[tuple[str, str]], errors: list[str], largest: str
) -> None:
    read = [TemperaturePair(F(set_to), F(actual)) for set_to, actual in pairs]
    assert temperature_errors(read) == tuple(F(error) for error in errors)
    assert largest_temperature_error(read) == F(largest)


def test_without_a_pair_there_is_no_error() -> None:
    with pytest.raises(ComputedRefused, match="no pair"):
        temperature_errors([])
    with pytest.raises(ComputedRefused, match="no pair"):
        largest_temperature_error([])
