"""A value with its unit, and the proof of our unit table by pint. The only file that knows pint."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from methods.units import UNITS, Unit, convert, reference

if TYPE_CHECKING:
    import pint


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact value in one unit of the table."""

    value: Fraction
    unit: Unit

    def to(self, target: Unit) -> "Quantity":
        """Express it in another unit of its kind; raises `KindMismatch` otherwise."""
        return Quantity(convert(self.value, self.unit, target), target)

    def to_pint(self) -> "pint.Quantity[Fraction]":
        """Return it as a pint quantity with an exact magnitude, in the registry of `registry()`.

        Raises ValueError for the sound levels, which pint does not have in this sense.
        """
        if self.unit.pint is None:
            raise ValueError(f"pint has no unit for {self.unit.symbol}")
        scale = registry().parse_expression(self.unit.pint)
        return registry().Quantity(self.value * scale.magnitude, scale.units)


@cache
def registry() -> "pint.UnitRegistry[Fraction]":
    """Return the one registry, with exact magnitudes; two registries would not mix."""
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)


def prove_units() -> list[str]:
    """Let pint prove factor, zero point and dimension of every unit; return one sentence for each that fails.

    A unit that pint does not have must be alone in its kind, so that no factor rests on our word.
    """
    return [fault for unit in UNITS if (fault := _disproof(unit))]


def _disproof(unit: Unit) -> str | None:
    first = reference(unit.kind)
    if unit.pint is None:
        alone = [other for other in UNITS if other.kind is unit.kind] == [unit]
        return None if alone else f"{unit.symbol}: no proof, and other units of its kind"
    for value in (Fraction(1), Fraction(0)):
        ours = Quantity(value, unit).to(first)
        proof, expected = Quantity(value, unit).to_pint(), ours.to_pint()
        found, needed = dict(proof.dimensionality), dict(expected.dimensionality)
        if found != needed:
            return f"{unit.symbol}: {found} where {first.symbol} has {needed}"
        if proof.to(expected.units).magnitude != expected.magnitude:
            return f"{unit.symbol}: {value} is {proof.to(expected.units).magnitude}, not {expected.magnitude}"
    return None
