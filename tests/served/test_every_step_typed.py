"""Every event of every table is taken from the command line, at a service over real HTTP."""

from collections.abc import Iterator

import pytest

from app.certification.lifecycle.vocabulary import Actor, Kind
from tests.app.certification.cases.test_every_step import way
from tests.served.asked import Tally
from tests.served.cast import Cast
from tests.served.model import ROWS
from tests.served.stages import arrive, begin, stage
from tests.served.typed import Typist
from tests.served.walk import PATHS


@pytest.fixture(scope="module")
def typist() -> Typist:
    return Typist()


@pytest.fixture(scope="module")
def everybody(typist: Typist, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("typed"), typist.wire) as made:
        yield made


@pytest.mark.parametrize("kind", Kind)
def test_every_event_of_a_kind_of_case_is_typed(everybody: Cast, typist: Typist, kind: Kind) -> None:
    tally = Tally()
    rows = [row for (of, _, _), row in ROWS.items() if of is kind and row.by != (Actor.SYSTEM,)]
    for row in sorted(rows, key=lambda row: len(way(kind, row)), reverse=True):
        if (PATHS[kind], row.event) not in typist.taken:
            arrive(begin(everybody, tally, certified=kind is not Kind.APPLICATION), kind, row)
    assert {(PATHS[kind], row.event) for row in rows} <= typist.taken
