"""When a term ends: a firm day, a day that a coming notice may move, or the reason why no day can be given.

Counted as Civil Code articles 200 to 204 count: the day of the event is not; months and years end on the corresponding
day. Days are civil days in Asia/Shanghai, so that an instant is turned into its day before it comes here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.certification.body import Body, DayKind, Term
from app.certification.calendar import NoCalendar, Pause, Pauses, Reached, Stopped, WorkingDays, merged
from app.certification.deadline_rules import DayOfYear, DeadlineRule, NotPrinted, TermSetting
from app.certification.notices import Notice
from app.certification.terms import months_after, years_after

_COUNTED_IN_DAYS = frozenset({DayKind.WORKING_DAY, DayKind.CALENDAR_DAY})


class WhyNot(StrEnum):
    """Why no day can be given."""

    SETTING_UNSET = "setting_unset"
    NOT_PRINTED = "not_printed"
    NO_CALENDAR = "no_calendar"
    CLOCK_STOPPED = "clock_stopped"
    PAUSE_NOT_PROVIDED = "pause_not_provided"
    BEYOND_DATES = "beyond_dates"


@dataclass(frozen=True, slots=True)
class Firm:
    """A day that nothing moves, and the notices it rests on (none for a calendar term that does not roll)."""

    day: date
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Provisional:
    """The earliest and the latest day that past arrangements give; `missing` are the years whose notice is awaited."""

    earliest: date
    latest: date
    missing: tuple[int, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class NotComputable:
    """No day, and why; `detail` names the setting, the year, the term or the day on which the clock stopped."""

    why: WhyNot
    detail: str


Due = Firm | Provisional | NotComputable


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides beside rule and start: the body's settings, a term agreed for this case, and the pauses."""

    body: Body | None = None
    agreed: Term | None = None
    pauses: tuple[Pause, ...] = ()


NONE = Circumstances()


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline that runs: the case it belongs to, its rule, its start and what else decides."""

    case: str
    rule: DeadlineRule
    start: date
    circumstances: Circumstances = NONE

    def due(self, calendar: WorkingDays) -> Due:
        """Return when it ends."""
        return due(self.rule, self.start, calendar, self.circumstances)


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline to which another calendar gives another answer: another day, a narrower interval or a firm day."""

    running: Running
    before: Due
    after: Due


def due(rule: DeadlineRule, start: date, calendar: WorkingDays, circumstances: Circumstances = NONE) -> Due:
    """Return when a deadline that began on a day ends.

    A length that the rule prints is never replaced; a body's setting counts as it holds on the day of the start.
    """
    term = _term(rule, start, circumstances)
    if not isinstance(term, Term):
        return term
    if circumstances.pauses and not (rule.pauses and term.kind in _COUNTED_IN_DAYS):
        return NotComputable(WhyNot.PAUSE_NOT_PROVIDED, rule.clause)
    try:
        found = _end(start, replace(term, length=-term.length) if rule.before else term, circumstances, calendar)
    except (OverflowError, ValueError):
        return NotComputable(WhyNot.BEYOND_DATES, f"{term.length} {term.kind}")
    return _told(calendar.on_or_after(found) if rule.rolls and isinstance(found, date) else found)


def term_after(start: date, term: Term, calendar: WorkingDays) -> Due:
    """Return the last day of a term that no rule sets, such as a cooling-off."""
    try:
        return _told(_end(start, term, NONE, calendar))
    except (OverflowError, ValueError):
        return NotComputable(WhyNot.BEYOND_DATES, f"{term.length} {term.kind}")


def reminders(rule: DeadlineRule, found: Due) -> tuple[date, ...]:
    """Return the days on which to remind, the first one first; of a provisional day those before the earliest."""
    match found:
        case Firm(day) | Provisional(day):
            return tuple(day - timedelta(days=lead) for lead in sorted(rule.leads, reverse=True))
        case NotComputable():
            return ()


def moved(running: Iterable[Running], old: WorkingDays, new: WorkingDays) -> tuple[Moved, ...]:
    """Return every deadline that has another answer under the new calendar, in the order given."""
    both = (Moved(each, each.due(old), each.due(new)) for each in running)
    return tuple(each for each in both if _days(each.before) != _days(each.after))


def _term(rule: DeadlineRule, start: date, circumstances: Circumstances) -> Term | Due:
    match rule.length:
        case Term() as printed:
            return printed
        case NotPrinted():
            return NotComputable(WhyNot.NOT_PRINTED, rule.anchor)
        case DayOfYear(month, day):
            return Firm(date(start.year, month, day))
        case TermSetting() as setting:
            body = circumstances.body
            term = circumstances.agreed or (None if body is None else setting.of(body, start))
            return NotComputable(WhyNot.SETTING_UNSET, setting.value) if term is None else term


def _end(
    start: date, term: Term, circumstances: Circumstances, calendar: WorkingDays
) -> date | Reached | NoCalendar | Stopped:
    """Count a term; raises ValueError or OverflowError where the years of dates end."""
    match term.kind:
        case DayKind.WORKING_DAY:
            return calendar.after(start, term.length, merged(circumstances.pauses))
        case DayKind.CALENDAR_DAY:
            return _days_after(start, term.length, merged(circumstances.pauses))
        case DayKind.MONTH:
            return months_after(start, term.length)
        case DayKind.YEAR:
            return years_after(start, term.length)


def _days_after(start: date, length: int, pauses: Pauses) -> date | Stopped:
    begun = start.toordinal() + 1
    end = begun + length - 1
    for first, until in pauses:
        if first > end:
            break
        if until is None:
            return Stopped(date.fromordinal(first))
        end += max(0, until - max(first, begun))
    return date.fromordinal(end)


def _told(found: date | Reached | NoCalendar | Stopped) -> Due:
    match found:
        case date():
            return Firm(found)
        case Reached(earliest, latest, notices, missing):
            return Provisional(earliest, latest, missing, notices) if missing else Firm(earliest, notices)
        case NoCalendar(year):
            return NotComputable(WhyNot.NO_CALENDAR, str(year))
        case Stopped(since):
            return NotComputable(WhyNot.CLOCK_STOPPED, since.isoformat())


def _days(found: Due) -> Due:
    """Return an answer without the notices behind it and those still missing."""
    match found:
        case Firm(day):
            return Firm(day)
        case Provisional(earliest, latest):
            return Provisional(earliest, latest, (), ())
        case NotComputable():
            return found
