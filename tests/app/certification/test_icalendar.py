"""iCalendar text as RFC 5545 wants it."""

import re
from datetime import date

from app.certification.body import DayKind, Term
from app.certification.deadline_rules import NotPrinted
from app.certification.deadlines import Running
from app.certification.icalendar import Event, icalendar
from app.certification.notices import Festival, Holiday
from tests.app.certification.dates import calendar, rule

PLAIN = calendar(y2024=Holiday((Festival.NEW_YEAR,), date(2024, 1, 1), date(2024, 1, 4)))
FIRM = Running("K-1", rule(), date(2026, 3, 2))
OPEN = Running("K-1", rule(), date(2026, 12, 28))


def text(running: Running, summary: str = "summary", description: str = "description") -> str:
    return icalendar([Event(running, summary, description)], PLAIN)


def lines(running: Running, summary: str = "summary", description: str = "description") -> list[str]:
    """Return the content lines as a reader unfolds them."""
    return text(running, summary, description).replace("\r\n ", "").split("\r\n")


def test_a_firm_day_is_a_confirmed_event_of_one_whole_day() -> None:
    found = lines(FIRM)
    uid = found.pop(5)
    assert re.fullmatch("UID:[0-9a-f]{32}@labverdict", uid)
    assert found == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//labverdict//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "DTSTAMP:20260302T000000Z",
        "DTSTART;VALUE=DATE:20260316",
        "DTEND;VALUE=DATE:20260317",
        "SUMMARY:summary",
        "DESCRIPTION:description",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_provisional_day_is_tentative_over_its_interval() -> None:
    found = lines(OPEN)
    assert "STATUS:TENTATIVE" in found
    assert {"DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270114"} <= set(found)


def test_a_deadline_without_a_day_has_no_event() -> None:
    assert "VEVENT" not in text(Running("K-1", rule(NotPrinted()), date(2026, 3, 2)))


def test_the_stamp_is_the_last_notice_where_the_start_lies_before_it() -> None:
    assert "DTSTAMP:20251101T000000Z" in lines(Running("K-1", rule(), date(2025, 3, 3)))


def test_the_name_of_an_event_stays_while_its_day_moves_and_differs_between_events() -> None:
    moved = icalendar([Event(OPEN, "s", "d")], calendar())
    others = [
        Running("K-2", rule(), date(2026, 12, 28)),
        Running("K-1", rule(id="D-99"), date(2026, 12, 28)),
        Running("K-1", rule(source="T"), date(2026, 12, 28)),
        Running("K-1", rule(), date(2026, 12, 29)),
    ]
    named = lines(OPEN)[5]
    assert named in moved
    assert len({lines(other)[5] for other in others} | {named}) == 5


def test_a_reminder_is_an_alarm_so_many_days_before() -> None:
    found = lines(Running("K-1", rule(Term(12, DayKind.MONTH), leads=(90, 0)), date(2026, 3, 2)))
    assert [line for line in found if line.startswith("TRIGGER")] == ["TRIGGER:-P90D", "TRIGGER:-P0D"]
    assert found.count("BEGIN:VALARM") == found.count("END:VALARM") == found.count("ACTION:DISPLAY") == 2


def test_what_separates_values_is_escaped() -> None:
    assert r"SUMMARY:a\, b\; c\\d\ne\nf" in lines(FIRM, "a, b; c\\d\r\ne\nf")


def test_no_line_is_longer_than_75_octets_and_no_character_is_cut() -> None:
    long = "监督检查不符合项报告签字" * 12 + "a" * 200
    for line in text(FIRM, long).split("\r\n"):
        assert len(line.encode()) <= 75
    assert f"SUMMARY:{long}" in lines(FIRM, long)
    exact = "a" * (75 - len("SUMMARY:"))
    assert f"\r\nSUMMARY:{exact}\r\nDESCRIPTION" in text(FIRM, exact)
    assert f"\r\nSUMMARY:{exact}\r\n b\r\nDESCRIPTION" in text(FIRM, exact + "b")


def test_every_line_ends_with_a_carriage_return_and_a_line_feed() -> None:
    assert text(FIRM).count("\n") == text(FIRM).count("\r\n")
