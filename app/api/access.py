"""The gate before every operation: whose credential this is, whether it permits the act, whether the query is one.

The organisation comes from the credential and from nowhere else. A permission is checked before anything is looked up,
so that a refusal tells nothing of what is stored.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from app.api.codes import Code
from app.api.operation import Access, Docs, Open, Operation
from app.api.passage import passage_of
from app.api.problems import Problem, fault, refused
from app.api.queries import P, decoded, known_id, parameters
from app.identity.caller import Caller
from app.identity.credentials import read
from app.identity.roles import Permission

B = TypeVar("B")
T = TypeVar("T")
Receive = Callable[[Request], Awaitable[B]]

_NUMBER = re.compile("0|[1-9][0-9]{0,17}")
_SCHEME = "bearer "
# A query that is sent again and again is read once; a longer one is not worth its place.
_LONGEST_KEPT = 300


@dataclass(frozen=True, slots=True)
class Question(Generic[P]):
    """A request that everybody may make."""

    request: Request
    asked: P


@dataclass(frozen=True, slots=True)
class Call(Generic[P, B]):
    """A request whose sender is known and may make it."""

    request: Request
    caller: Caller
    asked: P
    body: B

    def id(self, name: str) -> str:
        """Return an identifier from the path; what cannot be one is not found."""
        return known_id(self.request.path_params[name])

    def number(self, name: str, least: int, most: int) -> int:
        """Return a number from the path; what cannot be one is not found."""
        text = self.request.path_params[name]
        if _NUMBER.fullmatch(text) is None or not least <= int(text) <= most:
            raise Problem(Code.NOT_FOUND)
        return int(text)

    def lines(self, header: str) -> list[str]:
        """Return every line of a header."""
        return self.request.headers.getlist(header)


class Gate:
    """Makes operations of what answers them; at most `threads` requests are worked on at once."""

    def __init__(self, caller_of: Callable[[str], Caller | None], threads: int) -> None:
        self._caller_of = caller_of
        self._threads = CapacityLimiter(threads)

    def guarded(
        self,
        docs: Docs,
        access: Access,
        asks: tuple[type[P], Receive[B]],
        act: Callable[[Call[P, B]], Response],
    ) -> Operation:
        """Return an operation for those with a permission; its query, its body, what answers it in a thread."""
        query, receive = asks

        async def endpoint(request: Request) -> Response:
            credential = presented(request)
            body = await _held(receive(request))

            def work() -> Response:
                caller = self._admitted(request, credential, access)
                return act(Call(request, caller, asked(request, query), body()))

            return await to_thread.run_sync(work, limiter=self._threads)

        return Operation(docs, access, query, endpoint)

    def open(self, docs: Docs, query: type[P], act: Callable[[Question[P]], Response]) -> Operation:
        """Return an operation for everybody, answered from what is in memory."""

        async def endpoint(request: Request) -> Response:
            await no_body(request)
            return act(Question(request, asked(request, query)))

        return Operation(docs, Open.EVERYBODY, query, endpoint)

    def open_asking(
        self, docs: Docs, asks: tuple[type[P], Receive[B]], act: Callable[[Question[P], B], Response]
    ) -> Operation:
        """Return an operation for everybody that asks the store."""
        query, receive = asks

        async def endpoint(request: Request) -> Response:
            body = await receive(request)
            question = Question(request, asked(request, query))
            return await to_thread.run_sync(act, question, body, limiter=self._threads)

        return Operation(docs, Open.EVERYBODY, query, endpoint)

    def _admitted(self, request: Request, credential: str, access: Access) -> Caller:
        caller = self._caller_of(credential)
        if caller is None:
            raise Problem(Code.UNAUTHENTICATED)
        passage = passage_of(request.scope)
        passage.organisation, passage.account = caller.organisation, caller.account
        if isinstance(access, Permission):
            require(caller, access)
        return caller


def require(caller: Caller, permission: Permission) -> None:
    """Raise Problem `forbidden` unless the caller may do this."""
    if not caller.may(permission):
        raise Problem(Code.FORBIDDEN)


def presented(request: Request) -> str:
    """Return the credential of `Authorization: Bearer ...`; what has not the form of one is not looked up."""
    lines = request.headers.getlist("authorization")
    text = lines[0] if len(lines) == 1 else ""
    credential = text[len(_SCHEME) :].strip(" ")
    if text[: len(_SCHEME)].lower() != _SCHEME or read(credential) is None:
        raise Problem(Code.UNAUTHENTICATED)
    return credential


def asked(request: Request, query: type[P]) -> P:
    """Read the query of a request; Problem: every fault of it at once."""
    raw: bytes = request.scope["query_string"]
    return _kept(raw, query) if len(raw) <= _LONGEST_KEPT else _read(raw, query)


async def no_body(request: Request) -> None:
    """Refuse a body where none is read."""
    headers = request.headers
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        raise refused([fault(Code.MALFORMED_BODY, "the body", "no body")])


def _read(raw: bytes, query: type[P]) -> P:
    return parameters(decoded(raw, "parameter"), query, "parameter")


_kept = lru_cache(maxsize=1024)(_read)


async def _held(received: Awaitable[T]) -> Callable[[], T]:
    """Await a body; its problem is told only to a sender who may send one."""
    try:
        body = await received
    except Problem as problem:
        held = problem

        def tell() -> T:
            raise held

        return tell
    return lambda: body
