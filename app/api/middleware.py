"""Every request passes here, in and out: its id, its line in the log, its figures, its headers, and a bug's answer."""

import re
from collections.abc import Callable
from time import perf_counter

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from app.api.codes import Code
from app.api.metrics import Metrics
from app.api.passage import REQUEST_ID, Passage, begin, route_of
from app.api.problems import Problem, answer

# No underscore: what is echoed and logged can never be a key or a token.
_REQUEST_ID = re.compile(rb"[0-9A-Za-z](?:[0-9A-Za-z.-]{14,62})[0-9A-Za-z]")
_CLIENT_LEFT = 499
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_ALWAYS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_NO_STORE = (b"cache-control", b"no-store")


class Passages:
    """Wraps the routes: `app.add_middleware(Passages, new_id=..., journal=..., metrics=...)`.

    Logged are the method, the template of the route, the status, the time and who asked; never the path, the query,
    a header, a body or a result. An exception that no route answers becomes `internal_error`, the last resort of the
    service as `main` is of the command line. A sender who leaves is logged with status 499.
    """

    def __init__(
        self, app: ASGIApp, *, new_id: Callable[[], str], journal: FilteringBoundLogger, metrics: Metrics
    ) -> None:
        self._app = app
        self._new_id = new_id
        self._journal = journal
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        passage = begin(scope, _sent_id(scope) or self._new_id())
        outgoing = _Outgoing(send, passage.request_id)
        self._metrics.in_flight += 1
        before = REQUEST_ID.set(passage.request_id)
        try:
            await self._app(scope, receive, outgoing)
        except ClientDisconnect:
            outgoing.status = _CLIENT_LEFT
        except Exception:
            # The one place where a bug of the service ends; told in full to the log alone.
            self._journal.exception("bug", route=route_of(scope))
            if outgoing.status is not None:
                raise
            await answer(Problem(Code.INTERNAL_ERROR), scope)(scope, receive, outgoing)
        finally:
            self._metrics.in_flight -= 1
            self._note(scope, passage, outgoing.status or _CLIENT_LEFT, perf_counter() - started)
            REQUEST_ID.reset(before)

    def _note(self, scope: Scope, passage: Passage, status: int, seconds: float) -> None:
        route, method = route_of(scope), scope["method"]
        self._metrics.request(route, method, status, seconds)
        known = {
            "problem": passage.problem,
            "organisation": passage.organisation,
            "account": passage.account,
            "unreadable": passage.unreadable,
        }
        (self._journal.debug if route in _QUIET else self._journal.info)(
            "request",
            request_id=passage.request_id,
            method=method,
            route=route,
            status=status,
            duration_ms=round(seconds * 1000, 3),
            **{key: value for key, value in known.items() if value is not None},
        )


class _Outgoing:
    """Sends an answer with the headers that all have; `status` is None until it has begun."""

    __slots__ = ("_request_id", "_send", "status")

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message.get("headers", ()), *_ALWAYS, (b"x-request-id", self._request_id.encode())]
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append(_NO_STORE)
            message["headers"] = headers
        await self._send(message)


def _sent_id(scope: Scope) -> str | None:
    """Return the id that the sender gave the request, once and in the form of one; else None."""
    sent = [value for name, value in scope["headers"] if name == b"x-request-id"]
    return sent[0].decode() if len(sent) == 1 and _REQUEST_ID.fullmatch(sent[0]) else None
