"""Events on their way to webhooks, in the database.

The lease column keeps two workers from holding one delivery. On PostgreSQL a claim also skips the rows that another
claim holds at this moment, instead of waiting for them; on SQLite there is one writer at a time anyway. `attempts` is
raised by the claim and so tells a lease from every earlier one.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Update, func, insert, literal, or_, select, tuple_, update

from app.ports.machine import instant_text
from app.ports.outbox import Due, Endpoint
from app.store.engine import Database, Task
from app.store.outbox_tables import delivery, event, webhook

OPEN, DELIVERED, DEAD = "open", "delivered", "dead"

_NEW: Mapping[str, ColumnElement[Any]] = {
    "state": literal(OPEN),
    "attempts": literal(0),
    "leased_until": literal(None),
    "reason": literal(None),
    "settled_at": literal(None),
}
_DUE = (
    select(event.c.id, event.c.type, event.c.body, webhook.c.id, webhook.c.organisation_id, webhook.c.url)
    .add_columns(delivery.c.attempts)
    .select_from(delivery)
    .join(event, event.c.id == delivery.c.event_id)
    .join(webhook, webhook.c.id == delivery.c.webhook_id)
    .order_by(delivery.c.event_id, delivery.c.webhook_id)
)


class StoredOutbox:
    """Deliveries as they lie in the database (`app.ports.outbox.Outbox`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def fan_out(self, most: int, at: datetime) -> int:
        """Make a delivery for every enabled webhook of every new event's organisation; return the number of events."""
        waiting = select(event.c.id).where(event.c.fanned_at.is_(None)).order_by(event.c.id).limit(most)
        with self._database.writing(task=Task.DELIVERY) as connection:
            events = connection.execute(waiting.with_for_update(skip_locked=True)).scalars().all()
            if not events:
                return 0
            row: dict[str, ColumnElement[Any]] = {
                **_NEW,
                "event_id": event.c.id,
                "webhook_id": webhook.c.id,
                "organisation_id": event.c.organisation_id,
                "due_at": literal(instant_text(at)),
            }
            # Whoever disables or removes a webhook waits for this transaction, and so settles these deliveries too.
            made = (
                select(*(column.label(name) for name, column in row.items()))
                .join(webhook, webhook.c.organisation_id == event.c.organisation_id)
                .where(event.c.id.in_(events), webhook.c.disabled_at.is_(None))
                .with_for_update(read=True, of=webhook)
            )
            connection.execute(insert(delivery).from_select(list(row), made))
            connection.execute(update(event).where(event.c.id.in_(events)).values(fanned_at=instant_text(at)))
        return len(events)

    def claim(self, most: int, at: datetime, lease_until: datetime, without: Collection[str] = ()) -> Sequence[Due]:
        """Return deliveries that are due, not leased and not for webhooks `without`, oldest event first; lease them."""
        now = instant_text(at)
        due = (
            select(delivery.c.event_id, delivery.c.webhook_id)
            .where(delivery.c.state == OPEN, delivery.c.due_at <= now)
            .where(or_(delivery.c.leased_until.is_(None), delivery.c.leased_until <= now))
            .where(delivery.c.webhook_id.not_in(without))
            .order_by(delivery.c.event_id, delivery.c.webhook_id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing(task=Task.DELIVERY) as connection:
            keys = [tuple(row) for row in connection.execute(due)]
            if not keys:
                return []
            leased = update(delivery).where(tuple_(delivery.c.event_id, delivery.c.webhook_id).in_(keys))
            lease = {"attempts": delivery.c.attempts + 1, "leased_until": instant_text(lease_until)}
            connection.execute(leased.values(lease))
            claimed = connection.execute(_DUE.where(tuple_(delivery.c.event_id, delivery.c.webhook_id).in_(keys)))
            return [
                Due(event_id, kind, bytes(body), Endpoint(webhook_id, organisation, url), attempts)
                for event_id, kind, body, webhook_id, organisation, url, attempts in claimed
            ]

    def delivered(self, due: Due, at: datetime) -> None:
        """Settle a delivery that arrived, whoever holds it now."""
        arrived = _of(due).where(delivery.c.state != DELIVERED)
        with self._database.writing(task=Task.DELIVERY) as connection:
            connection.execute(arrived.values(state=DELIVERED, leased_until=None, settled_at=instant_text(at)))

    def failed(self, due: Due, reason: str, again_at: datetime) -> None:
        """Note a failed attempt and when to try again."""
        with self._database.writing(task=Task.DELIVERY) as connection:
            again = _held(due).values(leased_until=None, reason=reason, due_at=instant_text(again_at))
            connection.execute(again)

    def buried(self, due: Due, reason: str, at: datetime) -> None:
        """Move a delivery to the dead letters."""
        with self._database.writing(task=Task.DELIVERY) as connection:
            connection.execute(_held(due).values(**_dead(reason, instant_text(at))))

    def disable(self, endpoint: Endpoint, reason: str, at: datetime) -> None:
        """Stop an endpoint that answered 410; its open deliveries become dead letters."""
        stopped = (
            update(webhook)
            .where(webhook.c.id == endpoint.id, webhook.c.url == endpoint.url, webhook.c.disabled_at.is_(None))
            .values(disabled_at=instant_text(at), disabled_because=reason, version=webhook.c.version + 1)
        )
        with self._database.writing(task=Task.DELIVERY) as connection:
            if connection.execute(stopped).rowcount:
                bury_open(connection, endpoint.id, reason, instant_text(at))

    def backlog(self) -> int:
        """Return how many deliveries are open."""
        with self._database.reading(task=Task.DELIVERY) as connection:
            count = select(func.count()).select_from(delivery).where(delivery.c.state == OPEN)
            return connection.execute(count).scalar_one()


def bury_open(connection: Connection, webhook_id: str, reason: str, at: str) -> None:
    """Move the open deliveries of a webhook that went out of use to the dead letters."""
    of_webhook = update(delivery).where(delivery.c.webhook_id == webhook_id, delivery.c.state == OPEN)
    connection.execute(of_webhook.values(**_dead(reason, at)))


def _dead(reason: str, at: str) -> dict[str, str | None]:
    return {"state": DEAD, "leased_until": None, "reason": reason, "settled_at": at}


def _of(due: Due) -> Update:
    return update(delivery).where(delivery.c.event_id == due.event, delivery.c.webhook_id == due.endpoint.id)


def _held(due: Due) -> Update:
    """Choose a delivery by its lease: nothing when it was settled, or given to somebody else."""
    return _of(due).where(delivery.c.state == OPEN, delivery.c.attempts == due.attempt)
