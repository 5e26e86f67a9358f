"""The State Council's notices on holidays, and what a notice would be if a past one were repeated.

The General Office gives one notice for each year: days off for every festival, and weekend days that are worked to make
up for them. They cannot be computed; only the festivals themselves can.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_WEEK = 7


class Festival(StrEnum):
    """The festivals on which everybody is off: 全国年节及纪念日放假办法 article 2."""

    NEW_YEAR = "new_year"
    SPRING_FESTIVAL = "spring_festival"
    QINGMING = "qingming"
    LABOUR_DAY = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One paragraph of a notice: its festivals, the days off from the first to the last, and the weekend days worked.

    Two festivals stand together where the notice runs their days into one holiday.
    """

    festivals: tuple[Festival, ...]
    first: date
    last: date
    worked: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """The arrangement of one year: number and day of the notice, and where its text was read."""

    year: int
    number: str
    dated: date
    read_at: str
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The days off and the weekend days worked, as ordinals of days."""

    off: frozenset[int]
    worked: frozenset[int]


def arrangement(notice: Notice) -> Arrangement:
    """Return what a notice arranges."""
    off = (range(holiday.first.toordinal(), holiday.last.toordinal() + 1) for holiday in notice.holidays)
    worked = (day.toordinal() for holiday in notice.holidays for day in holiday.worked)
    return Arrangement(frozenset(day for days in off for day in days), frozenset(worked))


def laid_on(notice: Notice, then: Mapping[Festival, date], now: Mapping[Festival, date]) -> Arrangement:
    """Return what a notice gives on the festivals of another year.

    Days off keep their distance from the festival. Days worked keep their weekday too, since they are always days of a
    weekend: they move by whole weeks, and are not worked where days off meet them. A holiday of several festivals lies
    on the last one that the law lists; each festival is off itself, wherever it falls.
    """
    off = {day.toordinal() for day in now.values()}
    worked: set[int] = set()
    for holiday in notice.holidays:
        anchor = max(holiday.festivals, key=tuple(Festival).index)
        shift = (now[anchor] - then[anchor]).days
        off.update(range(holiday.first.toordinal() + shift, holiday.last.toordinal() + shift + 1))
        weeks = timedelta(days=_WEEK * ((shift + _WEEK // 2) // _WEEK))
        worked.update((day + weeks).toordinal() for day in holiday.worked)
    return Arrangement(frozenset(off), frozenset(worked - off))
