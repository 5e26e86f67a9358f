"""Working days, their order, and what is said of years that have no notice yet."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certification.calendar import NoCalendar, Pause, Pauses, Reached, Stopped, WorkingDays, merged, working_days
from app.certification.notices import Festival, Holiday, laid_on
from tests.app.certification.dates import calendar, days, festivals, notice

PLAIN = calendar()
KNOWN = st.dates(date(2021, 1, 1), date(2026, 8, 31))
ANY = st.dates(date(2021, 1, 1), date(2029, 6, 30))
PAUSE = st.tuples(KNOWN, st.integers(1, 60)).map(lambda pair: Pause(pair[0], pair[0] + timedelta(days=pair[1])))


def reached(start: date, length: int, pauses: tuple[Pause, ...] = ()) -> Reached:
    found = PLAIN.after(start, length, merged(pauses))
    assert isinstance(found, Reached)
    return found


@given(ANY, st.integers(1, 60))
def test_a_longer_term_never_ends_earlier(start: date, length: int) -> None:
    shorter, longer = reached(start, length), reached(start, length + 1)
    assert shorter.earliest < longer.earliest
    assert shorter.latest < longer.latest


@given(ANY, st.integers(1, 60), st.integers(1, 30))
def test_a_later_start_never_ends_earlier(start: date, length: int, later: int) -> None:
    before, after = reached(start, length), reached(start + timedelta(days=later), length)
    assert before.earliest <= after.earliest
    assert before.latest <= after.latest


@given(ANY, st.integers(1, 60))
def test_terms_in_a_row_make_one_term(start: date, length: int) -> None:
    first = reached(start, length)
    if first.missing:
        assert first.earliest <= first.latest
    else:
        assert reached(first.earliest, 5).earliest == reached(start, length + 5).earliest


@given(KNOWN, st.integers(1, 40), st.lists(PAUSE, max_size=4))
def test_a_pause_never_shortens_a_term_and_only_days_outside_count(
    start: date, length: int, pauses: list[Pause]
) -> None:
    found = PLAIN.after(start, length, merged(pauses))
    assert isinstance(found, Reached)
    assert found.earliest >= reached(start, length).earliest
    if not found.missing:
        inside = {day for pause in pauses for day in days(pause.first, ((pause.end or pause.first) - pause.first).days)}
        between = days(start + timedelta(days=1), (found.earliest - start).days)
        counted = [day for day in between if day not in inside and PLAIN.on_or_after(day) == _itself(day)]
        assert len(counted) == length
        assert counted[-1] == found.earliest


def _itself(day: date) -> Reached | NoCalendar:
    found = PLAIN.on_or_after(day)
    return found if isinstance(found, Reached) and found.earliest == day else NoCalendar(0)


@given(st.lists(PAUSE, max_size=6))
def test_pauses_come_out_in_order_and_apart_and_hold_the_same_days(pauses: list[Pause]) -> None:
    joined = merged(pauses)
    for (_, end), (first, _) in pairwise(joined):
        assert end is not None
        assert end < first
    inside = {day for pause in pauses for day in range(pause.first.toordinal(), (pause.end or pause.first).toordinal())}
    assert {day for first, end in joined for day in range(first, end or first)} == inside


@pytest.mark.parametrize(
    ("pauses", "joined"),
    [
        ([(1, 5), (5, 9)], [(1, 9)]),
        ([(1, 9), (2, 3)], [(1, 9)]),
        ([(1, 3), (5, None), (7, 9)], [(1, 3), (5, None)]),
        ([(1, None), (5, 9)], [(1, None)]),
        ([(1, 5), (3, None)], [(1, None)]),
    ],
)
def test_pauses_that_meet_are_one(pauses: list[tuple[int, int | None]], joined: list[tuple[int, int | None]]) -> None:
    def day(ordinal: int | None) -> date | None:
        return None if ordinal is None else date.fromordinal(ordinal)

    assert merged(Pause(date.fromordinal(first), day(end)) for first, end in pauses) == tuple(joined)


@pytest.mark.parametrize("end", [date(2026, 3, 4), date(2026, 3, 3)])
def test_a_pause_ends_after_it_has_begun(end: date) -> None:
    with pytest.raises(ValueError, match="a pause ends after it has begun"):
        Pause(date(2026, 3, 4), end)


@pytest.mark.parametrize(
    ("start", "pauses", "found"),
    [
        (date(2026, 3, 2), ((date(2026, 3, 6).toordinal(), None),), Stopped(date(2026, 3, 6))),
        (date(2026, 3, 2), ((date(2026, 2, 1).toordinal(), None),), Stopped(date(2026, 2, 1))),
    ],
)
def test_a_clock_that_stands_still_reaches_no_day(start: date, pauses: Pauses, found: Stopped) -> None:
    assert PLAIN.after(start, 4, pauses) == found


def test_a_pause_after_the_last_day_does_not_matter() -> None:
    assert PLAIN.after(date(2026, 3, 2), 4, ((date(2026, 3, 7).toordinal(), None),)) == reached(date(2026, 3, 2), 4)


@pytest.mark.parametrize(
    ("start", "length", "year"),
    [
        (date(2020, 12, 30), 1, 2020),
        (date(2015, 5, 5), 40, 2015),
        (date(2030, 12, 31), 1, 2031),
        (date(2030, 12, 1), 40, 2031),
        (date.max, 1, 2031),
        (date(2026, 3, 3), 999_999_999, 2031),
    ],
)
def test_a_year_of_which_nothing_is_held_is_named(start: date, length: int, year: int) -> None:
    assert PLAIN.after(start, length) == NoCalendar(year)


def test_a_pause_up_to_the_end_of_the_calendar_reaches_no_day() -> None:
    pause = (date(2026, 3, 3).toordinal(), date(2040, 1, 1).toordinal())
    later = (date(2041, 1, 1).toordinal(), None)
    assert PLAIN.after(date(2026, 3, 2), 4, (pause, later)) == NoCalendar(2031)


def test_the_day_before_the_first_year_may_start_a_term() -> None:
    assert reached(date(2020, 12, 31), 1).earliest == date(2021, 1, 4)


@pytest.mark.parametrize(("day", "year"), [(date(2020, 12, 31), 2020), (date(2031, 1, 1), 2031), (date.max, 2031)])
def test_a_day_outside_the_calendar_does_not_roll(day: date, year: int) -> None:
    assert PLAIN.on_or_after(day) == NoCalendar(year)


def test_a_day_rolls_only_where_it_is_not_worked() -> None:
    assert PLAIN.on_or_after(date(2026, 3, 6)) == Reached(date(2026, 3, 6), date(2026, 3, 6), (PLAIN.notices[-1],))
    assert PLAIN.on_or_after(date(2026, 3, 7)) == Reached(date(2026, 3, 9), date(2026, 3, 9), (PLAIN.notices[-1],))


def test_a_day_of_a_year_without_a_notice_rolls_provisionally() -> None:
    assert PLAIN.on_or_after(date(2028, 3, 4)) == Reached(date(2028, 3, 6), date(2028, 3, 6), (), (2027, 2028))


def test_a_term_over_new_year_names_the_year_that_has_no_notice() -> None:
    found = reached(date(2026, 12, 1), 40)
    assert (found.missing, [each.year for each in found.notices]) == ((2027,), [2026])


def test_the_last_days_of_a_known_year_are_firm_only_where_no_past_notice_reached_back_into_them() -> None:
    back = Holiday((Festival.NEW_YEAR,), date(2024, 12, 30), date(2025, 1, 1))
    reaching = calendar(y2025=back)
    # 1 January 2025 was a Wednesday, that of 2027 is a Friday: 30 December lies as far before it
    assert [_missing(reaching, day) for day in (29, 30, 31)] == [(), (2027,), (2027,)]
    assert [_missing(PLAIN, day) for day in (29, 30, 31)] == [(), (), ()]


def _missing(held: WorkingDays, day: int) -> tuple[int, ...]:
    found = held.on_or_after(date(2026, 12, day))
    assert isinstance(found, Reached)
    return found.missing


def test_only_the_last_five_notices_speak_for_the_years_to_come() -> None:
    long = Holiday((Festival.LABOUR_DAY,), date(2021, 5, 1), date(2021, 5, 31))
    assert _span(calendar(y2021=long)) == (date(2027, 5, 3), date(2027, 5, 3))
    later = Holiday((Festival.LABOUR_DAY,), date(2022, 5, 1), date(2022, 5, 31))
    assert _span(calendar(y2022=later)) == (date(2027, 5, 3), date(2027, 6, 1))


def _span(held: WorkingDays) -> tuple[date, date]:
    found = held.after(date(2027, 4, 30), 1)
    assert isinstance(found, Reached)
    return found.earliest, found.latest


def test_without_festivals_to_come_a_calendar_ends_with_its_last_notice() -> None:
    ends = calendar(coming=2026)
    assert isinstance(ends.after(date(2026, 12, 30), 1), Reached)
    assert ends.after(date(2026, 12, 31), 1) == NoCalendar(2027)


@pytest.mark.parametrize("years", [[], [2024, 2026]])
def test_notices_are_of_consecutive_years(years: list[int]) -> None:
    with pytest.raises(ValueError, match="notices for consecutive years"):
        working_days(map(notice, years), {year: festivals(year) for year in range(2021, 2031)})


@pytest.mark.parametrize("years", [[2025, 2026, 2028], [2025, 2026, 2027, 2029]])
def test_festivals_to_come_are_of_consecutive_years(years: list[int]) -> None:
    with pytest.raises(ValueError, match="festivals of consecutive years"):
        working_days([notice(2025), notice(2026)], {year: festivals(year) for year in years})


def test_a_past_notice_keeps_days_off_at_their_distance_and_days_worked_on_their_weekday() -> None:
    held = notice(
        2026, Holiday((Festival.LABOUR_DAY,), date(2026, 5, 1), date(2026, 5, 5), (date(2026, 5, 9), date(2026, 4, 26)))
    )
    laid = laid_on(held, festivals(2026), festivals(2027))
    assert {date(2027, 5, day).toordinal() for day in range(1, 6)} <= laid.off
    assert {date.fromordinal(day) for day in laid.worked} == {date(2027, 5, 8), date(2027, 4, 25)}


def test_a_day_worked_that_meets_a_day_off_is_off() -> None:
    held = notice(2026, Holiday((Festival.NEW_YEAR,), date(2026, 1, 1), date(2026, 1, 3), (date(2026, 1, 4),)))
    laid = laid_on(held, festivals(2026), festivals(2027))
    assert laid.worked == frozenset()
    assert date(2027, 1, 3).toordinal() in laid.off


def test_a_holiday_of_two_festivals_lies_on_national_day_and_the_other_festival_is_off_too() -> None:
    both = Holiday((Festival.NATIONAL_DAY, Festival.MID_AUTUMN), date(2025, 10, 1), date(2025, 10, 8))
    laid = laid_on(notice(2025, both), festivals(2025), festivals(2027))
    assert {date(2027, 10, day).toordinal() for day in range(1, 9)} <= laid.off
    assert date(2027, 9, 20).toordinal() in laid.off
