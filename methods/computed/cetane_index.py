"""Cetane index by the four-variable equation: SH/T 0694 (ISO 4264, ASTM D4737 procedure A).

Equation seen in two sources (certainty A); one more prints + 0.420 B in the T90 term, which is judged a misprint.
Temperatures are recovered temperatures in °C corrected to 101.3 kPa, densities kg/m3, the index a pure number that
is reported to 0.1. Not for fuels with cetane improver. The numeric range of validity of the standard was not found;
the inputs must only be possible ones. An exponential is inside, so exact inputs give a double.
"""

from fractions import Fraction
from math import expm1

from methods.computed import ComputedRefused
from methods.computed.density import density_15_from_20

_CONSTANT, _T10, _T50, _T90, _SQUARES = map(Fraction, ("45.2", "0.0892", "0.131", "0.0523", "0.00049"))
_PER_KG_M3, _T50_B, _T90_B = map(Fraction, ("-0.0035", "0.901", "0.420"))


def cetane_index(t10: Fraction, t50: Fraction, t90: Fraction, *, density_15: Fraction) -> float:
    """Compute the index from the 10 %, 50 % and 90 % recovered temperatures and the density at 15 °C.

    Raises `ComputedRefused` when the temperatures do not rise or the density is not above 0.
    """
    if not t10 < t50 < t90:
        raise ComputedRefused(f"recovered temperatures {t10}, {t50}, {t90}: 10 %, 50 % and 90 % must rise")
    if density_15 <= 0:
        raise ComputedRefused(f"density {density_15} is not above 0")
    T10N, T50N, T90N = t10 - 215, t50 - 260, t90 - 310
    B = expm1(_PER_KG_M3 * (density_15 - 850))
    without_density = _CONSTANT + _T10 * T10N + _T50 * T50N + _T90 * T90N + _SQUARES * (T10N**2 - T90N**2)
    return without_density + (_T50_B * T50N - _T90_B * T90N + 107) * B + 60 * B**2


def cetane_index_from_density_20(t10: Fraction, t50: Fraction, t90: Fraction, *, density_20: Fraction) -> float:
    """Compute the index from a density at 20 °C, as Chinese reports give it, by `density_15_from_20`."""
    return cetane_index(t10, t50, t90, density_15=Fraction(density_15_from_20(density_20)))
