from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.terms import months_after, years_after, years_after_or_last

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),  # February has no day 31
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", 6, "2026-09-30"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-08-31", -6, "2026-02-28"),
        ("2026-03-01", -3, "2025-12-01"),
        ("2026-05-10", 0, "2026-05-10"),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_the_month(start: str, months: int, end: str) -> None:
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [("2024-02-29", 3, "2027-02-28"), ("2024-02-29", 4, "2028-02-29"), ("2023-02-28", 1, "2024-02-28")],
)
def test_a_leap_day_has_its_anniversary_on_the_last_of_february(start: str, years: int, end: str) -> None:
    assert years_after(date.fromisoformat(start), years) == date.fromisoformat(end)


@given(DAYS, st.integers(-600, 600))
def test_a_term_never_leaves_its_month(start: date, months: int) -> None:
    end = months_after(start, months)
    assert end.year * 12 + end.month == start.year * 12 + start.month + months
    assert end.day <= start.day


@pytest.mark.parametrize(
    ("start", "end"), [("2024-02-29", "2026-02-28"), ("9997-12-31", "9999-12-31"), ("9998-01-01", "9999-12-31")]
)
def test_beyond_the_last_of_all_days_that_day_stands(start: str, end: str) -> None:
    assert years_after_or_last(date.fromisoformat(start), 2) == date.fromisoformat(end)
