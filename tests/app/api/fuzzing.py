"""The service is what its description says: schemathesis with all of its checks and phases, for every role.

In short, each operation is covered and fuzzed by one role that may do it, and takes part in the examples and the
stateful scenarios of all. `LABVERDICT_FUZZ_EXAMPLES` sets with how many examples each role fuzzes every operation, and
lets each role cover all of them.
"""

import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from starlette.responses import Response

from app.api import examples
from app.api.queries import P
from app.api.replies import document
from app.identity.credentials import CredentialKind
from app.identity.roles import Role
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key
from tests.app.api.asking import SCHEME, Session, line, report
from tests.app.api.described_run import EVERY_CHECK, PHASES, Extent, Run, described, run
from tests.app.api.matrix_table import LABORATORY_ROLES, NEEDS, PERMISSIONS, Need, Of
from tests.app.api.world import World

LONG = os.environ.get("LABVERDICT_FUZZ_EXAMPLES")
EXAMPLES = int(LONG or "4")
HEAVY = ("fileReport", "verifyReport", "correctReport")


def succeeds(role: str, need: Need) -> bool:
    is_there = need.of is not Of.OWN_REPORT or role in LABORATORY_ROLES
    return is_there and need.permission in {"any", "none", *PERMISSIONS[role]}


@cache
def shares() -> Mapping[str, Collection[str]]:
    """Return for each role the operations that it covers and fuzzes in a short run; those of long bodies weigh more."""
    may = {name: [role for role in PERMISSIONS if succeeds(role, need)] for name, need in NEEDS.items()}
    shared: dict[str, list[str]] = {role: [] for role in PERMISSIONS}
    for name in sorted(NEEDS, key=lambda name: (len(may[name]), name not in HEAVY)):
        least = min(may[name], key=lambda role: sum(9 if each in HEAVY else 1 for each in shared[role]))
        shared[least].append(name)
    return shared


@dataclass(frozen=True, slots=True)
class Seeded:
    """A world in which there is something to find, and its description to each organisation: its examples are there."""

    town: World
    descriptions: Mapping[str, Mapping[str, Any]]

    def run(self, role: str, extent: Extent) -> Run:
        where = organisation_of(role)
        return run(self.town.app, self.town.keys[where, Role(role)], self.descriptions[where], extent)


def organisation_of(role: str) -> str:
    """Return where a role is tried: the example of a report is filed by one laboratory and corrected by the other."""
    if role == "lab_authoriser":
        return "laboratory_2"
    return "laboratory_1" if role in {*LABORATORY_ROLES, "administrator"} else "body_1"


@pytest.fixture(scope="module")
def seeded(town: World) -> Seeded:
    client = client_of(town)
    bodies = {
        "shareReport": {"organisation": town.organisations["body_2"]},
        "giveToken": {"grant_type": "client_credentials", "client_id": client.row.id, "client_secret": client.text},
        "uploadReports.file": json.dumps(report()),
        "uploadReports.scheme": SCHEME,
    }
    descriptions = {}
    with line(town.app) as opened:
        document = opened.ask("GET", "/api/v1/openapi.json").json()
        for laboratory, filed in (("laboratory_1", report()), ("laboratory_2", examples.REPORT)):
            receipt = (
                Session(opened, town.bearer(laboratory)).file(filed, share_with=town.organisations["body_1"]).json()
            )
            administrator = Session(opened, town.bearer(laboratory, Role.ADMINISTRATOR))
            webhook = administrator.post("/webhooks", {"url": "https://lims.example.com/seed"}).json()["id"]
            known = {"report": receipt["report"], "revision": 1, "entry": receipt["log_entry"], "webhook": webhook}
            descriptions[laboratory] = described(document, {**known, "If-Match": "*"}, bodies)
    return Seeded(town, {**descriptions, "body_1": descriptions["laboratory_1"]})


def client_of(town: World) -> IssuedKey:
    account = town.accounts["laboratory_1", Role.LIMS_CLIENT]
    client = issue_key(KeyRequest(account, CredentialKind.CLIENT_SECRET, None, timedelta(days=1)), town.office)
    assert isinstance(client, IssuedKey)
    return client


@pytest.mark.parametrize("role", PERMISSIONS)
def test_the_service_is_as_described(role: str, seeded: Seeded) -> None:
    found = seeded.run(role, Extent(EXAMPLES, None if LONG else shares()[role]))
    assert found.failures == []
    assert found.phases >= PHASES
    assert found.checks.keys() >= EVERY_CHECK
    assert found.succeeded >= set(shares()[role])


def test_each_operation_is_covered_by_a_role_that_may_do_it() -> None:
    assert sorted(name for names in shares().values() for name in names) == sorted(NEEDS)
    assert all(shares().values())


def raising(*_: object) -> object:
    raise ZeroDivisionError


def told_more(value: dict[str, object]) -> Response:
    return document({**value, "more": 1})


def asked_nothing(_request: object, query: type[P]) -> P:
    return query.model_validate({})


# The operation, what is put in place of what, and the check that has to see it.
FAULTS: Mapping[str, tuple[str, str, Callable[[Seeded], object]]] = {
    "not_a_server_error": ("listSchemes", "app.api.routes_rules.scheme_view", lambda _: raising),
    "response_schema_conformance": ("isAlive", "app.api.routes_probes.document", lambda _: told_more),
    "negative_data_rejection": ("listSchemes", "app.api.access.asked", lambda _: asked_nothing),
    "ignored_auth": (
        "listOrganisations",
        "app.api.access.presented",
        lambda seeded: lambda _: seeded.town.keys["body_1", Role.AUDITOR],
    ),
}


@pytest.mark.parametrize("check", FAULTS)
def test_a_fault_is_found(check: str, seeded: Seeded, monkeypatch: pytest.MonkeyPatch) -> None:
    operation, place, instead = FAULTS[check]
    alone = Extent(EXAMPLES, [operation], others=False)
    with monkeypatch.context() as patch:
        patch.setattr(place, instead(seeded))
        found = seeded.run("auditor", alone)
    assert any(f": {check}: " in failure for failure in found.failures)
    assert seeded.run("auditor", alone).failures == []
