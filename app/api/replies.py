"""Answers that are successes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from app.api.conditional import etag, is_known
from app.api.operation import JSON

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
# Kept by its reader alone, and asked for again each time; without it nothing is kept at all.
PRIVATE = {"Cache-Control": "private, no-cache"}


def document(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a value as JSON."""
    return whole(written(value), status, headers)


def whole(content: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return bytes that are JSON as they are."""
    return Response(content, status, headers, media_type=JSON)


def written(value: object) -> bytes:
    """Return a value as JSON in UTF-8."""
    return _ENCODER.encode(value).encode()


def unless_known(
    request: Request, version: str, headers: Mapping[str, str], content: Callable[[], bytes] | bytes
) -> Response:
    """Return JSON with its entity tag, or 304 to one who has this version."""
    tagged = {"ETag": etag(version), **headers}
    if is_known(request.headers.getlist("if-none-match"), version):
        return Response(status_code=304, headers=tagged)
    return whole(content if isinstance(content, bytes) else content(), headers=tagged)


def saved_as(own: str, name: str) -> str:
    """Return the disposition of a file under a name of our own, and beside it the sender's, if any, wholly escaped."""
    disposition = f'attachment; filename="{own}"'
    kept = name.replace("/", "_").replace("\\", "_").lstrip(".")
    return f"{disposition}; filename*=UTF-8''{quote(kept, safe='')}" if kept else disposition


def public(request: Request, value: object, headers: Mapping[str, str] | None = None) -> Response:
    """Return what everybody may know, tagged by its own bytes."""
    content = written(value)
    told = {"Cache-Control": "public, max-age=60", **(headers or {})}
    return unless_known(request, hashlib.sha256(content).hexdigest()[:32], told, content)
