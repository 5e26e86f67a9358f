"""The description of the service, OpenAPI 3.1, made from the same operations as its routes."""

import re
from collections.abc import Mapping, Sequence

from app.api import paper_docs, routes_case_files, routes_shares, routes_simulations, webhook_docs
from app.api.case_views import KINDS
from app.api.conditional import KEY_PATTERN
from app.api.openapi_replies import REQUEST_ID, content, replies
from app.api.operation import V1, Asked, Media, Open, Operation, Tag
from app.api.queries import Parameters
from app.api.routes_reports import LATEST
from app.api.schemas import (
    case_forms,
    cases,
    certificates,
    held_certificates,
    papers,
    report,
    rules,
    service,
    simulations,
    verdict,
    views,
)
from app.api.schemas.forms import ID, SHA256, Schema
from app.api.schemas.models import HELD, body_of, fields_of, needed_of
from app.certification.certificate_number import NUMBER_PATTERN
from app.identity.roles import Permission
from app.workflow.desk import Desk

VERSION = "1"
_IN_PATH = re.compile(r"\{(\w+)\}")
_SAYS = """Turns a laboratory's test report into a verdict that anyone can recompute.

Every answer that is not a success is `application/problem+json` (RFC 9457): programs decide by its `code`, and
`errors` names every fault with its place. Sentences are Chinese, or English where `Accept-Language` asks for it.
Posts that store need an `Idempotency-Key`: whoever gets no answer sends the same request again with the same key.
HEAD is answered wherever GET is. Unknown parameters and fields are refused, and a body where none is read.
"""
_HEADERS: Mapping[Asked, Schema] = {
    Asked.IDEMPOTENCY_KEY: {
        "name": Asked.IDEMPOTENCY_KEY.value,
        "in": "header",
        "required": True,
        "description": "Chosen by the sender, new for each request and the same when it is repeated.",
        "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
        "example": "4f0c9d2e-filing-W2026-0012",
    },
    Asked.IF_MATCH: {
        "name": Asked.IF_MATCH.value,
        "in": "header",
        "required": True,
        "description": "The ETag of the version that is changed; RFC 9110, section 13.1.1.",
        "schema": {"type": "string"},
        "example": '"1"',
    },
    Asked.IF_NONE_MATCH: {
        "name": Asked.IF_NONE_MATCH.value,
        "in": "header",
        "description": "ETags of versions that are known; RFC 9110, section 13.1.2.",
        "schema": {"type": "string"},
    },
}
_MAY_MATCH = {
    **_HEADERS[Asked.IF_MATCH],
    "required": False,
    "description": "The ETag of what was seen; without it, or with `*`, a step is judged by how the case "
    "stands, and nothing that was recorded is corrected.",
}
_SCHEMAS = {
    **report.SCHEMAS,
    **verdict.SCHEMAS,
    **views.SCHEMAS,
    **rules.SCHEMAS,
    **service.SCHEMAS,
    **papers.SCHEMAS,
    **case_forms.SCHEMAS,
    **cases.SCHEMAS,
    **certificates.SCHEMAS,
    **held_certificates.SCHEMAS,
    **simulations.SCHEMAS,
    **{
        model.__name__: body_of(model)
        for model in (
            *routes_shares.MODELS,
            *webhook_docs.MODELS,
            *paper_docs.MODELS,
            *routes_case_files.MODELS,
            *routes_simulations.MODELS,
        )
    },
}


def document(operations: Sequence[Operation], desk: Desk) -> Schema:
    """Return the description; the schemes and formats that a sender can name are those that are held."""
    held = {
        "scheme": sorted(desk.shelf.schemes),
        "format": [adapter.id for adapter in desk.registry.adapters],
    }
    paths: dict[str, dict[str, Schema]] = {}
    for operation in operations:
        item = paths.setdefault(operation.docs.path, {})
        item[operation.docs.method.lower()] = _described(operation, held)
    return {
        "openapi": "3.1.0",
        "info": {"title": "labverdict", "version": VERSION, "description": _SAYS},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag.value} for tag in Tag],
        "paths": paths,
        "components": {"schemas": _SCHEMAS, "headers": {"RequestId": REQUEST_ID}, "securitySchemes": _ways_in()},
    }


def _described(operation: Operation, held: Mapping[str, list[str]]) -> Schema:
    docs, access = operation.docs, operation.access
    described: dict[str, object] = {
        "operationId": docs.id,
        "tags": [docs.tag.value],
        "summary": docs.summary,
        "description": " ".join(part for part in (docs.says, _who(operation)) if part),
        "security": _security(operation),
        "parameters": [
            *(_in_path(name, held) for name in _IN_PATH.findall(docs.path)),
            *_in_query(operation.query, held),
            *(_HEADERS[header] for header in docs.headers),
            *((_MAY_MATCH,) if docs.may_match else ()),
        ],
        "responses": replies(operation),
    }
    if not isinstance(access, Open):
        described["x-permission"] = access.value
    if docs.body:
        read = {kind: content(_with_held(media, held)) for kind, media in docs.body.items()}
        described["requestBody"] = {"required": True, "content": read}
    return described


def _who(operation: Operation) -> str:
    match operation.access:
        case Open.EVERYBODY:
            return ""
        case Open.EVERY_CALLER:
            return "Needs a credential."
        case permission:
            return f"Needs the permission `{permission.value}`."


def _security(operation: Operation) -> list[Mapping[str, list[str]]]:
    match operation.access:
        case Open.EVERYBODY:
            return []
        case Open.EVERY_CALLER:
            return [{"key": []}, {"token": []}]
        case permission:
            return [{"key": []}, {"token": [permission.value]}]


def _ways_in() -> Schema:
    scopes = {permission.value: permission.name.replace("_", " ").capitalize() for permission in Permission}
    return {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "lvk_...",
            "description": "An API key, or an access token, as `Authorization: Bearer ...`.",
        },
        "token": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": f"{V1}/oauth/token", "scopes": scopes}},
        },
    }


def _in_path(name: str, held: Mapping[str, list[str]]) -> Schema:
    schema: Schema
    match name:
        case "scheme":
            schema = {"type": "string", "enum": held["scheme"]}
        case "method":
            schema = {"type": "string", "minLength": 1, "examples": ["SH_T_0689"]}
        case "revision":
            schema = {"type": "integer", "minimum": 1, "maximum": LATEST}
        case "number":
            schema = {"type": "string", "pattern": NUMBER_PATTERN}
        case "entry":
            schema = {"type": "integer", "minimum": 0}
        case "cases":
            schema = {"type": "string", "enum": list(KINDS)}
        case "sha256":
            schema = SHA256
        case "certificate":
            schema = {"type": "string", "minLength": 1, "examples": ["JSPB-2026-0001"]}
        case _:
            schema = ID
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(query: type[Parameters], held: Mapping[str, list[str]]) -> list[Schema]:
    needed = needed_of(query)
    return [
        {
            "name": name,
            "in": "query",
            "required": name in needed,
            "description": schema.get("description", ""),
            "schema": _narrowed({key: value for key, value in schema.items() if key != "description"}, held),
        }
        for name, schema in fields_of(query).items()
    ]


def _with_held(media: Media, held: Mapping[str, list[str]]) -> Media:
    properties = media.schema.get("properties")
    if not isinstance(properties, dict):
        return media
    narrowed = {name: _narrowed(schema, held) for name, schema in properties.items()}
    return Media({**media.schema, "properties": narrowed}, media.example)


def _narrowed(schema: Schema, held: Mapping[str, list[str]]) -> Schema:
    if HELD not in schema:
        return schema
    return {**{key: value for key, value in schema.items() if key != HELD}, "enum": held[str(schema[HELD])]}
