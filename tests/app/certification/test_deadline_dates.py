"""The golden dates, and some 280 more that were computed day by day, apart from the program, and stored."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.certification.calendar import Pause, WorkingDays
from app.certification.deadline_rules import DeadlineRule, Takes, acting
from app.certification.deadlines import Circumstances, Due, Firm, Provisional, due
from app.certification.filed_deadlines import read_pause
from app.library.calendars import Calendar, load_calendar
from app.library.deadlines import load_all_deadlines
from app.library.shelf import data_root
from app.verification.civil_day import civil_day

DATA = Path(__file__).resolve().parents[2] / "data"
CASES: list[dict[str, Any]] = tomllib.loads((DATA / "deadlines.toml").read_text(encoding="utf-8"))["case"]
TEXTS = {text.source: text.rules for text in load_all_deadlines(data_root())}
NOTICE, DIESEL = "notice-2023", "JSPB01-180004-2023"


@pytest.fixture(scope="module")
def calendar() -> WorkingDays:
    return load_calendar(data_root()).compiled()


def named(case: dict[str, Any]) -> str:
    return f"{case['deadline']} from {' and '.join(case['starts'])}: {case['why']}"


def rule_of(case: dict[str, Any]) -> DeadlineRule:
    if "programme" in case:
        return TEXTS[case["programme"]][case["deadline"]]
    return acting([*TEXTS[case.get("scheme", DIESEL)].values(), *TEXTS[NOTICE].values()])[case["deadline"]]


def day_of(text: str) -> date:
    return civil_day(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)


def pauses_of(texts: list[str]) -> Iterator[Pause]:
    for text in texts:
        pause = read_pause(text)
        assert pause is not None
        yield pause


def answer(case: dict[str, Any], rule: DeadlineRule, calendar: WorkingDays) -> Due:
    start = rule.begins(dict(zip(rule.starts, map(day_of, case["starts"]), strict=False)))
    assert start is not None
    return due(rule, start, calendar, Circumstances(pauses=tuple(pauses_of(case.get("pauses", [])))))


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_deadline_ends_on_the_day_that_was_computed_apart(case: dict[str, Any], calendar: WorkingDays) -> None:
    found = answer(case, rule_of(case), calendar)
    if "due" in case:
        assert isinstance(found, Firm)
        assert found.day.isoformat() == case["due"]
    else:
        assert isinstance(found, Provisional)
        assert (found.earliest.isoformat(), found.latest.isoformat()) == (case["earliest"], case["latest"])
        assert [str(year) for year in found.missing] == case["missing"]


def test_enough_dates_of_every_sort_are_held() -> None:
    firm = [case for case in CASES if "due" in case]
    assert len(firm) >= 160
    assert sum(case["why"].startswith("golden") for case in CASES) == 10
    for sort in ("make-up Saturday", "make-up Sunday", "16:00 UTC", "never rolled", "rolls forward", "pauses"):
        assert sum(sort in case["why"] for case in firm) >= 5
    assert sum("02-29" in "".join(case["starts"]) for case in firm) >= 5


def weekends_only(held: Calendar) -> WorkingDays:
    bare = [replace(notice, holidays=()) for notice in held.notices]
    return Calendar(tuple(bare), {year: days for year, days in held.festivals.items() if year <= 2026}).compiled()


def without_days_worked(held: Calendar) -> WorkingDays:
    bare = [replace(each, holidays=tuple(replace(day, worked=()) for day in each.holidays)) for each in held.notices]
    return Calendar(tuple(bare), held.festivals).compiled()


@pytest.mark.parametrize(
    ("deadline", "starts", "due"),
    [
        ("D-07", ["2026-02-12"], "2026-02-23"),
        ("D-07", ["2025-01-24"], "2025-02-04"),
        ("D-07", ["2025-09-26"], "2025-10-07"),
        ("D-07", ["2026-09-29"], "2026-10-08"),
        ("D-13", ["2025-04-24"], "2025-05-08"),
        ("D-01", ["2026-02-09", "2026-02-09"], "2026-03-02"),
        ("D-05", ["2025-12-15"], "2026-02-09"),
        ("D-12", ["2026-08-31"], "2026-10-26"),
    ],
)
def test_without_the_notices_the_golden_days_would_be_those_of_mere_weekdays(
    deadline: str, starts: list[str], due: str
) -> None:
    case = {"deadline": deadline, "starts": starts}
    found = answer(case, rule_of(case), weekends_only(load_calendar(data_root())))
    assert isinstance(found, Firm)
    assert found.day.isoformat() == due


@pytest.mark.parametrize(
    ("broken", "why", "least"),
    [
        (lambda rule: replace(rule, rolls=False), "rolls forward", 30),
        (lambda rule: replace(rule, takes=None if rule.takes is None else Takes.LATEST), "earlier of issue", 2),
        (lambda rule: replace(rule, takes=None if rule.takes is None else Takes.EARLIER), "later of sample", 5),
        (lambda rule: replace(rule, before=False), "never rolled", 6),
    ],
)
def test_the_dates_catch_a_rule_that_is_read_wrongly(
    broken: Callable[[DeadlineRule], DeadlineRule], why: str, least: int, calendar: WorkingDays
) -> None:
    asked = [case for case in CASES if why in case["why"] and "due" in case]
    wrong = [
        case for case in asked if answer(case, broken(rule_of(case)), calendar) != answer(case, rule_of(case), calendar)
    ]
    assert len(wrong) >= least


def test_the_dates_catch_a_calendar_without_days_worked(calendar: WorkingDays) -> None:
    lacking = without_days_worked(load_calendar(data_root()))
    asked = [case for case in CASES if "make-up" in case["why"]]
    assert all(answer(case, rule_of(case), lacking) != answer(case, rule_of(case), calendar) for case in asked)
