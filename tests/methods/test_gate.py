from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.acceptance import Comparison, Span, judge_span, span
from methods.gate import gate
from methods.limit_text import read_limit
from methods.outcome import Outcome
from methods.reading import Cut, Number, read_number
from methods.unit_spellings import find_unit
from methods.units import Kind, KindMismatch, Unit, convert

PER_KG = find_unit("mg/kg", Kind.MASS_FRACTION)
PERCENT = find_unit("%", Kind.MASS_FRACTION)
CELSIUS = find_unit("℃", Kind.TEMPERATURE)
FAHRENHEIT = find_unit("°F", Kind.TEMPERATURE)

numbers = st.builds(
    lambda mantissa, exponent: read_number(f"{mantissa}e{exponent}"),
    st.integers(-10_000, 10_000),
    st.integers(-6, 6),
)
cuts = st.none() | st.tuples(st.fractions(-100, 100, max_denominator=1000), st.sampled_from((-1, 0, 1)))


@pytest.mark.parametrize(
    ("limit", "typed", "outcome"),
    [
        ("≤8", "0.0008", Outcome.CONFORMING),
        ("≤8", "0.00080", Outcome.CONFORMING),
        ("≤8", "0.000801", Outcome.NONCONFORMING),
        ("<8", "0.0008", Outcome.NONCONFORMING),
        ("<8", "0.00079", Outcome.CONFORMING),
        (">8", "0.0008", Outcome.NONCONFORMING),
        ("≥8", "0.0008", Outcome.CONFORMING),
        ("≥8", "7e-4", Outcome.NONCONFORMING),
    ],
)
def test_a_number_in_percent_against_a_limit_in_mg_per_kg(limit: str, typed: str, outcome: Outcome) -> None:
    compiled = gate(span(read_limit(limit).conditions, Comparison.FULL_VALUE), PER_KG, PERCENT)
    for _ in range(2):
        assert compiled.judge(read_number(typed)) is outcome


@given(cuts, cuts, numbers, st.sampled_from(((PER_KG, PERCENT), (CELSIUS, FAHRENHEIT), (PER_KG, PER_KG))))
def test_a_gate_decides_as_the_span_itself(
    low: Cut | None, high: Cut | None, number: Number, units: tuple[Unit, Unit]
) -> None:
    limit_unit, unit = units
    value = convert(number.value, unit, limit_unit)
    expected = judge_span(Span(low, high), (value, 0), (value, 0))
    if low is None or high is None or low <= high:
        assert gate(Span(low, high), limit_unit, unit).judge(number) is expected


def test_mantissas_are_the_numbers_that_can_be_written_inside() -> None:
    compiled = gate(Span((Fraction(3), 0), (Fraction(8), -1)), PER_KG, PER_KG)
    assert compiled.mantissas(-1) == (30, 79)
    assert compiled.mantissas(1) == (1, 0)
    assert gate(Span(None, (Fraction(8), 0)), PER_KG, PER_KG).mantissas(0) == (None, 8)


def test_a_gate_never_joins_two_kinds() -> None:
    with pytest.raises(KindMismatch):
        gate(Span(None, (Fraction(8), 0)), PER_KG, CELSIUS)
