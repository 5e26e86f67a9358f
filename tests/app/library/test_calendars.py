"""The calendar that is shipped, every day of it against two packages; and every mistake that a calendar can have."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # the package has no types
import holidays
import pytest

from app.certification.calendar import Reached, WorkingDays
from app.certification.notices import Festival, Notice
from app.library.calendars import load_calendar, read_notice_file
from app.library.fault import LibraryRefused
from app.library.seals import reseal
from app.library.shelf import Data, data_root

YEARS = range(2022, 2027)
CALENDAR = Path("calendars") / "CN.toml"
SHIPPED = (data_root().limits / CALENDAR).read_text(encoding="utf-8")
NUMBERS = {
    2022: ("国办发明电〔2021〕11号", date(2021, 10, 25)),
    2023: ("国办发明电〔2022〕16号", date(2022, 12, 8)),
    2024: ("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=place) for place in range((date(year, 12, 31) - first).days + 1)]


def worked(calendar: WorkingDays, day: date) -> bool:
    found = calendar.on_or_after(day)
    assert isinstance(found, Reached)
    # the last days of the last year may still change; the first table has them as they are arranged now
    return found.earliest == day


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_what_two_packages_say(year: int) -> None:
    calendar = load_calendar(data_root()).compiled()
    other = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    for day in days_of(year):
        assert worked(calendar, day) is chinese_calendar.is_workday(day) is other.is_working_day(day), day


@pytest.mark.parametrize("year", range(2022, 2037))
def test_every_festival_is_on_the_day_that_a_package_computes(year: int) -> None:
    other = holidays.country_holidays("CN", years=year, language="en_US")
    names = {
        Festival.NEW_YEAR: "New Year's Day",
        Festival.SPRING_FESTIVAL: "Chinese New Year (Spring Festival)",
        Festival.QINGMING: "Tomb-Sweeping Day",
        Festival.LABOUR_DAY: "Labor Day",
        Festival.DRAGON_BOAT: "Dragon Boat Festival",
        Festival.MID_AUTUMN: "Mid-Autumn Festival",
        Festival.NATIONAL_DAY: "National Day",
    }
    for festival, day in load_calendar(data_root()).festivals[year].items():
        assert names[festival] in other.get(day, ""), (festival, day)


def test_each_year_has_its_own_notice_with_number_and_day() -> None:
    assert {held.year: (held.number, held.dated) for held in load_calendar(data_root()).notices} == NUMBERS


def test_every_festival_lies_inside_its_holiday() -> None:
    calendar = load_calendar(data_root())
    for held in calendar.notices:
        for holiday in held.holidays:
            assert all(
                holiday.first <= calendar.festivals[held.year][festival] <= holiday.last
                for festival in holiday.festivals
            )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id = "CN"', 'id = "JP"', "id_differs"),
        ('new_year = "01-01"', 'new_year = "1-1"', "date_malformed"),
        ('new_year = "01-01"\n', "", "key_missing"),
        ('authority = "国务院办公厅"\n', "", "key_missing"),
        ('authority = "国务院办公厅"', 'authority = "*"', "placeholder"),
        ('[[notice]]\nyear = "2026"', '[[notice]]\nyear = "2027"', "years_out_of_order"),
        ('[[notice]]\nyear = "2023"', '[[notice]]\nyear = "2022"', "years_out_of_order"),
        ('[[notice]]\nyear = "2026"', '[[notice]]\nyear = "26"', "year_malformed"),
        ('[[notice]]\nyear = "2026"', '[[notice]]\nyear = "MMXXVI"', "year_malformed"),
        ('dated = "2025-11-04"', 'dated = "4.11.2025"', "date_malformed"),
        ('dated = "2025-11-04"\n', "", "key_missing"),
        ('dated = "2025-11-04"', 'dated = "2025-11-04"\nnote = "x"', "key_unknown"),
        ('first = "2026-05-01"', 'first = "2026-05-06"', "bounds_swapped"),
        ('first = "2026-05-01"', 'first = "2025-05-01"', "bounds_swapped"),
        ('last = "2026-05-05"', 'last = "2027-05-05"', "bounds_swapped"),
        ('worked = ["2026-05-09"]', 'worked = ["2026-05-08"]', "date_malformed"),
        ('worked = ["2026-05-09"]', 'worked = ["2026-05-9"]', "date_malformed"),
        ('worked = ["2026-05-09"]\n', "", "key_missing"),
        ('festivals = ["national_day", "mid_autumn"]', 'festivals = ["national_day"]', "festivals_differ"),
        ('festivals = ["national_day", "mid_autumn"]', 'festivals = ["national_day", "easter"]', "word_unknown"),
        ('festivals = ["national_day", "mid_autumn"]', "festivals = []", "word_unknown"),
        ('spring_festival = "2027-02-06"', 'spring_festival = "2028-02-06"', "year_differs"),
        ('spring_festival = "2027-02-06"\n', "", "key_missing"),
        ('[[lunisolar]]\nyear = "2030"', '[[lunisolar]]\nyear = "2031"', "years_out_of_order"),
    ],
)
def test_a_mistake_is_refused(sound: Data, old: str, new: str, code: str) -> None:
    assert codes(sound, SHIPPED.replace(old, new, 1)) == [code]


def test_a_notice_without_the_festivals_of_its_year_is_refused(sound: Data) -> None:
    head, *years = SHIPPED.split("[[lunisolar]]\n")
    assert codes(sound, "[[lunisolar]]\n".join([head, *years[1:]])) == ["year_missing"]


def test_the_mistake_is_named_with_its_line(sound: Data) -> None:
    with pytest.raises(LibraryRefused) as refused:
        load(sound, SHIPPED.replace('last = "2026-05-05"', 'last = "2026-04-05"'))
    line = SHIPPED.splitlines().index('last = "2026-05-05"') + 1
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("limits/calendars/CN.toml", line)]


def test_a_broken_seal_stops_the_calendar(sound: Data) -> None:
    (sound.limits / CALENDAR).write_text(SHIPPED + "\n", encoding="utf-8")
    with pytest.raises(LibraryRefused, match="seal_broken"):
        load_calendar(sound)


def test_a_notice_takes_the_place_of_one_for_the_same_year() -> None:
    calendar = load_calendar(data_root())
    *_, last = calendar.notices
    assert [held.year for held in calendar.with_notice(last).notices] == list(YEARS)


def test_a_file_with_one_notice_is_read(tmp_path: Path) -> None:
    text = SHIPPED[SHIPPED.index('[[notice]]\nyear = "2026"') : SHIPPED.index("[[lunisolar]]")]
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    assert read_notice_file(tmp_path / "n.toml") == load_calendar(data_root()).notices[-1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('id = "CN"\n', "key_unknown"),
        ("", "nothing_held"),
        ("[[notice]]\n", "key_missing"),
        ("not toml", "toml_malformed"),
        (SHIPPED[SHIPPED.index("[[notice]]") : SHIPPED.index("[[lunisolar]]")], "notice_not_single"),
    ],
)
def test_a_file_that_is_not_one_notice_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "n.toml").write_text(text, encoding="utf-8")
    read = read_notice_file(tmp_path / "n.toml")
    assert not isinstance(read, Notice)
    assert [(fault.file, fault.code) for fault in read] == [("n.toml", code)]


def load(data: Data, text: str) -> None:
    (data.limits / CALENDAR).write_text(text, encoding="utf-8")
    reseal(data.limits)
    load_calendar(data)


def codes(data: Data, text: str) -> list[str]:
    assert text != SHIPPED
    with pytest.raises(LibraryRefused) as refused:
        load(data, text)
    return [fault.code for fault in refused.value.faults]
