"""Working days: which they are, which is the n-th after a day, and how far that is known.

Compiled once from the notices, so that a deadline is a bisection. A day after the last notice is answered by the
extremes of five calendars, one for each of the last five notices laid on the festivals of its year. They are no
guarantee: the next notice may do what none of the five did.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.certification.notices import Arrangement, Festival, Notice, arrangement, laid_on

PAST_ARRANGEMENTS = 5
# Day 1 of the calendar was a Monday, so that 6 and 0 are the weekend.
_SATURDAY = 6

Festivals = Mapping[Festival, date]
# Disjoint and in order, as ordinals of days; the last one may have no end.
Pauses = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a clock stands still: from the first up to, not including, `end`; None while it still does."""

    first: date
    end: date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.first:
            raise ValueError(f"a pause ends after it has begun: {self.first} to {self.end}")


@dataclass(frozen=True, slots=True)
class Reached:
    """The day that was asked for, and the notices of the years that the count runs through.

    `missing` are the years whose notice may still move it; without any, `earliest` is `latest`.
    """

    earliest: date
    latest: date
    notices: tuple[Notice, ...]
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NoCalendar:
    """Nothing at all is held of a year."""

    year: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """The clock stood still before the day was reached, and still does."""

    since: date


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Working days as ordinals, in one table for each arrangement that may come; the tables agree up to `settled`."""

    notices: tuple[Notice, ...]
    settled: int
    tables: tuple[tuple[int, ...], ...]

    def after(self, start: date, length: int, pauses: Pauses = ()) -> Reached | NoCalendar | Stopped:
        """Return the `length`-th working day after a day, which is not counted itself.

        `pauses` are those of `merged`: no day inside them counts.
        """
        begun = start.toordinal() + 1
        reached: list[int] = []
        for table in self.tables:
            found = _nth(table, begun, length, pauses)
            if isinstance(found, Stopped):
                return found
            if found >= len(table):
                return NoCalendar(self._horizon() + 1)
            reached.append(table[found])
            if reached[0] <= self.settled:
                break
        return self._answer(begun, reached)

    def on_or_after(self, day: date) -> Reached | NoCalendar:
        """Return the day if it is a working day, otherwise the next one that is."""
        ordinal = day.toordinal()
        reached: list[int] = []
        for table in self.tables:
            found = bisect_left(table, ordinal)
            if found >= len(table):
                return NoCalendar(self._horizon() + 1)
            reached.append(table[found])
            if reached[0] <= self.settled:
                break
        return self._answer(ordinal, reached)

    def _horizon(self) -> int:
        return date.fromordinal(self.tables[0][-1]).year

    def _answer(self, begun: int, reached: list[int]) -> Reached | NoCalendar:
        first, last = self.notices[0].year, self.notices[-1].year
        from_year = date.fromordinal(begun).year
        if from_year < first:
            return NoCalendar(from_year)
        earliest = latest = date.fromordinal(reached[0])
        if reached[0] <= self.settled:
            return Reached(earliest, latest, self.notices[from_year - first : latest.year - first + 1])
        earliest, latest = date.fromordinal(min(reached)), date.fromordinal(max(reached))
        missing = tuple(range(last + 1, max(latest.year, last + 1) + 1))
        return Reached(earliest, latest, self.notices[from_year - first :], missing)


def working_days(notices: Iterable[Notice], festivals: Mapping[int, Festivals]) -> WorkingDays:
    """Compile the calendar of consecutive years of notices, and of the years after them whose festivals are known."""
    known = tuple(sorted(notices, key=lambda notice: notice.year))
    if not known or any(after.year != before.year + 1 for before, after in pairwise(known)):
        raise ValueError("the calendar needs notices for consecutive years")
    last = known[-1].year
    coming = [year for year in sorted(festivals) if year > last]
    if coming != list(range(last + 1, last + 1 + len(coming))):
        raise ValueError("the calendar needs the festivals of consecutive years")
    fixed = _joined(map(arrangement, known))
    span = (date(known[0].year, 1, 1).toordinal(), date(last + len(coming), 12, 31).toordinal())
    past = known[-PAST_ARRANGEMENTS:] if coming else ()
    laid = [_joined(laid_on(notice, festivals[notice.year], festivals[year]) for year in coming) for notice in past]
    settled = min((min(each.off | each.worked) - 1 for each in laid), default=span[1])
    weekdays = frozenset(day for day in range(span[0], span[1] + 1) if 0 < day % 7 < _SATURDAY)
    tables = [_table(weekdays, span, _joined((fixed, each))) for each in laid] or [_table(weekdays, span, fixed)]
    return WorkingDays(known, min(settled, date(last, 12, 31).toordinal()), tuple(tables))


def merged(pauses: Iterable[Pause]) -> Pauses:
    """Return pauses in order as ordinals, those that meet or overlap as one; the last one may have no end."""
    result: list[tuple[int, int | None]] = []
    for pause in sorted(pauses, key=lambda pause: pause.first):
        first, end = pause.first.toordinal(), None if pause.end is None else pause.end.toordinal()
        if not result:
            result.append((first, end))
            continue
        before, until = result[-1]
        if until is None:
            break
        if first > until:
            result.append((first, end))
        else:
            result[-1] = (before, None if end is None else max(until, end))
    return tuple(result)


def _nth(table: tuple[int, ...], begun: int, length: int, pauses: Pauses) -> int | Stopped:
    """Return the place of the n-th working day from `begun` on; a pause that begins by then puts it off."""
    place = bisect_left(table, begun) + length - 1
    for first, end in pauses:
        if place >= len(table) or first > table[place]:
            break
        if end is None:
            return Stopped(date.fromordinal(first))
        place += max(0, bisect_left(table, end) - bisect_left(table, max(first, begun)))
    return place


def _joined(arrangements: Iterable[Arrangement]) -> Arrangement:
    """Return several arrangements as one; a day off in any of them is off."""
    every = tuple(arrangements)
    off = frozenset(day for each in every for day in each.off)
    return Arrangement(off, frozenset(day for each in every for day in each.worked) - off)


def _table(weekdays: frozenset[int], span: tuple[int, int], arranged: Arrangement) -> tuple[int, ...]:
    """Return the working days of a span, of which these are the weekdays."""
    worked = {day for day in arranged.worked if span[0] <= day <= span[1]}
    return tuple(sorted((weekdays - arranged.off) | worked))
