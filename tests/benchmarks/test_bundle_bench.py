"""An offline check of a bundle, once its rule data are read, beside the least that it has to do: hash every byte."""

import gc
import time
from collections.abc import Callable, Iterator
from statistics import median

import pytest

from app.library.packed_rules import _loaded
from app.workflow.check_bundle import Answer
from app.workflow.fingerprint import digest
from tests.app.bundles import CASES, check, good
from tests.app.ledger.logs import TRUST

MOST_MS = 50.0
ROUNDS = 300


@pytest.fixture
def own_garbage() -> Iterator[None]:
    """Keep the collector to what a check makes: the tests themselves hold more than ten times as much."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def milliseconds(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    taken = []
    for _ in range(rounds):
        begin = time.process_time()
        act()
        taken.append((time.process_time() - begin) * 1e3)
    return taken


@pytest.mark.usefixtures("own_garbage")
@pytest.mark.parametrize("case", range(len(CASES)))
def test_an_offline_check(case: int) -> None:
    content = good(case, in_log=True)
    assert check(content, TRUST).answer is Answer.VERIFIED
    taken = milliseconds(lambda: check(content, TRUST))
    least = median(milliseconds(lambda: digest(content)))

    def cold() -> None:
        _loaded.cache_clear()
        check(content, TRUST)

    first = median(milliseconds(cold, 5))
    print(
        f"\ncheck of {len(content) / 1024:.0f} KiB: median {median(taken):.1f} ms, "
        f"longest of {ROUNDS} {max(taken):.1f} ms; "
        f"floor {least:.2f} ms; with rule data not read yet {first:.0f} ms"
    )
    assert max(taken) <= MOST_MS
