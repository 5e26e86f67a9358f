"""Decisions and lists of cases over HTTP, beside the least that a server can do, on one core each, in one run."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from app.certification.lifecycle.events import Event
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Actor, Kind
from app.machine import SystemClock
from tests import postgres
from tests.benchmarks.served import Round, best, floor, on_the_last_core, play, running
from tests.benchmarks.stored_cases import DAYS, FIRST_DAY, store
from tests.campaigns.campaign import size, tell
from tests.campaigns.issuing_siege import prepared
from tests.campaigns.wire import Wire, free_port, request
from tests.served.cast import Cast, cast
from tests.served.lines import within_the_process
from tests.served.walk import Walk

DECISIONS, ROUNDS = 40, 3
DECISION_MS, P99_MS = 20, 50
STORED, ASKED = size("CASES", 100_000), 200
KINDS = ("sqlite", "postgresql")
AHEAD = Path(__file__).with_name("ahead.py")


@contextmanager
def on_disk(kind: str) -> Iterator[Cast]:
    """Return a cast whose database lies on the disk and waits for it."""
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        server = None
        if kind == "postgresql":
            server = postgres.start(durable=True)
            ends.callback(server.stop)
        yield ends.enter_context(cast(kind, folder, within_the_process, server))


def serving(everybody: Cast, ends: ExitStack) -> int:
    """Serve the cast's database by a process on the first core, in which it is the cast's day."""
    settings, port = everybody.service.settings, free_port()
    environment = {"LABVERDICT_DATA": str(settings.data), "LABVERDICT_DATABASE": settings.database}
    ahead_s = (everybody.clock.instant - SystemClock().now()).total_seconds()
    command = (sys.executable, AHEAD, str(ahead_s))
    return ends.enter_context(running(command, port, environment | {"LABVERDICT_PORT": str(port)}))


def standing(everybody: Cast, ends: ExitStack) -> int:
    """Run the floor beside it, on a database of its own."""
    port = free_port()
    url = str(Path(ends.enter_context(tempfile.TemporaryDirectory())) / "floor.db")
    if not everybody.service.stores.database.is_sqlite:
        own = everybody.service.stores.database.url.set(drivername="postgresql", username=postgres.SUPERUSER)
        url = own.render_as_string(hide_password=False)
    return ends.enter_context(running(floor(url, port), port))


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_with_its_certificate(kind: str) -> None:
    floors: list[Round] = []
    rounds: list[Round] = []
    with ExitStack() as ends:
        everybody = ends.enter_context(on_disk(kind))
        cases = prepared(everybody, DECISIONS * ROUNDS + 1)
        requests = [decision(everybody, case) for case in cases]
        least, whole = standing(everybody, ends), serving(everybody, ends)
        ends.enter_context(on_the_last_core())
        # The first decision of a process reads the rule data.
        first = play(whole, [requests.pop()], 201)
        for number in range(ROUNDS):
            sent = requests[number * DECISIONS : (number + 1) * DECISIONS]
            floors.append(play(least, sent, 201))
            rounds.append(play(whole, sent, 201))
    bare, served = (best(each, lambda one: one.p50_ms) for each in (floors, rounds))
    tell(f"POST /decisions, {kind}: {served}; first of a process {first.p50_ms:.0f} ms; floor, 3 commits: {bare}")
    assert served.p50_ms <= DECISION_MS or kind != "sqlite"


def decision(everybody: Cast, case: str) -> bytes:
    body = json.dumps({"case": case, **Walk(everybody).event(Kind.APPLICATION, Event.ISSUE)}).encode()
    headers = {"Authorization": f"Bearer {everybody.key(Actor.DECIDER)}", "Idempotency-Key": f"key-{case}"}
    return request("POST", "/api/v1/decisions", headers | {"Content-Type": "application/json"}, body)


def asked(number: int) -> dict[str, dict[str, str]]:
    """Return a question of each sort; a page after it is read too."""
    day = (FIRST_DAY + timedelta(number * 3 % DAYS)).isoformat()
    state = (State.FILED, State.TESTING, State.IN_REVIEW, State.ISSUED)[number % 4].value
    return {
        "newest": {},
        "state": {"state": state},
        "state of no case": {"state": State.CORRECTING.value},
        "due": {"due_before": day},
        "due and state": {"due_before": day, "state": state},
        "due, nobody has that": {"due_before": day, "state": State.CORRECTING.value},
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_cases(kind: str) -> None:
    slowest = 0.0
    with ExitStack() as ends:
        everybody = ends.enter_context(on_disk(kind))
        store(everybody, STORED)
        headers = {"Authorization": f"Bearer {everybody.key(Actor.DECIDER)}"}
        least, whole = standing(everybody, ends), serving(everybody, ends)
        ends.enter_context(on_the_last_core())
        bare = play(least, [request("GET", "/api/v1/applications", headers)] * ASKED, 200)
        tell(f"GET /applications, {kind}: floor, constant bytes: {bare}")
        with Wire(whole) as wire:
            for sort in asked(0):
                found = min((listed(wire, headers, sort) for _ in range(ROUNDS)), key=lambda one: one.p99_ms)
                tell(f"GET /applications of {STORED:,}, {kind}, {sort}, pages followed: {found}")
                slowest = max(slowest, found.p99_ms)
    assert slowest <= P99_MS


def listed(wire: Wire, headers: dict[str, str], sort: str) -> Round:
    """Ask many times, each for another list or for the page that follows."""
    taken: list[float] = []
    query: dict[str, str] = {}
    following: str | None = None
    for number in range(ASKED):
        # Twenty pages of one list, then another list: the cursor stands for what it was told with.
        if following is None or number % 20 == 0:
            query, following = asked(number)[sort], None
        line = urlencode(query | ({} if following is None else {"cursor": following}))
        begin = time.perf_counter()
        status, content = wire.ask(request("GET", f"/api/v1/applications?{line}", headers))
        taken.append(time.perf_counter() - begin)
        assert status == 200, content
        following = json.loads(content)["next"]
    taken.sort()
    p50, p99 = (taken[int(len(taken) * share)] * 1e3 for share in (0.5, 0.99))
    return Round(len(taken) / sum(taken), p50, p99)
