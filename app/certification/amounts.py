"""Amounts of what a programme counts: money, land, animals, tonnes, years. Exact, and never across sorts.

These are no quantities of a laboratory, so they stay out of its table of units.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from methods.printing import exact_text


class Sort(StrEnum):
    """What is counted; amounts of two sorts never compare."""

    MONEY = "money"
    AREA = "area"
    HEADS = "heads"
    BIRDS = "birds"
    MASS = "mass"
    YEARS = "years"


class Unit(StrEnum):
    """The units of the programmes, as they print them."""

    YUAN = "元"
    TEN_THOUSAND_YUAN = "万元"
    HUNDRED_MILLION_YUAN = "亿元"
    MU = "亩"
    SQUARE_METRE = "m²"
    HECTARE = "公顷"
    HEAD = "头"
    BIRD = "羽"
    TONNE = "吨"
    YEAR = "年"


# In yuan, square metres, single animals, tonnes and years; 15 亩 are one hectare.
_SCALES: dict[Unit, tuple[Sort, Fraction]] = {
    Unit.YUAN: (Sort.MONEY, Fraction(1)),
    Unit.TEN_THOUSAND_YUAN: (Sort.MONEY, Fraction(10**4)),
    Unit.HUNDRED_MILLION_YUAN: (Sort.MONEY, Fraction(10**8)),
    Unit.MU: (Sort.AREA, Fraction(2000, 3)),
    Unit.SQUARE_METRE: (Sort.AREA, Fraction(1)),
    Unit.HECTARE: (Sort.AREA, Fraction(10**4)),
    Unit.HEAD: (Sort.HEADS, Fraction(1)),
    Unit.BIRD: (Sort.BIRDS, Fraction(1)),
    Unit.TONNE: (Sort.MASS, Fraction(1)),
    Unit.YEAR: (Sort.YEARS, Fraction(1)),
}


def sort_of(unit: Unit) -> Sort:
    """Return what a unit counts."""
    return _SCALES[unit][0]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit."""

    number: Fraction
    unit: Unit

    def within(self, unit: Unit) -> Fraction:
        """Return the number in another unit of the same sort; raises `ValueError` for one of another sort."""
        (own, factor), (sort, target) = _SCALES[self.unit], _SCALES[unit]
        if own is not sort:
            raise ValueError(f"{self.unit} and {unit} count different things")
        return self.number * factor / target

    def __str__(self) -> str:
        return f"{exact_text(self.number)} {self.unit}"
