from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.reading import Sense, read_number, read_quantity
from methods.rounding import Ties, print_power, print_rounded, round_cut, value_to_round


def rounded(text: str, interval: str) -> str:
    step = read_number(interval)
    cut = read_quantity(text, Sense()).low
    assert cut is not None
    return print_rounded(round_cut(cut, step.value), step)


@pytest.mark.parametrize(
    ("text", "interval", "expected"),
    [
        ("12.1498", "0.1", "12.1"),
        ("10.5002", "1", "11"),
        ("1268", "100", "1300"),
        ("1.050", "0.1", "1.0"),
        ("0.35", "0.1", "0.4"),
        ("0.25", "0.1", "0.2"),
        ("2500", "1000", "2000"),
        ("3500", "1000", "4000"),
        ("-355", "10", "-360"),
        ("-325", "10", "-320"),
        ("-0.0365", "0.001", "-0.036"),
        ("15.4546", "1", "15"),
        ("8.05", "0.1", "8.0"),
        ("8.15", "0.1", "8.2"),
        ("2.675", "0.01", "2.68"),
        ("0.5", "1", "0"),
        ("1.5", "1", "2"),
        ("0.4999", "1", "0"),
        ("0.5001", "1", "1"),
        ("-0.5", "1", "0"),
        ("-0.04", "0.1", "0.0"),
        ("8", "0.01", "8.00"),
        ("0", "0.1", "0.0"),
    ],
)
def test_half_goes_to_the_even_digit_on_the_magnitude(text: str, interval: str, expected: str) -> None:
    assert rounded(text, interval) == expected


@pytest.mark.parametrize(
    ("text", "interval", "expected"),
    [
        ("60.25", "0.5", "60.0"),
        ("60.38", "0.5", "60.5"),
        ("60.28", "0.5", "60.5"),
        ("-60.75", "0.5", "-61.0"),
        ("830", "20", "840"),
        ("842", "20", "840"),
        ("-930", "20", "-920"),
        ("8.30", "0.2", "8.4"),
        ("8.29", "0.2", "8.2"),
    ],
)
def test_half_and_fifth_units(text: str, interval: str, expected: str) -> None:
    assert rounded(text, interval) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16.5", "16"),
        ("16.5(+)", "17"),
        ("16.5(-)", "16"),
        ("15.5", "16"),
        ("15.5(+)", "16"),
        ("15.5(-)", "15"),
        ("-15.5(-)", "-15"),
        ("-16.5(+)", "-17"),
        ("-16.5(-)", "-16"),
        ("16.50(+)", "17"),
        ("16.4(+)", "16"),
        ("16.6(-)", "17"),
        ("0(+)", "0"),
    ],
)
def test_a_mark_decides_a_tie_and_nothing_else(text: str, expected: str) -> None:
    assert rounded(text, "1") == expected


@pytest.mark.parametrize(
    ("text", "by_mark", "by_evenness"),
    [("16.5(+)", "17", "16"), ("15.5(-)", "15", "16"), ("-15.5(-)", "-15", "-16"), ("16.5", "16", "16")],
)
def test_a_mark_counts_only_where_ties_let_it(text: str, by_mark: str, by_evenness: str) -> None:
    reading = read_quantity(text, Sense())
    cuts = [value_to_round(reading, ties) for ties in (Ties.MARK_THEN_HALF_EVEN, Ties.HALF_EVEN)]
    assert [None if cut is None else str(round_cut(cut, Fraction(1))) for cut in cuts] == [by_mark, by_evenness]


@pytest.mark.parametrize("text", ["<5", ">=95", "ND", "痕迹"])
def test_what_is_no_single_value_is_not_rounded(text: str) -> None:
    reading = read_quantity(text, Sense(nonnegative=True))
    assert {value_to_round(reading, ties) for ties in Ties} == {None}


@pytest.mark.parametrize(
    ("rounded", "interval", "printed"),
    [
        ("1300", "100", "13x10^2"),
        ("-360", "10", "-36x10^1"),
        ("0", "1000", "0x10^3"),
        ("13", "1", None),
        ("840", "20", None),
        ("8.1", "0.1", None),
        ("60.5", "0.5", None),
    ],
)
def test_only_an_interval_of_ten_or_more_is_told_by_its_power(rounded: str, interval: str, printed: str | None) -> None:
    assert print_power(Fraction(rounded), Fraction(interval)) == printed


@given(
    value=st.fractions(max_denominator=10**6),
    interval=st.sampled_from(
        [Fraction(1), Fraction(10), Fraction(1, 10), Fraction(1, 2), Fraction(1, 5), Fraction(2), Fraction(3, 7)]
    ),
)
def test_rounding_equals_half_even_on_the_quotient(value: Fraction, interval: Fraction) -> None:
    assert round_cut((value, 0), interval) == round(value / interval) * interval
