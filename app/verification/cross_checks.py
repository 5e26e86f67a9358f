"""What a report says twice should agree. A disagreement is flagged beside the findings and never changes them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from app.verification.finding import Finding, Flag
from app.verification.report import Result
from app.verification.stated import stated_flags
from methods.computed import ComputedRefused
from methods.computed.cetane_index import cetane_index_from_density_20
from methods.reading import Measured, Written
from methods.unit_spellings import find_unit
from methods.units import Kind, Unit, convert

# The greatest difference at which a reported cetane index still agrees with its own formula.
CETANE_INDEX_AGREES = Fraction(1, 2)
_CELSIUS = find_unit("℃", Kind.TEMPERATURE)
_KG_PER_M3 = find_unit("kg/m³", Kind.DENSITY)
_ONE_NUMBER = frozenset({Written.EXACT, Written.MARKED})
_CETANE_INDEX, _DENSITY = "cetane_index", "density_20c"
_T10, _T50, _T90, _T95 = "distillation_t10", "distillation_t50", "distillation_t90", "distillation_t95"
_FORMULA = frozenset({_CETANE_INDEX, _DENSITY, _T10, _T50, _T90})
_COMPARED = _FORMULA | {_T95}


def cross_checked(results: Sequence[Result], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the flags of every check that a result did not meet."""
    own: dict[int, list[Finding]] = {id(result): [] for result in results}
    for finding in findings:
        if finding.result is not None:
            own[id(finding.result)].append(finding)
    flags = {id(result): stated_flags(result, own[id(result)]) for result in results}
    for flag, disagreeing in _disagreements(results):
        for result in disagreeing:
            flags[id(result)] = (*flags[id(result)], flag)
    return tuple(_flagged(finding, flags) for finding in findings)


def _flagged(finding: Finding, flags: dict[int, tuple[Flag, ...]]) -> Finding:
    more = () if finding.result is None else flags[id(finding.result)]
    return replace(finding, flags=finding.flags + more) if more else finding


def _disagreements(results: Sequence[Result]) -> list[tuple[Flag, list[Result]]]:
    single = _single_results(results)
    found: list[tuple[Flag, list[Result]]] = []
    rising = [place for place in (_T10, _T50, _T90, _T95) if place in single]
    values = {item: value for item in rising if (value := _exact(single[item], _CELSIUS)) is not None}
    temperatures = list(values.values())
    if any(later <= earlier for earlier, later in pairwise(temperatures)):
        found.append((Flag.DISTILLATION_ORDER, [single[item] for item in values]))
    if {result.characteristic.id for result in results} >= _FORMULA:
        agrees = _cetane_index_agrees(single, values)
        if not agrees:
            flag = Flag.CETANE_INDEX_NOT_CHECKED if agrees is None else Flag.CETANE_INDEX_DIFFERS
            found.append((flag, [result for result in results if result.characteristic.id == _CETANE_INDEX]))
    return found


def _single_results(results: Sequence[Result]) -> dict[str, Result]:
    """Return the compared items that have one value: of two that differ, none is more the right one."""
    values: dict[str, Fraction | None] = {}
    single: dict[str, Result] = {}
    differing: set[str] = set()
    for result in results:
        item, own = result.characteristic.id, result.characteristic.unit
        if item in _COMPARED:
            value = None if own is None else _exact(result, own)
            if values.setdefault(item, value) == value:
                single[item] = result
            else:
                differing.add(item)
    return {item: result for item, result in single.items() if item not in differing}


def _cetane_index_agrees(single: dict[str, Result], temperatures: dict[str, Fraction]) -> bool | None:
    """Tell whether the index is that of its formula; None where the formula cannot be used on what was reported."""
    if _CETANE_INDEX not in single or _DENSITY not in single or not {_T10, _T50, _T90} <= temperatures.keys():
        return None
    stated, density = _written(single[_CETANE_INDEX]), _exact(single[_DENSITY], _KG_PER_M3)
    if stated is None or density is None:
        return None
    try:
        computed = cetane_index_from_density_20(
            temperatures[_T10], temperatures[_T50], temperatures[_T90], density_20=density
        )
    except ComputedRefused:
        return None
    return abs(Fraction(computed) - stated) <= CETANE_INDEX_AGREES


def _written(result: Result) -> Fraction | None:
    reading = result.reading
    if isinstance(reading, Measured) and reading.form in _ONE_NUMBER and reading.low is not None:
        return reading.low[0]
    return None


def _exact(result: Result, target: Unit) -> Fraction | None:
    value = _written(result)
    return None if value is None or result.unit is None else convert(value, result.unit, target)
