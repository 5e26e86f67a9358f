import pytest

from methods.unreadable import GRAMMAR, ReadingRefused, refuse_number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "value_missing"),
        ("NaN", "number_not_finite"),
        ("-nan", "number_not_finite"),
        ("sNaN", "number_not_finite"),
        ("inf", "number_not_finite"),
        ("+Infinity", "number_not_finite"),
        ("9" * 41, "number_too_long"),
        ("9" * 5000, "number_too_long"),
        ("0." + "0" * 39, "number_too_long"),
        ("1e0999", "number_out_of_range"),
        ("1E-1000", "number_out_of_range"),
        ("8,0", "decimal_separator_ambiguous"),
        ("1,234,567", "decimal_separator_ambiguous"),
        ("-1,234.5", "decimal_separator_ambiguous"),
        ("7.9±0.3", "uncertainty_in_value"),
        ("7.9 +/- 0.3", "uncertainty_in_value"),
        ("7.9 mg/kg", "unit_in_value"),
        ("7.9mg/kg", "unit_in_value"),
        ("75℃", "unit_in_value"),
        ("95 %", "unit_in_value"),
        ("8.", "number_malformed"),
        (".8", "number_malformed"),
        ("1_000", "number_malformed"),
        (" 7.9", "number_malformed"),
        ("7.9\n", "number_malformed"),
        ("--", "number_malformed"),
        ("8.05.1", "number_malformed"),
        ("8 .05", "number_malformed"),
        (",5", "number_malformed"),
        ("٧", "number_malformed"),
    ],
)
def test_the_fault_is_named(text: str, code: str) -> None:
    assert refuse_number(text).code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("８.０", "8.0 (U+FF18 stands there)"),
        ("−2", "-2 (U+2212 stands there)"),  # the sign that Word writes
        ("\u200b7.9", "7.9 (U+200B stands there)"),
        (" 7.9", "7.9 (U+0020 stands there)"),
        ("7.9\n", "7.9 (U+000A stands there)"),
        ("７．９", "7.9 (U+FF17 stands there)"),
        ("٧", f"{GRAMMAR} (U+0667 stands there)"),
        ("8.", GRAMMAR),
        ("6²", f"{GRAMMAR} (U+00B2 stands there)"),  # a footnote is no digit
    ],
)
def test_the_character_is_named_and_a_number_suggested(text: str, expected: str) -> None:
    assert refuse_number(text).expected == expected


def test_a_long_text_is_quoted_in_part() -> None:
    assert ReadingRefused("number_too_long", "9" * 40, "").found == "9" * 40
    assert ReadingRefused("number_too_long", "9" * 41, "").found == "9" * 40 + "…"


def test_a_refusal_says_code_text_and_expectation() -> None:
    assert str(ReadingRefused("value_missing", "", "a number")) == "value_missing: '', expected a number"
