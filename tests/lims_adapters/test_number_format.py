"""A number cell gives the digits that a person sees, and never other ones."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lims_adapters.formats.xlsx_table.dates import date_entry, is_date
from lims_adapters.formats.xlsx_table.number_format import number_entry
from lims_adapters.grid import Noted, Origin, Unusable, content


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("6.2", "General", "6.2"),
        ("6.2000000000000002", "General", "6.2"),
        ("9.9499999999999993", "General", "9.95"),
        ("8.0399999999999991", "0.00", "8.04"),
        ("0.10000000000000001", "@", "0.1"),
        ("8.10", "General", "8.1"),
        ("-5", "General", "-5"),
        ("0", "General", "0"),
        ("-0", "General", "0"),
        ("1E-3", "General", "0.001"),
        ("1.5E+3", "General", "1500"),
        ("1E+30", "General", "1E+30"),
        ("1E-30", "0.00", "1E-30"),
        ("6", "0.0", "6.0"),
        ("6", "0.00", "6.00"),
        ("6.2", "0.00", "6.20"),
        ("-6", "0.0", "-6.0"),
        ("8.04", "0.0", "8.04"),
        ("8.04", "0", "8.04"),
        ("7", "000", "007"),
        ("1234.5", "#,##0.00", "1234.50"),
        ("0", "0.0", "0.0"),
        ("6", "#.##", "6"),
        ("6", "0.0#", "6.0"),
        ("6", "0.0?", "6.0"),
        ("100000", "0.00E+00", "1.00E+05"),
        ("0.001", "0.00E+00", "1.00E-03"),
        ("123456", "0.00E+00", "123456"),
        ("123456", "##0.0E+0", "123456"),
        ("6", "0.0_ ", "6.0"),
        ("6", "0.00_);[Red]\\(0.00\\)", "6.00"),
        ("-6", "0.00_);[Red]\\(0.00\\)", "-6.00"),
        ("-6", "0.00_);(0.00)", "-6.00"),
        ("-6", "0.0;-0.0", "-6.0"),
        ("-6", "General;-General", "-6"),
        ("6", "0.0;-0.0;0", "6.0"),
        ("0", "0.0;-0.0;0", "0"),
        ("6", "[Blue]0.0", "6.0"),
        ("6", "[$-804]0.0", "6.0"),
        ("6", '0.0" "', "6.0"),
        ("6", "* 0.0", "6.0"),
    ],
)
def test_shown_digits_are_kept(raw: str, code: str, text: str) -> None:
    entry = number_entry(raw, code)
    assert not isinstance(entry, Unusable)
    assert content(entry) == text


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("8.000000000000001", "General", "8"),
        ("8.0000000000000018", "General", "8"),
        ("7.9999999999999991", "0.0", "8.0"),
        ("820.00000000000011", "General", "820"),
        ("0.30000000000000004", "General", "0.3"),
    ],
)
def test_binary_noise_beyond_15_digits_is_dropped_and_noted(raw: str, code: str, text: str) -> None:
    assert number_entry(raw, code) == Noted(text, raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("0.06", "0%"),
        ("0.06", "0.00%"),
        ("6", '0.0" mg/kg"'),
        ("5", '"<"0'),
        ("5", "\\<0"),
        ("6200", "0,"),
        ("6200", "0.0,"),
        ("0.5", "# ?/?"),
        ("6", "[$¥-804]0.0"),
        ("6", "$0.0"),
        ("6", "[DBNum1]0"),
        ("6", "[White]0"),
        ("6", "[>5]0;[<=5]0.0"),
        ("6", ";;;"),
        ("6", ""),
        ("0", "0.0;-0.0;"),
        ("0", '0.0;-0.0;"-"'),
        ("-6", "0.0;0.0"),
        ("-6", "0.0;[Red]0.0"),
        ("6", "-0.0"),
        ("6", "(0.0)"),
        ("-6", "General;General"),
    ],
)
def test_a_format_that_shows_another_number_is_refused(raw: str, code: str) -> None:
    entry = number_entry(raw, code)
    assert isinstance(entry, Unusable)
    assert entry.code == "number_format"


@pytest.mark.parametrize("raw", ["NaN", "INF", "1e9999", "1e999", "1e-999", "6,2", "0x10", " 6", "", "9" * 41, "٧"])
def test_a_number_cell_holds_a_number(raw: str) -> None:
    entry = number_entry(raw, "General")
    assert isinstance(entry, Unusable)
    assert entry.code == "cell_unreadable"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5))
def test_fifteen_digits_are_never_changed(number: Decimal) -> None:
    entry = number_entry(f"{number:f}", "0.00")
    assert not isinstance(entry, Unusable)
    assert Decimal(content(entry)) == number


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["General", "0.00", "0.00E+00", "#,##0"]))
def test_every_double_keeps_its_fifteen_digits(number: float, code: str) -> None:
    entry = number_entry(repr(number), code)
    assert not isinstance(entry, Unusable)
    text = entry.text if isinstance(entry, Noted) else entry
    assert Decimal(text) == Decimal(f"{number:.14e}")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"d"日"', True),
        ("[$-804]m/d/yy", True),
        ("h:mm", True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00E+00", False),
        ("[Red]0.0", False),
        ('0.0" days"', False),
        ("0\\d", False),
        ("@", False),
    ],
)
def test_a_format_with_a_part_of_a_date_shows_a_date(code: str, *, expected: bool) -> None:
    assert is_date(code) is expected


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("45215", "2023-10-16"),
        ("61", "1900-03-01"),
        ("46152.4375", "2026-05-10T10:30:00"),
        ("46152.999999999", "2026-05-10T23:59:59"),
        ("46152.3333333333", "2026-05-10T08:00:00"),
        ("2958465", "9999-12-31"),
    ],
)
def test_a_day_count_becomes_a_date(raw: str, text: str) -> None:
    assert date_entry(raw, from_1904=False) == Noted(text, raw, Origin.DAY)


def test_a_workbook_may_count_from_1904() -> None:
    assert date_entry("0", from_1904=True) == Noted("1904-01-01", "0", Origin.DAY)
    assert date_entry("43753", from_1904=True) == Noted("2023-10-16", "43753", Origin.DAY)


@pytest.mark.parametrize(
    "raw", ["60", "0", "-1", "2958466", "2958465.99999999", "1e5", "NaN", "0.5", "99999999", "2023-10-16"]
)
def test_a_day_count_without_an_agreed_date_is_refused(raw: str) -> None:
    entry = date_entry(raw, from_1904=False)
    assert isinstance(entry, Unusable)
    assert entry.code == "date_invalid"


def test_the_last_day_counted_from_1904_is_the_last_day() -> None:
    assert date_entry("2957003", from_1904=True) == Noted("9999-12-31", "2957003", Origin.DAY)
    assert isinstance(date_entry("2957004", from_1904=True), Unusable)
