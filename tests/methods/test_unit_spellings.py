from collections import Counter

import pytest

from methods.unit_spellings import AMBIGUOUS, NO_UNIT, Dialect, UnitRefused, find_unit
from methods.units import UNITS, Kind, Unit

LAB = [(spelling, unit) for unit in UNITS for spelling in unit.lab]
UCUM = [(spelling, unit) for unit in UNITS for spelling in unit.ucum]


@pytest.mark.parametrize(("spelling", "unit"), LAB)
def test_every_lab_spelling_is_its_unit(spelling: str, unit: Unit) -> None:
    assert find_unit(spelling, unit.kind) is unit


@pytest.mark.parametrize(("spelling", "unit"), UCUM)
def test_every_ucum_spelling_is_its_unit(spelling: str, unit: Unit) -> None:
    assert find_unit(spelling, unit.kind, Dialect.UCUM) is unit


@pytest.mark.parametrize("dialect", [LAB, UCUM])
def test_no_spelling_is_two_units_of_one_kind(dialect: list[tuple[str, Unit]]) -> None:
    meant = Counter((spelling, unit.kind) for spelling, unit in dialect)
    assert [pair for pair, times in meant.items() if times > 1] == []


def test_no_spelling_is_empty_or_has_blanks_around_it() -> None:
    assert [spelling for spelling, _ in LAB + UCUM if not spelling or spelling != spelling.strip()] == []


def test_marks_for_no_unit_and_ambiguous_texts_are_no_spellings() -> None:
    spellings = {spelling for spelling, _ in LAB}
    assert spellings.isdisjoint(NO_UNIT)
    assert spellings.isdisjoint(AMBIGUOUS)
    assert {"", "/", "—", "级"} == NO_UNIT


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        ("%", Kind.FRACTION),
        ("％", Kind.FRACTION),
        ("%(m/m)", Kind.MASS_FRACTION),
        ("%(v/v)", Kind.VOLUME_FRACTION),
        ("%(质量分数)", Kind.MASS_FRACTION),
        ("％（体积分数）", Kind.VOLUME_FRACTION),
        ("mg/kg", Kind.MASS_FRACTION),
        ("\u338e/\u338f", Kind.MASS_FRACTION),
        ("\u00b5g/g", Kind.MASS_FRACTION),
        ("\u03bcg/g", Kind.MASS_FRACTION),
        ("g/kg", Kind.MASS_FRACTION),
        ("g/g", Kind.MASS_FRACTION),
        ("ppm (m/m)", Kind.MASS_FRACTION),
        ("mg/L", Kind.MASS_CONCENTRATION),
        ("mg/m³", Kind.MASS_CONCENTRATION),
        ("g/cm3", Kind.DENSITY),
        ("kg/m3", Kind.DENSITY),
        ("kg/m³", Kind.DENSITY),
        ("mm2/s", Kind.KINEMATIC_VISCOSITY),
        ("mm²/s", Kind.KINEMATIC_VISCOSITY),
        ("cSt", Kind.KINEMATIC_VISCOSITY),
        ("degC", Kind.TEMPERATURE),
        ("degF", Kind.TEMPERATURE),
        ("℃", Kind.TEMPERATURE),
        ("°C", Kind.TEMPERATURE),
        ("delta_degC", Kind.TEMPERATURE_DIFFERENCE),
        ("delta_degF", Kind.TEMPERATURE_DIFFERENCE),
        ("mgKOH/g", Kind.ACID_NUMBER),
        ("mgKOH/100mL", Kind.ACIDITY),
        ("kPa", Kind.PRESSURE),
        ("MPa", Kind.PRESSURE),
        ("atm", Kind.PRESSURE),
        ("um", Kind.LENGTH),
        ("mm", Kind.LENGTH),
        ("ohm", Kind.RESISTANCE),
        ("\u2126", Kind.RESISTANCE),
        ("\u03a9", Kind.RESISTANCE),
        ("V", Kind.VOLTAGE),
        ("kg/h", Kind.MASS_FLOW),
        ("kg/(m³·h)", Kind.DRYING_INTENSITY),
        ("km/h", Kind.VELOCITY),
        ("r/min", Kind.ROTATIONAL_FREQUENCY),
        ("Hz", Kind.FREQUENCY),
        ("dB", Kind.SOUND_LEVEL),
        ("dB(A)", Kind.SOUND_LEVEL_A),
    ],
)
def test_alone_a_spelling_has_its_first_meaning(spelling: str, kind: Kind) -> None:
    assert find_unit(spelling, None).kind is kind


@pytest.mark.parametrize(
    ("spelling", "kinds"),
    [
        ("℃", {Kind.TEMPERATURE, Kind.TEMPERATURE_DIFFERENCE}),
        ("degF", {Kind.TEMPERATURE, Kind.TEMPERATURE_DIFFERENCE}),
        ("%", {Kind.FRACTION, Kind.MASS_FRACTION, Kind.VOLUME_FRACTION}),
        ("g/L", {Kind.DENSITY, Kind.MASS_CONCENTRATION}),
    ],
)
def test_the_kind_of_the_item_decides_between_meanings(spelling: str, kinds: set[Kind]) -> None:
    for kind in kinds:
        assert find_unit(spelling, kind).kind is kind
    assert {unit.kind for text, unit in LAB if text == spelling} == kinds


@pytest.mark.parametrize(
    ("case", "spelling", "kind", "symbol"),
    [
        ("U20", "mm2/s", Kind.KINEMATIC_VISCOSITY, "mm²/s"),
        ("U21", "mgKOH/100mL", Kind.ACIDITY, "mgKOH/100mL"),
        ("U22", "degC", Kind.TEMPERATURE_DIFFERENCE, "℃"),
    ],
)
def test_nasty_units_that_are_read(case: str, spelling: str, kind: Kind, symbol: str) -> None:
    del case
    unit = find_unit(spelling, kind)
    assert (unit.symbol, unit.kind) == (symbol, kind)
    assert unit.offset == 0


@pytest.mark.parametrize(
    ("case", "spelling", "kind", "code"),
    [
        ("U01", "9**9**9", Kind.MASS_FRACTION, "unit_unknown"),
        ("U02", "kg**1e400", Kind.MASS, "unit_unknown"),
        ("U04", "__import__('os')", Kind.MASS_FRACTION, "unit_unknown"),
        ("U08", "C", Kind.TEMPERATURE, "unit_ambiguous"),
        ("U09", "c", Kind.TEMPERATURE, "unit_unknown"),
        ("U10", "mass%", Kind.MASS_FRACTION, "unit_unknown"),
        ("U14", "ｍｇ/ｋｇ", Kind.MASS_FRACTION, "unit_unknown"),
        ("U15", "MG/KG", Kind.MASS_FRACTION, "unit_unknown"),
        ("U18", "%(v/v)", Kind.MASS_FRACTION, "unit_basis_mismatch"),
        ("", "ppm", Kind.MASS_FRACTION, "unit_ambiguous"),
        ("", "F", Kind.TEMPERATURE, "unit_ambiguous"),
        ("", "", Kind.MASS_FRACTION, "unit_unknown"),
        ("", "mg/kg ", Kind.MASS_FRACTION, "unit_unknown"),
        ("", "mg/kg", Kind.VOLUME_FRACTION, "unit_basis_mismatch"),
        ("", "dB", Kind.SOUND_LEVEL_A, "unit_basis_mismatch"),
        ("", "dB(A)", Kind.SOUND_LEVEL, "unit_basis_mismatch"),
        ("", "delta_degC", Kind.TEMPERATURE, "unit_basis_mismatch"),
        ("", "mg/L", Kind.DENSITY, "unit_basis_mismatch"),
        ("", "r/min", Kind.FREQUENCY, "unit_kind_mismatch"),
        ("", "mg/L", Kind.MASS_FRACTION, "unit_kind_mismatch"),
        ("", "mm", Kind.KINEMATIC_VISCOSITY, "unit_kind_mismatch"),
    ],
)
def test_nasty_units_are_refused_by_their_code(case: str, spelling: str, kind: Kind, code: str) -> None:
    del case
    with pytest.raises(UnitRefused) as refused:
        find_unit(spelling, kind)
    assert (refused.value.code, refused.value.found) == (code, spelling)


def test_another_letter_case_is_named_and_never_taken() -> None:
    with pytest.raises(UnitRefused) as refused:
        find_unit("MG/KG", Kind.MASS_FRACTION)
    assert refused.value.expected == "mg/kg (letter case carries meaning)"


def test_the_units_of_the_kind_are_offered() -> None:
    with pytest.raises(UnitRefused) as refused:
        find_unit("furlong", Kind.ACIDITY)
    assert refused.value.expected == "one of mgKOH/100mL"
    with pytest.raises(UnitRefused, match="expected a unit of the table"):
        find_unit("furlong", None)


def test_the_dialects_are_apart() -> None:
    assert find_unit("Cel", None, Dialect.UCUM).kind is Kind.TEMPERATURE
    for spelling, dialect in (("Cel", Dialect.LAB), ("℃", Dialect.UCUM)):
        with pytest.raises(UnitRefused, match="unit_unknown"):
            find_unit(spelling, None, dialect)
