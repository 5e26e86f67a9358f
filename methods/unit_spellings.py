"""Spelling of a unit -> unit: one closed table per dialect, matched exactly; no text reaches an expression parser."""

from collections.abc import Mapping
from enum import StrEnum

from methods.units import UNITS, Kind, Unit


class Dialect(StrEnum):
    """Who wrote the unit: a laboratory's text in Chinese or English, or a system that speaks UCUM."""

    LAB = "lab"
    UCUM = "ucum"


class UnitRefused(ValueError):
    """A spelling that is no unit of the item: `code`, the text `found`, and what is `expected` instead.

    Codes: `unit_unknown`, `unit_ambiguous` (several meanings), `unit_basis_mismatch` (another kind of the same
    sort: a volume fraction for a mass fraction), `unit_kind_mismatch` (another sort of quantity).
    """

    def __init__(self, code: str, found: str, expected: str) -> None:
        super().__init__(f"{code}: {found!r}, expected {expected}")
        self.code = code
        self.found = found
        self.expected = expected


# An item without a unit: nothing, or one of the marks that laboratories put into an empty cell.
NO_UNIT = frozenset({"", "/", "—", "级"})
AMBIGUOUS: Mapping[str, str] = {
    "C": "℃ (C alone is also coulomb)",
    "F": "°F (F alone is also farad)",
    "ppm": "mg/kg or ppm(m/m) for a mass fraction, %(V/V) or mL/L for a volume fraction",
}
_SAME_SORT = (
    frozenset({Kind.FRACTION, Kind.MASS_FRACTION, Kind.VOLUME_FRACTION}),
    frozenset({Kind.SOUND_LEVEL, Kind.SOUND_LEVEL_A}),
    frozenset({Kind.TEMPERATURE, Kind.TEMPERATURE_DIFFERENCE}),
    frozenset({Kind.DENSITY, Kind.MASS_CONCENTRATION}),
)


def _table(dialect: Dialect) -> Mapping[str, Mapping[Kind, Unit]]:
    table: dict[str, dict[Kind, Unit]] = {}
    for unit in UNITS:
        for spelling in unit.lab if dialect is Dialect.LAB else unit.ucum:
            table.setdefault(spelling, {})[unit.kind] = unit
    return table


_TABLES: Mapping[Dialect, Mapping[str, Mapping[Kind, Unit]]] = {dialect: _table(dialect) for dialect in Dialect}


def find_unit(spelling: str, kind: Kind | None, dialect: Dialect = Dialect.LAB) -> Unit:
    """Return the unit that `spelling` means for an item of `kind`.

    The kind of the item decides what ℃ or % mean; with kind None the spelling's first meaning counts (a bare
    number outside any report). Raises `UnitRefused`; letter case is kept, nothing is guessed.
    """
    meanings = _TABLES[dialect].get(spelling)
    if meanings is None:
        raise _unknown(spelling, kind, dialect)
    if kind is None:
        return next(iter(meanings.values()))
    unit = meanings.get(kind)
    if unit is None:
        raise UnitRefused(_mismatch(kind, meanings), spelling, _spellings_of(kind))
    return unit


def _mismatch(kind: Kind, meanings: Mapping[Kind, Unit]) -> str:
    for sort in _SAME_SORT:
        if kind in sort and not sort.isdisjoint(meanings):
            return "unit_basis_mismatch"
    return "unit_kind_mismatch"


def _unknown(spelling: str, kind: Kind | None, dialect: Dialect) -> UnitRefused:
    if spelling in AMBIGUOUS:
        return UnitRefused("unit_ambiguous", spelling, AMBIGUOUS[spelling])
    expected = _spellings_of(kind) if kind is not None else "a unit of the table"
    folded = spelling.casefold()
    near = [known for known in _TABLES[dialect] if known.casefold() == folded]
    if near:
        expected = f"{near[0]} (letter case carries meaning)"
    return UnitRefused("unit_unknown", spelling, expected)


def _spellings_of(kind: Kind) -> str:
    return "one of " + ", ".join(unit.symbol for unit in UNITS if unit.kind is kind)
