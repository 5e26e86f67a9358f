"""What passing through the middleware costs a request: log line, figures, headers and identifier, on a bare answer."""

import asyncio
import os
from pathlib import Path
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.journal import journal
from app.api.metrics import Metrics
from app.api.middleware import Passages
from app.machine import RandomIds

# Rounds so short that one of them is hardly disturbed.
REQUESTS, ROUNDS, MOST_US = 200, 150, 60
HEADERS = [(name, b"x") for name in (b"host", b"authorization", b"accept", b"content-type", b"user-agent")]


class _Chosen:
    path_format = "/api/v1/reports/{report}"


async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    del receive
    scope["route"] = _Chosen
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


async def nothing() -> dict[str, Any]:
    return {"type": "http.disconnect"}


async def ignore(message: Message) -> None:
    del message


async def microseconds(app: ASGIApp) -> float:
    begin = perf_counter()
    for _ in range(REQUESTS):
        await app({"type": "http", "method": "GET", "path": "/api/v1/reports/1", "headers": HEADERS}, nothing, ignore)
    return (perf_counter() - begin) / REQUESTS * 1e6


def least(app: ASGIApp) -> float:
    return min(asyncio.run(microseconds(app)) for _ in range(ROUNDS))


def test_the_middleware_costs_little() -> None:
    metrics = Metrics(outbox_backlog=lambda: 0, log_size=lambda: 0)
    with Path(os.devnull).open("w", encoding="utf-8") as sink:
        logger = journal(sink, as_json=True, level="info")
        wrapped = Passages(bare, new_id=RandomIds().new, journal=logger, metrics=metrics)
        added = least(wrapped) - least(bare)
    print(f"\nmiddleware: {added:.1f} µs a request (at most {MOST_US})")
    assert added < MOST_US
