"""An installation with an empty embedded store and a clock that stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.workflow.administer import Office
from tests.app.people import SetClock, embedded, office_on


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    with embedded(tmp_path) as database:
        yield office_on(database, clock)
