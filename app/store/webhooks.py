"""Where organisations want their events, in the database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.ports.webhooks import DeliveryView, UrlTaken, WebhookView
from app.store.engine import Database
from app.store.outbox import DEAD, OPEN, bury_open
from app.store.outbox_tables import delivery, event, webhook
from app.store.prepared import is_taken

DISABLED = "disabled"

_VIEW = select(
    webhook.c.id,
    webhook.c.url,
    webhook.c.version,
    webhook.c.created_at,
    webhook.c.disabled_at,
    webhook.c.disabled_because,
)


class StoredWebhooks:
    """Webhooks as they lie in the database (`app.ports.webhooks.Webhooks`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, organisation: str, webhook_id: str, url: str, at: str) -> WebhookView | UrlTaken:
        """Store a webhook, in use."""
        added = WebhookView(webhook_id, url, 1, at, None, None)
        row = {"id": webhook_id, "organisation_id": organisation, "url": url, "version": 1, "created_at": at}
        try:
            with self._database.writing(organisation) as connection:
                connection.execute(insert(webhook).values(**row))
        except IntegrityError as error:
            if is_taken(error):
                return UrlTaken()
            raise
        return added

    def all(self, organisation: str) -> Sequence[WebhookView]:
        """Return the organisation's webhooks, oldest first."""
        wanted = _VIEW.where(webhook.c.organisation_id == organisation).order_by(webhook.c.id)
        with self._database.reading(organisation) as connection:
            return [_view(row) for row in connection.execute(wanted)]

    def one(self, organisation: str, webhook_id: str) -> WebhookView | None:
        """Return one."""
        wanted = _VIEW.where(webhook.c.organisation_id == organisation, webhook.c.id == webhook_id)
        with self._database.reading(organisation) as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _view(row)

    def change(
        self, organisation: str, seen: WebhookView, *, url: str, enabled: bool, at: str
    ) -> WebhookView | UrlTaken | None:
        """Change a webhook that is still at the version seen; None when it is not.

        When it goes out of use, its open deliveries become dead letters.
        """
        changed = replace(seen, url=url, version=seen.version + 1)
        if enabled:
            changed = replace(changed, disabled_at=None, disabled_because=None)
        elif seen.disabled_at is None:
            changed = replace(changed, disabled_at=at, disabled_because=DISABLED)
        values = {
            "url": changed.url,
            "version": changed.version,
            "disabled_at": changed.disabled_at,
            "disabled_because": changed.disabled_because,
        }
        of_seen = (webhook.c.organisation_id == organisation, webhook.c.id == seen.id)
        still = update(webhook).where(*of_seen, webhook.c.version == seen.version).values(**values)
        try:
            with self._database.writing(organisation) as connection:
                if not connection.execute(still).rowcount:
                    return None
                if not enabled:
                    bury_open(connection, seen.id, DISABLED, at)
        except IntegrityError as error:
            if is_taken(error):
                return UrlTaken()
            raise
        return changed

    def remove(self, organisation: str, seen: WebhookView) -> bool:
        """Remove a webhook that is still at the version seen, and its deliveries."""
        still = delete(webhook).where(
            webhook.c.organisation_id == organisation, webhook.c.id == seen.id, webhook.c.version == seen.version
        )
        with self._database.writing(organisation) as connection:
            if not connection.execute(still).rowcount:
                return False
            # In this order: whoever was making deliveries for the webhook has ended when it is gone.
            connection.execute(delete(delivery).where(delivery.c.webhook_id == seen.id))
        return True

    def deliveries(self, organisation: str, webhook_id: str, most: int) -> Sequence[DeliveryView]:
        """Return the deliveries of the newest events, newest first."""
        wanted = (
            select(event.c.id, event.c.type, delivery.c.state, delivery.c.attempts, delivery.c.reason)
            .join(delivery, delivery.c.event_id == event.c.id)
            .where(delivery.c.organisation_id == organisation, delivery.c.webhook_id == webhook_id)
            .order_by(event.c.id.desc())
            .limit(most)
        )
        with self._database.reading(organisation) as connection:
            return [DeliveryView(*row) for row in connection.execute(wanted)]

    def replay(self, organisation: str, webhook_id: str, at: str) -> int:
        """Make every dead letter of a webhook in use due again, its attempts counted anew; return how many."""
        own = select(webhook.c.id).where(webhook.c.organisation_id == organisation, webhook.c.id == webhook_id)
        in_use = own.where(webhook.c.disabled_at.is_(None)).with_for_update(read=True)
        dead = update(delivery).where(delivery.c.webhook_id == webhook_id, delivery.c.state == DEAD)
        again = dead.values(state=OPEN, attempts=0, due_at=at, leased_until=None, settled_at=None)
        with self._database.writing(organisation) as connection:
            if connection.execute(in_use).first() is None:
                return 0
            return connection.execute(again).rowcount


def _view(row: Row[*tuple[Any, ...]]) -> WebhookView:
    return WebhookView(*row)
