"""A world in which there is something to find, whose description has examples that are there; and who may do what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.api import examples
from app.identity.credentials import CredentialKind
from app.identity.roles import Role
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key
from tests.app.api.asking import SCHEME, Session, line, report
from tests.app.api.described_run import Caller, Extent, Run, described, run
from tests.app.api.matrix_table import LABORATORY_ROLES, NEEDS, PERMISSIONS, Of
from tests.app.api.world import World, certify_first
from tests.app.certificates import CERTIFICATE

# Each role has a seed of its own, so that those who may do the same do not ask the same.
SEED = 20261122


def permitted(role: str, operation: str) -> bool:
    return NEEDS[operation].permission in {"any", "none", *PERMISSIONS[role]}


def succeeds(role: str, operation: str) -> bool:
    is_there = NEEDS[operation].of is not Of.OWN_REPORT or role in LABORATORY_ROLES
    return is_there and permitted(role, operation)


@dataclass(frozen=True, slots=True)
class Seeded:
    """The world, and its description to each organisation."""

    town: World
    descriptions: Mapping[str, Mapping[str, Any]]

    def run(self, role: str, extent: Extent) -> Run:
        """Run with the key of a role."""
        where = organisation_of(role)
        forbidden = [name for name in NEEDS if not permitted(role, name)]
        caller = Caller(self.town.keys[where, Role(role)], forbidden, SEED + list(PERMISSIONS).index(role))
        return run(self.town.app, caller, self.descriptions[where], extent)


def organisation_of(role: str) -> str:
    """Return where a role is tried: the example of a report is filed by one laboratory and corrected by the other."""
    if role == "lab_authoriser":
        return "laboratory_2"
    return "laboratory_1" if role in {*LABORATORY_ROLES, "administrator"} else "body_1"


def seed(town: World) -> Seeded:
    """File a report and add a webhook for each laboratory, and describe the world with them."""
    client = _client(town)
    certify_first(town)
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
            known |= {"number": CERTIFICATE.number, "code": town.code, "loaded_on": "2024-07-20", "If-Match": "*"}
            descriptions[laboratory] = described(document, known, bodies)
    return Seeded(town, {**descriptions, "body_1": descriptions["laboratory_1"]})


def _client(town: World) -> IssuedKey:
    account = town.accounts["laboratory_1", Role.LIMS_CLIENT]
    client = issue_key(KeyRequest(account, CredentialKind.CLIENT_SECRET, None, timedelta(days=1)), town.office)
    assert isinstance(client, IssuedKey)
    return client
