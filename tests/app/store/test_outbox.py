from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.ports.machine import instant_text
from app.ports.outbox import Due, Endpoint
from app.store.engine import Database, Task
from app.store.outbox import StoredOutbox
from app.store.outbox_tables import delivery, event
from app.store.webhooks import StoredWebhooks
from tests.app.people import NOON
from tests.app.store.mailroom import HOOK, LAB, OTHER_LAB, URL, hooked, publish

LEASE = NOON + timedelta(seconds=60)
TICK = timedelta(microseconds=1)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def outbox(database: Database) -> StoredOutbox:
    hooked(database)
    return StoredOutbox(database)


def ids(claimed: Sequence[Due]) -> list[str]:
    return [due.event for due in claimed]


def state(database: Database, due: Due) -> tuple[str, str | None]:
    shown = StoredWebhooks(database).deliveries(LAB, due.endpoint.id, 10)
    return next((each.state, each.reason) for each in shown if each.event == due.event)


def claim(outbox: StoredOutbox, at: datetime = NOON, lease_until: datetime | None = None) -> Due:
    (due,) = outbox.claim(1, at, lease_until or at + timedelta(seconds=60))
    return due


def test_an_event_goes_to_every_webhook_in_use_of_its_organisation(database: Database, outbox: StoredOutbox) -> None:
    hooks = StoredWebhooks(database)
    hooks.add(LAB, "hook-2", "https://lims.example/second", instant_text(NOON))
    hooks.add(LAB, "hook-3", "https://lims.example/third", instant_text(NOON))
    seen = hooks.one(LAB, "hook-3")
    assert seen is not None
    hooks.change(LAB, seen, url=seen.url, enabled=False, at=instant_text(NOON))
    publish(database, "e1", organisation=LAB)
    publish(database, "e2", organisation=OTHER_LAB)
    assert outbox.fan_out(10, NOON) == 2
    assert outbox.fan_out(10, NOON) == 0
    found = {(due.event, due.endpoint.id, due.endpoint.organisation) for due in outbox.claim(10, NOON, LEASE)}
    assert found == {("e1", HOOK, LAB), ("e1", "hook-2", LAB), ("e2", "other-hook", OTHER_LAB)}


def test_an_event_of_an_organisation_without_webhooks_goes_nowhere(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1", organisation="body")
    assert outbox.fan_out(10, NOON) == 1
    assert (outbox.fan_out(10, NOON), outbox.backlog()) == (0, 0)


def test_the_oldest_events_are_passed_on_and_claimed_first(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e3", "e1", "e2")
    assert outbox.fan_out(2, NOON) == 2
    assert ids(outbox.claim(1, NOON, LEASE)) == ["e1"]
    assert ids(outbox.claim(5, NOON, LEASE)) == ["e2"]
    assert outbox.fan_out(2, NOON) == 1
    assert ids(outbox.claim(5, NOON, LEASE)) == ["e3"]


def test_webhooks_that_are_left_aside_are_claimed_later(database: Database, outbox: StoredOutbox) -> None:
    StoredWebhooks(database).add(LAB, "hook-2", "https://lims.example/second", instant_text(NOON))
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    assert outbox.claim(10, NOON, LEASE, without={HOOK, "hook-2"}) == []
    assert [due.endpoint.id for due in outbox.claim(10, NOON, LEASE, without={HOOK})] == ["hook-2"]
    assert [due.endpoint.id for due in outbox.claim(10, NOON, LEASE)] == [HOOK]


def test_a_delivery_holds_the_exact_bytes_and_where_they_go(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1", body=b'{"a":"\xe6\xa3\x80"}')
    outbox.fan_out(10, NOON)
    expected = Due("e1", "report.filed", b'{"a":"\xe6\xa3\x80"}', Endpoint(HOOK, LAB, URL), 1)
    assert outbox.claim(10, NOON, LEASE) == [expected]


def test_a_leased_delivery_is_due_again_when_its_lease_ends(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    assert claim(outbox, NOON, LEASE).attempt == 1
    assert outbox.claim(10, LEASE - TICK, LATER) == []
    assert claim(outbox, LEASE).attempt == 2


def test_a_failed_delivery_is_due_again_at_its_time(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    due = claim(outbox)
    outbox.failed(due, "http_500", LATER)
    assert state(database, due) == ("open", "http_500")
    assert outbox.claim(10, LATER - TICK, LATER) == []
    assert claim(outbox, LATER).attempt == 2


def test_a_settled_delivery_is_not_due_any_more(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1", "e2")
    outbox.fan_out(10, NOON)
    first, second = outbox.claim(2, NOON, LEASE)
    assert outbox.backlog() == 2
    outbox.delivered(first, NOON)
    outbox.buried(second, "attempts_exhausted", NOON)
    assert (state(database, first), state(database, second)) == (("delivered", None), ("dead", "attempts_exhausted"))
    assert outbox.backlog() == 0
    assert outbox.claim(10, LATER, LATER) == []


def test_whoever_lost_his_lease_can_say_only_that_it_arrived(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    slow, quick = claim(outbox, NOON, LEASE), claim(outbox, LEASE)
    outbox.failed(slow, "timeout", LEASE)
    outbox.buried(slow, "timeout", LEASE)
    assert state(database, quick) == ("open", None)
    assert outbox.claim(10, LEASE, LATER) == []
    outbox.delivered(slow, LEASE)
    outbox.failed(quick, "http_500", LEASE)
    outbox.buried(quick, "http_500", LEASE)
    assert state(database, quick) == ("delivered", None)


def test_what_arrived_after_it_was_given_up_is_delivered(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    due = claim(outbox)
    outbox.buried(due, "attempts_exhausted", NOON)
    outbox.delivered(due, LATER)
    assert state(database, due)[0] == "delivered"


def test_an_endpoint_that_is_gone_is_disabled_and_its_open_deliveries_are_dead(
    database: Database, outbox: StoredOutbox
) -> None:
    publish(database, "e1", "e2")
    outbox.fan_out(10, NOON)
    first = claim(outbox)
    outbox.delivered(first, NOON)
    second = claim(outbox)
    outbox.disable(second.endpoint, "gone", LATER)
    shown = StoredWebhooks(database).one(LAB, HOOK)
    assert shown is not None
    assert (shown.version, shown.disabled_at, shown.disabled_because) == (2, instant_text(LATER), "gone")
    assert (state(database, first)[0], state(database, second)) == ("delivered", ("dead", "gone"))
    publish(database, "e3")
    outbox.fan_out(10, LATER)
    assert outbox.claim(10, LATER, LATER) == []
    outbox.disable(second.endpoint, "gone", LATER)
    assert StoredWebhooks(database).one(LAB, HOOK) == shown


def test_an_endpoint_that_moved_meanwhile_stays_in_use(database: Database, outbox: StoredOutbox) -> None:
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    due = claim(outbox, NOON, LEASE)
    hooks = StoredWebhooks(database)
    seen = hooks.one(LAB, HOOK)
    assert seen is not None
    moved = hooks.change(LAB, seen, url="https://lims.example/moved", enabled=True, at=instant_text(NOON))
    outbox.disable(due.endpoint, "gone", NOON)
    assert hooks.one(LAB, HOOK) == moved
    assert claim(outbox, LEASE).endpoint.url == "https://lims.example/moved"


def test_the_event_of_a_transaction_that_fails_never_appears(database: Database, outbox: StoredOutbox) -> None:
    row = {"id": "e1", "organisation_id": LAB, "type": "report.filed", "body": b"", "at": instant_text(NOON)}
    with pytest.raises(IntegrityError), database.writing(LAB) as connection:
        [connection.execute(insert(event).values(**row)) for _ in ("stored", "refused")]
    assert (outbox.fan_out(10, NOON), outbox.backlog()) == (0, 0)
    with database.writing(LAB) as connection:
        connection.execute(insert(event).values(**row))
    assert (outbox.fan_out(10, NOON), outbox.backlog()) == (1, 1)


def test_deliveries_of_an_organisation_put_in_order_of_their_events_are_in_order_of_time(
    database: Database, outbox: StoredOutbox
) -> None:
    published = publish(database, *[None] * 30)
    outbox.fan_out(100, NOON)
    arrived = []
    while batch := outbox.claim(7, NOON, LEASE):
        for due in reversed(batch):
            outbox.delivered(due, NOON)
            arrived.append(due.event)
    assert arrived != published
    assert sorted(arrived) == published
    with database.reading(task=Task.DELIVERY) as connection:
        assert connection.execute(select(delivery.c.state).distinct()).scalars().all() == ["delivered"]
