from dataclasses import replace
from fractions import Fraction

import pytest

from methods import quantity
from methods.quantity import Quantity, prove_units, registry
from methods.unit_spellings import find_unit
from methods.units import UNITS, Kind, KindMismatch, Unit

PROVED = [unit for unit in UNITS if unit.pint is not None]


def test_pint_proves_every_unit() -> None:
    assert prove_units() == []


@pytest.mark.parametrize("unit", PROVED, ids=lambda unit: f"{unit.symbol} {unit.kind}")
def test_a_wrong_factor_is_caught(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantity, "UNITS", (replace(unit, factor=unit.factor * Fraction(1000001, 1000000)),))
    assert [fault.startswith(f"{unit.symbol}: 1 is ") for fault in prove_units()] == [True]


@pytest.mark.parametrize("unit", PROVED, ids=lambda unit: f"{unit.symbol} {unit.kind}")
def test_a_wrong_dimension_is_caught(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantity, "UNITS", (replace(unit, pint="candela/s"),))
    assert [fault.startswith(f"{unit.symbol}: ") for fault in prove_units()] == [True]


@pytest.mark.parametrize("symbol", ["°F", "K"])
def test_a_wrong_zero_point_is_caught(symbol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = next(unit for unit in UNITS if unit.symbol == symbol and unit.kind is Kind.TEMPERATURE)
    monkeypatch.setattr(quantity, "UNITS", (replace(unit, offset=unit.offset + Fraction(1, 1000)),))
    assert len(prove_units()) == 1


def test_a_unit_without_proof_must_be_alone_in_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    level = find_unit("dB(A)", None)
    monkeypatch.setattr(quantity, "UNITS", (level, replace(level, symbol="B(A)", factor=Fraction(10))))
    assert prove_units() == [
        "dB(A): no proof, and other units of its kind",
        "B(A): no proof, and other units of its kind",
    ]


def test_a_quantity_is_expressed_in_another_unit_of_its_kind() -> None:
    boiling = Quantity(Fraction(167), find_unit("degF", None))
    celsius = find_unit("degC", None)
    assert boiling.to(celsius) == Quantity(Fraction(75), celsius)
    with pytest.raises(KindMismatch):
        boiling.to(find_unit("delta_degC", None))


@pytest.mark.parametrize(
    ("value", "spelling", "pint_unit", "magnitude"),
    [
        ("8", "mg/kg", "g/kg", "0.008"),
        ("0.5", "mgKOH/100mL", "mg/L", "5"),
        ("3.0", "mm2/s", "cSt", "3"),
        ("75", "degC", "degF", "167"),
        ("2", "delta_degC", "delta_degF", "3.6"),
        ("60", "r/min", "revolution/s", "1"),
        ("6", "%(v/v)", "percent", "6"),
    ],
)
def test_a_user_gets_an_exact_pint_quantity(value: str, spelling: str, pint_unit: str, magnitude: str) -> None:
    handed = Quantity(Fraction(value), find_unit(spelling, None)).to_pint()
    assert handed.to(pint_unit).magnitude == Fraction(magnitude)
    assert isinstance(handed.magnitude, Fraction)


def test_there_is_one_registry() -> None:
    assert registry() is registry()
    grams = Quantity(Fraction(1), find_unit("g", None)).to_pint()
    assert (grams + Quantity(Fraction(1), find_unit("kg", None)).to_pint()).to("g").magnitude == 1001


@pytest.mark.parametrize("spelling", ["dB", "dB(A)"])
def test_pint_has_no_sound_levels_of_ours(spelling: str) -> None:
    with pytest.raises(ValueError, match="pint has no unit for dB"):
        Quantity(Fraction(85), find_unit(spelling, None)).to_pint()
