"""Asking an application without a network, from tests that know no event loop."""

import asyncio
import itertools
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import httpx
from starlette.types import ASGIApp

from tests.app.api.described import Description

SCHEME = "JSPB01-180004-2023"
_numbers = itertools.count(1)


class Line:
    """An open line to an application; many threads may ask over it at once, and every answer is checked."""

    def __init__(self, app: ASGIApp, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://probe", timeout=60)

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        asking = self._client.request(method, path, **request)
        answer = asyncio.run_coroutine_threadsafe(asking, self._loop).result(60)
        self.described.check(answer)
        return answer

    @cached_property
    def described(self) -> Description:
        """Return the description of the application, as it gives it."""
        asking = self._client.get("/api/v1/openapi.json")
        return Description(asyncio.run_coroutine_threadsafe(asking, self._loop).result(60).json())

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._client.aclose(), self._loop).result(10)


@contextmanager
def line(app: ASGIApp) -> Iterator[Line]:
    """Run an event loop in a thread of its own and ask the application in it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        opened = Line(app, loop)
        yield opened
        opened.close()
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Session:
    """One account's requests."""

    def __init__(self, opened: Line, headers: Mapping[str, str]) -> None:
        self._line, self._headers = opened, dict(headers)

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        headers = {**self._headers, **(more.pop("headers", None) or {})}
        return self._line.ask(method, path, headers=headers, **more)

    def get(self, path: str, **params: str | int | None) -> httpx.Response:
        asked = {name: value for name, value in params.items() if value is not None}
        return self.send("GET", f"/api/v1{path}", params=asked or None)

    def post(self, path: str, document: object, key: str | None = None, **more: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        headers = {"Idempotency-Key": key or new_key(), **(more.pop("headers", None) or {})}
        return self.send("POST", f"/api/v1{path}", json=document, headers=headers, **more)

    def file(self, document: object, key: str | None = None, **params: object) -> httpx.Response:
        return self.post("/reports", document, key, params={"scheme": SCHEME, **params})


def new_key() -> str:
    return f"key-{next(_numbers)}"


def report(number: str | None = None, **more: object) -> dict[str, Any]:
    """Return a diesel report of two results, under a number of its own unless one is given."""
    return {
        "format": "labverdict.report/1",
        "report_no": number or f"W2026-{next(_numbers):04}",
        "issued_on": "2026-05-12",
        "product": {"name": "车用柴油(VI)", "grade": "0号"},
        "sample": {"id": "CY-2026-0517"},
        "results": [
            {"item": "硫含量", "value": "6.2", "unit": "mg/kg", "method": "SH/T 0689-2000", "tested_on": "2026-05-06"},
            {"item": "铜片腐蚀", "value": "1a", "method": "GB/T 5096-2017", "tested_on": "2026-05-06"},
        ],
        **more,
    }
