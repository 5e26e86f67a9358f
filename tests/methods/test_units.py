from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.unit_spellings import find_unit
from methods.units import UNITS, WITHOUT_RATIOS, Kind, KindMismatch, Unit, convert, convert_difference, reference

VALUES = st.fractions(max_denominator=10**9)
SAME_KIND = [(a, b) for a in UNITS for b in UNITS if a.kind is b.kind]


@given(value=VALUES, pair=st.sampled_from(SAME_KIND))
def test_a_conversion_there_and_back_is_exact(value: Fraction, pair: tuple[Unit, Unit]) -> None:
    unit, target = pair
    assert convert(convert(value, unit, target), target, unit) == value
    assert convert_difference(convert_difference(value, unit, target), target, unit) == value


@given(value=VALUES, pair=st.sampled_from(SAME_KIND), via=st.data())
def test_a_detour_changes_nothing(value: Fraction, pair: tuple[Unit, Unit], via: st.DataObject) -> None:
    unit, target = pair
    between = via.draw(st.sampled_from([other for other in UNITS if other.kind is unit.kind]))
    assert convert(convert(value, unit, between), between, target) == convert(value, unit, target)


@given(values=st.tuples(VALUES, VALUES), pair=st.sampled_from(SAME_KIND))
def test_a_conversion_keeps_the_order_and_differences(
    values: tuple[Fraction, Fraction], pair: tuple[Unit, Unit]
) -> None:
    first, second = (convert(value, *pair) for value in values)
    assert (first < second) is (values[0] < values[1])
    assert first - second == convert_difference(values[0] - values[1], *pair)


@pytest.mark.parametrize(("one", "other"), list(combinations(Kind, 2)))
def test_kinds_never_mix(one: Kind, other: Kind) -> None:
    for unit, target in ((reference(one), reference(other)), (reference(other), reference(one))):
        with pytest.raises(KindMismatch, match=f"is a {unit.kind}, .* a {target.kind}"):
            convert(Fraction(1), unit, target)
        with pytest.raises(KindMismatch):
            convert_difference(Fraction(1), unit, target)


def test_no_two_units_of_different_kinds_convert() -> None:
    strangers = [(a, b) for a in UNITS for b in UNITS if a.kind is not b.kind]
    refused = 0
    for unit, target in strangers:
        try:
            convert(Fraction(1), unit, target)
        except KindMismatch:
            refused += 1
    assert refused == len(strangers)


@pytest.mark.parametrize(
    ("value", "spelling", "target", "expected"),
    [
        ("1", "%(m/m)", "mg/kg", "10000"),
        ("0.035", "%(m/m)", "mg/kg", "350"),
        ("8", "mg/kg", "%(m/m)", "0.0008"),
        ("1", "µg/g", "mg/kg", "1"),
        ("1", "g/kg", "mg/kg", "1000"),
        ("1", "g/g", "%(m/m)", "100"),
        ("1", "g/100g", "%(m/m)", "1"),
        ("1", "mL/L", "%(V/V)", "0.1"),
        ("1", "g/cm3", "kg/m3", "1000"),
        ("845.05", "kg/m3", "g/cm3", "0.84505"),
        ("8.0", "cSt", "mm2/s", "8"),
        ("1", "m2/s", "mm2/s", "1000000"),
        ("167", "degF", "degC", "75"),
        ("166.1", "degF", "degC", "74.5"),
        ("-40", "degF", "degC", "-40"),
        ("0", "degC", "K", "273.15"),
        ("3.6", "delta_degF", "delta_degC", "2"),
        ("2", "delta_degC", "delta_degF", "3.6"),
        ("1", "atm", "kPa", "101.325"),
        ("1", "MPa", "kPa", "1000"),
        ("1", "bar", "kPa", "100"),
        ("1000", "um", "mm", "1"),
        ("3.6", "km/h", "m/s", "1"),
        ("1", "t/h", "kg/h", "1000"),
        ("1", "h", "min", "60"),
        ("1", "mg/100mL", "mg/L", "10"),
        ("1", "mg/m3", "mg/L", "0.001"),
        ("1", "kΩ", "ohm", "1000"),
    ],
)
def test_known_conversions(value: str, spelling: str, target: str, expected: str) -> None:
    unit, into = find_unit(spelling, None), find_unit(target, None)
    assert convert(Fraction(value), unit, into) == Fraction(expected)
    assert convert(Fraction(expected), into, unit) == Fraction(value)


def test_a_difference_has_no_zero_point() -> None:
    fahrenheit, celsius = find_unit("degF", Kind.TEMPERATURE), find_unit("degC", Kind.TEMPERATURE)
    assert convert_difference(Fraction(9), fahrenheit, celsius) == 5
    assert convert(Fraction(9), fahrenheit, celsius) != 5
    assert convert_difference(Fraction(9), celsius, celsius) == 9


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_reference_unit_first(kind: Kind) -> None:
    assert reference(kind).kind is kind
    assert reference(kind).factor == 1
    assert reference(kind).offset == 0


def test_every_factor_is_above_0() -> None:
    assert [unit.symbol for unit in UNITS if unit.factor <= 0] == []


def test_shares_are_given_on_ratio_scales_only() -> None:
    assert Kind.TEMPERATURE in WITHOUT_RATIOS
    assert Kind.TEMPERATURE_DIFFERENCE not in WITHOUT_RATIOS
    with_offset = {unit.kind for unit in UNITS if unit.offset}
    assert with_offset <= WITHOUT_RATIOS
