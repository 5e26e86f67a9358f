"""Terms in months and years, counted as Civil Code articles 201 to 203 count them.

The day of the event is not counted. A term of months or years ends on the day of the same number, or on the last day
of a month that has no such day.
"""

from calendar import monthrange
from datetime import MAXYEAR, date

_MONTHS_A_YEAR = 12


def months_after(day: date, months: int) -> date:
    """Return the day so many months later (earlier where negative): 31 January and 1 give 28 or 29 February."""
    years, month = divmod(day.month - 1 + months, _MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the anniversary so many years later: 29 February and 3 give 28 February."""
    return months_after(day, years * _MONTHS_A_YEAR)


def years_after_or_last(day: date, years: int) -> date:
    """Return the anniversary, or the last of all days where it would lie beyond it."""
    return years_after(day, years) if day.year + years <= MAXYEAR else date.max
