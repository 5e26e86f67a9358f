"""Density of petroleum products between 15 °C and 20 °C: closed form of the tables of GB/T 1885 (ISO 91, API 54B).

From memory (certainty M+): D20 = D15 exp(-5 a (1 + 4 a)), a = K0 / D15**2 + K1 / D15, where K0 = 594.5418, K1 = 0 for
D15 from 787.5 to 838.3 and K0 = 186.9696, K1 = 0.4862 from 838.3 up. Densities in kg/m3, temperatures in °C. Below
787.5 it is refused; where the second branch ends was not found, so it has no upper end here. The correction for the
thermal expansion of a glass hydrometer is left out. An exponential is inside, so exact inputs give a double.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import exp

from methods.computed import ComputedRefused

_LOWEST_15 = Fraction("787.5")
_SECOND_BRANCH_15 = 838.3
_FIRST = (594.5418, 0.0)
_SECOND = (186.9696, 0.4862)
_DEGREES, _SECOND_ORDER = 5, 0.8
_WITHIN = 1e-9
_ROUNDS = 50


def density_20_from_15(density_15: Fraction) -> float:
    """Convert a density at 15 °C to 20 °C, both in kg/m3; `ComputedRefused` below 787.5."""
    if density_15 < _LOWEST_15:
        raise ComputedRefused(f"density {density_15} kg/m3 at 15 °C: the formula holds from 787.5 up")
    return density_15 / _expansion(float(density_15))


def density_15_from_20(density_20: Fraction) -> float:
    """Convert a density at 20 °C to 15 °C, both in kg/m3, by iteration; `ComputedRefused` below 787.5 at 15 °C.

    The branches overlap by 0.0001 kg/m3 at 838.3; there the lower one is taken.
    """
    if density_20 < _lowest_20():
        raise ComputedRefused(f"density {density_20} kg/m3 at 20 °C is less than 787.5 at 15 °C")
    at_20 = float(density_20)
    return fixed_point(lambda density_15: at_20 * _expansion(density_15), at_20 * _expansion(at_20))


@cache
def _lowest_20() -> float:
    return density_20_from_15(_LOWEST_15)


def fixed_point(step: Callable[[float], float], start: float) -> float:
    """Iterate `step` until it moves by no more than 1e-9; raises when it has not settled, never gives a last guess."""
    value = start
    for _ in range(_ROUNDS):
        moved = step(value)
        if abs(moved - value) <= _WITHIN:
            return moved
        value = moved
    raise ComputedRefused(f"the iteration from {start} has not settled after {_ROUNDS} rounds")


def _expansion(density_15: float) -> float:
    """Give D15 / D20."""
    K0, K1 = _FIRST if density_15 < _SECOND_BRANCH_15 else _SECOND
    shrinkage = (K0 / density_15**2 + K1 / density_15) * _DEGREES
    return exp(shrinkage * (1 + _SECOND_ORDER * shrinkage))
