"""The golden dates, and some 280 more that were computed day by day, apart from the program, and stored."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.certification.calendar import Pause, WorkingDays
from app.certification.deadline_rules import DeadlineRule, acting
from app.certification.deadlines import Circumstances, Firm, Provisional, due
from app.certification.filed_deadlines import read_pause
from app.library.calendars import load_calendar
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


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_deadline_ends_on_the_day_that_was_computed_apart(case: dict[str, Any], calendar: WorkingDays) -> None:
    rule = rule_of(case)
    start = rule.begins(dict(zip(rule.starts, map(day_of, case["starts"]), strict=False)))
    assert start is not None
    found = due(rule, start, calendar, Circumstances(pauses=tuple(pauses_of(case.get("pauses", [])))))
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
