from datetime import timedelta

import pytest

from app.delivery.rest import FIRST, LONGEST, Rests
from app.delivery.schedule import DELAYS
from app.delivery.sender import Delivered, Failed, Gone, Result
from tests.app.delivery.fakes import START

SECOND = timedelta(seconds=1)
STRAIN = Failed("timeout", strained=True)


def rest_after(*results: Result) -> timedelta:
    """Return how long the endpoint rests after the last of the results, which follow each other by a day."""
    rests, at = Rests(), START
    for result in results:
        at += timedelta(days=1)
        rests.note("w1", result, at)
    assert rests.resting(at) <= {"w1"}
    return next(SECOND * n for n in range(100_000) if "w1" not in rests.resting(at + SECOND * n))


@pytest.mark.parametrize(
    ("results", "seconds"),
    [
        ([Delivered()], 0),
        ([Gone()], 0),
        ([Failed("status_500")], 0),
        ([STRAIN], 4),
        ([STRAIN] * 2, 16),
        ([STRAIN] * 3, 60),
        ([STRAIN] * 9, 60),
        ([STRAIN, STRAIN, Delivered(), STRAIN], 4),
        ([STRAIN, STRAIN, Failed("status_500"), STRAIN], 4),
        ([Failed("status_503", strained=True, wished=3 * SECOND)], 4),
        ([Failed("status_503", strained=True, wished=3600 * SECOND)], 3600),
    ],
)
def test_failures_of_strain_in_a_row_make_an_endpoint_rest_longer(results: list[Result], seconds: int) -> None:
    assert rest_after(*results) == SECOND * seconds


def test_the_first_rest_is_shorter_than_the_first_delay_and_the_longest_than_the_second() -> None:
    assert FIRST < DELAYS[1] < LONGEST < DELAYS[2]


def test_one_endpoint_rests_without_the_others() -> None:
    rests = Rests()
    rests.note("w1", STRAIN, START)
    rests.note("w2", STRAIN, START + 2 * SECOND)
    assert rests.resting(START + 3 * SECOND) == {"w1", "w2"}
    assert rests.resting(START + 4 * SECOND) == {"w2"}
    assert rests.resting(START + 6 * SECOND) == set()
