"""Statements on method precision and uncertainty, beside the product standard's verdict and never in its place."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from app.verification.finding import Statement
from app.verification.method import Method
from app.verification.report import TestedBy, Uncertainty
from app.verification.requirement import Limit
from methods.acceptance import UPPER, Condition
from methods.exact_risk import conformance_text
from methods.ilac_g8 import ilac_nonbinary
from methods.precision import FACTOR_95, Iso4259Statement, Role, iso4259_statement
from methods.printing import exact_text, short_text
from methods.reading import Measured, Written
from methods.risk import RiskRefused

ILAC_G8 = "ILAC-G8:09/2019 non-binary, w = U"
JCGM_106 = "JCGM 106:2012 conformance probability"
ISO_4259 = "ISO 4259-2 single result, 95 %"
AS_REPORTED = "expanded uncertainty as reported"
NOT_COMPUTED = "not_computed"

# Numerator and denominator: a fraction takes longer to hash than all that is found by it.
Ratio = tuple[int, int]
# A laboratory reports the same few digits of one item again and again: what follows from them is kept for so many.
DIGITS = 16_384


def statements(
    limit: Limit, measured: Measured, tested_by: TestedBy, uncertainty: Uncertainty | None
) -> tuple[Statement, ...]:
    """Return what uncertainty and method precision allow to be said of a result against one limit in numbers.

    `measured` and `uncertainty` are in the unit of the limit. A censored or marked result is no single number: no
    precision speaks of it, and that its uncertainty was not used is said.
    """
    if measured.form is not Written.EXACT or measured.low is None:
        unused = () if uncertainty is None else (ILAC_G8, JCGM_106)
        return tuple(Statement(rule, AS_REPORTED, None, NOT_COMPUTED, ()) for rule in unused)
    value, method = measured.low[0].as_integer_ratio(), tested_by.method
    said = () if method is None else _of_precision(limit, method, tested_by.year, value)
    if uncertainty is None:
        return said
    expanded, k = uncertainty.expanded.as_integer_ratio(), uncertainty.k.as_integer_ratio()
    return said + _of_uncertainty(limit, value, expanded, k)


@dataclass(frozen=True, slots=True)
class _PrecisionLine:
    """The value up to which one side says one thing, and beyond which it says another."""

    last: Fraction
    upper: bool
    up_to: Statement
    beyond: Statement

    def statement(self, value: Fraction) -> Statement:
        within = value <= self.last if self.upper else value >= self.last
        return self.up_to if within else self.beyond


@lru_cache(maxsize=DIGITS)
def _of_precision(limit: Limit, method: Method, year: str | None, value: Ratio) -> tuple[Statement, ...]:
    return tuple(line.statement(Fraction(*value)) for line in _precision_lines(limit, method, year))


@lru_cache(maxsize=4096)
def _precision_lines(limit: Limit, method: Method, year: str | None) -> tuple[_PrecisionLine, ...]:
    """Compile what supplier and recipient may claim with 95 %; R is taken at the limit, as for a specification."""
    lines: list[_PrecisionLine] = []
    for condition in limit.conditions:
        for precision in method.precision:
            in_unit = limit.unit is not None and precision.unit == limit.unit.symbol
            reproducibility = precision.reproducibility_at(condition.bound.value, year) if in_unit else None
            if reproducibility is not None:
                source = f"{precision.of} ({precision.certainty})"
                lines += (_line(role, condition, reproducibility, source) for role in Role)
                break
    return tuple(lines)


def _line(role: Role, condition: Condition, reproducibility: Fraction, source: str) -> _PrecisionLine:
    bound, upper = condition.bound.value, condition.op in UPPER

    def say(value: Fraction) -> Iso4259Statement:
        return iso4259_statement(value, bound, upper=upper, R=reproducibility, role=role, factor=FACTOR_95)

    last = say(bound).decision_limit
    figures = (("R", short_text(reproducibility)), ("decision_limit", short_text(last)))
    up_to, beyond = (
        Statement(ISO_4259, source, role.value, say(value).statement.value, figures)
        for value in (last, last + reproducibility if upper else last - reproducibility)
    )
    return _PrecisionLine(last, upper, up_to, beyond)


@lru_cache(maxsize=DIGITS)
def _of_uncertainty(limit: Limit, value: Ratio, expanded: Ratio, k: Ratio) -> tuple[Statement, Statement]:
    """State zone and probability."""
    number, half_width = Fraction(*value), Fraction(*expanded)
    return _zone(limit, number, half_width), _probability(limit, number, half_width / Fraction(*k))


def _zone(limit: Limit, value: Fraction, expanded: Fraction) -> Statement:
    """State the zone by the nearest bound: with one guard band for all, no other bound is met worse."""
    condition = limit.nearest(value)[1]
    decision = ilac_nonbinary(value, condition.bound.value, upper=condition.op in UPPER, w=expanded)
    figures = (
        ("w", exact_text(expanded)),
        ("acceptance_limit", exact_text(decision.acceptance_limit)),
        ("rejection_limit", exact_text(decision.rejection_limit)),
    )
    return Statement(ILAC_G8, AS_REPORTED, None, decision.zone.value, figures)


def _probability(limit: Limit, value: Fraction, u: Fraction) -> Statement:
    lower = upper = None
    for condition in limit.conditions:
        if condition.op in UPPER:
            upper = condition.bound.value
        else:
            lower = condition.bound.value
    try:
        conform, nonconform = conformance_text(value, u, lower, upper)
    except RiskRefused:
        return Statement(JCGM_106, AS_REPORTED, None, NOT_COMPUTED, ())
    return Statement(JCGM_106, AS_REPORTED, None, None, (("p_conform", conform), ("p_nonconform", nonconform)))
