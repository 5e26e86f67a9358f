"""The day on the calendar that an instant belongs to."""

from datetime import date, datetime, timedelta, timezone

# China has kept this offset all year round since 15 September 1991.
_SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def civil_day(instant: datetime) -> date:
    """Return the civil day in Asia/Shanghai of an aware instant of the service's own life; ValueError for a naive one.

    The day begins at 16:00 UTC of the day before.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant without an offset belongs to no day")
    return instant.astimezone(_SHANGHAI).date()
