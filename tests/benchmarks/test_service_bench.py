"""Speed of the service beside the least that a server can do, on one core each, over one connection."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.identity.organisations import OrganisationKind
from app.service import assemble
from app.settings import read_settings
from app.workflow.administer import Office, Started, start
from tests import postgres
from tests.benchmarks.served import Round, best, floor, on_the_last_core, play, running, service
from tests.benchmarks.stored import into_postgres, into_sqlite, sample
from tests.campaigns.campaign import size
from tests.campaigns.laboratory import DIESEL, diesel
from tests.campaigns.wire import filing, free_port, request

LEAST_SHARE, MOST_GROWTH = 0.5, 1.5
RESULTS, POSTS, ROUNDS = 25, 150, 9
STORED, FEW, WARM, READS = size("STORED", 1_000_000), 1000, 100, 2000
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Installation:
    """A database with one laboratory: the settings of the service on it, the laboratory's key, and its other URLs."""

    settings: Mapping[str, str]
    secret: str
    urls: postgres.Urls | None


@contextmanager
def installed(server: postgres.Server | None) -> Iterator[Installation]:
    """Start a laboratory in a new database, on PostgreSQL where a server is given."""
    with ExitStack() as ends:
        folder = ends.enter_context(tempfile.TemporaryDirectory())
        urls = None if server is None else ends.enter_context(server.fresh())
        settings = {"LABVERDICT_DATA": folder} | ({} if urls is None else {"LABVERDICT_DATABASE": urls.app})
        assembled = assemble(read_settings(settings, terminal=False))
        with closing(assembled.stores):
            office = Office(assembled.stores.access, assembled.clock, assembled.ids, assembled.ids)
            started = start(OrganisationKind.LABORATORY, "示例检测实验室", "示例", office)
        assert isinstance(started, Started)
        yield Installation({**settings, "LABVERDICT_PORT": str(free_port())}, started.text, urls)


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> Iterator[postgres.Server | None]:
    if request.param == "sqlite":
        yield None
        return
    started = postgres.start(durable=True)
    try:
        yield started
    finally:
        started.stop()


def serving(installation: Installation, ends: ExitStack) -> int:
    port = int(installation.settings["LABVERDICT_PORT"])
    return ends.enter_context(running(service(), port, installation.settings))


def standing(server: postgres.Server | None, ends: ExitStack) -> int:
    """Run the floor on a database of its own and return its port."""
    if server is None:
        url = str(Path(ends.enter_context(tempfile.TemporaryDirectory())) / "floor.db")
    else:
        url = ends.enter_context(server.empty()).owner
    port = free_port()
    return ends.enter_context(running(floor(url, port), port))


def bodies(begin: int) -> list[bytes]:
    """Return different reports of 25 results: those of the diesel report, and repeats of one of them."""
    results = json.loads(DIESEL.read_bytes())["results"]
    repeats = [results[1] | {"replicate": str(number)} for number in range(RESULTS - len(results))]
    return [diesel(f"W-{number}", [*results, *repeats]) for number in range(begin, begin + POSTS)]


def test_posting_a_report(server: postgres.Server | None) -> None:
    floors: list[Round] = []
    rounds: list[Round] = []
    with ExitStack() as ends:
        installation = ends.enter_context(installed(server))
        least, whole = standing(server, ends), serving(installation, ends)
        ends.enter_context(on_the_last_core())
        for number in range(ROUNDS):
            sent = bodies(number * POSTS)
            floors.append(play(least, [request("POST", "/api/v1/reports", JSON, body) for body in sent], 201))
            keyed = [filing(installation.secret, f"{number}-{at}", body) for at, body in enumerate(sent)]
            rounds.append(play(whole, keyed, 201))
    bare, served = (best(each, lambda one: 1 / one.per_s) for each in (floors, rounds))
    share = served.per_s / bare.per_s
    print(f"\nPOST /reports, {RESULTS} results, {name_of(server)}: {served}; floor {bare}; share {share:.2f}")
    assert share >= LEAST_SHARE


def test_reading_a_verdict_among_many(server: postgres.Server | None) -> None:
    few: list[Round] = []
    many: list[Round] = []
    floors: list[Round] = []
    with ExitStack() as ends:
        small, large = (ends.enter_context(installed(server)) for _ in range(2))
        fill(small, FEW)
        fill(large, STORED)
        ports = [serving(each, ends) for each in (small, large)]
        least = standing(server, ends)
        ends.enter_context(on_the_last_core())
        for number in range(ROUNDS):
            reads = [reading(each.secret) for each in (small, large)]
            few.append(play(ports[0], reads[0], 200))
            many.append(play(ports[1], reads[1], 200))
            floors += [play(least, reads[0], 200)] if number == 0 else []
    fewest, most = (best(each, lambda one: one.p99_ms) for each in (few, many))
    growth = most.p99_ms / fewest.p99_ms
    print(
        f"\nGET verdict, {WARM} warm ids, {name_of(server)}: among {FEW:,} reports {fewest}; among {STORED:,} {most}; "
        f"p99 grows {growth:.2f} times; floor, constant bytes: {floors[0]}"
    )
    assert growth <= MOST_GROWTH


def reading(secret: str) -> list[bytes]:
    """Return requests for the same verdicts again and again."""
    headers = {"Authorization": f"Bearer {secret}"}
    asked = [request("GET", f"/api/v1/reports/{report}/verdict", headers) for report in sample(WARM)]
    return asked * (READS // WARM)


def fill(installation: Installation, count: int) -> None:
    if installation.urls is None:
        into_sqlite(f"{installation.settings['LABVERDICT_DATA']}/labverdict.db", count)
    else:
        into_postgres(installation.urls.superuser, count)


def name_of(server: postgres.Server | None) -> str:
    return "SQLite" if server is None else "PostgreSQL"
