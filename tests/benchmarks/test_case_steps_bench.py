"""How long one step of a case takes, all in: `pytest tests/benchmarks/test_case_steps_bench.py -s`."""

import statistics
import time
from contextlib import closing
from pathlib import Path

from app.store import schema
from app.store.engine import Database
from tests.app.store.casework import DECIDED_ON, casework

RUNS = 20
MOST_MS = 20


def test_a_decision_with_its_certificate(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'labverdict.db'}")) as database:
        schema.upgrade(database)
        work = casework(database)
        cases = [work.filed(f"A-{number}") for number in range(RUNS)]
        taken: list[float] = []
        for case in cases:
            work.follow(case)
        work.on(DECIDED_ON)
        for case in cases:
            begin = time.perf_counter()
            work.done(work.take(case, "P-0006", work.decision()))
            taken.append((time.perf_counter() - begin) * 1000)
        median = statistics.median(taken)
        print(f"a decision with its certificate, SQLite: median {median:.1f} ms, worst {max(taken):.1f} ms")
        assert median <= MOST_MS
