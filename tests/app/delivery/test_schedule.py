from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.delivery.schedule import DELAYS, again_at

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempt", "delay", "since_start"),
    [
        (1, timedelta(seconds=5), "0:00:05"),
        (2, timedelta(minutes=5), "0:05:05"),
        (3, timedelta(minutes=30), "0:35:05"),
        (4, timedelta(hours=2), "2:35:05"),
        (5, timedelta(hours=5), "7:35:05"),
        (6, timedelta(hours=10), "17:35:05"),
        (7, timedelta(hours=14), "1 day, 7:35:05"),
        (8, timedelta(hours=20), "2 days, 3:35:05"),
        (9, timedelta(hours=24), "3 days, 3:35:05"),
    ],
)
def test_the_delays_are_those_of_the_specifications_example(attempt: int, delay: timedelta, since_start: str) -> None:
    assert again_at(attempt, AT, 0) == AT + delay
    assert str(sum(DELAYS[: attempt + 1], timedelta(0))) == since_start


@pytest.mark.parametrize("attempt", [10, 11, 1000])
def test_after_the_tenth_attempt_there_is_none(attempt: int) -> None:
    assert again_at(attempt, AT, 0.5, timedelta(hours=1)) is None


@given(attempt=st.integers(1, 9), chance=st.floats(0, 1, exclude_max=True))
def test_jitter_lengthens_by_up_to_a_fifth(attempt: int, chance: float) -> None:
    again = again_at(attempt, AT, chance)
    assert again is not None
    assert DELAYS[attempt] <= again - AT <= DELAYS[attempt] * 1.2


def test_jitter_spreads_what_failed_together() -> None:
    assert len({again_at(2, AT, number / 100) for number in range(100)}) == 100


@pytest.mark.parametrize(
    ("wished", "delay"),
    [(None, 300), (timedelta(0), 300), (timedelta(seconds=299), 300), (timedelta(seconds=301), 301)],
)
def test_a_later_wish_of_the_receiver_is_kept_to(wished: timedelta | None, delay: int) -> None:
    assert again_at(2, AT, 0, wished) == AT + timedelta(seconds=delay)


@pytest.mark.parametrize(("attempt", "chance"), [(0, 0.0), (-1, 0.0), (1, -0.1), (1, 1.0), (1, float("nan"))])
def test_what_cannot_be_is_an_error(attempt: int, chance: float) -> None:
    with pytest.raises(ValueError, match="found"):
        again_at(attempt, AT, chance)
