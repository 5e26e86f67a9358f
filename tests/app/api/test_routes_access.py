"""Every operation against every account: who may not is refused before anything is looked up."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.api.application import build, operations
from app.api.operation import Open, Operation
from app.identity.credentials import CredentialKind, compose, read
from app.identity.organisations import OrganisationKind
from app.identity.roles import GRANTED_IN, PERMISSIONS, Permission, Role
from app.workflow.issue_key import revoke_key
from tests.app.api.asking import SCHEME, Line, Session, line, new_key, report
from tests.app.api.conftest import Enter
from tests.app.api.paperwork import limits, settings
from tests.app.api.world import APPLICANT, World, secret

UNKNOWN = "0197a0c1e2b47d02b6c18f3a5d7e9012"
PATHS = {
    "report": UNKNOWN,
    "webhook": UNKNOWN,
    "proposal": UNKNOWN,
    "cases": "applications",
    "case": UNKNOWN,
    "sha256": "0" * 64,
    "certificate": "JSPB-2026-9999",
    "revision": "1",
    "entry": "999999999",
    "scheme": SCHEME,
    "method": "SH_T_0689",
}
QUERIES: dict[str, dict[str, str]] = {
    "keepDocument": {"name": "执照.pdf"},
    "fileReport": {"scheme": SCHEME},
    "verifyReport": {"scheme": SCHEME},
    "correctReport": {"reason": "误"},
    "listOrganisations": {"kind": "certification_body"},
    "listLimits": {"scheme": SCHEME, "as_of": "2026-05-12"},
}
BODIES: dict[str, dict[str, Any]] = {
    "shareReport": {"json": {"organisation": UNKNOWN}},
    "addWebhook": {"json": {"url": "https://lims.example.com/matrix"}},
    "changeWebhook": {"json": {"enabled": False}},
    "proposeSettings": {"json": settings()},
    "proposeAdoptedLimits": {"json": limits()},
    "declare": {"json": {"client": UNKNOWN, "free_of_conflict": True, "advised_until": "never"}},
    "openCase": {"json": {"number": "R-1", "event": {"event": "receive", "on": "2026-05-12"}}},
    "takeStep": {"json": {"event": "accept", "on": "2026-05-12"}},
    "keepDocument": {"content": b"file", "kind": "application/octet-stream"},
    "grantParty": {"json": {"organisation": UNKNOWN, "role": "applicant"}},
    **{
        name: {"json": {"case": UNKNOWN, "event": event, "on": "2026-05-12"}}
        for name, event in (
            ("recordInspection", "pass_inspection"),
            ("recordScorecard", "pass_scoring"),
            ("recordReview", "recommend"),
            ("recordDecision", "issue"),
        )
    },
    "giveToken": {"data": {"grant_type": "client_credentials"}},
}


def request_for(operation: Operation) -> dict[str, Any]:
    """Return a request that is in order but for what it names, which nobody has."""
    docs = operation.docs
    path = re.sub(r"\{(\w+)\}", lambda name: PATHS[name[1]], docs.path)
    more: dict[str, Any] = dict(BODIES.get(docs.id, {}))
    if docs.id in {"fileReport", "verifyReport", "correctReport"}:
        more["json"] = report()
    if docs.id == "uploadReports":
        more |= {"files": {"file": ("a.json", b"{}")}, "data": {"scheme": SCHEME}}
    headers = {"Idempotency-Key": new_key(), "If-Match": '"1"'}
    if (kind := more.pop("kind", None)) is not None:
        headers["Content-Type"] = kind
    wanted = {name: value for name, value in headers.items() if name in {"Content-Type", *map(str, docs.headers)}}
    return {"method": docs.method, "path": path, "params": QUERIES.get(docs.id), "headers": wanted, **more}


@pytest.fixture(scope="module")
def every(town: World) -> tuple[Operation, ...]:
    return operations(town.parts)


def accounts() -> Iterator[tuple[str, Role]]:
    kinds = {
        "laboratory_1": OrganisationKind.LABORATORY,
        "body_1": OrganisationKind.CERTIFICATION_BODY,
        APPLICANT: OrganisationKind.APPLICANT,
    }
    for name, kind in kinds.items():
        yield from ((name, role) for role in Role if kind in GRANTED_IN[role])


def guarded(every: tuple[Operation, ...]) -> list[Operation]:
    return [each for each in every if each.access is not Open.EVERYBODY]


@pytest.mark.parametrize(("name", "role"), [*accounts()])
def test_what_an_account_may_not_do_is_forbidden_whatever_is_named(
    every: tuple[Operation, ...], enter: Enter, name: str, role: Role
) -> None:
    session = enter(name, role)
    for operation in every:
        answer = session.send(**request_for(operation))
        needed = operation.access
        forbidden = isinstance(needed, Permission) and needed not in PERMISSIONS[role]
        assert (answer.status_code == 403) is forbidden, (operation.docs.id, answer.text)
        assert answer.status_code != 401 or operation.docs.id == "giveToken"


def test_the_matrix_would_notice_a_gate_that_lets_everybody_pass(town: World, every: tuple[Operation, ...]) -> None:
    key = town.keys["laboratory_1", Role.ADMINISTRATOR]
    caller = town.parts.caller_of(key)
    assert caller is not None
    mighty = replace(caller, permissions=frozenset(Permission))
    with line(build(replace(town.parts, caller_of=lambda _: mighty))) as opened:
        session = Session(opened, {"Authorization": f"Bearer {key}"})
        assert all(session.send(**request_for(operation)).status_code != 403 for operation in every)


def without_credential(session: Session, operation: Operation, sent: dict[str, str]) -> httpx.Response:
    request = request_for(operation)
    request["headers"] = {**request["headers"], **sent}
    return session.send(**request)


def unknown_key() -> str:
    return compose(CredentialKind.API_KEY, "0" * 16, b"\x00" * 20)


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic bHZrOng=",
        f"Bearer {unknown_key()}",
        f"Bearer {unknown_key()[:-1]}x",
        f"Bearer {compose(CredentialKind.CLIENT_SECRET, '0' * 16, bytes(20))}",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
    ],
)
def test_without_a_live_credential_nothing_is_told(
    every: tuple[Operation, ...], enter: Enter, authorization: str | None
) -> None:
    sent = {} if authorization is None else {"Authorization": authorization}
    for operation in guarded(every):
        answer = without_credential(enter(), operation, sent)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), operation.docs.id
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_word_bearer_may_be_written_as_one_likes_and_once(town: World, opened: Line, enter: Enter) -> None:
    key = town.keys["laboratory_1", Role.LAB_AUTHORISER]
    for text in (f"bearer {key}", f"BEARER  {key}"):
        assert enter().send("GET", "/api/v1/reports", headers={"Authorization": text}).status_code == 200
    twice = httpx.Headers([("Authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")])
    assert opened.ask("GET", "/api/v1/reports", headers=twice).status_code == 401


def test_what_only_looks_like_a_credential_is_not_looked_up(town: World) -> None:
    asked: list[str] = []
    with line(build(replace(town.parts, caller_of=asked.append))) as opened:
        for text in ("eyJhbGciOiJub25lIn0.e30.", unknown_key()[:-1] + "x", "lvk_"):
            headers = {"Authorization": f"Bearer {text}"}
            assert opened.ask("GET", "/api/v1/reports", headers=headers).status_code == 401
        assert asked == []
        opened.ask("GET", "/api/v1/reports", headers={"Authorization": f"Bearer {unknown_key()}"})
        assert asked == [unknown_key()]


def test_every_operation_refuses_a_parameter_and_a_body_that_it_has_not(
    every: tuple[Operation, ...], enter: Enter
) -> None:
    for operation in every:
        session = next(
            enter(*account)
            for account in accounts()
            if isinstance(operation.access, Open) or operation.access in PERMISSIONS[account[1]]
        )
        request = request_for(operation)
        request["params"] = {**(request["params"] or {}), "surplus": "1"}
        answer = session.send(**request)
        assert (answer.status_code, answer.json()["code"]) == (422, "parameter_unknown"), operation.docs.id
        if not operation.docs.body:
            answer = session.send(**request_for(operation), content=b"{}")
            assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body"), operation.docs.id


@pytest.mark.parametrize("method", ["PUT", "OPTIONS", "TRACE", "QUERY", "PATCH"])
def test_a_method_that_is_not_there_is_told_with_those_that_are(
    every: tuple[Operation, ...], laboratory: Session, method: str
) -> None:
    for path in {each.docs.path for each in every}:
        answer = laboratory.send(method, re.sub(r"\{(\w+)\}", lambda name: PATHS[name[1]], path))
        here = {each.docs.method for each in every if each.docs.path == path}
        if method in here:
            continue
        allowed = set(answer.headers["allow"].split(", "))
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
        assert allowed == here | ({"HEAD"} if "GET" in here else set()), path


@pytest.mark.parametrize("path", ["/", "/api/v1", "/api/v1/", "/api/v1/reports/", "/api/v2/reports", "/docs", "/redoc"])
def test_a_path_that_is_not_there_is_not_found(laboratory: Session, path: str) -> None:
    answer = laboratory.send("GET", path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_revoked_key_opens_nothing(town: World, enter: Enter) -> None:
    key = secret(town, "laboratory_2", Role.LAB_OPERATOR, CredentialKind.API_KEY)
    presented = read(key)
    assert presented is not None
    revoke_key(None, presented.id, town.office)
    answer = enter().send("GET", "/api/v1/reports", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 401


def test_who_asked_stands_in_the_log(town: World, laboratory: Session) -> None:
    answer = laboratory.get("/reports")
    told = next(line for line in town.log.getvalue().splitlines() if answer.headers["x-request-id"] in line)
    assert town.organisations["laboratory_1"] in told
    assert town.accounts["laboratory_1", Role.LAB_AUTHORISER] in told
