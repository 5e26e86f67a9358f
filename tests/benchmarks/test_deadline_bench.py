"""Speed of one working-day deadline, beside the bisection and the date that it cannot do without."""

import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from app.certification.calendar import Pause
from app.certification.deadlines import Circumstances, due
from app.library.calendars import load_calendar
from app.library.deadlines import load_deadlines
from app.library.shelf import data_root

MOST_US, COMPILED_MS, RUNS = 20, 100, 9
CALENDAR = load_calendar(data_root())
DAYS = CALENDAR.compiled()
RULES = load_deadlines(data_root(), "schemes", "JSPB01-180004-2023").rules
KNOWN = [date(2022, 1, 3) + timedelta(days=place) for place in range(1700)]
UNKNOWN = [date(2027, 1, 1) + timedelta(days=place) for place in range(1700)]
PAUSED = Circumstances(pauses=tuple(Pause(date(2024, month, 5), date(2024, month, 12)) for month in (3, 6, 9)))


def us_each(work: Callable[[date], object], starts: Sequence[date]) -> float:
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        for start in starts:
            work(start)
        taken.append((time.perf_counter() - begin) / len(starts) * 1e6)
    return min(taken)


def floor(start: date) -> date:
    table = DAYS.tables[0]
    return date.fromordinal(table[bisect_left(table, start.toordinal() + 1) + 39])


def report(name: str, each: float, least: float) -> None:
    print(f"\n{name}: {each:.2f} us; floor {least:.2f} us, {each / least:.1f} times")


def test_a_firm_deadline() -> None:
    each, least = us_each(lambda start: due(RULES["D-12"], start, DAYS), KNOWN), us_each(floor, KNOWN)
    report("a firm working-day deadline", each, least)
    assert each <= MOST_US


def test_a_provisional_deadline() -> None:
    each, least = us_each(lambda start: due(RULES["D-12"], start, DAYS), UNKNOWN), us_each(floor, UNKNOWN)
    report("a provisional one, over five arrangements", each, least)
    assert each <= MOST_US


def test_a_deadline_with_three_pauses() -> None:
    each = us_each(lambda start: due(RULES["D-01"], start, DAYS, PAUSED), KNOWN)
    report("one with three pauses", each, us_each(floor, KNOWN))
    assert each <= MOST_US


def test_compiling_the_calendar() -> None:
    each = us_each(lambda _: CALENDAR.compiled(), KNOWN[:3]) / 1000
    print(f"\ncompiling fifteen years in five arrangements, once for all deadlines: {each:.1f} ms")
    assert each <= COMPILED_MS
