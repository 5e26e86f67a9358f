"""A secret driven through every way in comes out nowhere: not in the log, not in an answer, not in the figures."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.api import journal as journal_module
from app.api import problems as problems_module
from app.identity.credentials import CredentialKind, compose, credential_id
from tests.app.api.probe import Probe

KEYS = [compose(kind, credential_id(b"canary-123"), b"canary-canary-canary") for kind in CredentialKind]
# What is secret about a key, and the end of it that a cut text could still show.
CORES = [key.split("_")[2] for key in KEYS]

Request = tuple[str, str, dict[str, Any]]


def requests(key: str) -> Iterator[Request]:
    """Every way in: path, query, header, body; as a name, as a value, well-formed and broken."""
    yield "GET", f"/{key}", {}
    yield "GET", f"/api/v1/things/{key}", {}
    yield "GET", f"/api/v1/numbers/{key}", {}
    yield "DELETE", f"/api/v1/things/{key}", {}
    yield "GET", f"/api/v1/things?scheme=a&{key}=1", {}
    yield "GET", f"/api/v1/things?scheme={key}&as_of={key}&limit={key}", {}
    yield "GET", f"/api/v1/things?x={quote('Bearer ' + key)}", {}
    yield "GET", f"/api/v1/bug?q={key}", {}
    for name in (
        "Authorization",
        "X-Request-ID",
        "Accept-Language",
        "If-Match",
        "Idempotency-Key",
        "User-Agent",
        "Cookie",
    ):
        yield "GET", "/nowhere", {"headers": {name: f"Bearer {key}" if name == "Authorization" else key}}
        yield "GET", "/api/v1/bug", {"headers": {name: f"Bearer {key}"}}
    json = {"Content-Type": "application/json"}
    for text in (
        f'{{"{key}": 1}}',
        f'{{"url": 1, "tries": "{key}"}}',
        f'{{"url": "a", "url": "{key}"}}',
        key,
        f'{{"{key}',
    ):
        yield "POST", "/api/v1/hooks", {"content": text, "headers": json}
    yield "POST", "/api/v1/hooks", {"content": b"{}", "headers": {"Content-Type": f"text/{key}"}}
    yield "POST", "/api/v1/token", {"data": {"client_secret": key, key: "1", "grant_type": f"{key}\x00"}}
    yield (
        "POST",
        "/api/v1/uploads",
        {"files": {"file": (key, key.encode())}, "data": {"scheme": f"{key}\x00", key: key}},
    )
    yield (
        "POST",
        "/api/v1/uploads",
        {"content": key, "headers": {"Content-Type": f"multipart/form-data; boundary={key[:70]}"}},
    )


def everything(key: str) -> str:
    """Return all that leaves the service: log, answers, figures."""
    probe = Probe()
    answers = [probe.call(method, path, **request) for method, path, request in requests(key)]
    assert all(answer.status_code >= 400 for answer in answers)
    shown = [f"{list(answer.headers.items())} {answer.text}" for answer in answers]
    return "\n".join([probe.log.getvalue(), probe.metrics.render().decode(), *shown])


@pytest.mark.parametrize(("key", "core"), list(zip(KEYS, CORES, strict=True)))
def test_a_secret_comes_out_nowhere(key: str, core: str) -> None:
    leaving = everything(key)
    assert core not in leaving
    assert "***" in leaving
    assert "internal_error" in leaving


@pytest.mark.parametrize("module", [journal_module, problems_module])
def test_without_the_mask_the_log_and_the_answers_would_show_it(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:  # noqa: ANN401 - a module
    monkeypatch.setattr(module, "masked", lambda text: text)
    assert CORES[0] in everything(KEYS[0])


def test_without_the_template_the_log_and_the_figures_would_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.api.middleware.route_of", lambda scope: scope["path"])
    probe = Probe()
    probe.call("GET", f"/api/v1/things/{KEYS[0]}")
    assert CORES[0] in probe.metrics.render().decode()


def test_a_result_comes_out_nowhere() -> None:
    result = "6.28318"
    probe = Probe()
    body = (
        f'{{"url": "a", "url": {result}, "tries": {result}, "enabled": "{result}", "events": ["{result}", {result}]}}'
    )
    answers: list[httpx.Response] = [
        probe.call("POST", "/api/v1/hooks", content=body, headers={"Content-Type": "application/json"}),
        probe.call("GET", f"/api/v1/things?limit={result}&as_of={result}"),
        probe.call("POST", "/api/v1/token", data={"grant_type": f"{result}\x00"}),
    ]
    assert [answer.status_code for answer in answers] == [400, 422, 422]
    assert result not in probe.log.getvalue() + probe.metrics.render().decode() + "".join(each.text for each in answers)
