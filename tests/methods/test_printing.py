from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.printing import exact_text, set_text, short_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(8), "8"),
        (Fraction(-1300), "-1300"),
        (Fraction(1, 1250), "0.0008"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(81, 10), "8.1"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-2, 7), "-2/7"),
        (Fraction(1, 10**30), "0." + "0" * 29 + "1"),
        (Fraction(5, 64), "0.078125"),
        (Fraction(3, 125), "0.024"),
    ],
)
def test_exact_numbers_print_all_their_digits(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@given(st.fractions())
def test_what_is_printed_is_read_back_as_the_same_number(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@given(st.integers(), st.integers(0, 40))
def test_a_finite_decimal_prints_without_exponent_or_trailing_zero(mantissa: int, places: int) -> None:
    text = exact_text(Fraction(mantissa, 10**places))
    assert set(text) <= set("-.0123456789")
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("123456789.12"), "123456789.12"),  # 12 characters are short
        (Fraction("123456789.123"), "123457000"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 123456789013), "0.00000000000810000"),
        (Fraction(-22222222, 33333333333), "-0.000666667"),
    ],
)
def test_a_derived_figure_is_exact_where_that_is_short(value: Fraction, text: str) -> None:
    assert short_text(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ((Fraction(8), 0), (Fraction(8), 0), "8"),
        ((Fraction(8), 1), (Fraction(8), 1), "8(+)"),
        ((Fraction(8), -1), (Fraction(8), -1), "8(-)"),
        ((Fraction(-2), -1), (Fraction(-2), -1), "-2(+)"),
        ((Fraction(-2), 1), (Fraction(-2), 1), "-2(-)"),
        ((Fraction(0), 0), (Fraction(1, 2), -1), "[0, 0.5)"),
        ((Fraction(0), 1), (Fraction(1, 2), 0), "(0, 0.5]"),
        (None, (Fraction(8), 0), "(-∞, 8]"),
        ((Fraction(95), 1), None, "(95, +∞)"),
        ((Fraction(95), 0), None, "[95, +∞)"),
        (None, None, "(-∞, +∞)"),
        ((Fraction(0), -1), (Fraction(0), -1), "-0(+)"),
    ],
)
def test_sets_print_as_intervals_or_marked_numbers(
    low: tuple[Fraction, int] | None, high: tuple[Fraction, int] | None, text: str
) -> None:
    assert set_text(low, high) == text
