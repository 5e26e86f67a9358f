"""What is known of one request on its way through: noted by those who find out, read by the log and the problems."""

from contextvars import ContextVar
from dataclasses import dataclass

from starlette.routing import Route
from starlette.types import Scope

_KEY = "labverdict.passage"
UNMATCHED = "unmatched"

REQUEST_ID: ContextVar[str] = ContextVar("labverdict_request_id")


@dataclass(slots=True)
class Passage:
    """One request. `organisation` and `account` are ids, noted once the credential is known; `problem` is a code.

    `unreadable` says which stored thing could not be read back, and why.
    """

    request_id: str
    organisation: str | None = None
    account: str | None = None
    problem: str | None = None
    unreadable: str | None = None


def begin(scope: Scope, request_id: str) -> Passage:
    """Start the notes of a request."""
    passage = scope[_KEY] = Passage(request_id)
    return passage


def passage_of(scope: Scope) -> Passage:
    """Return the notes of a request (`request.scope`)."""
    passage: Passage = scope[_KEY]
    return passage


def route_of(scope: Scope) -> str:
    """Return the template of the route that was chosen, such as `/api/v1/reports/{report}`: never the path itself.

    A route of an included router knows its full template only by the context in which it was included, and FastAPI
    does not note a plain route of Starlette: that is found by what it calls.
    """
    included = scope.get("fastapi", {}).get("effective_route_context")
    for route in (included, scope.get("route")):
        if isinstance(template := getattr(route, "path_format", None), str):
            return template
    if "endpoint" in scope:
        for route in scope["router"].routes:
            if isinstance(route, Route) and route.endpoint is scope["endpoint"]:
                return route.path_format
    return UNMATCHED
