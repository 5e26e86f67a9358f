"""What every request passes on its way in and out."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.journal import journal
from app.api.middleware import Passages
from app.api.passage import begin, passage_of, route_of
from tests.app.api.probe import ACCOUNT, ORGANISATION, Probe, call, serving

THING = "0" * 32


def logged(probe: Probe) -> list[dict[str, Any]]:
    return [json.loads(line) for line in probe.log.getvalue().splitlines()]


def passages(app: ASGIApp, probe: Probe) -> Passages:
    logger = journal(probe.log, as_json=True, level="debug")
    return Passages(app, new_id=lambda: "made-0000000000000001", journal=logger, metrics=probe.metrics)


@pytest.mark.parametrize(
    "sent",
    [
        "0123456789abcdef",
        "6f1c3c0e-4f0a-4a55-9d1e-0f6a2f8f5d11",
        "01HZX3V7N8Q2W4E6R8T0Y1U3I5",
        "a" * 64,
        "request.1-000000",
    ],
)
def test_the_senders_request_id_is_kept(sent: str) -> None:
    probe = Probe()
    answer = probe.call("GET", "/nowhere", headers={"X-Request-ID": sent})
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"] == logged(probe)[0]["request_id"] == sent


@pytest.mark.parametrize(
    "sent",
    [
        *("", "a" * 15, "a" * 65, "lvk_0123456789abcdef", "0123456789abcde\u00e9"),
        *("0123456789 abcdef", "-0123456789abcdef", "<script>alert(1)</script>"),
    ],
)
def test_what_is_no_request_id_is_replaced(sent: str) -> None:
    probe = Probe()
    answer = probe.call("GET", "/nowhere", headers={"X-Request-ID": sent.encode()})
    assert answer.headers["X-Request-ID"] == logged(probe)[0]["request_id"] == "made-000000000000000000000000001"


def test_two_request_ids_are_none() -> None:
    headers = [("X-Request-ID", "0123456789abcdef")] * 2
    assert Probe().call("GET", "/nowhere", headers=headers).headers["X-Request-ID"].startswith("made-")


@pytest.mark.parametrize(
    ("method", "path", "status", "route"),
    [
        ("GET", f"/api/v1/things/{THING}", 200, "/api/v1/things/{thing}"),
        ("GET", "/api/v1/things/x?scheme=6.2", 404, "/api/v1/things/{thing}"),
        ("PUT", "/api/v1/things/x", 405, "/api/v1/things/{thing}"),
        ("GET", "/api/v1/things?scheme=a", 200, "/api/v1/things"),
        ("GET", "/nowhere/6.2", 404, "unmatched"),
        ("BREW", "/nowhere", 404, "unmatched"),
    ],
)
def test_a_request_is_logged_and_counted_by_its_route(method: str, path: str, status: int, route: str) -> None:
    probe = Probe()
    assert probe.call(method, path).status_code == status
    (line,) = logged(probe)
    assert (line["event"], line["level"], line["method"], line["route"], line["status"]) == (
        *("request", "info", method, route, status),
    )
    assert line["duration_ms"] > 0
    assert "6.2" not in probe.log.getvalue().replace(str(line["duration_ms"]), "").replace(line["timestamp"], "")
    labels = f'method="{method if method != "BREW" else "other"}",route="{route}",status="{status // 100}xx"'
    assert f"labverdict_requests_total{{{labels}}} 1.0" in probe.metrics.render().decode()


def test_who_asked_is_logged_once_it_is_known() -> None:
    probe = Probe()
    probe.call("GET", f"/api/v1/things/{THING}")
    probe.call("GET", "/api/v1/things/x")
    probe.call("GET", "/nowhere")
    found, unknown, nowhere = logged(probe)
    assert (found["organisation"], found["account"]) == (ORGANISATION, ACCOUNT)
    assert "problem" not in found
    assert unknown["problem"] == nowhere["problem"] == "not_found"
    assert {"organisation", "account"}.isdisjoint(nowhere)


def test_the_probes_of_an_operator_are_logged_at_debug() -> None:
    probe = Probe()
    probe.call("GET", "/healthz")
    assert [line["level"] for line in logged(probe)] == ["debug"]


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/api/v1/bug", f"/api/v1/things/{THING}"])
def test_every_answer_has_the_headers_of_all(path: str) -> None:
    headers = Probe().call("GET", path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_a_bug_is_a_problem_to_the_sender_and_a_traceback_to_the_log() -> None:
    probe = Probe()
    answer = probe.call("GET", "/api/v1/bug?q=canary", headers={"Accept-Language": "en"})
    bug, request = logged(probe)
    assert answer.status_code == request["status"] == 500
    assert answer.json()["code"] == request["problem"] == "internal_error"
    assert answer.json()["request_id"] == bug["request_id"] == request["request_id"]
    assert (bug["event"], bug["level"], bug["route"]) == ("bug", "error", "/api/v1/bug")
    assert "ZeroDivisionError: a bug at canary" in bug["exception"]
    assert not any(word in answer.text for word in ("canary", "ZeroDivision", "Traceback", "probe.py"))


def test_a_bug_after_the_answer_has_begun_is_logged_and_left_to_the_server() -> None:
    probe = Probe()
    with serving(probe.app) as address:
        answer = httpx.get(f"{address}/api/v1/late-bug")
    assert (answer.status_code, answer.text) == (200, "begun")
    assert answer.headers["Cache-Control"] == "private"
    assert [(line["event"], line.get("status")) for line in logged(probe)] == [("bug", None), ("request", 200)]


def test_a_sender_who_leaves_is_logged_as_such() -> None:
    async def leaving(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive, send
        raise ClientDisconnect

    probe = Probe()
    sent: list[Message] = []
    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/x", "headers": []}
    asyncio.run(passages(leaving, probe)(scope, _nothing, sent.append))  # type: ignore[arg-type]  # nothing is sent, so nothing is awaited
    assert sent == []
    assert [(line["event"], line["status"]) for line in logged(probe)] == [("request", 499)]


async def _nothing() -> dict[str, Any]:
    return {"type": "http.disconnect"}


def test_requests_in_flight_are_counted() -> None:
    probe = Probe()
    seen: list[float] = []

    def in_flight() -> float:
        line = next(
            each for each in probe.metrics.render().decode().splitlines() if "in_flight " in each and "#" not in each
        )
        return float(line.rpartition(" ")[2])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(in_flight())
        await Response("ok")(scope, receive, send)

    call(passages(app, probe), "GET", "/")
    assert (seen, in_flight()) == ([1.0], 0.0)


def test_what_is_no_request_passes_untouched() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        seen.append(scope["type"])

    probe = Probe()
    asyncio.run(passages(app, probe)({"type": "lifespan"}, _nothing, seen.append))  # type: ignore[arg-type]  # nothing is sent
    assert (seen, probe.log.getvalue()) == (["lifespan"], "")


async def _ok(request: Request) -> Response:
    return Response(route_of(request.scope))


@pytest.mark.parametrize(
    "app", [Starlette(routes=[Route("/plain/{value}", _ok)]), FastAPI(routes=[Route("/plain/{value}", _ok)])]
)
def test_a_route_that_is_not_of_fastapi_is_known_too(app: ASGIApp) -> None:
    assert call(app, "GET", "/plain/6.2").text == "/plain/{value}"


def test_the_notes_of_a_request_are_those_that_were_begun() -> None:
    scope: dict[str, Any] = {}
    begin(scope, "request-1").account = ACCOUNT
    assert (passage_of(scope).request_id, passage_of(scope).account) == ("request-1", ACCOUNT)
