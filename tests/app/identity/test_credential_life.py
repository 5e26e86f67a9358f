from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.identity.credentials import (
    CredentialKind,
    ExpiryRefused,
    credential_is_live,
    expiry_fault,
    keys_live,
    longest_life,
    most_live,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TICK, DAY, HOUR = timedelta(microseconds=1), timedelta(days=1), timedelta(hours=1)
KEY, TOKEN, SECRET = CredentialKind.API_KEY, CredentialKind.ACCESS_TOKEN, CredentialKind.CLIENT_SECRET


@dataclass(frozen=True, slots=True)
class Dates:
    expires_at: datetime | None
    revoked_at: datetime | None = None


@pytest.mark.parametrize(
    ("expires_at", "revoked_at", "live"),
    [
        (NOW + TICK, None, True),
        (NOW, None, False),
        (NOW - TICK, None, False),
        (None, None, False),
        (NOW + DAY, NOW - TICK, False),
        (NOW + DAY, NOW, False),
        (NOW + DAY, NOW + TICK, False),
        (None, NOW, False),
        (NOW, NOW, False),
    ],
)
def test_a_credential_counts_before_its_expiry_and_unless_revoked(
    expires_at: datetime | None, revoked_at: datetime | None, *, live: bool
) -> None:
    assert credential_is_live(expires_at, revoked_at, NOW) is live


def test_only_live_keys_are_counted() -> None:
    held = [Dates(NOW + DAY), Dates(NOW), Dates(NOW + DAY, NOW), Dates(None), Dates(NOW + TICK)]
    assert keys_live(held, NOW) == 2
    assert keys_live(held, NOW + TICK) == 1
    assert keys_live([], NOW) == 0


@pytest.mark.parametrize(("kind", "most"), [(KEY, 2), (SECRET, 2), (TOKEN, None)])
def test_two_keys_may_be_live_for_rotation(kind: CredentialKind, most: int | None) -> None:
    assert most_live(kind) == most


@pytest.mark.parametrize(("kind", "longest"), [(KEY, 366 * DAY), (SECRET, 366 * DAY), (TOKEN, HOUR)])
def test_an_expiry_is_required_and_near(kind: CredentialKind, longest: timedelta) -> None:
    answers = [expiry_fault(kind, NOW + after, NOW) for after in (-TICK, 0 * TICK, TICK, longest, longest + TICK)]
    past, far = ExpiryRefused.EXPIRY_PAST, ExpiryRefused.EXPIRY_TOO_FAR
    assert answers == [past, past, None, None, far]
    assert expiry_fault(kind, None, NOW) is ExpiryRefused.EXPIRY_MISSING
    assert longest_life(kind) == longest


def test_a_key_may_last_for_a_leap_year() -> None:
    issued = datetime(2028, 1, 1, tzinfo=UTC)
    assert expiry_fault(KEY, datetime(2029, 1, 1, tzinfo=UTC), issued) is None
