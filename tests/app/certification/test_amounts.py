from fractions import Fraction
from itertools import product

import pytest

from app.certification.amounts import Amount, Sort, Unit, sort_of


@pytest.mark.parametrize(
    ("number", "unit", "target", "value"),
    [
        ("1", Unit.MU, Unit.SQUARE_METRE, Fraction(2000, 3)),
        ("15", Unit.MU, Unit.HECTARE, Fraction(1)),
        ("10000", Unit.SQUARE_METRE, Unit.MU, Fraction(15)),
        ("1.5", Unit.HUNDRED_MILLION_YUAN, Unit.YUAN, Fraction(150_000_000)),
        ("5000", Unit.TEN_THOUSAND_YUAN, Unit.HUNDRED_MILLION_YUAN, Fraction(1, 2)),
        ("7", Unit.HEAD, Unit.HEAD, Fraction(7)),
        ("3", Unit.YEAR, Unit.YEAR, Fraction(3)),
    ],
)
def test_an_amount_is_exact_in_every_unit_of_its_sort(number: str, unit: Unit, target: Unit, value: Fraction) -> None:
    assert Amount(Fraction(number), unit).within(target) == value


def test_amounts_of_two_sorts_never_compare() -> None:
    for unit, target in product(Unit, Unit):
        amount = Amount(Fraction(1), unit)
        if sort_of(unit) is sort_of(target):
            assert amount.within(target) > 0
        else:
            with pytest.raises(ValueError, match="count different things"):
                amount.within(target)


def test_every_sort_has_a_unit() -> None:
    assert {sort_of(unit) for unit in Unit} == set(Sort)


def test_an_amount_prints_with_its_unit() -> None:
    assert str(Amount(Fraction(3, 2), Unit.HUNDRED_MILLION_YUAN)) == "1.5 亿元"
