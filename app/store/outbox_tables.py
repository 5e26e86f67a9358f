"""Tables of events on their way to webhooks."""

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.store.columns import content, key, maybe, table, text


class EventTable(SQLModel, table=True):
    """The outbox: events in the transaction of what they tell."""

    __tablename__ = "event"
    __table_args__ = (Index("event_waiting", "fanned_at", "id"),)
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    type: str = text()
    body: bytes = content()
    at: str = text()
    fanned_at: str | None = maybe()


class WebhookTable(SQLModel, table=True):
    """Where an organisation wants its events."""

    __tablename__ = "webhook"
    __table_args__ = (UniqueConstraint("organisation_id", "url"),)
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    url: str = text()
    version: int
    created_at: str = text()
    disabled_at: str | None = maybe()
    disabled_because: str | None = maybe()


class DeliveryTable(SQLModel, table=True):
    """One event for one webhook: `state` is open, delivered or dead."""

    __tablename__ = "delivery"
    __table_args__ = (Index("delivery_open", "state", "event_id", "webhook_id"),)
    event_id: str = Field(primary_key=True, sa_type=Text, sa_column_args=(ForeignKey("event.id"),))
    webhook_id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    state: str = text()
    attempts: int
    due_at: str = text()
    leased_until: str | None = maybe()
    reason: str | None = maybe()
    settled_at: str | None = maybe()


event = table(EventTable)
webhook = table(WebhookTable)
delivery = table(DeliveryTable)
