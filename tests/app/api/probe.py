"""A small service around the modules that carry every route, and a server to reach it by real HTTP."""

import asyncio
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import httpx
import uvicorn
from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import Field
from starlette.types import ASGIApp

from app.api import bodies, problems, queries, uploads
from app.api.codes import Code
from app.api.documents import Line, Strict
from app.api.journal import journal
from app.api.metrics import Metrics
from app.api.middleware import Passages
from app.api.passage import passage_of
from app.api.problems import Problem

LIMIT = 4096
ORGANISATION, ACCOUNT = "0" * 31 + "1", "0" * 31 + "2"


class Hook(Strict):
    url: Line
    enabled: bool = True
    tries: int = 1
    events: list[str] = Field(default_factory=list)


class Asked(queries.Parameters):
    scheme: str
    as_of: queries.Day | None = None
    limit: queries.Whole = 50
    share_with: tuple[str, ...] = ()


class Grant(queries.Parameters):
    grant_type: str


def _readers() -> APIRouter:
    router = APIRouter()

    @router.get("/things/{thing}")
    async def thing(request: Request, thing: str) -> Response:
        passage = passage_of(request.scope)
        passage.organisation, passage.account = ORGANISATION, ACCOUNT
        queries.known_id(thing)
        return Response(thing)

    @router.get("/things")
    async def things(request: Request) -> Response:
        return Response(queries.read_query(request, Asked).model_dump_json())

    @router.post("/things")
    async def post_thing(request: Request) -> Response:
        return Response(await bodies.read_body(request, limit=LIMIT, accepted={bodies.JSON}))

    @router.post("/hooks")
    async def hook(request: Request) -> Response:
        return Response((await bodies.read_json_body(request, Hook)).model_dump_json())

    @router.post("/uploads")
    async def upload(request: Request) -> Response:
        read = await uploads.read_upload(request, Asked, LIMIT)
        head = "none" if read.head is None else read.head.hex()
        return Response(f"{read.file.hex()}|{read.file_name}|{head}|{read.asked.model_dump_json()}")

    @router.post("/token")
    async def token(request: Request) -> Response:
        return Response((await bodies.read_form(request, Grant)).grant_type)

    return router


def _troubles() -> APIRouter:
    router = APIRouter()

    @router.get("/problems/{code}")
    async def problem(code: str) -> Response:
        raise Problem(Code(code))

    @router.get("/numbers/{number}")
    async def number(number: int) -> Response:
        return Response(str(number))

    @router.get("/bug")
    async def bug(q: str = "") -> Response:
        raise ZeroDivisionError(f"a bug at {q}")

    @router.get("/late-bug")
    async def late_bug() -> Response:
        raise_late = _LateBug("begun")
        raise_late.headers["cache-control"] = "private"
        return raise_late

    return router


class _LateBug(Response):
    async def __call__(self, scope: object, receive: object, send: object) -> None:
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]  # handed on as they came
        raise ZeroDivisionError("too late")


class Probe:
    """The service, with what it logs and counts."""

    def __init__(self, *, as_json: bool = True, level: str = "debug") -> None:
        self.log = io.StringIO()
        self.metrics = Metrics(outbox_backlog=lambda: 3, log_size=lambda: None)
        numbers = count(1)
        app = FastAPI(exception_handlers=problems.HANDLERS, redirect_slashes=False, openapi_url=None)
        app.include_router(_readers(), prefix="/api/v1")
        app.include_router(_troubles(), prefix="/api/v1")
        app.add_api_route("/healthz", lambda: Response("ok"))
        app.add_middleware(
            Passages,
            new_id=lambda: f"made-{next(numbers):027}",
            journal=journal(self.log, as_json=as_json, level=level),
            metrics=self.metrics,
        )
        self.app: ASGIApp = app

    def call(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        return call(self.app, method, path, **request)


def call(app: ASGIApp, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
    """Send one request without a network; an exception that leaves the application fails the test."""

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://probe") as client:
            return await client.request(method, path, **request)

    return asyncio.run(send())


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve on a free port of this machine; give the address."""
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
