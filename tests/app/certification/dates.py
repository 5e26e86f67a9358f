"""Small calendars and rules of our own making, for tests to count with."""

from collections.abc import Mapping
from datetime import date, timedelta

from app.certification.body import DayKind, Term
from app.certification.calendar import WorkingDays, working_days
from app.certification.deadline_rules import Actor, DeadlineRule, Length, OnExpiry, Start
from app.certification.notices import Festival, Holiday, Notice

FIXED = {Festival.NEW_YEAR: (1, 1), Festival.LABOUR_DAY: (5, 1), Festival.NATIONAL_DAY: (10, 1)}
MOVING = {
    Festival.SPRING_FESTIVAL: (2, 10),
    Festival.QINGMING: (4, 5),
    Festival.DRAGON_BOAT: (6, 10),
    Festival.MID_AUTUMN: (9, 20),
}

TEN_WORKING_DAYS = Term(10, DayKind.WORKING_DAY)


def festivals(year: int) -> Mapping[Festival, date]:
    return {festival: date(year, *day) for festival, day in (FIXED | MOVING).items()}


def notice(year: int, *holidays: Holiday) -> Notice:
    """Return a notice that gives every festival its own day, but for those that are arranged otherwise."""
    arranged = {festival for holiday in holidays for festival in holiday.festivals}
    others = (Holiday((festival,), day, day) for festival, day in festivals(year).items() if festival not in arranged)
    return Notice(year, f"No {year}", date(year - 1, 11, 1), "here", (*holidays, *others))


def calendar(first: int = 2021, last: int = 2026, coming: int = 2030, **arranged: Holiday) -> WorkingDays:
    """Return a calendar of plain notices; `y2025=Holiday(...)` arranges one holiday of a year."""
    held = [
        notice(year, *([arranged[f"y{year}"]] if f"y{year}" in arranged else [])) for year in range(first, last + 1)
    ]
    return working_days(held, {year: festivals(year) for year in range(first, coming + 1)})


def rule(length: Length = TEN_WORKING_DAYS, **changes: object) -> DeadlineRule:
    """Return a plain deadline, with changes."""
    plain: dict[str, object] = {
        "id": "D-00", "source": "S", "starts": (Start.SAMPLE_DRAWN,), "length": length, "actor": Actor.HOLDER,
        "on_expiry": OnExpiry.REFUSAL_SUSPEND, "clause": "7", "anchor": "anchor", "norms": (),
    }  # fmt: skip
    return DeadlineRule(**(plain | changes))  # type: ignore[arg-type]  # the changes are named like the fields


def days(first: date, number: int) -> list[date]:
    return [first + timedelta(days=place) for place in range(number)]
