from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from app.ports.machine import instant_text
from app.ports.webhooks import DeliveryView, UrlTaken, WebhookView
from app.store.engine import Database
from app.store.outbox import StoredOutbox
from app.store.webhooks import StoredWebhooks
from tests.app.people import NOON, address
from tests.app.store.mailroom import AT, HOOK, LAB, OTHER_LAB, URL, hooked, publish

LATER = instant_text(NOON + timedelta(hours=1))
LEASE = NOON + timedelta(seconds=60)
MOVED = "https://lims.example/moved"


@pytest.fixture
def hooks(database: Database) -> StoredWebhooks:
    hooked(database)
    return StoredWebhooks(database)


def seen(hooks: StoredWebhooks, webhook: str = HOOK) -> WebhookView:
    found = hooks.one(LAB, webhook)
    assert found is not None
    return found


def changed(hooks: StoredWebhooks, url: str = URL, *, enabled: bool = True) -> WebhookView:
    found = hooks.change(LAB, seen(hooks), url=url, enabled=enabled, at=LATER)
    assert isinstance(found, WebhookView)
    return found


def test_webhooks_are_listed_oldest_first_to_their_own_organisation(hooks: StoredWebhooks) -> None:
    second = hooks.add(LAB, "hook-2", MOVED, LATER)
    first = WebhookView(HOOK, URL, 1, AT, None, None)
    assert hooks.all(LAB) == [first, second]
    assert hooks.one(LAB, HOOK) == first
    assert hooks.one(OTHER_LAB, HOOK) is None
    assert HOOK not in {webhook.id for webhook in hooks.all(OTHER_LAB)}


def test_a_url_is_used_once_in_an_organisation(hooks: StoredWebhooks) -> None:
    assert hooks.add(LAB, "hook-2", URL, AT) == UrlTaken()
    assert [webhook.id for webhook in hooks.all(LAB)] == [HOOK]
    second = hooks.add(LAB, "hook-2", MOVED, AT)
    assert isinstance(second, WebhookView)
    assert hooks.change(LAB, second, url=URL, enabled=True, at=LATER) == UrlTaken()
    assert hooks.one(LAB, "hook-2") == second


def test_a_change_counts_and_needs_the_version_that_it_was_made_from(hooks: StoredWebhooks) -> None:
    before = seen(hooks)
    after = hooks.change(LAB, before, url=MOVED, enabled=True, at=LATER)
    assert after == replace(before, url=MOVED, version=2) == seen(hooks)
    assert hooks.change(LAB, before, url=URL, enabled=True, at=LATER) is None
    assert hooks.change(OTHER_LAB, seen(hooks), url=URL, enabled=True, at=LATER) is None
    assert not hooks.remove(LAB, before)
    assert not hooks.remove(OTHER_LAB, seen(hooks))
    assert seen(hooks) == after
    assert hooks.remove(LAB, seen(hooks))
    assert hooks.one(LAB, HOOK) is None


def test_a_webhook_goes_out_of_use_with_its_open_deliveries_and_comes_back(
    hooks: StoredWebhooks, database: Database
) -> None:
    outbox = StoredOutbox(database)
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    off = changed(hooks, enabled=False)
    assert (off.version, off.disabled_at, off.disabled_because) == (2, LATER, "disabled")
    assert hooks.deliveries(LAB, HOOK, 10) == [DeliveryView("e1", "report.filed", "dead", 0, "disabled")]
    still_off = hooks.change(LAB, off, url=MOVED, enabled=False, at=AT)
    assert still_off == replace(off, url=MOVED, version=3)
    on = changed(hooks)
    assert (on.version, on.disabled_at, on.disabled_because) == (4, None, None)
    assert outbox.claim(10, NOON, LEASE) == []


def test_dead_letters_of_a_webhook_in_use_are_sent_again(hooks: StoredWebhooks, database: Database) -> None:
    outbox = StoredOutbox(database)
    publish(database, "e1", "e2", "e3")
    publish(database, "other", organisation=OTHER_LAB)
    outbox.fan_out(10, NOON)
    for due in outbox.claim(10, NOON, LEASE):
        if due.event in {"e1", "e3", "other"}:
            outbox.buried(due, "attempts_exhausted", NOON)
        else:
            outbox.delivered(due, NOON)
    assert hooks.replay(OTHER_LAB, HOOK, LATER) == 0
    changed(hooks, enabled=False)
    assert hooks.replay(LAB, HOOK, LATER) == 0
    changed(hooks)
    assert hooks.replay(LAB, HOOK, LATER) == 2
    assert outbox.claim(10, NOON, LEASE) == []
    again = outbox.claim(10, NOON + timedelta(hours=1), LEASE)
    assert [(due.event, due.attempt) for due in again] == [("e1", 1), ("e3", 1)]


def test_deliveries_are_shown_newest_first_to_their_own_organisation(hooks: StoredWebhooks, database: Database) -> None:
    publish(database, "e1", "e2", "e3")
    StoredOutbox(database).fan_out(10, NOON)
    assert [delivery.event for delivery in hooks.deliveries(LAB, HOOK, 2)] == ["e3", "e2"]
    assert hooks.deliveries(OTHER_LAB, HOOK, 2) == []


def test_a_removed_webhook_takes_its_deliveries_along(hooks: StoredWebhooks, database: Database) -> None:
    outbox = StoredOutbox(database)
    publish(database, "e1")
    outbox.fan_out(10, NOON)
    (due,) = outbox.claim(1, NOON, LEASE)
    hooks.remove(LAB, seen(hooks))
    outbox.failed(due, "timeout", NOON)
    assert (outbox.backlog(), hooks.deliveries(LAB, HOOK, 10)) == (0, [])


def test_no_change_is_lost_among_writers(hooks: StoredWebhooks, database: Database) -> None:
    def writer(number: int) -> int:
        with closing(Database(address(database))) as own:
            rival, told = StoredWebhooks(own), 0
            for each in range(10):
                url = f"https://lims.example/{number}/{each}"
                told += rival.change(LAB, seen(rival), url=url, enabled=True, at=LATER) is not None
            return told

    with ThreadPoolExecutor(4) as threads:
        succeeded = sum(threads.map(writer, range(4)))
    assert seen(hooks).version == 1 + succeeded
    assert succeeded >= 10


def test_a_writer_that_names_the_newest_version_unseen_loses_a_change(hooks: StoredWebhooks) -> None:
    mine = seen(hooks)
    changed(hooks, enabled=False)
    blind = replace(mine, version=seen(hooks).version)
    hooks.change(LAB, blind, url=MOVED, enabled=mine.disabled_at is None, at=LATER)
    assert seen(hooks).disabled_at is None
