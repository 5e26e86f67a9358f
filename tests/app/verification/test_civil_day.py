from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.verification.civil_day import civil_day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, 999999, UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, 0, 0, UTC), date(2026, 11, 23)),
        (datetime(2027, 12, 31, 16, 0, tzinfo=UTC), date(2028, 1, 1)),
        (datetime(2028, 2, 28, 16, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=8))), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 11, 30, tzinfo=timezone(timedelta(hours=-5))), date(2026, 11, 23)),
    ],
)
def test_a_civil_day_begins_at_16_00_utc(instant: datetime, day: date) -> None:
    assert civil_day(instant) == day


def test_an_instant_without_offset_is_refused() -> None:
    naive = datetime(2026, 11, 22, 16, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="without an offset"):
        civil_day(naive)
