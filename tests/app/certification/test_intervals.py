"""How often an interval of five past arrangements would have held the day that the next notice gave: 2015 to 2026."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]  # the package has no types
import holidays
from chinese_calendar.constants import holidays as off  # type: ignore[import-untyped]  # the package has no types
from chinese_calendar.constants import workdays as worked

from app.certification.calendar import Reached, WorkingDays, working_days
from app.certification.notices import Festival, Holiday, Notice

NAMES = {
    Festival.NEW_YEAR: ("New Year's Day", "New Year's Day"),
    Festival.SPRING_FESTIVAL: ("Spring Festival", "Chinese New Year (Spring Festival)"),
    Festival.QINGMING: ("Tomb-sweeping Day", "Tomb-Sweeping Day"),
    Festival.LABOUR_DAY: ("Labour Day", "Labor Day"),
    Festival.DRAGON_BOAT: ("Dragon Boat Festival", "Dragon Boat Festival"),
    Festival.MID_AUTUMN: ("Mid-autumn Festival", "Mid-Autumn Festival"),
    Festival.NATIONAL_DAY: ("National Day", "National Day"),
}
FIRST, LAST = 2010, 2026


def festivals(year: int) -> Mapping[Festival, date]:
    named = holidays.country_holidays("CN", years=year, language="en_US")
    return {
        festival: min(day for day, name in named.items() if other in name.split("; "))
        for festival, (_, other) in NAMES.items()
    }


FESTIVALS = {year: festivals(year) for year in range(FIRST, LAST + 1)}


def notice(year: int) -> Notice:
    """Return the notice of a year as the package has it."""

    def near(day: date, festival: Festival) -> bool:
        return abs((day - FESTIVALS[year][festival]).days) < 60

    def holiday(festival: Festival, name: str) -> Holiday:
        days = [day for day, each in off.items() if each == name and near(day, festival)] or [FESTIVALS[year][festival]]
        made_up = tuple(sorted(day for day, each in worked.items() if each == name and near(day, festival)))
        return Holiday((festival,), min(days), max(days), made_up)

    return Notice(
        year, str(year), date(year - 1, 11, 1), "chinesecalendar", tuple(holiday(f, n) for f, (n, _) in NAMES.items())
    )


NOTICES = {year: notice(year) for year in range(FIRST, LAST + 1)}


def calendar(last: int) -> WorkingDays:
    held = [NOTICES[year] for year in range(FIRST, last + 1)]
    return working_days(held, {year: days for year, days in FESTIVALS.items() if year <= last + 1})


WORKED = chinese_calendar.get_workdays(date(FIRST, 1, 1), date(LAST, 12, 31))


def answers(year: int) -> Iterator[tuple[Reached, date]]:
    """Yield what was said before a year's notice, and what came, for terms that end in the year."""
    before = calendar(year - 1)
    for place in range(-45, 350, 3):
        start = date(year, 1, 1) + timedelta(days=place)
        for length in (7, 10, 15, 40):
            place_of_last = bisect_right(WORKED, start) + length - 1
            if place_of_last < len(WORKED) and WORKED[place_of_last].year == year:
                said = before.after(start, length)
                assert isinstance(said, Reached)
                assert said.missing
                yield said, WORKED[place_of_last]


EVERY = [pair for year in range(2015, LAST + 1) for pair in answers(year)]


def test_the_interval_would_have_held_the_day_in_nineteen_cases_of_twenty() -> None:
    held = sum(said.earliest <= came <= said.latest for said, came in EVERY)
    assert len(EVERY) > 5000
    assert 0.94 <= held / len(EVERY) <= 0.96


def test_the_interval_is_less_than_two_days_wide_on_average() -> None:
    assert sum((said.latest - said.earliest).days for said, _ in EVERY) / len(EVERY) < 2


def test_its_first_day_alone_would_have_been_right_far_less_often() -> None:
    assert sum(said.earliest == came for said, came in EVERY) / len(EVERY) < 0.8
