"""A value, its unit and a printed limit from the command line -> one exact reading and one compiled limit."""

from dataclasses import dataclass

from app.intake.take_in import Refused
from app.verification.requirement import Limit
from lims_adapters.contract import Issue
from methods.acceptance import Comparison, LimitRefused, Span, in_unit, span
from methods.limit_text import EXPECTED, WrittenLimit, read_limit
from methods.reading import Measured, Sense, read_quantity
from methods.unit_spellings import NO_UNIT, UnitRefused, find_unit
from methods.units import Kind, Unit
from methods.unreadable import ReadingRefused

COMPARISON_SOURCE = "GB/T 8170-2008 4.3"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: value, unit and limit, the comparison, and the kind where it was told."""

    value: str
    unit: str
    limit: str
    comparison: Comparison = Comparison.FULL_VALUE
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The limit with its acceptance set, and the reading in the unit of the limit; `unit` is that of the value."""

    unit: Unit
    target: Unit
    measured: Measured
    limit: Limit
    span: Span
    typed: Typed


def read_question(typed: Typed) -> Asked | Refused:
    """Read everything exactly, or name every part that cannot be read."""
    issues: list[Issue] = []
    reading = _reading(typed.value, issues)
    written = _written(typed.limit, issues)
    units = _units(typed, written, issues)
    if reading is None or written is None or units is None:
        return Refused(tuple(issues))
    unit, target = units
    try:
        acceptance = span(written.conditions, typed.comparison)
    except LimitRefused as refused:
        return Refused((Issue("limit_unreadable", "LIMIT", typed.limit, str(refused)),))
    limit = Limit(typed.limit, target, written.conditions, acceptance, typed.comparison, COMPARISON_SOURCE)
    return Asked(unit, target, in_unit(reading, unit, target), limit, acceptance, typed)


def _reading(value: str, issues: list[Issue]) -> Measured | None:
    try:
        return read_quantity(value, Sense())
    except ReadingRefused as refused:
        issues.append(Issue(refused.code, "VALUE", refused.found, refused.expected))
        return None


def _written(limit: str, issues: list[Issue]) -> WrittenLimit | None:
    try:
        return read_limit(limit)
    except LimitRefused:
        issues.append(Issue("limit_unreadable", "LIMIT", limit, EXPECTED))
        return None


def _units(typed: Typed, written: WrittenLimit | None, issues: list[Issue]) -> tuple[Unit, Unit] | None:
    printed = None if written is None else written.unit
    try:
        if printed is None or printed == typed.unit:
            unit = _unit(typed.unit, typed.kind)
            return unit, unit
        if typed.kind is not None:
            return _unit(typed.unit, typed.kind), _unit(printed, typed.kind)
        return _shared(typed.unit, printed)
    except UnitRefused as refused:
        issues.append(Issue(refused.code, "UNIT", refused.found, refused.expected))
        return None


def _unit(spelling: str, kind: Kind | None) -> Unit:
    return find_unit("1" if spelling in NO_UNIT else spelling, kind)


def _shared(spelling: str, printed: str) -> tuple[Unit, Unit]:
    """Return the units of two spellings in the kind that both have.

    Where several kinds fit, they have to convert alike: 3 °F are not the same number of ℃ as a difference.
    """
    ours, theirs = _meanings(spelling), _meanings(printed)
    pairs = [(ours[kind], theirs[kind]) for kind in ours if kind in theirs]
    if not pairs:
        raise UnitRefused("unit_kind_mismatch", spelling, f"a unit that converts to {printed}")
    if (
        len({(unit.factor / target.factor, (unit.offset - target.offset) / target.factor) for unit, target in pairs})
        > 1
    ):
        raise UnitRefused("unit_ambiguous", spelling, " or ".join(f"--kind {unit.kind.value}" for unit, _ in pairs))
    return pairs[0]


def _meanings(spelling: str) -> dict[Kind, Unit]:
    find_unit(spelling, None)
    meanings = {}
    for kind in Kind:
        try:
            meanings[kind] = find_unit(spelling, kind)
        except UnitRefused:
            continue
    return meanings
