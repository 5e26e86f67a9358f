"""limits/calendars/CN.toml -> the notices and festivals from which working days are compiled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from app.certification.calendar import WorkingDays, working_days
from app.certification.notices import Festival, Holiday, Notice
from app.library.fault import Fault, LibraryRefused
from app.library.folder import Folders
from app.library.seals import check_seal
from app.library.sheet import Entry, read_each, read_one, read_sheet
from app.verification.day import read_day

FOLDER, FILE = "calendars", "CN.toml"
_FIXED = (Festival.NEW_YEAR, Festival.LABOUR_DAY, Festival.NATIONAL_DAY)
_LUNISOLAR = (Festival.SPRING_FESTIVAL, Festival.QINGMING, Festival.DRAGON_BOAT, Festival.MID_AUTUMN)
_KEYS = frozenset({"id", "authority", *_FIXED, "festivals_source", "notice", "lunisolar"})
_FIRST_YEAR, _LAST_YEAR = 1950, 2200
_NO_LEAP_YEAR = 2001
_WEEKEND = (5, 6)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Notices and festivals by year, as they are held."""

    notices: tuple[Notice, ...]
    festivals: Mapping[int, Mapping[Festival, date]]

    def compiled(self) -> WorkingDays:
        """Return the working days, for any number of deadlines."""
        return working_days(self.notices, self.festivals)

    def with_notice(self, notice: Notice) -> "Calendar":
        """Return the calendar with one more notice, or with another text of one that is held."""
        others = tuple(held for held in self.notices if held.year != notice.year)
        return Calendar((*others, notice), self.festivals)


def load_calendar(data: Folders) -> Calendar:
    """Read the calendar; raises `LibraryRefused` with all faults."""
    faults: list[Fault] = []
    check_seal(data.limits / FOLDER, f"limits/{FOLDER}", faults)
    sheet = read_sheet(data.limits / FOLDER / FILE, f"limits/{FOLDER}/{FILE}", faults)
    calendar = None if sheet is None else read_one(sheet, lambda entry: _read(entry, faults), faults)
    if calendar is None or faults:
        raise LibraryRefused(faults)
    return calendar


def read_notice_file(path: Path) -> Notice | tuple[Fault, ...]:
    """Read a file that holds one notice and nothing else, before it is taken into the calendar; or its faults."""
    faults: list[Fault] = []
    sheet = read_sheet(path, path.name, faults)
    read: list[Notice] = []
    if sheet is not None and read_one(sheet, lambda entry: entry.only({"notice"}), faults) is None and not faults:
        read = read_each(sheet, "notice", read_notice, faults)
        if len(read) > 1:
            faults.append(sheet.refused("notice", "notice_not_single", len(read), "one notice").fault)
    return tuple(faults) if faults else read[0]


def read_notice(entry: Entry) -> Notice:
    """Read one notice; raises `EntryRefused` for the first thing that cannot be used."""
    entry.only({"year", "number", "dated", "read_at", "holiday"})
    year = _year(entry)
    holidays = tuple(_holiday(part, year) for part in entry.entries("holiday"))
    listed = [festival for holiday in holidays for festival in holiday.festivals]
    if sorted(listed) != sorted(Festival):
        raise entry.refused("holiday", "festivals_differ", ", ".join(listed), "each once of " + ", ".join(Festival))
    return Notice(year, entry.text("number"), _day(entry, "dated"), entry.text("read_at"), holidays)


def _read(sheet: Entry, faults: list[Fault]) -> Calendar:
    sheet.only(_KEYS)
    if sheet.text("id") != FILE.removesuffix(".toml"):
        raise sheet.refused("id", "id_differs", sheet.text("id"), FILE.removesuffix(".toml"))
    for key in ("authority", "festivals_source"):
        sheet.text(key)
    fixed = {festival: _day_of_year(sheet, festival) for festival in _FIXED}
    notices = _of_years(sheet, "notice", read_notice, faults)
    festivals = _of_years(sheet, "lunisolar", lambda entry: _festivals(entry, fixed), faults)
    if not faults and not set(notices) <= set(festivals):
        lacking = ", ".join(str(year) for year in sorted(set(notices) - set(festivals)))
        raise sheet.refused("lunisolar", "year_missing", lacking, "the festivals of every year that has a notice")
    return Calendar(tuple(notices.values()), festivals)


def _of_years(sheet: Entry, key: str, read: Callable[[Entry], Read], faults: list[Fault]) -> Mapping[int, Read]:
    """Read the entries of consecutive years; one that is refused does not put those after it out of order."""
    held: dict[int, Read] = {}
    due: list[int] = []

    def take(entry: Entry) -> None:
        expected = due.pop() if due else None
        if expected is not None:
            due.append(expected + 1)
        year = _year(entry)
        if expected not in {None, year}:
            raise entry.refused("year", "years_out_of_order", year, f"{expected}, the year after the one before")
        due[:] = [year + 1]
        held[year] = read(entry)

    read_each(sheet, key, take, faults)
    return held


def _festivals(entry: Entry, fixed: Mapping[Festival, tuple[int, int]]) -> Mapping[Festival, date]:
    entry.only({"year", *_LUNISOLAR})
    year = _year(entry)
    days = {festival: _day(entry, festival) for festival in _LUNISOLAR}
    days.update({festival: date(year, *day) for festival, day in fixed.items()})
    for festival, day in days.items():
        if day.year != year:
            raise entry.refused(festival, "year_differs", day, f"a day of {year}")
    return {festival: days[festival] for festival in Festival}


def _holiday(entry: Entry, year: int) -> Holiday:
    entry.only({"festivals", "first", "last", "worked"})
    names = entry.texts("festivals")
    unknown = next((name for name in names if name not in set(Festival)), None)
    if unknown is not None or not names:
        raise entry.refused("festivals", "word_unknown", unknown or "", "one or more of " + ", ".join(Festival))
    first, last = _day(entry, "first"), _day(entry, "last")
    if last < first or last.year != year or first < date(year - 1, 12, 1):
        raise entry.refused("last", "bounds_swapped", last, f"a day of {year}, not before `first`")
    worked = tuple(_weekend_day(entry, text) for text in entry.texts("worked"))
    return Holiday(tuple(map(Festival, names)), first, last, worked)


def _day_of_year(entry: Entry, key: str) -> tuple[int, int]:
    text = entry.text(key)
    day = read_day(f"{_NO_LEAP_YEAR}-{text}")
    if day is None:
        raise entry.refused(key, "date_malformed", text, "a day of every year such as 01-01")
    return day.month, day.day


def _weekend_day(entry: Entry, text: str) -> date:
    day = read_day(text)
    if day is None or day.weekday() not in _WEEKEND:
        raise entry.refused("worked", "date_malformed", text, "a Saturday or a Sunday such as 2026-02-28")
    return day


def _year(entry: Entry) -> int:
    text = entry.text("year")
    if not (text.isascii() and text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        raise entry.refused("year", "year_malformed", text, f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return int(text)


def _day(entry: Entry, key: str) -> date:
    day = entry.day(key, unknown="")
    if day is None:
        raise entry.refused(key, "date_malformed", "", "a date such as 2026-05-10")
    return day
