from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.reading import (
    Cut,
    Graded,
    Measured,
    Sense,
    Written,
    read_class,
    read_number,
    read_quantity,
)
from methods.unreadable import GRAMMAR, ReadingRefused

SCALE = ("1a", "1b", "2a", "2b", "3a")


@pytest.mark.parametrize(
    ("text", "value", "interval"),
    [
        ("8", "8", "1"),
        ("8.00", "8", "0.01"),
        ("+7.9", "7.9", "0.1"),
        ("-2", "-2", "1"),
        ("007", "7", "1"),
        ("1e3", "1000", "1000"),
        ("1.5E-2", "0.015", "0.001"),
        ("15e+1", "150", "10"),
        ("0", "0", "1"),
        ("-0.0", "0", "0.1"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827", "1e-34"),
    ],
)
def test_a_number_keeps_its_text_and_the_worth_of_its_last_digit(text: str, value: str, interval: str) -> None:
    number = read_number(text)
    assert (number.text, number.value, number.interval) == (text, Fraction(value), Fraction(interval))


@pytest.mark.parametrize(
    "text",
    ["1e30", "-1e30", "1.000e30", "0.1e31", "1e-30", "100e-32", "0.001e-27", "9.99e29", "0e999", "1" + "0" * 30],
)
def test_magnitudes_up_to_both_ends_are_read(text: str) -> None:
    assert read_number(text).value == Fraction(text)


@pytest.mark.parametrize(
    "text",
    ["1.0001e30", "-1.1e30", "2e30", "1e31", "9.99e-31", "0.0001e-27", "1e400", "1e-400", "1" + "0" * 31],
)
def test_magnitudes_beyond_are_refused(text: str) -> None:
    with pytest.raises(ReadingRefused, match="number_out_of_range"):
        read_number(text)


@given(
    st.from_regex(r"[+-]?[0-9]{1,20}(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?", fullmatch=True, alphabet="+-.0123456789eE")
)
def test_the_grammar_means_what_the_decimal_text_means(text: str) -> None:
    magnitude = abs(Fraction(text))
    if magnitude == 0 or Fraction(1, 10**30) <= magnitude <= 10**30:
        number = read_number(text)
        assert number.value == Fraction(text)
        assert number.mantissa * number.interval == number.value
    else:
        with pytest.raises(ReadingRefused, match="number_out_of_range"):
            read_number(text)


@pytest.mark.parametrize(("length", "read"), [(40, True), (41, False)])
def test_at_most_40_characters_are_a_number(length: int, *, read: bool) -> None:
    text = "0." + "1" * (length - 2)
    if read:
        assert read_number(text).value == Fraction(text)
    else:
        with pytest.raises(ReadingRefused, match="number_too_long"):
            read_quantity(text, Sense())


@pytest.mark.parametrize(
    ("case", "text", "code"),
    [
        ("N01", "NaN", "number_not_finite"),
        ("N01", "sNaN", "number_not_finite"),
        ("N01", "Infinity", "number_not_finite"),
        ("N07", "9" * 5000, "number_too_long"),
        ("N11", "1_000", "number_malformed"),
        ("N12", "８.０", "number_malformed"),
        ("N13", "٧", "number_malformed"),
        ("N14", "−2", "number_malformed"),
        ("N15", "8,0", "decimal_separator_ambiguous"),
        ("N17", " 7.9", "number_malformed"),
        ("N18", "\u200b7.9", "number_malformed"),
        ("N20", "8.", "number_malformed"),
        ("N23", "", "value_missing"),
        ("N30", "7.9±0.3", "uncertainty_in_value"),
        ("N31", "7.9 mg/kg", "unit_in_value"),
        ("", "<<3", "number_malformed"),
        ("", "< 3", "number_malformed"),
        ("", "<8(+)", "number_malformed"),
        ("", "8(+)(+)", "number_malformed"),
        ("", "8 (+)", "number_malformed"),
        ("", "8(±)", "uncertainty_in_value"),
        ("", "≤3", "number_malformed"),
        ("", "<1e31", "number_out_of_range"),
        ("", "nd", "number_malformed"),
    ],
)
def test_nasty_numbers_are_refused_by_their_code(case: str, text: str, code: str) -> None:
    del case
    with pytest.raises(ReadingRefused) as refused:
        read_quantity(text, Sense())
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("case", "text", "value"),
    [
        ("N09", "8.00", "8"),
        ("N10", "0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        ("N19", "+7.9", "7.9"),
    ],
)
def test_nasty_numbers_that_are_read_keep_every_digit(case: str, text: str, value: str) -> None:
    del case
    reading = read_quantity(text, Sense())
    assert (reading.text, reading.form) == (text, Written.EXACT)
    assert reading.low == reading.high == (Fraction(value), 0)


@pytest.mark.parametrize(
    ("text", "form", "low", "high"),
    [
        ("<3", Written.CENSORED, None, (Fraction(3), -1)),
        ("<=3", Written.CENSORED, None, (Fraction(3), 0)),
        (">95", Written.CENSORED, (Fraction(95), 1), None),
        (">=95", Written.CENSORED, (Fraction(95), 0), None),
        ("<-5", Written.CENSORED, None, (Fraction(-5), -1)),
        ("8(+)", Written.MARKED, (Fraction(8), 1), (Fraction(8), 1)),
        ("8(-)", Written.MARKED, (Fraction(8), -1), (Fraction(8), -1)),
        ("-8(+)", Written.MARKED, (Fraction(-8), -1), (Fraction(-8), -1)),
        ("-8(-)", Written.MARKED, (Fraction(-8), 1), (Fraction(-8), 1)),
        ("0(+)", Written.MARKED, (Fraction(0), 1), (Fraction(0), 1)),
        ("-0(+)", Written.MARKED, (Fraction(0), -1), (Fraction(0), -1)),
        ("ND", Written.NOT_DETECTED, None, None),
        ("未检出", Written.NOT_DETECTED, None, None),
        ("痕迹", Written.TRACE, None, None),
    ],
)
def test_a_reading_is_the_set_of_values_left_possible(
    text: str, form: Written, low: Cut | None, high: Cut | None
) -> None:
    reading = read_quantity(text, Sense())
    assert (reading.form, reading.low, reading.high) == (form, low, high)


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("<3", (Fraction(3), -1)),
        ("<=0", (Fraction(0), 0)),
        ("ND", (Fraction(1, 2), -1)),
        ("痕迹", (Fraction(1, 20), -1)),
    ],
)
def test_a_quantity_that_is_never_negative_starts_at_0(text: str, high: Cut) -> None:
    sense = Sense(nonnegative=True, detection_limit=Fraction(1, 2), trace=Fraction(1, 20))
    reading = read_quantity(text, sense)
    assert (reading.low, reading.high) == ((Fraction(0), 0), high)


@pytest.mark.parametrize("text", ["<0", "<-5", "<=-0.1"])
def test_nothing_lies_below_0_there(text: str) -> None:
    with pytest.raises(ReadingRefused, match="physically_impossible"):
        read_quantity(text, Sense(nonnegative=True))


def test_nothing_is_rounded_up_to_0() -> None:
    with pytest.raises(ReadingRefused, match="nothing is rounded up to 0"):
        read_quantity("0.0(-)", Sense())


@pytest.mark.parametrize(
    ("text", "classes"),
    [("1a", {"1a"}), ("1A", {"1a"}), ("1", {"1a", "1b"}), ("3", {"3a"}), ("2b", {"2b"})],
)
def test_a_bare_digit_is_every_class_that_begins_with_it(text: str, classes: set[str]) -> None:
    assert read_class(text, SCALE) == Graded(text, frozenset(classes))


@pytest.mark.parametrize("text", ["", "4", "1c", "a", "1a ", "一级", "11"])
def test_a_class_outside_the_scale_is_refused(text: str) -> None:
    with pytest.raises(ReadingRefused, match="class_unknown"):
        read_class(text, SCALE)


def test_readings_are_frozen() -> None:
    reading = read_quantity("8", Sense())
    with pytest.raises(AttributeError):
        reading.text = "9"  # type: ignore[misc]  # the point of the test
    assert isinstance(reading, Measured)


@pytest.mark.parametrize("text", ["< 3", "<＝3", "> 3", "3 (+)", "<", "(+)"])
def test_no_number_is_suggested_that_would_lose_the_sign(text: str) -> None:
    with pytest.raises(ReadingRefused) as refused:
        read_quantity(text, Sense())
    assert refused.value.code == "number_malformed"
    assert refused.value.expected == GRAMMAR
    assert refused.value.found == text
