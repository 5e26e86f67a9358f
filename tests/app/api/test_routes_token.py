"""A token for a client secret, by RFC 6749; its refusals are problems that old clients understand."""

import base64
from typing import Any

import httpx
import pytest

from app.identity.credentials import CredentialKind, read
from app.identity.roles import Role
from tests.app.api.asking import Line, Session, report
from tests.app.api.world import World, secret

PATH = "/api/v1/oauth/token"


@pytest.fixture(scope="module")
def client(town: World) -> tuple[str, str]:
    """The client's id and its secret."""
    text = secret(town, "laboratory_1", Role.LIMS_CLIENT, CredentialKind.CLIENT_SECRET)
    presented = read(text)
    assert presented is not None
    return presented.id, text


def ask(opened: Line, form: dict[str, Any] | str, **headers: str) -> httpx.Response:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    if isinstance(form, str):
        return opened.ask("POST", PATH, content=form.encode(), headers={**kind, **headers})
    return opened.ask("POST", PATH, data=form, headers=headers)


def form(client: tuple[str, str], **more: str) -> dict[str, str]:
    return {"grant_type": "client_credentials", "client_id": client[0], "client_secret": client[1], **more}


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def test_a_client_gets_a_token_and_files_with_it(opened: Line, client: tuple[str, str]) -> None:
    answer = ask(opened, form(client))
    token = answer.json()
    assert (answer.status_code, answer.headers["cache-control"], answer.headers["pragma"]) == (
        200,
        "no-store",
        "no-cache",
    )
    assert 3500 < token["expires_in"] <= 3600
    assert token["scope"].split() == sorted(token["scope"].split())
    session = Session(opened, {"Authorization": f"{token['token_type']} {token['access_token']}"})
    assert session.file(report()).status_code == 201
    assert session.get("/webhooks").status_code == 403


def test_a_token_has_the_scopes_that_are_asked_for(opened: Line, client: tuple[str, str]) -> None:
    token = ask(opened, form(client, scope="verdicts:read")).json()
    assert token["scope"] == "verdicts:read"
    session = Session(opened, {"Authorization": f"Bearer {token['access_token']}"})
    assert session.file(report()).status_code == 403
    assert session.get("/verdicts").status_code == 200


def test_a_client_may_be_named_by_basic(opened: Line, client: tuple[str, str]) -> None:
    assert ask(opened, {"grant_type": "client_credentials"}, **basic(*client)).status_code == 200
    assert ask(opened, "grant_type=client_credentials&client_id=", **basic(*client)).status_code == 200


def test_what_is_not_known_or_empty_is_not_looked_at(opened: Line, client: tuple[str, str]) -> None:
    assert ask(opened, form(client, audience="https://example.com", scope="")).status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"scope": "webhooks:manage"}, 400, "invalid_scope"),
        ({"client_secret": ""}, 401, "invalid_client"),
        ({"client_secret": "lvs_quirk"}, 401, "invalid_client"),
        ({"client_id": "0" * 16}, 401, "invalid_client"),
        ({"client_id": "a\nb"}, 400, "invalid_request"),
    ],
)
def test_what_gets_no_token_is_told_in_both_ways(
    opened: Line, client: tuple[str, str], change: dict[str, str], status: int, error: str
) -> None:
    answer = ask(opened, form(client, **change))
    problem = answer.json()
    assert (answer.status_code, problem["error"], problem["status"]) == (status, error, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["error_description"].isascii()
    assert "quirk" not in answer.text
    assert ("Basic" in answer.headers.get("www-authenticate", "")) is (status == 401)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("grant_type=client_credentials&grant_type=client_credentials", {}, 400),
        ("grant_type=%ff", {}, 400),
        ("", {}, 400),
        ("grant_type=client_credentials", {"Authorization": "Bearer lvk_x"}, 400),
        ("grant_type=client_credentials", {"Authorization": "Basic !"}, 400),
        ("grant_type=client_credentials", {"Authorization": "Basic " + base64.b64encode(b"no colon").decode()}, 400),
        ("grant_type=client_credentials&client_secret=x", basic("a", "b"), 400),
        ("grant_type=client_credentials&client_id=x", basic("a", "b"), 400),
        ("grant_type=client_credentials", basic("a", "b"), 401),
        ("x" * 20_000, {}, 413),
        ("{}", {"Content-Type": "application/json"}, 415),
    ],
)
def test_a_request_that_is_none_is_told(opened: Line, body: str, headers: dict[str, str], status: int) -> None:
    answer = ask(opened, body, **headers)
    assert answer.status_code == status
    assert answer.json()["error"] == ("invalid_client" if status == 401 else "invalid_request")


def test_a_key_is_no_client_secret_and_a_secret_no_key(opened: Line, town: World, client: tuple[str, str]) -> None:
    key = town.keys["laboratory_1", Role.LIMS_CLIENT]
    presented = read(key)
    assert presented is not None
    assert ask(opened, form((presented.id, key))).json()["error"] == "invalid_client"
    assert Session(opened, {"Authorization": f"Bearer {client[1]}"}).get("/reports").status_code == 401


def test_no_secret_stands_in_the_log(opened: Line, town: World, client: tuple[str, str]) -> None:
    token = ask(opened, form(client)).json()["access_token"]
    Session(opened, {"Authorization": f"Bearer {token}"}).get("/reports")
    assert client[1] not in town.log.getvalue()
    assert token not in town.log.getvalue()
