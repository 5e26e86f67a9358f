"""The answers of an operation in OpenAPI: its successes, and every problem that it can have, by status."""

from collections.abc import Iterable, Mapping

from app.api import examples_of_service as examples
from app.api.codes import MEANINGS, Code, status, title
from app.api.operation import Asked, Link, Media, Open, Operation, Reply, Told
from app.api.problems import MEDIA_TYPE
from app.api.schemas.forms import Schema, ref
from app.wording import Language

REQUEST_ID: Schema = {
    "description": "Names the request in the service's log.",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z.-]{14,62}[0-9A-Za-z]$"},
}
_REQUEST_ID: Schema = {"$ref": "#/components/headers/RequestId"}
_TOLD: Mapping[Told, Schema] = {
    Told.ETAG: {"type": "string", "pattern": '^"[^"]+"$'},
    Told.LOCATION: {"type": "string", "pattern": "^/api/v1/"},
    Told.CONTENT_LANGUAGE: {"type": "string", "enum": [language.value for language in Language]},
    Told.CONTENT_DISPOSITION: {"type": "string", "pattern": "^attachment; "},
}
_OF_ASKED: Mapping[Asked, tuple[Code, ...]] = {
    Asked.IDEMPOTENCY_KEY: (
        Code.IDEMPOTENCY_KEY_MISSING,
        Code.IDEMPOTENCY_KEY_MALFORMED,
        Code.IDEMPOTENCY_KEY_RUNNING,
        Code.IDEMPOTENCY_KEY_REUSED,
    ),
    Asked.IF_MATCH: (Code.PRECONDITION_REQUIRED, Code.PRECONDITION_FAILED),
    Asked.IF_NONE_MATCH: (),
}
_OF_QUERY = (Code.PARAMETER_UNKNOWN, Code.PARAMETER_REPEATED, Code.PARAMETER_MISSING, Code.PARAMETER_INVALID)
_OF_BODY = ("malformed_json", "duplicate_key", Code.MEDIA_TYPE_UNSUPPORTED, "body_too_large", Code.VALUE_INVALID)


def replies(operation: Operation) -> Schema:
    """Return the responses object."""
    successes = {str(reply.status): _success(reply) for reply in operation.docs.replies}
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys(problems_of(operation)):
        by_status.setdefault(status(code), []).append(code)
    schema = operation.docs.problem_schema
    return {**successes, **{str(number): _problem(codes, schema) for number, codes in sorted(by_status.items())}}


def problems_of(operation: Operation) -> Iterable[str]:
    """Return the code of every problem that an operation can have beside the faults of a report."""
    docs = operation.docs
    yield Code.MALFORMED_BODY
    yield from _OF_QUERY
    yield from (code for header in docs.headers for code in _OF_ASKED[header])
    if operation.access is not Open.EVERYBODY:
        yield Code.UNAUTHENTICATED
    if not isinstance(operation.access, Open):
        yield Code.FORBIDDEN
    if "{" in docs.path:
        yield Code.NOT_FOUND
    if docs.body:
        yield from _OF_BODY
    if "{cases}" in docs.path:
        # Another path may be of the same form.
        yield Code.METHOD_NOT_ALLOWED
    if docs.may_match:
        yield Code.PRECONDITION_FAILED
        yield Code.PRECONDITION_REQUIRED
    yield from docs.problems
    yield Code.INTERNAL_ERROR
    yield Code.STORED_UNREADABLE


def _success(reply: Reply) -> Schema:
    told = {name.value: {"required": True, "schema": _TOLD[name]} for name in reply.headers}
    found: dict[str, object] = {"description": reply.says, "headers": {**told, "X-Request-Id": _REQUEST_ID}}
    if reply.content:
        found["content"] = {kind: content(media) for kind, media in reply.content.items()}
    if reply.links:
        found["links"] = {name: _link(link) for name, link in reply.links.items()}
    return found


def content(media: Media) -> Schema:
    """Return a media type object."""
    return {"schema": media.schema} | ({} if media.example is None else {"example": media.example})


def _link(link: Link) -> Schema:
    return {"operationId": link.operation, "parameters": dict(link.parameters)}


def _problem(codes: Iterable[str], schema: str) -> Schema:
    headers: dict[str, object] = {"X-Request-Id": _REQUEST_ID}
    for code in codes:
        for name in MEANINGS[Code(code)].headers if code in MEANINGS else ():
            headers[name] = {"schema": {"type": "string"}}
    listed = " ".join(f"`{code}`: {title(code).en}" for code in codes)
    media = Media(ref(schema), examples.problem(next(iter(codes))))
    return {"description": listed, "headers": headers, "content": {MEDIA_TYPE: content(media)}}
