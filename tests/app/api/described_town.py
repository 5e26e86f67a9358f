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
from tests.app.api.described_cases import Worked
from tests.app.api.described_run import Caller, Extent, Run, described, run
from tests.app.api.matrix_table import BODY_ROLES, LABORATORY_ROLES, NEEDS, PERMISSIONS, Of
from tests.app.api.paperwork import SENT, confirmed, proposed
from tests.app.api.world import APPLICANT, World, certify_first
from tests.app.certificates import CERTIFICATE

# Each role has a seed of its own, so that those who may do the same do not ask the same.
SEED = 20261122


# The cases of the seeds wait for these; further steps of them are refused.
_DONE_BY = {
    "openCase": ("client",),
    "takeStep": ("application_officer", "planner", "evaluator", "verifier"),
    "recordInspection": ("planner",),
    "recordScorecard": ("evaluator",),
    "recordReview": ("reviewer",),
    "recordDecision": ("decider",),
    "recordAct": ("application_officer",),
}


def permitted(role: str, operation: str) -> bool:
    return NEEDS[operation].permission in {"any", "none", *PERMISSIONS[role]}


def succeeds(role: str, operation: str) -> bool:
    if operation in _DONE_BY:
        return role in _DONE_BY[operation]
    match NEEDS[operation].of:
        case Of.OWN_REPORT:
            is_there = role in LABORATORY_ROLES
        case Of.CASE | Of.OWN_CASE | Of.DECISION | Of.CERTIFICATE | Of.PAPER:
            is_there = role in BODY_ROLES
        case Of.SETTINGS_PROPOSAL | Of.LIMITS_PROPOSAL:
            # The reviewer proposes them.
            is_there = role == Role.DECIDER
        case _:
            is_there = True
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
    if role == "client":
        return APPLICANT
    return "laboratory_1" if role in {*LABORATORY_ROLES, "administrator"} else "body_1"


def seed(town: World) -> Seeded:
    """File a report and add a webhook for each laboratory, and describe the world with them."""
    client = _client(town)
    certify_first(town)
    bodies: dict[str, object] = {
        "shareReport": {"organisation": town.organisations["body_2"]},
        "giveToken": {"grant_type": "client_credentials", "client_id": client.row.id, "client_secret": client.text},
        "uploadReports.file": json.dumps(report()),
        "uploadReports.scheme": SCHEME,
        "declare": {
            "client": town.organisations[APPLICANT],
            "free_of_conflict": True,
            "advised_until": "never",
        },
    }
    descriptions = {}
    with line(town.app) as opened:
        document = opened.ask("GET", "/api/v1/openapi.json").json()
        work = Worked(town, opened)
        bodies = {**bodies, **work.bodies()}
        papers = work.names() | _papers(
            *(Session(opened, town.bearer("body_1", role)) for role in (Role.REVIEWER, Role.DECIDER))
        )
        for laboratory, filed in (("laboratory_1", report()), ("laboratory_2", examples.REPORT)):
            receipt = (
                Session(opened, town.bearer(laboratory)).file(filed, share_with=town.organisations["body_1"]).json()
            )
            administrator = Session(opened, town.bearer(laboratory, Role.ADMINISTRATOR))
            webhook = administrator.post("/webhooks", {"url": "https://lims.example.com/seed"}).json()["id"]
            known = {
                "report": receipt["report"],
                "revision": 1,
                "entry": receipt["log_entry"],
                "webhook": webhook,
                "number": CERTIFICATE.number,
                "code": town.code,
                "loaded_on": "2024-07-20",
                **papers,
            }
            descriptions[laboratory] = described(document, {**known, "If-Match": "*"}, bodies)
    return Seeded(
        town, {**descriptions, "body_1": descriptions["laboratory_1"], APPLICANT: descriptions["laboratory_1"]}
    )


def _papers(reviewer: Session, decider: Session) -> dict[str, str]:
    """Set both documents of a body, and return what is proposed for them next."""
    for paper, document in SENT.items():
        assert confirmed(decider, paper, proposed(reviewer, paper, document())["id"]).status_code == 201
    names = {"settings": "confirmSettings.proposal", "adopted-limits": "confirmAdoptedLimits.proposal"}
    return {names[paper]: proposed(reviewer, paper, document())["id"] for paper, document in SENT.items()}


def _client(town: World) -> IssuedKey:
    account = town.accounts["laboratory_1", Role.LIMS_CLIENT]
    client = issue_key(KeyRequest(account, CredentialKind.CLIENT_SECRET, None, timedelta(days=1)), town.office)
    assert isinstance(client, IssuedKey)
    return client
