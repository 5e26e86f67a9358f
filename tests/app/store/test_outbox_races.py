"""Several workers at one outbox. Each has a pool of its own, as a process has."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta

from app.ports.outbox import Due
from app.store.engine import Database
from app.store.outbox import StoredOutbox
from tests.app.people import NOON, address
from tests.app.store.mailroom import hooked, publish

WORKERS, EVENTS, BATCH, CLAIMS = 4, 80, 5, 8

Work = Callable[[StoredOutbox], Sequence[Due]]


def by_all(database: Database, work: Work) -> list[Due]:
    """Let every worker do the same at once, and return everything that they held."""
    barrier = threading.Barrier(WORKERS)

    def worker(_: int) -> Sequence[Due]:
        with closing(Database(address(database))) as own:
            outbox = StoredOutbox(own)
            outbox.backlog()
            barrier.wait()
            return work(outbox)

    with ThreadPoolExecutor(WORKERS) as threads:
        return [due for held in threads.map(worker, range(WORKERS)) for due in held]


def claiming(lease_until: datetime) -> Work:
    """Claim again and again without settling anything, all in one moment."""
    return lambda outbox: [due for _ in range(CLAIMS) for due in outbox.claim(BATCH, NOON, lease_until)]


def test_no_delivery_is_held_twice_within_a_lease(database: Database) -> None:
    hooked(database)
    published = publish(database, *[None] * EVENTS)
    StoredOutbox(database).fan_out(EVENTS, NOON)
    held = by_all(database, claiming(NOON + timedelta(seconds=1)))
    assert sorted(due.event for due in held) == published
    assert {due.attempt for due in held} == {1}


def test_without_a_lease_deliveries_are_held_many_times(database: Database) -> None:
    hooked(database)
    publish(database, *[None] * EVENTS)
    StoredOutbox(database).fan_out(EVENTS, NOON)
    held = [due.event for due in by_all(database, claiming(NOON))]
    assert len(held) > len(set(held))


def test_workers_that_pass_events_on_at_once_make_each_delivery_once(database: Database) -> None:
    hooked(database)
    published = publish(database, *[None] * EVENTS)

    def pass_on_and_claim(outbox: StoredOutbox) -> Sequence[Due]:
        while outbox.fan_out(BATCH, NOON):
            pass
        return claiming(NOON + timedelta(seconds=1))(outbox)

    held = by_all(database, pass_on_and_claim)
    held += StoredOutbox(database).claim(EVENTS, NOON, NOON + timedelta(seconds=1))
    assert sorted(due.event for due in held) == published


def test_every_delivery_arrives_although_workers_die_with_it(database: Database) -> None:
    hooked(database)
    published = publish(database, *[None] * EVENTS)
    StoredOutbox(database).fan_out(EVENTS, NOON)

    def settle_every_other_one(outbox: StoredOutbox) -> Sequence[Due]:
        arrived = []
        for second in range(12):
            at = NOON + timedelta(seconds=second)
            claimed = outbox.claim(BATCH, at, at + timedelta(seconds=1))
            for due in claimed[::2]:
                outbox.delivered(due, at)
                arrived.append(due)
        return arrived

    arrived = by_all(database, settle_every_other_one)
    at = NOON + timedelta(hours=1)
    while claimed := StoredOutbox(database).claim(BATCH, at, at + timedelta(seconds=1)):
        for due in claimed:
            StoredOutbox(database).delivered(due, at)
            arrived.append(due)
    assert sorted({due.event for due in arrived}) == published
    assert StoredOutbox(database).backlog() == 0
