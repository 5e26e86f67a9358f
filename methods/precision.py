"""Repeatability r and reproducibility R of a method, and what they allow to be said of results.

ISO 4259 (GB/T 6683) for petroleum methods; the critical difference is that of ISO 5725-6 too. Formulas from memory of
the standards, the one for the most divergent of k derived. All figures of one call are in one unit. Decisions compare
squares of exact numbers; a root is given exactly when it is rational, else cut 30 decimals on, for print alone.
"""

from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import StrEnum
from fractions import Fraction
from math import isqrt

# 0.59 = 1.64485 / (1.95996 * sqrt 2) rounded: one-sided 95 % over the two-sided 95 % of a difference, which is R.
# Figure of ISO 4259; the European Environment Agency confirms it for the Fuel Quality Directive.
FACTOR_95 = Fraction(59, 100)

_SCALE = 10**30
_FOR_POWERS = Context(prec=40, traps=[DivisionByZero, InvalidOperation, Overflow])


class PrecisionRefused(ValueError):
    """Precision figures that cannot be used: a level outside their range, not positive, R below r, a count too low."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels for which a formula was established, ends included; an end is None when its source states none."""

    low: Fraction | None
    high: Fraction | None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise PrecisionRefused(f"levels from {self.low} to {self.high}: the ends are swapped")

    def require(self, level: Fraction) -> None:
        """Refuse a level outside; the formula says nothing there."""
        if self.low is not None and level < self.low:
            raise PrecisionRefused(f"level {level}: precision is stated from {self.low} up")
        if self.high is not None and level > self.high:
            raise PrecisionRefused(f"level {level}: precision is stated up to {self.high}")


@dataclass(frozen=True, slots=True)
class Constant:
    """The same figure `a` at every level."""

    a: Fraction
    levels: Levels

    def at(self, level: Fraction) -> Fraction:
        """Give r or R at this level, in the unit of the level."""
        self.levels.require(level)
        return _above_zero(f"precision at level {level}", self.a)


@dataclass(frozen=True, slots=True)
class Line:
    """`a + b * X` at level X; `a` in the unit of X."""

    a: Fraction
    b: Fraction
    levels: Levels

    def at(self, level: Fraction) -> Fraction:
        """Give r or R at this level, in the unit of the level."""
        self.levels.require(level)
        return _above_zero(f"precision at level {level}", self.a + self.b * level)


@dataclass(frozen=True, slots=True)
class Power:
    """`a * X**b` at level X > 0, for the unit that the method states.

    Exact when b is an integer; otherwise cut after 40 digits, the same ones on every machine.
    """

    a: Fraction
    b: Fraction
    levels: Levels

    def at(self, level: Fraction) -> Fraction:
        """Give r or R at this level, in the unit of the level."""
        self.levels.require(level)
        if level <= 0:
            raise PrecisionRefused(f"level {level}: a power of the level needs a level above 0")
        if self.b.denominator == 1:
            power = level**self.b.numerator
        else:
            power = Fraction(_FOR_POWERS.power(_decimal(level), _decimal(self.b)))
        return _above_zero(f"precision at level {level}", self.a * power)


class Role(StrEnum):
    """Who makes the statement with a confidence of 95 %: the supplier that it conforms, the recipient that it fails."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"


class Statement(StrEnum):
    """What one side may state by ISO 4259-2. It stands beside the verdict and never replaces it."""

    PASS = "pass"  # noqa: S105 - a statement's word, no secret
    NOT_DEMONSTRATED = "not_demonstrated"
    FAIL = "fail"
    NOT_REJECTED = "not_rejected"


@dataclass(frozen=True, slots=True)
class Iso4259Statement:
    """The statement and the value that it starts from: the limit moved by factor * R (of a mean: factor * R1).

    `decision_limit` is exact for a single result; of a mean it may be a cut root, which the statement never rests on.
    """

    statement: Statement
    decision_limit: Fraction


def iso4259_statement(
    x: Fraction, limit: Fraction, *, upper: bool, R: Fraction, role: Role, factor: Fraction
) -> Iso4259Statement:
    """State what a single result shows against an inclusive limit (ISO 4259-2, single result).

    Upper limit T: the supplier passes with x <= T - factor * R, the recipient fails it with x > T + factor * R;
    mirrored for a lower limit. R is the reproducibility at the level the caller records, all in one unit.
    """
    margin = _above_zero("factor", factor) * _above_zero("reproducibility", R)
    return _statement(x, limit, upper=upper, role=role, margin_square=margin**2)


def iso4259_mean_statement(
    mean: Fraction, limit: Fraction, *, upper: bool, r: Fraction, R: Fraction, k: int, role: Role, factor: Fraction
) -> Iso4259Statement:
    """State what the mean of k results of one laboratory shows: as for one result, with R1 in the place of R."""
    margin_square = _above_zero("factor", factor) ** 2 * _mean_square(r, R, k)
    return _statement(mean, limit, upper=upper, role=role, margin_square=margin_square)


def critical_difference(*, r: Fraction, R: Fraction, k1: int, k2: int) -> Fraction:
    """R' = sqrt(R**2 - r**2 * (1 - 1/(2 k1) - 1/(2 k2))), for the means of k1 and k2 results of two laboratories."""
    return _root(_difference_square(r, R, k1, k2))


def accepts_two_labs(difference: Fraction, *, r: Fraction, R: Fraction, k1: int, k2: int) -> bool:
    """Tell whether two laboratories' means agree: |difference| <= R', decided on squares."""
    return difference**2 <= _difference_square(r, R, k1, k2)


def mean_reproducibility(*, r: Fraction, R: Fraction, k: int) -> Fraction:
    """R1 = sqrt(R**2 - r**2 * (1 - 1/k)), the reproducibility of the mean of k results of one laboratory."""
    return _root(_mean_square(r, R, k))


def most_divergent_limit(*, r: Fraction, k: int) -> Fraction:
    """r1 = r * sqrt(k / (2 (k - 1))): how far the most divergent of k results may lie from the mean of the others."""
    return _root(_divergence_square(r, k))


def accepts_most_divergent(departure: Fraction, *, r: Fraction, k: int) -> bool:
    """Tell whether the most divergent of k results may stay: |departure| <= r1, decided on squares."""
    return departure**2 <= _divergence_square(r, k)


def _statement(x: Fraction, limit: Fraction, *, upper: bool, role: Role, margin_square: Fraction) -> Iso4259Statement:
    inside = limit - x if upper else x - limit
    inward = -_root(margin_square) if upper else _root(margin_square)
    if role is Role.SUPPLIER:
        shown = inside >= 0 and inside**2 >= margin_square
        return Iso4259Statement(Statement.PASS if shown else Statement.NOT_DEMONSTRATED, limit + inward)
    shown = inside < 0 and inside**2 > margin_square
    return Iso4259Statement(Statement.FAIL if shown else Statement.NOT_REJECTED, limit - inward)


def _difference_square(r: Fraction, R: Fraction, k1: int, k2: int) -> Fraction:
    _require_pair(r, R)
    _require_count(k1, 1)
    _require_count(k2, 1)
    return R**2 - r**2 * (1 - Fraction(1, 2 * k1) - Fraction(1, 2 * k2))


def _mean_square(r: Fraction, R: Fraction, k: int) -> Fraction:
    _require_pair(r, R)
    _require_count(k, 1)
    return R**2 - r**2 * (1 - Fraction(1, k))


def _divergence_square(r: Fraction, k: int) -> Fraction:
    _require_count(k, 2)
    return _above_zero("repeatability", r) ** 2 * Fraction(k, 2 * (k - 1))


def _require_pair(r: Fraction, R: Fraction) -> None:
    if not 0 < r <= R:
        raise PrecisionRefused(f"repeatability {r} and reproducibility {R}: 0 < r <= R is needed")


def _require_count(k: int, least: int) -> None:
    if k < least:
        raise PrecisionRefused(f"{k} results: at least {least} are needed")


def _above_zero(what: str, figure: Fraction) -> Fraction:
    if figure <= 0:
        raise PrecisionRefused(f"{what} is {figure}, not above 0")
    return figure


def _root(square: Fraction) -> Fraction:
    """Give the square root: exact when it is rational, else cut 30 decimals on."""
    product = square.numerator * square.denominator
    return Fraction(isqrt(product * _SCALE**2), square.denominator * _SCALE)


def _decimal(value: Fraction) -> Decimal:
    return _FOR_POWERS.divide(Decimal(value.numerator), Decimal(value.denominator))
