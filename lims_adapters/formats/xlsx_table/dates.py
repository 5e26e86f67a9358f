"""Cells whose format shows a date: a count of days -> an ISO date."""

import functools
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from lims_adapters.grid import Entry, Noted, Origin, Unusable

_LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General|E[+-]", re.IGNORECASE)
_PART_OF_A_DATE = re.compile("[ymdhs]", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9]{1,7}(\.[0-9]{1,20})?", re.ASCII)
_SECONDS = 86_400
# The system that counts from 1900 has a 29 February 1900, serial 60; days up to it have no agreed date.
_EPOCH_1900, _FIRST_1900 = datetime(1899, 12, 30), 61  # noqa: DTZ001 - a civil date, without a zone
_EPOCH_1904, _FIRST_1904 = datetime(1904, 1, 1), 0  # noqa: DTZ001 - a civil date, without a zone
_LAST = date.max.toordinal() - _EPOCH_1900.toordinal()


@functools.lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Tell whether a number format shows a date or a time."""
    return _PART_OF_A_DATE.search(_LITERAL.sub("", code)) is not None


def date_entry(raw: str, *, from_1904: bool) -> Entry:
    """Return the date as ISO text, with its time (and no zone) where the cell has one, beside the stored count."""
    epoch, first = (_EPOCH_1904, _FIRST_1904) if from_1904 else (_EPOCH_1900, _FIRST_1900)
    if _SERIAL.fullmatch(raw) is None or not first <= Decimal(raw) <= _LAST - (epoch - _EPOCH_1900).days:
        return Unusable("date_invalid", raw, "a date after February 1900")
    days, part = divmod(Decimal(raw), 1)
    # The last half second of a day is not yet the next day.
    instant = epoch + timedelta(days=int(days), seconds=min(round(part * _SECONDS), _SECONDS - 1))
    at_midnight = (instant.hour, instant.minute, instant.second) == (0, 0, 0)
    return Noted(instant.date().isoformat() if at_midnight else instant.isoformat(), raw, Origin.DAY)
