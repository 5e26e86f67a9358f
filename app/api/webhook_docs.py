"""What is documented of webhooks."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from app.api import examples_of_service as examples
from app.api.documents import Strict
from app.api.operation import JSON, OF_VERSION, V1, Asked, Docs, Link, Media, Reply, Tag, Told
from app.api.schemas.forms import ONE_LINE, ref

Url = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, pattern=ONE_LINE),
    Field(description="https, on the public internet."),
]


class NewWebhook(Strict):
    """A webhook that is wanted."""

    url: Url


class WebhookChange(Strict):
    """What is to change; what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    url: Url = ""
    enabled: Annotated[bool, Field(description="false takes it out of use.")] = True

    @model_validator(mode="after")
    def _changes_something(self) -> "WebhookChange":
        if not self.model_fields_set:
            raise ValueError("url, enabled, or both")
        return self


MODELS = (NewWebhook, WebhookChange)

_ALL, _ONE = f"{V1}/webhooks", f"{V1}/webhooks/{{webhook}}"
_WEBHOOK = {JSON: Media(ref("Webhook"), examples.WEBHOOK)}
_CREATED = {JSON: Media(ref("WebhookCreated"), {**examples.WEBHOOK, "public_keys": [examples.WEBHOOK_KEY]})}
_URL_REFUSED = ("webhook_url_forbidden",)
_ID = {"webhook": "$response.body#/id"}
_ON = {name: Link(name, _ID) for name in ("readWebhook", "listDeliveries", "replayDeliveries")} | {
    name: Link(name, {**_ID, **OF_VERSION}) for name in ("changeWebhook", "removeWebhook")
}

LIST = Docs(
    id="listWebhooks",
    method="GET",
    path=_ALL,
    tag=Tag.WEBHOOKS,
    summary="List one's webhooks",
    replies=(Reply(200, "The oldest first.", {JSON: Media(ref("WebhookList"), {"webhooks": [examples.WEBHOOK]})}),),
)
ADD = Docs(
    id="addWebhook",
    method="POST",
    path=_ALL,
    tag=Tag.WEBHOOKS,
    summary="Have events sent to a URL",
    says="Events are signed by the Standard Webhooks specification 1.0.0 (`v1a`, Ed25519); they hold identifiers and "
    "outcomes, no results.",
    headers=(Asked.IDEMPOTENCY_KEY,),
    body={JSON: Media(ref("NewWebhook"), {"url": examples.WEBHOOK["url"]})},
    replies=(
        Reply(201, "Events go there from now on.", _CREATED, (Told.ETAG, Told.LOCATION), _ON),
        Reply(200, "There was a webhook with this URL.", _CREATED, (Told.ETAG, Told.LOCATION), _ON),
    ),
    problems=(*_URL_REFUSED, "conflict"),
)
KEYS = Docs(
    id="readWebhookKeys",
    method="GET",
    path=f"{_ALL}/key",
    tag=Tag.WEBHOOKS,
    summary="Read the keys with which the signatures of events are checked",
    replies=(Reply(200, "The keys.", {JSON: Media(ref("WebhookKeys"), {"public_keys": [examples.WEBHOOK_KEY]})}),),
)
READ = Docs(
    id="readWebhook",
    method="GET",
    path=_ONE,
    tag=Tag.WEBHOOKS,
    summary="Read a webhook",
    headers=(Asked.IF_NONE_MATCH,),
    replies=(
        Reply(200, "The webhook.", _WEBHOOK, (Told.ETAG,)),
        Reply(304, "It is the version that If-None-Match names.", headers=(Told.ETAG,)),
    ),
)
CHANGE = Docs(
    id="changeWebhook",
    method="PATCH",
    path=_ONE,
    tag=Tag.WEBHOOKS,
    summary="Change a webhook, or take it out of use and into it again",
    headers=(Asked.IF_MATCH,),
    body={JSON: Media(ref("WebhookChange"), {"enabled": False})},
    replies=(Reply(200, "As it is now.", _WEBHOOK, (Told.ETAG,)),),
    problems=(*_URL_REFUSED, "conflict"),
)
REMOVE = Docs(
    id="removeWebhook",
    method="DELETE",
    path=_ONE,
    tag=Tag.WEBHOOKS,
    summary="Remove a webhook, and what was not yet delivered to it",
    headers=(Asked.IF_MATCH,),
    replies=(Reply(204, "It is gone."),),
)
DELIVERIES = Docs(
    id="listDeliveries",
    method="GET",
    path=f"{_ONE}/deliveries",
    tag=Tag.WEBHOOKS,
    summary="List what became of the newest events",
    replies=(Reply(200, "The newest first.", {JSON: Media(ref("DeliveryList"), {"deliveries": [examples.DELIVERY]})}),),
)
REPLAY = Docs(
    id="replayDeliveries",
    method="POST",
    path=f"{_ONE}/replay",
    tag=Tag.WEBHOOKS,
    summary="Send again what could not be delivered",
    says="Receivers know an event that comes again by its id.",
    replies=(Reply(200, "They are due again.", {JSON: Media(ref("Replayed"), {"replayed": 3})}),),
)
