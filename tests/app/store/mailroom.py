"""Organisations with webhooks, and events for them."""

from sqlalchemy import insert

from app.identity.organisations import OrganisationKind
from app.machine import RandomIds
from app.ports.access import Organisation
from app.ports.machine import instant_text
from app.store.access import StoredAccess
from app.store.engine import Database
from app.store.outbox_tables import event
from app.store.webhooks import StoredWebhooks
from tests.app.people import NOON

LAB, OTHER_LAB, BODY = "lab", "other-lab", "body"
HOOK, URL = "hook-1", "https://lims.example/hook"
AT = instant_text(NOON)
_ids = RandomIds()


def hooked(database: Database) -> None:
    """Store three organisations, two of them with a webhook."""
    access, hooks = StoredAccess(database), StoredWebhooks(database)
    for organisation in (LAB, OTHER_LAB, BODY):
        access.add_organisation(Organisation(organisation, OrganisationKind.LABORATORY, organisation), AT)
    hooks.add(LAB, HOOK, URL, AT)
    hooks.add(OTHER_LAB, "other-hook", URL, AT)


def publish(database: Database, *names: str | None, organisation: str = LAB, body: bytes = b"{}") -> list[str]:
    """Store events in this order; one without a name gets an identifier of its own."""
    rows = [
        {"id": name or _ids.new(), "organisation_id": organisation, "type": "report.filed", "body": body, "at": AT}
        for name in names
    ]
    with database.writing(organisation) as connection:
        connection.execute(insert(event), rows)
    return [str(row["id"]) for row in rows]
