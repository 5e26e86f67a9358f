"""Performance scores of proficiency tests: z, z', zeta and En of ISO 13528 (as run in a package for its 2022 edition).

All figures of one call are in one unit, the score is a pure number. The class is decided on exact squares; the score
as a double serves for print alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import copysign, sqrt

_WARNING_ABOVE = 2
_ACTION_FROM = 3


class ScoreRefused(ValueError):
    """A deviation or uncertainty that is negative, or a denominator of zero."""


class ScoreClass(StrEnum):
    """|z| <= 2 acceptable, below 3 warning, from 3 action; |En| < 1 acceptable, from 1 signal."""

    ACCEPTABLE = "acceptable"
    WARNING = "warning"
    ACTION = "action"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True)
class Score:
    """The signed score, a double good to 1e-15 of it, and its exact class."""

    value: float
    category: ScoreClass


def z_score(x: Fraction, x_pt: Fraction, *, sigma_pt: Fraction) -> Score:
    """Score against the standard deviation for proficiency assessment: z = (x - x_pt) / sigma_pt."""
    return _z_like(x - x_pt, sigma_pt)


def z_prime_score(x: Fraction, x_pt: Fraction, *, sigma_pt: Fraction, u_x_pt: Fraction) -> Score:
    """Score that counts the assigned value's uncertainty too: z' = (x - x_pt) / sqrt(sigma_pt**2 + u(x_pt)**2)."""
    return _z_like(x - x_pt, sigma_pt, u_x_pt)


def zeta_score(x: Fraction, x_pt: Fraction, *, u_x: Fraction, u_x_pt: Fraction) -> Score:
    """Score against the standard uncertainties: zeta = (x - x_pt) / sqrt(u(x)**2 + u(x_pt)**2)."""
    return _z_like(x - x_pt, u_x, u_x_pt)


def en_score(x: Fraction, x_pt: Fraction, *, U_x: Fraction, U_x_pt: Fraction) -> Score:
    """Score against the expanded uncertainties: En = (x - x_pt) / sqrt(U(x)**2 + U(x_pt)**2)."""
    deviation = x - x_pt
    square = _score_square(deviation, U_x, U_x_pt)
    return _score(deviation, square, ScoreClass.ACCEPTABLE if square < 1 else ScoreClass.SIGNAL)


def _z_like(deviation: Fraction, *figures: Fraction) -> Score:
    square = _score_square(deviation, *figures)
    if square <= _WARNING_ABOVE**2:
        return _score(deviation, square, ScoreClass.ACCEPTABLE)
    return _score(deviation, square, ScoreClass.WARNING if square < _ACTION_FROM**2 else ScoreClass.ACTION)


def _score_square(deviation: Fraction, *figures: Fraction) -> Fraction:
    if min(figures) < 0 or not any(figures):
        raise ScoreRefused(f"{', '.join(map(str, figures))}: none may be negative, and one must be above 0")
    return deviation**2 / sum((figure**2 for figure in figures), Fraction(0))


def _score(deviation: Fraction, square: Fraction, category: ScoreClass) -> Score:
    return Score(copysign(sqrt(square), deviation), category)
