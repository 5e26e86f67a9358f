"""Kinds of quantity and the one table of units: exact factors, the spellings of laboratories and of UCUM.

A kind is narrower than a dimension: a mass fraction is not a volume fraction, a temperature difference is not a
temperature, dB(A) is not dB. Conversion exists only inside one kind.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache


class Kind(StrEnum):
    """Kind of quantity (JCGM 200:2012 sense); units of different kinds never convert."""

    ACIDITY = "acidity"
    ACID_NUMBER = "acid_number"
    CONDUCTIVITY = "conductivity"
    DENSITY = "density"
    DRYING_INTENSITY = "drying_intensity"
    FRACTION = "fraction"
    FREQUENCY = "frequency"
    KINEMATIC_VISCOSITY = "kinematic_viscosity"
    LENGTH = "length"
    MASS = "mass"
    MASS_CONCENTRATION = "mass_concentration"
    MASS_FLOW = "mass_flow"
    MASS_FRACTION = "mass_fraction"
    NUMBER = "number"
    PRESSURE = "pressure"
    RESISTANCE = "resistance"
    ROTATIONAL_FREQUENCY = "rotational_frequency"
    SOUND_LEVEL = "sound_level"
    SOUND_LEVEL_A = "sound_level_a"
    TEMPERATURE = "temperature"
    TEMPERATURE_DIFFERENCE = "temperature_difference"
    TIME = "time"
    VELOCITY = "velocity"
    VOLTAGE = "voltage"
    VOLUME = "volume"
    VOLUME_FRACTION = "volume_fraction"


# Zero of these scales is a convention, so a share of the limit would say nothing.
WITHOUT_RATIOS = frozenset({Kind.NUMBER, Kind.SOUND_LEVEL, Kind.SOUND_LEVEL_A, Kind.TEMPERATURE})

# Contents, of which a trace too small to see may be there: "not detected" has a meaning only for these.
CONTENTS = frozenset({
    Kind.ACIDITY, Kind.ACID_NUMBER, Kind.FRACTION, Kind.MASS_CONCENTRATION, Kind.MASS_FRACTION, Kind.VOLUME_FRACTION,
})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One unit, equal to itself alone: value in the kind's reference unit = value * factor + offset, both exact.

    `pint` is the expression that proves factor and dimension; None where pint has no such unit, and then the unit
    is the only one of its kind. `lab` and `ucum` are its closed spellings, letter case kept.
    """

    symbol: str
    kind: Kind
    factor: Fraction
    pint: str | None
    lab: tuple[str, ...]
    ucum: tuple[str, ...] = ()
    offset: Fraction = Fraction(0)


class KindMismatch(ValueError):
    """Two units of different kinds: nothing is converted."""


def convert(value: Fraction, unit: Unit, target: Unit) -> Fraction:
    """Express `value` in `target`, exactly.

    Raises `KindMismatch` when the units are of different kinds.
    """
    if unit is target:
        return value
    slope, zero = _line(unit, target)
    return value * slope + zero if zero else value * slope


def convert_difference(value: Fraction, unit: Unit, target: Unit) -> Fraction:
    """Express a difference or an uncertainty in `target`: factors only, no zero point."""
    return value if unit is target else value * _line(unit, target)[0]


@cache
def _line(unit: Unit, target: Unit) -> tuple[Fraction, Fraction]:
    if unit.kind is not target.kind:
        raise KindMismatch(f"{unit.symbol} is a {unit.kind}, {target.symbol} a {target.kind}")
    return unit.factor / target.factor, (unit.offset - target.offset) / target.factor


def _unit(row: tuple[str, Kind, str, str | None, str, str]) -> Unit:
    symbol, kind, factor, pint, lab, ucum = row
    scale, _, offset = factor.partition(" ")
    return Unit(
        symbol, kind, Fraction(scale), pint, (symbol, *_spellings(lab)), _spellings(ucum), Fraction(offset or "0")
    )


def _spellings(text: str) -> tuple[str, ...]:
    return tuple(text.split(" | ")) if text else ()


_MASS_PERCENT = (
    "%（m/m） | % (m/m) | ％(m/m) | ％（m/m） | %(质量分数) | %（质量分数） | % (质量分数) | ％（质量分数）"
    " | ％(质量分数) | (质量分数)/% | （质量分数）/% | 质量分数/% | %(w/w) | % (w/w) | %m/m | % | ％"
)
_VOLUME_PERCENT = (
    "%(v/v) | %（V/V） | %（v/v） | % (V/V) | % (v/v) | ％(V/V) | ％（V/V） | %(体积分数) | %（体积分数）"
    " | % (体积分数) | ％（体积分数） | ％(体积分数) | (体积分数)/% | （体积分数）/% | 体积分数/% | %v/v | %V/V"
    " | % | ％"
)

# symbol, kind, factor [offset] to the first unit of the kind, pint expression, lab spellings, UCUM spellings.
# A spelling may stand for several kinds; where nothing tells the kind, the first row wins.
_ROWS: tuple[tuple[str, Kind, str, str | None, str, str], ...] = (
    ("%", Kind.FRACTION, "1", "percent", "％", "%"),
    ("mg/kg", Kind.MASS_FRACTION, "1", "mg/kg", "㎎/㎏ | mg·kg-1 | ppm(m/m) | ppm (m/m) | ppm（m/m）", "mg/kg | [ppm]"),
    ("µg/g", Kind.MASS_FRACTION, "1", "ug/g", "μg/g | ug/g | ㎍/g", "ug/g"),
    ("µg/kg", Kind.MASS_FRACTION, "1/1000", "ug/kg", "μg/kg | ug/kg", "ug/kg"),
    ("mg/g", Kind.MASS_FRACTION, "1000", "mg/g", "", "mg/g"),
    ("g/kg", Kind.MASS_FRACTION, "1000", "g/kg", "", "g/kg"),
    ("g/100g", Kind.MASS_FRACTION, "10000", "g/(100*g)", "g/100 g", "g/(100.g)"),
    ("g/g", Kind.MASS_FRACTION, "1000000", "g/g", "kg/kg", "g/g | kg/kg"),
    ("%(m/m)", Kind.MASS_FRACTION, "10000", "g/(100*g)", _MASS_PERCENT, "%{mass} | %"),
    ("%(V/V)", Kind.VOLUME_FRACTION, "1", "mL/(100*mL)", _VOLUME_PERCENT, "%{vol} | %"),
    ("mL/L", Kind.VOLUME_FRACTION, "1/10", "mL/L", "ml/L | ml/l", "mL/L"),
    ("mL/100mL", Kind.VOLUME_FRACTION, "1", "mL/(100*mL)", "ml/100ml | mL/100 mL", "mL/(100.mL)"),
    ("L/L", Kind.VOLUME_FRACTION, "100", "L/L", "mL/mL", "L/L"),
    ("1", Kind.NUMBER, "1", "dimensionless", "", "1"),
    ("kg/m³", Kind.DENSITY, "1", "kg/m**3", "kg/m3 | kg/m^3 | ㎏/m³ | kg·m-3", "kg/m3"),
    ("g/cm³", Kind.DENSITY, "1000", "g/cm**3", "g/cm3 | g/cm^3", "g/cm3"),
    ("g/mL", Kind.DENSITY, "1000", "g/mL", "g/ml", "g/mL"),
    ("kg/L", Kind.DENSITY, "1000", "kg/L", "kg/l", "kg/L"),
    ("g/L", Kind.DENSITY, "1", "g/L", "g/l", "g/L"),
    ("mg/L", Kind.MASS_CONCENTRATION, "1", "mg/L", "mg/l", "mg/L"),
    ("g/L", Kind.MASS_CONCENTRATION, "1000", "g/L", "g/l", "g/L"),
    ("mg/mL", Kind.MASS_CONCENTRATION, "1000", "mg/mL", "mg/ml", "mg/mL"),
    ("mg/100mL", Kind.MASS_CONCENTRATION, "10", "mg/(100*mL)", "mg/100 mL | mg/100ml | mg/100 ml", "mg/(100.mL)"),
    ("g/m³", Kind.MASS_CONCENTRATION, "1", "g/m**3", "g/m3 | g/m^3", "g/m3"),
    ("mg/m³", Kind.MASS_CONCENTRATION, "1/1000", "mg/m**3", "mg/m3 | mg/m^3 | ㎎/m³ | ㎎/m3", "mg/m3"),
    ("µg/m³", Kind.MASS_CONCENTRATION, "1/1000000", "ug/m**3", "μg/m³ | µg/m3 | μg/m3 | ug/m3", "ug/m3"),
    (
        "mgKOH/100mL", Kind.ACIDITY, "1", "mg/(100*mL)",
        "mgKOH/100ml | mg KOH/100 mL | mg KOH/100mL | mg KOH/100ml | mgKOH/100 mL | mg(KOH)/100mL | mg（KOH）/100mL",
        "mg{KOH}/(100.mL)",
    ),
    ("mgKOH/g", Kind.ACID_NUMBER, "1", "mg/g", "mg KOH/g | mg(KOH)/g", "mg{KOH}/g"),
    ("mm²/s", Kind.KINEMATIC_VISCOSITY, "1", "mm**2/s", "mm2/s | mm^2/s | ㎟/s", "mm2/s"),
    ("cSt", Kind.KINEMATIC_VISCOSITY, "1", "cSt", "厘斯", "cSt"),
    ("m²/s", Kind.KINEMATIC_VISCOSITY, "1000000", "m**2/s", "m2/s", "m2/s"),
    ("℃", Kind.TEMPERATURE, "1", "degC", "°C | degC | 摄氏度", "Cel"),
    ("°F", Kind.TEMPERATURE, "5/9 -160/9", "degF", "℉ | degF", "[degF]"),
    ("K", Kind.TEMPERATURE, "1 -5463/20", "kelvin", "", "K"),
    ("℃", Kind.TEMPERATURE_DIFFERENCE, "1", "delta_degC", "°C | degC | delta_degC | 摄氏度", "Cel"),
    ("°F", Kind.TEMPERATURE_DIFFERENCE, "5/9", "delta_degF", "℉ | degF | delta_degF", "[degF]"),
    ("K", Kind.TEMPERATURE_DIFFERENCE, "1", "kelvin", "", "K"),
    ("kPa", Kind.PRESSURE, "1", "kPa", "㎪", "kPa"),
    ("Pa", Kind.PRESSURE, "1/1000", "Pa", "", "Pa"),
    ("MPa", Kind.PRESSURE, "1000", "MPa", "㎫", "MPa"),
    ("bar", Kind.PRESSURE, "100", "bar", "", "bar"),
    ("atm", Kind.PRESSURE, "4053/40", "atm", "", "atm"),
    ("µm", Kind.LENGTH, "1", "um", "μm | um | ㎛", "um"),
    ("mm", Kind.LENGTH, "1000", "mm", "㎜", "mm"),
    ("m", Kind.LENGTH, "1000000", "m", "", "m"),
    ("g", Kind.MASS, "1", "g", "", "g"),
    ("mg", Kind.MASS, "1/1000", "mg", "㎎", "mg"),
    ("kg", Kind.MASS, "1000", "kg", "㎏", "kg"),
    ("mL", Kind.VOLUME, "1", "mL", "ml | ㎖", "mL"),
    ("L", Kind.VOLUME, "1000", "L", "l", "L"),
    ("s", Kind.TIME, "1", "s", "", "s"),
    ("min", Kind.TIME, "60", "min", "", "min"),
    ("h", Kind.TIME, "3600", "hour", "", "h"),
    ("kg/h", Kind.MASS_FLOW, "1", "kg/hour", "㎏/h", "kg/h"),
    ("t/h", Kind.MASS_FLOW, "1000", "metric_ton/hour", "", "t/h"),
    ("km/h", Kind.VELOCITY, "1", "km/hour", "", "km/h"),
    ("m/s", Kind.VELOCITY, "18/5", "m/s", "", "m/s"),
    (
        "kg/(m³·h)", Kind.DRYING_INTENSITY, "1", "kg/(m**3*hour)",
        "kg/(m3·h) | kg/(m3.h) | kg/(m³.h) | kg/(m3*h) | kg/（m³·h） | kg/（m3·h） | kg/m³·h | kg/m3·h",
        "kg/(m3.h)",
    ),
    ("Ω", Kind.RESISTANCE, "1", "ohm", "\u2126 | ohm | 欧姆", "Ohm"),
    ("kΩ", Kind.RESISTANCE, "1000", "kiloohm", "k\u2126", "kOhm"),
    ("MΩ", Kind.RESISTANCE, "1000000", "megaohm", "M\u2126 | Mohm", "MOhm"),
    ("V", Kind.VOLTAGE, "1", "V", "", "V"),
    ("kV", Kind.VOLTAGE, "1000", "kV", "", "kV"),
    ("pS/m", Kind.CONDUCTIVITY, "1", "pS/m", "", "pS/m"),
    ("r/min", Kind.ROTATIONAL_FREQUENCY, "1", "revolution/min", "rpm | 转/分", ""),
    ("Hz", Kind.FREQUENCY, "1", "Hz", "", "Hz"),
    ("dB", Kind.SOUND_LEVEL, "1", None, "", "dB"),
    ("dB(A)", Kind.SOUND_LEVEL_A, "1", None, "dB（A） | dBA | dB (A)", ""),
)  # fmt: skip

UNITS: tuple[Unit, ...] = tuple(_unit(row) for row in _ROWS)


def reference(kind: Kind) -> Unit:
    """Return the unit in which the factors of a kind are given: its first in the table."""
    return next(unit for unit in UNITS if unit.kind is kind)
