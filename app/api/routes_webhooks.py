"""Webhooks: where an organisation wants its events, and what became of them."""

import json
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from app.api.access import B, Call, Gate, no_body
from app.api.bodies import read_json_body
from app.api.codes import Code
from app.api.conditional import etag, require_match
from app.api.once import once
from app.api.operation import V1, NoParameters, Operation
from app.api.paging import USUAL, Limit
from app.api.parts import Parts
from app.api.problems import Problem, fault
from app.api.queries import P, Parameters
from app.api.replies import PRIVATE, document, unless_known, whole, written
from app.api.webhook_docs import (
    ADD,
    CHANGE,
    DELIVERIES,
    KEYS,
    LIST,
    READ,
    REMOVE,
    REPLAY,
    NewWebhook,
    WebhookChange,
)
from app.identity.roles import Permission
from app.ports.evidence import Answer
from app.ports.machine import instant_text
from app.ports.webhooks import UrlTaken, WebhookView

_MANAGE = Permission.WEBHOOKS_MANAGE


class Newest(Parameters):
    """How many."""

    limit: Limit = USUAL


def operations(parts: Parts, gate: Gate) -> tuple[Operation, ...]:
    """Return what answers those who manage webhooks; the keys stand before the webhooks, whose ids they are not."""
    nothing = (NoParameters, no_body)
    return (
        gate.guarded(LIST, _MANAGE, nothing, partial(_list, parts)),
        gate.guarded(ADD, _MANAGE, (NoParameters, _new), partial(_add, parts)),
        gate.guarded(KEYS, _MANAGE, nothing, partial(_keys, parts)),
        gate.guarded(READ, _MANAGE, nothing, partial(_read, parts)),
        gate.guarded(CHANGE, _MANAGE, (NoParameters, _changing), partial(_change, parts)),
        gate.guarded(REMOVE, _MANAGE, nothing, partial(_remove, parts)),
        gate.guarded(DELIVERIES, _MANAGE, (Newest, no_body), partial(_deliveries, parts)),
        gate.guarded(REPLAY, _MANAGE, nothing, partial(_replay, parts)),
    )


async def _new(request: Request) -> NewWebhook:
    return await read_json_body(request, NewWebhook)


async def _changing(request: Request) -> WebhookChange:
    return await read_json_body(request, WebhookChange)


def _list(parts: Parts, call: Call[NoParameters, None]) -> Response:
    return document({"webhooks": [_shown(each) for each in parts.hooks.store.all(call.caller.organisation)]})


def _add(parts: Parts, call: Call[NoParameters, NewWebhook]) -> Response:
    answer = once(call, f"webhook {call.body.url}", parts.desk, lambda: _added(parts, call))
    told = json.loads(answer.body)
    if parts.hooks.store.one(call.caller.organisation, told["id"]) is None:
        # It was added under this key, and has been removed since.
        raise Problem(Code.CONFLICT)
    headers = {"Location": f"{V1}/webhooks/{told['id']}", "ETag": etag(str(told["version"]))}
    return whole(answer.body, 201 if answer.created else 200, headers)


def _added(parts: Parts, call: Call[NoParameters, NewWebhook]) -> Answer:
    own, url, store, desk = call.caller.organisation, call.body.url, parts.hooks.store, parts.desk
    _refuse_url(parts, url)
    added = store.add(own, desk.ids.new(), url, instant_text(desk.clock.now()))
    if not isinstance(added, UrlTaken):
        return Answer(created=True, body=_with_keys(parts, added))
    there = next((each for each in store.all(own) if each.url == url), None)
    if there is None:
        raise Problem(Code.CONFLICT)
    return Answer(created=False, body=_with_keys(parts, there))


def _with_keys(parts: Parts, webhook: WebhookView) -> bytes:
    return written({**_shown(webhook), "public_keys": parts.hooks.public_keys})


def _keys(parts: Parts, call: Call[NoParameters, None]) -> Response:
    del call
    return document({"public_keys": parts.hooks.public_keys})


def _read(parts: Parts, call: Call[NoParameters, None]) -> Response:
    webhook = _one(parts, call)
    return unless_known(call.request, str(webhook.version), PRIVATE, lambda: written(_shown(webhook)))


def _change(parts: Parts, call: Call[NoParameters, WebhookChange]) -> Response:
    seen, wanted = _seen(parts, call), call.body
    url = wanted.url if "url" in wanted.model_fields_set else seen.url
    enabled = wanted.enabled if "enabled" in wanted.model_fields_set else seen.disabled_at is None
    if url != seen.url:
        _refuse_url(parts, url)
    at = instant_text(parts.desk.clock.now())
    changed = parts.hooks.store.change(call.caller.organisation, seen, url=url, enabled=enabled, at=at)
    if isinstance(changed, UrlTaken):
        raise Problem(Code.CONFLICT)
    if changed is None:
        raise Problem(Code.PRECONDITION_FAILED)
    return document(_shown(changed), headers={"ETag": etag(str(changed.version))})


def _remove(parts: Parts, call: Call[NoParameters, None]) -> Response:
    seen = _seen(parts, call)
    if not parts.hooks.store.remove(call.caller.organisation, seen):
        raise Problem(Code.PRECONDITION_FAILED)
    return Response(status_code=204)


def _deliveries(parts: Parts, call: Call[Newest, None]) -> Response:
    webhook = _one(parts, call)
    found = parts.hooks.store.deliveries(call.caller.organisation, webhook.id, call.asked.limit)
    names = ("event", "type", "state", "attempts", "reason")
    return document({"deliveries": [{name: getattr(each, name) for name in names} for each in found]})


def _replay(parts: Parts, call: Call[NoParameters, None]) -> Response:
    webhook = _one(parts, call)
    at = instant_text(parts.desk.clock.now())
    return document({"replayed": parts.hooks.store.replay(call.caller.organisation, webhook.id, at)})


def _seen(parts: Parts, call: Call[P, B]) -> WebhookView:
    """Return the webhook that is to change, at the version that If-Match names."""
    lines = call.lines("if-match")
    if not lines:
        raise Problem(Code.PRECONDITION_REQUIRED)
    webhook = _one(parts, call)
    require_match(lines, str(webhook.version))
    return webhook


def _one(parts: Parts, call: Call[P, B]) -> WebhookView:
    webhook = parts.hooks.store.one(call.caller.organisation, call.id("webhook"))
    if webhook is None:
        raise Problem(Code.NOT_FOUND)
    return webhook


def _refuse_url(parts: Parts, url: str) -> None:
    code = parts.hooks.refuse_url(url)
    if code is not None:
        raise Problem(code, errors=[fault(code, "/url", "an https address on the public internet")])


def _shown(webhook: WebhookView) -> dict[str, object]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "version": webhook.version,
        "enabled": webhook.disabled_at is None,
        "created_at": webhook.created_at,
        "disabled_at": webhook.disabled_at,
        "disabled_because": webhook.disabled_because,
        "links": {"webhook": f"{V1}/webhooks/{webhook.id}", "deliveries": f"{V1}/webhooks/{webhook.id}/deliveries"},
    }
