"""The client, against answers as the service gives them and as networks spoil them."""

import ast
import json
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import app.client
from app.client import Answer, Broken, Client, LabverdictError, Refused, Unreachable
from tests.app.api.probe import serving

Step = httpx.Response | httpx.TransportError
KEY = "lvk_canary"


def problem(status: int, code: str, headers: dict[str, str] | None = None, **more: object) -> httpx.Response:
    content = json.dumps({"code": code, "status": status, "title": code, "detail": "why", "request_id": "r-1", **more})
    return httpx.Response(
        status, content=content, headers={"Content-Type": "application/problem+json", **(headers or {})}
    )


class Service:
    """Answers with the steps in turn, the last one for ever; keeps what it was asked and how long the client slept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, steps: Iterable[Step]) -> None:
        self.steps = list(steps)
        self.asked: list[httpx.Request] = []
        self.slept: list[float] = []
        monkeypatch.setattr(time, "sleep", self.slept.append)
        self.client = Client("https://labverdict.example", KEY, transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, httpx.TransportError):
            raise step
        return step


Make = Callable[..., Service]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Make:
    return lambda *steps: Service(monkeypatch, steps)


OK = httpx.Response(200, json={}, headers={"ETag": '"7"'})
CALLS: list[tuple[Callable[[Client], object], str, str]] = [
    (lambda c: c.verify(b"{}", "S 1", as_of=date(2026, 5, 10)), "POST", "/verifications?scheme=S+1&as_of=2026-05-10"),
    (lambda c: c.verify(b"{}", "S", grade="0号"), "POST", "/verifications?scheme=S&grade=0%E5%8F%B7"),
    (lambda c: c.post_report(b"{}", "S", share_with=["a", "b"]), "POST", "/reports?scheme=S&share_with=a&share_with=b"),
    (lambda c: c.upload(b"a", "a.csv", "S"), "POST", "/uploads"),
    (lambda c: c.report("a/b"), "GET", "/reports/a%2Fb"),
    (lambda c: c.verdict("r", 2), "GET", "/reports/r/verdict?revision=2"),
    (lambda c: c.verdict("r"), "GET", "/reports/r/verdict"),
    (lambda c: c.original("r"), "GET", "/reports/r/original"),
    (lambda c: c.correct("r", b"{}", "更正", '"7"'), "POST", "/reports/r/corrections?reason=%E6%9B%B4%E6%AD%A3"),
    (lambda c: c.share("r", "o"), "POST", "/reports/r/shares"),
    (lambda c: c.limits("S", "2026-05-10"), "GET", "/limits?scheme=S&as_of=2026-05-10"),
    (lambda c: c.methods(), "GET", "/methods"),
    (lambda c: c.schemes(), "GET", "/schemes"),
    (lambda c: c.characteristics(), "GET", "/characteristics"),
    (lambda c: c.checkpoint(), "GET", "/log/checkpoint"),
    (lambda c: c.proof(3), "GET", "/log/entries/3/proof"),
    (lambda c: c.log_keys(), "GET", "/log/key"),
    (lambda c: c.look_up("J/1", "C", "2026-07-09"), "GET", "/public/certificates/J%2F1?code=C&on=2026-07-09"),
    (lambda c: c.certificate_proof("J", "C"), "GET", "/public/certificates/J/proof?code=C"),
    (lambda c: c.check_shipment("J", "C", None, b"{}"), "POST", "/public/certificates/J/shipments?code=C"),
    (lambda c: c.open_case("renewals", {}), "POST", "/renewals"),
    (lambda c: c.case("renewals", "a/b"), "GET", "/renewals/a%2Fb"),
    (lambda c: c.timeline("renewals", "k"), "GET", "/renewals/k/timeline"),
    (lambda c: c.tests("renewals", "k"), "GET", "/renewals/k/tests"),
    (lambda c: c.step("renewals", "k", {"event": "accept"}, etag='"1"'), "POST", "/renewals/k/events"),
    (lambda c: c.work("reviews", "k", {"event": "recommend"}), "POST", "/reviews"),
    (lambda c: c.keep_file("renewals", "k", b"f", "a.pdf"), "POST", "/renewals/k/documents?name=a.pdf"),
    (lambda c: c.file("renewals", "k", "ab"), "GET", "/renewals/k/documents/ab"),
    (lambda c: c.grant_party("renewals", "k", "o", "laboratory"), "POST", "/renewals/k/parties"),
    (lambda c: c.decision("k"), "GET", "/decisions/k"),
    (lambda c: c.bundle("k"), "GET", "/decisions/k/bundle"),
    (lambda c: c.worklist(), "GET", "/worklist"),
    (lambda c: c.calendar(), "GET", "/calendar.ics"),
    (lambda c: c.certificate("JSPB 1"), "GET", "/certificates/JSPB%201"),
    (lambda c: c.paper("adopted-limits", scheme="S"), "GET", "/body/adopted-limits?scheme=S"),
    (lambda c: c.proposals("settings"), "GET", "/body/settings/proposals"),
    (lambda c: c.propose("settings", {}), "POST", "/body/settings/proposals"),
    (lambda c: c.confirm("settings", "p"), "POST", "/body/settings/proposals/p/confirmation"),
    (lambda c: c.declare("o", free_of_conflict=True, advised_until="never"), "POST", "/declarations"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "method", "path"), CALLS)
def test_a_call_is_one_request(service: Make, call: Callable[[Client], object], method: str, path: str) -> None:
    fake = service(OK)
    call(fake.client)
    (asked,) = fake.asked
    assert (asked.method, asked.url.raw_path.decode()) == (method, f"/api/v1{path}")
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert ("Idempotency-Key" in asked.headers) == (method == "POST")


def test_without_a_key_none_is_sent() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return OK

    with Client("https://labverdict.example", transport=httpx.MockTransport(answer)) as buyer:
        buyer.look_up("J", "C")
    assert "Authorization" not in asked[0].headers


def test_a_report_is_sent_as_it_is_and_an_answer_kept_as_it_came(service: Make) -> None:
    fake = service(httpx.Response(201, content=b'{"margin": 1.80, "revision": 1}', headers={"ETag": '"7"'}))
    answer = fake.client.post_report(b'{"a": 8.00}', "S", key="key-1")
    assert fake.asked[0].content == b'{"a": 8.00}'
    assert fake.asked[0].headers["Idempotency-Key"] == "key-1"
    assert fake.asked[0].headers["Content-Type"] == "application/json"
    assert (answer.status, answer.etag, answer.content) == (201, '"7"', b'{"margin": 1.80, "revision": 1}')
    assert answer.document == {"margin": "1.80", "revision": 1}


def test_a_correction_names_the_version_it_was_made_from(service: Make) -> None:
    fake = service(OK)
    fake.client.correct("r", b"{}", "typing error", '"7"')
    assert fake.asked[0].headers["If-Match"] == '"7"'


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("late"),
        httpx.RemoteProtocolError("cut"),
        problem(409, "idempotency_key_running"),
        problem(429, "too_many_requests", {"Retry-After": "3"}),
        problem(503, "unavailable", {"Retry-After": "0"}),
    ],
)
def test_a_post_is_repeated_under_the_same_key(service: Make, trouble: Step) -> None:
    fake = service(trouble, trouble, OK)
    assert fake.client.post_report(b"{}", "S").status == 200
    assert len(fake.asked) == 3
    assert len({asked.headers["Idempotency-Key"] for asked in fake.asked}) == 1
    assert {asked.content for asked in fake.asked} == {b"{}"}


def test_two_posts_have_two_keys(service: Make) -> None:
    fake = service(OK)
    fake.client.post_report(b"{}", "S")
    fake.client.post_report(b"{}", "S")
    assert len({asked.headers["Idempotency-Key"] for asked in fake.asked}) == 2


def test_an_upload_is_repeated_whole(service: Make) -> None:
    fake = service(httpx.ReadError("cut"), OK)
    fake.client.upload(b"a,b", "报告.csv", "S", head=b"{}", grade="0号", share_with=["a", "b"])
    first, second = fake.asked
    assert first.content == second.content
    assert all(part in first.content for part in (b"a,b", "报告.csv".encode(), b'name="head"', "0号".encode()))
    assert first.content.count(b'name="share_with"') == 2


@pytest.mark.parametrize(
    ("trouble", "slept"),
    [
        (httpx.ConnectError("refused"), [0.2, 0.4, 0.8, 1.6]),
        (problem(503, "unavailable", {"Retry-After": "1"}), [1, 1, 1, 1.6]),
        (problem(503, "unavailable", {"Retry-After": "86400"}), [30.0] * 4),
    ],
)
def test_repeating_ends(service: Make, trouble: Step, slept: list[float]) -> None:
    fake = service(trouble)
    with pytest.raises(LabverdictError) as failed:
        fake.client.post_report(b"{}", "S")
    assert fake.slept == slept
    assert len(fake.asked) == 5
    assert isinstance(failed.value, Unreachable if isinstance(trouble, httpx.TransportError) else Broken)
    assert failed.value.key == fake.asked[0].headers["Idempotency-Key"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (problem(422, "refused"), Refused),
        (problem(409, "report_differs"), Refused),
        (problem(429, "too_many_requests"), Refused),  # without a time to wait
        (problem(429, "too_many_requests", {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), Refused),
        (problem(500, "internal_error"), Broken),
        (problem(503, "unavailable"), Broken),
        (httpx.Response(404, text="<html>"), Refused),
        (httpx.Response(502, text="<html>"), Broken),
        (httpx.Response(307, headers={"Location": "https://elsewhere.example"}), Broken),
    ],
)
def test_another_answer_stands(service: Make, answer: httpx.Response, kind: type[LabverdictError]) -> None:
    fake = service(answer)
    with pytest.raises(kind):
        fake.client.report("r")
    assert len(fake.asked) == 1
    assert KEY not in repr(fake.client.__dict__)


def test_a_refusal_has_its_faults(service: Make) -> None:
    errors = [
        {"code": "unit_unknown", "pointer": "/results/0/unit", "detail": "d", "expected": "e"},
        {"code": "row_width", "place": "row 3", "detail": "d", "expected": "e"},
    ]
    fake = service(problem(422, "refused", errors=errors))
    with pytest.raises(Refused, match="422 refused: why") as refused:
        fake.client.verify(b"{}", "S")
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [
        ("unit_unknown", "/results/0/unit"),
        ("row_width", "row 3"),
    ]
    assert refused.value.problem["request_id"] == "r-1"


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"\xff", b"8.0"])
def test_an_answer_that_is_no_object_is_not_promised(content: bytes) -> None:
    with pytest.raises(Broken):
        _ = Answer(200, None, content).document


def test_lists_are_read_to_their_end(service: Make) -> None:
    pages = [
        {"verdicts": [{"n": 1}, {"n": 2}], "next": "c1"},
        {"verdicts": [], "next": "c2"},
        {"verdicts": [{"n": 3}], "next": None},
    ]
    fake = service(*(httpx.Response(200, json=page) for page in pages))
    found = list(fake.client.verdicts(scheme="S", issued_from=date(2026, 1, 1), limit=2))
    assert [each["n"] for each in found] == [1, 2, 3]
    queries = [asked.url.query.decode() for asked in fake.asked]
    assert queries == [f"scheme=S&issued_from=2026-01-01&limit=2{more}" for more in ("", "&cursor=c1", "&cursor=c2")]


@pytest.mark.parametrize(
    "pages",
    [[{"reports": []}], [{"next": None}], [{"reports": [], "next": "c"}]],
    ids=["no next", "no list", "the same cursor for ever"],
)
def test_a_list_without_an_end_is_not_taken_for_whole(service: Make, pages: list[dict[str, Any]]) -> None:
    fake = service(*(httpx.Response(200, json=page) for page in pages))
    with pytest.raises(Broken):
        list(fake.client.reports())


def test_it_works_over_real_http() -> None:
    async def post(request: Request) -> Response:
        return JSONResponse({"key": request.headers["idempotency-key"], "sent": (await request.body()).decode()}, 201)

    routes = [Route("/api/v1/reports", post, methods=["POST"])]
    with serving(Starlette(routes=routes)) as address, Client(f"{address}", KEY, timeout=5) as client:
        assert client.post_report(b"{}", "S", key="k").document == {"key": "k", "sent": "{}"}
        with pytest.raises(Refused):
            client.report("r")


def test_nobody_there_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with Client("http://127.0.0.1:9", KEY) as client, pytest.raises(Unreachable, match="ConnectError"):
        client.checkpoint()


def test_it_imports_nothing_of_the_service() -> None:
    files = Path(app.client.__file__).parent.glob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert {str(name).partition(".")[0] for name in imported if not str(name).startswith("app.client")} == {
        *("collections", "dataclasses", "datetime", "httpx", "json", "time", "types", "typing", "urllib", "uuid"),
    }
