"""Many events to receivers that fail half the time, by workers that are killed: each arrives, none is altered.

`LABVERDICT_EVENTS=10000` makes the campaign longer.
"""

import os
import random
import ssl
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.delivery.guard import Guard, UrlRules
from app.delivery.sender import Sender
from app.delivery.standard_webhooks import verify
from app.delivery.worker import Worker
from app.ports.outbox import Endpoint
from tests.app.delivery.fakes import START, Key, MemoryOutbox, SetClock, TableResolver, recorded_log
from tests.app.delivery.receiver import Received, Receiver, Talk, answering, hanging, resetting, saying

EVENTS = int(os.environ.get("LABVERDICT_EVENTS", "500"))
ORGANISATIONS = 10
SEED = 20261122
FAILURES = [
    *[answering(500)] * 40,
    *[answering(404), answering(302, location="http://hooks.example.com/")] * 5,
    *[answering(503), resetting, saying(b""), saying(b"nonsense\r\n\r\n"), answering(500, b"x" * 1_000_000)],
    *[hanging] * 1,
]


class Killed(BaseException):
    """The process dies here."""


def half_failing(talk: Talk, it: Received) -> None:
    """Fail half of the attempts, the same ones in every run."""
    chance = random.Random(f"{SEED} {it.path} {it.event} {it.attempt}")  # noqa: S311 - repeatable on purpose
    (answering(204) if chance.random() < 0.5 else chance.choice(FAILURES))(talk, it)


def deadly(share: float) -> Callable[[], None]:
    """Return what kills the worker before it records what it sent, now and then."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable on purpose

    def maybe_die() -> None:
        if chance.random() < share:
            raise Killed

    return maybe_die


def filled(port: int) -> MemoryOutbox:
    outbox = MemoryOutbox()
    for number in range(ORGANISATIONS):
        url = f"http://hooks.example.com:{port}/{number}"
        outbox.endpoints[f"w{number}"] = Endpoint(f"w{number}", f"o{number}", url)
    for number in range(EVENTS):
        outbox.add_event(f"{number:032x}", f"o{number % ORGANISATIONS}", f'{{"n":{number}}}'.encode())
    return outbox


def work_off(outbox: MemoryOutbox, clock: SetClock, key: Key, limit_s: float = 0.3) -> int:
    """Let workers live and die until no delivery is open, whatever time that takes; return how many were killed."""
    rules = UrlRules(allow_http=True, any_port=True, allow_private=True)
    door = Guard(rules, TableResolver({"hooks.example.com": [["127.0.0.1"]]}))
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    sender = Sender(door, [key], clock, trust, time_limit_s=limit_s)
    chance = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    killed = 0
    while outbox.new or outbox.backlog():
        worker = Worker(outbox, sender.send, clock, chance.random, recorded_log()[0], faults=())
        try:
            worker.run_once()
        except Killed:
            killed += 1
        clock.at = max(clock.at + timedelta(seconds=1), outbox.next_at() or clock.at)
    return killed


@pytest.mark.parametrize("share_of_deaths", [0.0, 0.05])
def test_every_event_is_delivered_at_least_once(share_of_deaths: float) -> None:
    clock, key = SetClock(), Key()
    with Receiver(half_failing) as receiver:
        outbox = filled(receiver.port)
        outbox.before_settling = deadly(share_of_deaths)
        killed = work_off(outbox, clock, key)
        while outbox.replay(clock.at):
            killed += work_off(outbox, clock, key)
    assert {row.state for row in outbox.rows.values()} == {"delivered"}
    assert len(outbox.rows) == EVENTS
    assert (killed > 0) is (share_of_deaths > 0)
    attempts = Counter(it.event for it in receiver.received)
    assert set(attempts) == set(outbox.events)
    assert sum(attempts.values()) > 1.5 * EVENTS
    for it in receiver.received:
        assert it.body == outbox.events[it.event][1]
        sent_at = START + timedelta(seconds=int(it.headers["webhook-timestamp"]) - int(START.timestamp()))
        assert verify(it.headers, it.body, [key.public], sent_at) == it.event


def test_the_order_of_an_organisations_events_is_that_of_their_ids() -> None:
    with Receiver(answering(204)) as receiver:
        outbox = filled(receiver.port)
        work_off(outbox, SetClock(), Key(), limit_s=20.0)
    for number in range(ORGANISATIONS):
        arrived = [it.event for it in receiver.received if it.path == f"/{number}"]
        assert (
            arrived
            == sorted(arrived)
            == [event for event, (whose, _) in outbox.events.items() if whose == f"o{number}"]
        )
