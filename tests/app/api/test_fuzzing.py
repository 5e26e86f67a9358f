"""The service is what its description says: schemathesis with all of its checks and phases, for every role.

In short, each operation is covered and fuzzed by one role that may do it, and takes part in the examples and the
stateful scenarios of all. `LABVERDICT_FUZZ_EXAMPLES` sets with how many examples each role fuzzes every operation, and
lets each role cover all of them.
"""

import os
import time
from collections.abc import Collection, Iterator, Mapping
from functools import cache

import pytest

from tests.app.api.described_refusals import REFUSED
from tests.app.api.described_run import EVERY_CHECK, PHASES, Extent
from tests.app.api.described_town import Seeded, seed, succeeds
from tests.app.api.matrix_table import NEEDS, PERMISSIONS
from tests.app.api.world import world
from tests.campaigns.campaign import size, tell

IS_LONG = "LABVERDICT_FUZZ_EXAMPLES" in os.environ
EXAMPLES = size("FUZZ_EXAMPLES", 4)
HEAVY = ("fileReport", "verifyReport", "correctReport")


@cache
def shares() -> Mapping[str, Collection[str]]:
    """Return for each role the operations that it covers and fuzzes in a short run; those of long bodies weigh more."""
    may = {name: [role for role in PERMISSIONS if succeeds(role, name)] for name in NEEDS}
    shared: dict[str, list[str]] = {role: [] for role in PERMISSIONS}
    for name in sorted(NEEDS, key=lambda name: (len(may[name]), name not in HEAVY)):
        least = min(may[name], key=lambda role: sum(9 if each in HEAVY else 1 for each in shared[role]))
        shared[least].append(name)
    return shared


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """A world of its own: what is fuzzed leaves its reports behind."""
    with world("sqlite", tmp_path_factory.mktemp("fuzzed")) as town:
        yield seed(town)


@pytest.mark.parametrize("role", PERMISSIONS)
def test_the_service_is_as_described(role: str, seeded: Seeded) -> None:
    started = time.monotonic()
    found = seeded.run(role, Extent(EXAMPLES, None if IS_LONG else shares()[role]))
    tell(f"{role}: {found.told()}, {time.monotonic() - started:.0f} s")
    assert found.failures == []
    assert found.phases >= PHASES
    assert found.checks.keys() >= EVERY_CHECK
    assert found.succeeded >= set(shares()[role])
    assert not IS_LONG or found.statuses.keys() == NEEDS.keys()


def test_each_operation_is_covered_by_a_role_that_may_do_it() -> None:
    assert sorted(name for names in shares().values() for name in names) == sorted(NEEDS)
    assert all(shares().values())


def test_what_may_be_refused_is_an_operation_with_its_reasons() -> None:
    assert REFUSED.keys() <= NEEDS.keys()
    assert all(reason for reasons in REFUSED.values() for reason in reasons.values())
    assert not any(status.startswith("5") for reasons in REFUSED.values() for status in reasons)
