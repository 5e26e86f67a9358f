"""How a cast reaches its service: over real HTTP, or within the process where thousands of steps are taken."""

import asyncio
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx

from app.api.journal import journal
from app.service import Service
from app.serving import application, server
from tests.served.cast import Ask

_START_S = 30


def over_http(service: Service) -> Iterator[Ask]:
    """Serve by uvicorn in a thread of this process and ask over one connection."""
    with serving(service) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield partial(_asked, client)


@contextmanager
def serving(service: Service) -> Iterator[str]:
    """Serve by uvicorn in a thread of this process and give the address."""
    answering = server(service, journal(io.StringIO(), as_json=True, level="error"))
    thread = threading.Thread(target=answering.run)
    thread.start()
    try:
        until = time.monotonic() + _START_S
        while not answering.started and time.monotonic() < until:
            time.sleep(0.01)
        assert answering.started
        host, port = answering.servers[0].sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        answering.should_exit = True
        thread.join()


def _asked(client: httpx.Client, method: str, path: str, /, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on
    return client.request(method, path, **request)


def within_the_process(service: Service) -> Iterator[Ask]:
    """Ask the application itself, on an event loop in a thread of its own; many threads may ask at once."""
    app = application(service, journal(io.StringIO(), as_json=True, level="error"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service", timeout=60)

    def ask(method: str, path: str, /, **request: Any) -> httpx.Response:  # noqa: ANN401 - handed on to httpx as it is
        return asyncio.run_coroutine_threadsafe(client.request(method, path, **request), loop).result(60)

    try:
        yield ask
        asyncio.run_coroutine_threadsafe(client.aclose(), loop).result(10)
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
