from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.printing import exact_text, set_text, short_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F(0), "0"),
        (F(8), "8"),
        (F(-1300), "-1300"),
        (F(1, 1250), "0.0008"),
        (F(-1, 2), "-0.5"),
        (F(81, 10), "8.1"),
        (F(1, 3), "1/3"),
        (F(-2, 7), "-2/7"),
        (F(1, 10**30), "0." + "0" * 29 + "1"),
        (F(5, 64), "0.078125"),
        (F(3, 125), "0.024"),
    ],
)
def test_exact_numbers_print_all_their_digits(value: F, text: str) -> None:
    assert exact_text(value) == text


@given(st.fractions())
def test_what_is_printed_is_read_back_as_the_same_number(value: F) -> None:
    assert F(exact_text(value)) == value


@given(st.integers(), st.integers(0, 40))
def test_a_finite_decimal_prints_without_exponent_or_trailing_zero(mantissa: int, places: int) -> None:
    text = exact_text(F(mantissa, 10**places))
    assert set(text) <= set("-.0123456789")
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (F("123456789.12"), "123456789.12"),  # 12 characters are short
        (F("123456789.123"), "123457000"),
        (F(1, 3), "1/3"),
        (F(1, 123456789013), "0.00000000000810000"),
        (F(-22222222, 33333333333), "-0.000666667"),
    ],
)
def test_a_derived_figure_is_exact_where_that_is_short(value: F, text: str) -> None:
    assert short_text(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ((F(8), 0), (F(8), 0), "8"),
        ((F(8), 1), (F(8), 1), "8(+)"),
        ((F(8), -1), (F(8), -1), "8(-)"),
        ((F(-2), -1), (F(-2), -1), "-2(+)"),
        ((F(-2), 1), (F(-2), 1), "-2(-)"),
        ((F(0), 0), (F(1, 2), -1), "[0, 0.5)"),
        ((F(0), 1), (F(1, 2), 0), "(0, 0.5]"),
        (None, (F(8), 0), "(-∞, 8]"),
        ((F(95), 1), None, "(95, +∞)"),
        ((F(95), 0), None, "[95, +∞)"),
        (None, None, "(-∞, +∞)"),
    ],
)
def test_sets_print_as_intervals_or_marked_numbers(
    low: tuple[F, int] | None, high: tuple[F, int] | None, text: str
) -> None:
    assert set_text(low, high) == text
