"""Surveillance after certification, clause 7.1 of both rules: when it is due and what it covers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.certification.terms import months_after, years_after


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Months from the end of the initial inspection until a surveillance may be held, and most months between two.

    Clause 7.1.1 prints both (D-10, D-11).
    """

    opens_after: int
    at_most: int


class Trigger(StrEnum):
    """What lets a body hold surveillance more often, 7.1.1 1) to 3)."""

    HOLDER_AT_FAULT = "holder_at_fault"
    CONFORMITY_IN_DOUBT = "conformity_in_doubt"
    ORGANISATION_CHANGED = "organisation_changed"


class Block(StrEnum):
    """What every surveillance covers, 7.1.3; the last one too where nothing was found before."""

    PURCHASING = "purchasing"
    PRODUCTION = "production"
    PRODUCT_TESTS = "product_tests"
    CONSISTENCY = "consistency"
    CERTIFICATE_AND_MARK = "certificate_and_mark"
    EARLIER_NONCONFORMITIES = "earlier_nonconformities"


class Timing(StrEnum):
    """Where a day lies to the window: an early surveillance is only warned of, an overdue one has to be decided on."""

    EARLY = "early"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Cause:
    """A trigger, the day on which it was found to be given, and on what ground."""

    trigger: Trigger
    on: date
    ground: str


@dataclass(frozen=True, slots=True)
class Record:
    """What has been held so far: days on which the initial inspection and the surveillances ended, in their order.

    `causes` are the triggers that no surveillance has dealt with yet.
    """

    valid_from: date
    inspected_on: date
    held_on: tuple[date, ...] = ()
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which the next surveillance is to end, both included, and what lies behind.

    `certificate_year` is that of the day asked for, from 1. `long_gaps` are pairs of days further apart than allowed,
    `years_without` the certificate years gone by without a surveillance.
    """

    opens_on: date
    closes_on: date
    timing: Timing
    certificate_year: int
    held_this_year: bool
    long_gaps: tuple[tuple[date, date], ...]
    years_without: tuple[int, ...]


def window(record: Record, on: date, rhythm: Rhythm) -> Window:
    """Return the window as a day sees it.

    The first gap counts from the initial inspection, not from the certificate (the stricter reading). The rules speak
    of a yearly surveillance: after one in a certificate year the next belongs into the next year, unless a cause is
    open, which lets it be held from that day on. The end of the window never rolls to a working day.
    """
    ends = (record.inspected_on, *record.held_on)
    closes_on = months_after(ends[-1], rhythm.at_most)
    opens_on = min([_opens_on(record, rhythm), *(cause.on for cause in record.causes)])
    years_held = {certificate_year(record.valid_from, day) for day in record.held_on}
    year = certificate_year(record.valid_from, on)
    return Window(
        opens_on,
        closes_on,
        _timing(on, opens_on, closes_on),
        year,
        year in years_held,
        tuple((one, other) for one, other in pairwise(ends) if other > months_after(one, rhythm.at_most)),
        tuple(past for past in range(1, year) if past not in years_held),
    )


def certificate_year(valid_from: date, day: date) -> int:
    """Return the year of the certificate in which a day lies: 1 up to the first anniversary, 0 and less before."""
    year = day.year - valid_from.year
    return year + 1 if years_after(valid_from, year) <= day else year


def _opens_on(record: Record, rhythm: Rhythm) -> date:
    earliest = months_after(record.inspected_on, rhythm.opens_after)
    if not record.held_on:
        return earliest
    year = certificate_year(record.valid_from, record.held_on[-1])
    return max(earliest, years_after(record.valid_from, year))


def _timing(on: date, opens_on: date, closes_on: date) -> Timing:
    if on > closes_on:
        return Timing.OVERDUE
    return Timing.OPEN if on >= opens_on else Timing.EARLY
