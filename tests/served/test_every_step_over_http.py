"""Every row of every table is taken at a service, on the shortest way to it."""

from collections.abc import Iterator

import pytest

from app.certification.lifecycle.vocabulary import Kind
from tests.app.certification.cases.test_every_step import way
from tests.served.asked import Tally
from tests.served.cast import Cast
from tests.served.model import ROWS
from tests.served.stages import arrive, begin, stage


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with stage("sqlite", tmp_path_factory.mktemp("steps")) as made:
        yield made


@pytest.mark.parametrize("kind", Kind)
def test_every_step_of_a_kind_of_case_is_taken(everybody: Cast, kind: Kind) -> None:
    tally = Tally()
    rows = [row for (of, _, _), row in ROWS.items() if of is kind]
    for row in sorted(rows, key=lambda row: len(way(kind, row)), reverse=True):
        if (kind, row.state, row.event) not in tally.taken:
            case = arrive(begin(everybody, tally, certified=kind is not Kind.APPLICATION), kind, row)
            assert case.state == row.to
    assert {(kind, row.state, row.event) for row in rows} <= set(tally.taken)
    assert not tally.why
