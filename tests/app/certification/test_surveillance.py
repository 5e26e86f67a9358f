from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.surveillance import (
    Cause,
    Record,
    Rhythm,
    Timing,
    Trigger,
    certificate_year,
    window,
)
from app.certification.terms import months_after

RHYTHM = Rhythm(opens_after=6, at_most=12)


def day(text: str) -> date:
    return date.fromisoformat(text)


def record(
    *held: str, valid_from: str = "2025-03-01", inspected: str = "2025-01-10", cause: str | None = None
) -> Record:
    causes = () if cause is None else (Cause(Trigger.HOLDER_AT_FAULT, day(cause), "投诉"),)
    return Record(day(valid_from), day(inspected), tuple(map(day, held)), causes)


@pytest.mark.parametrize(
    ("on", "timing"),
    [
        ("2025-07-09", Timing.EARLY),
        ("2025-07-10", Timing.OPEN),  # six months after the inspection, D-10
        ("2026-01-10", Timing.OPEN),  # twelve months after it, D-11
        ("2026-01-11", Timing.OVERDUE),
    ],
)
def test_the_first_surveillance_lies_6_to_12_months_after_the_initial_inspection(on: str, timing: Timing) -> None:
    found = window(record(), day(on), RHYTHM)
    assert (found.opens_on, found.closes_on) == (day("2025-07-10"), day("2026-01-10"))
    assert found.timing is timing


def test_the_first_gap_counts_from_the_inspection_and_not_from_the_certificate() -> None:
    late = window(record(valid_from="2025-12-01"), day("2025-12-02"), RHYTHM)
    assert late.closes_on == day("2026-01-10")


@pytest.mark.parametrize(
    ("held", "opens_on", "closes_on"),
    [
        (("2025-12-20",), "2026-03-01", "2026-12-20"),  # the next one belongs into the next certificate year
        (("2026-03-01",), "2027-03-01", "2027-03-01"),  # on the first day of its year: one day is left
        (("2026-02-28",), "2026-03-01", "2027-02-28"),
        (("2025-12-20", "2026-10-08"), "2027-03-01", "2027-10-08"),
    ],
)
def test_the_next_one_is_due_12_months_after_the_last(held: tuple[str, ...], opens_on: str, closes_on: str) -> None:
    found = window(record(*held), day(held[-1]), RHYTHM)
    assert (found.opens_on, found.closes_on) == (day(opens_on), day(closes_on))


@pytest.mark.parametrize(
    ("inspected", "opens_on", "closes_on"),
    [
        ("2024-02-29", "2024-08-29", "2025-02-28"),
        ("2023-08-31", "2024-02-29", "2024-08-31"),
        ("2025-10-01", "2026-04-01", "2026-10-01"),  # ends on a public holiday: the twelve months never roll
        ("2025-03-14", "2025-09-14", "2026-03-14"),  # ends on a Saturday
    ],
)
def test_months_end_on_the_same_number_and_never_roll(inspected: str, opens_on: str, closes_on: str) -> None:
    found = window(record(inspected=inspected, valid_from="2026-12-01"), day("2026-12-01"), RHYTHM)
    assert (found.opens_on, found.closes_on) == (day(opens_on), day(closes_on))


def test_a_cause_opens_the_window_at_once_and_closes_it_no_later() -> None:
    found = window(record("2025-12-20", cause="2026-02-03"), day("2026-02-03"), RHYTHM)
    assert (found.opens_on, found.closes_on, found.timing) == (day("2026-02-03"), day("2026-12-20"), Timing.OPEN)


def test_the_three_printed_triggers_are_held() -> None:
    assert len(Trigger) == 3


def test_what_lies_behind_is_told() -> None:
    found = window(record("2026-01-11", "2027-01-11", "2028-05-02"), day("2028-05-02"), RHYTHM)
    assert found.long_gaps == ((day("2025-01-10"), day("2026-01-11")), (day("2027-01-11"), day("2028-05-02")))
    assert (found.certificate_year, found.held_this_year, found.years_without) == (4, True, (3,))


def test_another_rhythm_is_an_argument() -> None:
    assert window(record(), day("2025-03-01"), Rhythm(3, 6)).closes_on == day("2025-07-10")


@pytest.mark.parametrize(
    ("on", "year"),
    [("2024-02-28", 0), ("2024-02-29", 1), ("2025-02-27", 1), ("2025-02-28", 2), ("2028-02-28", 4), ("2028-02-29", 5)],
)
def test_a_certificate_year_begins_on_the_anniversary(on: str, year: int) -> None:
    assert certificate_year(day("2024-02-29"), day(on)) == year


@given(
    st.dates(date(2023, 1, 1), date(2025, 1, 1)),
    st.integers(1, 200),
    st.lists(st.integers(1, 366), max_size=5),
    st.integers(0, 800),
)
def test_gaps_of_12_months_leave_no_certificate_year_without_a_surveillance(
    inspected: date, issued_after: int, gaps: list[int], later: int
) -> None:
    held = [inspected]
    for gap in gaps:
        held.append(min(held[-1] + timedelta(gap), months_after(held[-1], 12)))
    valid_from = inspected + timedelta(issued_after)
    on = max(held[-1], valid_from) + timedelta(later)
    found = window(Record(valid_from, inspected, tuple(held[1:])), on, RHYTHM)
    assert found.long_gaps == ()
    assert found.opens_on <= found.closes_on
    assert all(one < other for one, other in pairwise(held))
    if found.timing is not Timing.OVERDUE:
        assert found.years_without == ()


def test_a_certificate_of_the_day_of_the_inspection_can_miss_a_year_within_12_months() -> None:
    found = window(record(valid_from="2025-01-10"), day("2026-01-10"), RHYTHM)
    assert (found.timing, found.years_without) == (Timing.OPEN, (1,))
