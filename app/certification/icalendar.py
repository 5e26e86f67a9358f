"""Deadlines as iCalendar text (RFC 5545): whole days, provisional ones tentative over their interval.

The text depends on the deadlines and the calendar alone. An event keeps its UID while its day moves; DTSTAMP is the
day of the last notice held, or of the start where that is later: the last thing that could have changed the event.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from app.certification.calendar import WorkingDays
from app.certification.deadlines import Due, Firm, NotComputable, Running, reminders

PRODUCT = "-//labverdict//deadlines//EN"
_OCTETS = 75
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """A running deadline in the words that a person reads; `found` where its end is stated and not counted."""

    running: Running
    summary: str
    description: str
    found: Due | None = None


def icalendar(events: Iterable[Event], calendar: WorkingDays) -> str:
    """Return one calendar with an event for each deadline that has a day; the others have nothing to show."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, calendar)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, calendar: WorkingDays) -> list[str]:
    found = event.found or event.running.due(calendar)
    if isinstance(found, NotComputable):
        return []
    if isinstance(found, Firm):
        first, last, status = found.day, found.day, "CONFIRMED"
    else:
        first, last, status = found.earliest, found.latest, "TENTATIVE"
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(event.running)}",
        f"DTSTAMP:{_basic(max(calendar.notices[-1].dated, event.running.start))}T000000Z",
        f"DTSTART;VALUE=DATE:{_basic(first)}",
        f"DTEND;VALUE=DATE:{_basic(last + _DAY)}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"DESCRIPTION:{_escaped(event.description)}",
        f"STATUS:{status}",
        "TRANSP:TRANSPARENT",
        *(line for day in reminders(event.running.rule, found) for line in _alarm(event, (first - day).days)),
        "END:VEVENT",
    ]


def _alarm(event: Event, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(event.summary)}"
    yield f"TRIGGER:-P{days}D"
    yield "END:VALARM"


def _uid(running: Running) -> str:
    """Return a name that case, rule and start decide, and no day that a notice may move."""
    named = f"{running.case}\n{running.rule.source}\n{running.rule.id}\n{running.start}"
    return f"{sha256(named.encode()).hexdigest()[:32]}@labverdict"


def _basic(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    for character, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(character, written)
    return text


def _folded(line: str) -> str:
    """Break a line after at most 75 octets, never inside a character; what follows is set in by a blank."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append("")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)
