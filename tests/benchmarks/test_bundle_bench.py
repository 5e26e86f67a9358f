"""An offline check of a bundle beside the least that it has to do: hash every byte.

`again`: its rule data were read by this process before. `cold`: they are read anew each time. `first`: the one check
of a process that had imported its modules and done nothing else. The start of a process and its imports are no part of
any of them; reading the rule data out of the bundle is part of `cold` and `first`. All in processor time.
"""

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from app.library.packed_rules import _loaded
from app.workflow.check_bundle import Answer
from app.workflow.fingerprint import digest
from tests.app.bundles import CASES, check, good
from tests.app.ledger.logs import TRUST
from tests.app.people import another_process

MOST_MS = 50.0
ROUNDS, COLD, PROCESSES = 300, 20, 3
FIRST_CHECK = """
import sys, time
from pathlib import Path
from app.cli.report_file import usable_adapters
from app.library.packed_rules import load_packed
from app.workflow.check_bundle import Answer, Bench, check_bundle
content, bench = Path(sys.argv[1]).read_bytes(), Bench(load_packed, usable_adapters())
begin = time.process_time()
checked = check_bundle(content, bench)
taken = time.process_time() - begin
assert checked.answer is Answer.VERIFIED
print(taken * 1e3)
"""


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


def first_check(file: Path) -> float:
    """Return the time of the only check of a process."""
    with another_process(FIRST_CHECK, str(file)) as process:
        told, _ = process.communicate()
    assert process.returncode == 0
    return float(told)


@pytest.mark.usefixtures("own_garbage")
@pytest.mark.parametrize("case", range(len(CASES)))
def test_an_offline_check(case: int, tmp_path: Path) -> None:
    content = good(case, in_log=True)
    file = tmp_path / "bundle.json"
    file.write_bytes(content)
    assert check(content, TRUST).answer is Answer.VERIFIED
    again = milliseconds(lambda: check(content, TRUST))
    least = median(milliseconds(lambda: digest(content)))

    def unread() -> None:
        _loaded.cache_clear()
        check(content, TRUST)

    cold = milliseconds(unread, COLD)
    first = [first_check(file) for _ in range(PROCESSES)]
    print(
        f"\ncheck of {len(content) / 1024:.0f} KiB: again median {median(again):.1f} ms, longest of {ROUNDS} "
        f"{max(again):.1f} ms; cold median {median(cold):.1f} ms, longest of {COLD} {max(cold):.1f} ms; "
        f"first median of {PROCESSES} {median(first):.1f} ms; floor {least:.2f} ms"
    )
    assert max(again) <= MOST_MS
    assert median(cold) <= MOST_MS
    assert median(first) <= MOST_MS
