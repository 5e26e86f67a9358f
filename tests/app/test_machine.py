import re
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Barrier, Lock, Thread, current_thread

import pytest

from app.machine import RandomIds, SystemClock
from app.ports.machine import Clock, Ids

INSTANT = datetime(2026, 11, 22, 21, 41, 58, 123456, UTC)
MILLISECOND = timedelta(milliseconds=1)
FORM = re.compile("[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}")


class SetClock:
    """A clock that shows what it is told to."""

    def __init__(self, instants: Iterator[datetime]) -> None:
        self._instants = instants

    def now(self) -> datetime:
        return next(self._instants)


def still() -> SetClock:
    return SetClock(iter(lambda: INSTANT, None))


def zeros(size: int) -> bytes:
    return bytes(size)


def ones(size: int) -> bytes:
    return b"\xff" * size


def millisecond_of(identifier: str) -> int:
    return int(identifier[:12], 16)


MILLISECONDS = (INSTANT - datetime(1970, 1, 1, tzinfo=UTC)) // MILLISECOND


def test_the_clock_is_aware_and_in_utc() -> None:
    clock: Clock = SystemClock()
    before, now, after = datetime.now(UTC), clock.now(), datetime.now(UTC)  # noqa: TID251 - the clock is what is tested
    assert before <= now <= after
    assert now.utcoffset() == timedelta(0)


def test_an_identifier_is_a_uuid_of_version_7() -> None:
    ids: Ids = RandomIds()
    for _ in range(1000):
        identifier = ids.new()
        assert FORM.fullmatch(identifier)
        assert (uuid.UUID(identifier).version, uuid.UUID(identifier).variant) == (7, uuid.RFC_4122)


def test_the_layout_is_that_of_rfc_9562() -> None:
    """The example of appendix A.6, by its millisecond: the counter and the tail are ours."""
    instant = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    clock = SetClock(iter([instant, instant]))
    assert RandomIds(clock, zeros).new() == "017f22e279b070008000000000000000"
    assert RandomIds(clock, ones).new() == "017f22e279b077ffbfffffffffffffff"


def test_the_millisecond_is_rounded_down() -> None:
    clock = SetClock(iter([INSTANT.replace(microsecond=999), INSTANT.replace(microsecond=1000)]))
    ids = RandomIds(clock, zeros)
    one, other = ids.new(), ids.new()
    assert millisecond_of(other) - millisecond_of(one) == 1


@pytest.mark.parametrize("chance", [zeros, ones])
def test_identifiers_rise_within_a_millisecond_and_when_its_counter_runs_over(chance: object) -> None:
    assert callable(chance)
    ids = RandomIds(still(), chance)
    given = [ids.new() for _ in range(10_000)]
    assert all(one < other for one, other in pairwise(given))
    assert millisecond_of(given[0]) == MILLISECONDS
    assert MILLISECONDS < millisecond_of(given[-1]) <= MILLISECONDS + 10_000 // 4096 + 1


def test_identifiers_rise_when_the_clock_steps_back() -> None:
    back = [INSTANT, INSTANT - timedelta(days=1), INSTANT - MILLISECOND, INSTANT, INSTANT + MILLISECOND]
    ids = RandomIds(SetClock(iter(back)), zeros)
    given = [ids.new() for _ in back]
    assert all(one < other for one, other in pairwise(given))
    assert [millisecond_of(each) - MILLISECONDS for each in given] == [0, 0, 0, 0, 1]


def test_without_the_last_one_identifiers_would_fall_back() -> None:
    """The control: the same clock before two objects, which do not know of each other."""
    back = SetClock(iter([INSTANT, INSTANT - MILLISECOND]))
    assert RandomIds(back, zeros).new() > RandomIds(back, zeros).new()


class Slow(RandomIds):
    """Waits for the other thread between reading the last one and writing the next."""

    def __init__(self, guard: AbstractContextManager[object], wait_s: float) -> None:
        super().__init__(still(), zeros)
        self.between = Barrier(2, timeout=wait_s)
        self.__dict__["_lock"] = guard

    @property
    def _last(self) -> int:
        seen: int = self.__dict__.get("seen", 0)
        if current_thread().name.startswith("asks"):
            with_other(self.between)
        return seen

    @_last.setter
    def _last(self, value: int) -> None:
        self.__dict__["seen"] = value


def with_other(between: Barrier) -> None:
    """Go on when the other thread is here too, or when it cannot come."""
    try:
        between.wait()
    except RuntimeError:
        between.reset()


def asked_by_two_threads(guard: AbstractContextManager[object], wait_s: float) -> list[str]:
    ids, given = Slow(guard, wait_s), []
    threads = [Thread(target=lambda: given.append(ids.new()), name=f"asks {n}") for n in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return given


def test_two_threads_never_get_the_same() -> None:
    one, other = asked_by_two_threads(Lock(), wait_s=0.1)
    assert one != other


def test_without_the_lock_they_would() -> None:
    one, other = asked_by_two_threads(nullcontext(), wait_s=30)
    assert one == other


def test_many_threads_get_what_rises_for_each_of_them() -> None:
    ids = RandomIds()
    given: list[list[str]] = [[] for _ in range(8)]
    threads = [Thread(target=lambda own=own: own.extend(ids.new() for _ in range(2000))) for own in given]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({each for own in given for each in own}) == 16_000
    assert all(own == sorted(own) for own in given)


def test_a_secret_is_by_chance_and_as_long_as_asked() -> None:
    ids = RandomIds()
    assert [len(ids.secret(size)) for size in (1, 10, 20, 32)] == [1, 10, 20, 32]
    assert len({ids.secret(20) for _ in range(1000)}) == 1000
