"""A service in memory on a store of its own: laboratories, bodies, an account for every role."""

import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.types import ASGIApp

from app.api.application import build
from app.api.journal import journal
from app.api.metrics import Metrics
from app.api.parts import Bounds, EvidenceLog, Hooks, Parts, Proof, PublicKey
from app.casework import case_desk, certification_schemes, declaration_desk, paper_desk
from app.certification.certification_scheme import CertificationScheme
from app.delivery.guard import UrlRules, check_url
from app.delivery.standard_webhooks import public_key_text
from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.identity.roles import GRANTED_IN, MACHINE_ROLES, Role
from app.keys.ed25519 import Ed25519Signer
from app.library.bundle import bundle
from app.library.shelf import Library, data_root, load
from app.machine import RandomIds, SystemClock
from app.ports.machine import Clock, instant_text
from app.store import schema
from app.store.access import StoredAccess
from app.store.certificate_index import StoredCertificateIndex
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.log import StoredLog
from app.store.reading import StoredReadings
from app.store.webhooks import StoredWebhooks
from app.workflow.administer import NotDone, Office, Term, add_account, add_organisation, add_person, grant_role
from app.workflow.authenticate import Authenticator
from app.workflow.checkpoint import Notary, prove_entry
from app.workflow.desk import Desk
from app.workflow.fingerprint import digest
from app.workflow.issue_key import KeyRequest, issue_key
from app.workflow.token import TokenDesk
from lims_adapters.registry import discover
from tests import postgres

T = TypeVar("T")
DATA = Path(__file__).parents[2] / "data"
LABORATORIES = ("laboratory_1", "laboratory_2")
BODIES = ("body_1", "body_2")
APPLICANT = "applicant"


@dataclass(slots=True)
class World:
    """`organisations` are ids by name, `keys` the API keys by (organisation's name, role)."""

    database: Database
    parts: Parts
    app: ASGIApp
    log: io.StringIO
    notary: Notary
    office: Office
    clock: Clock
    organisations: dict[str, str] = field(default_factory=dict)
    accounts: dict[tuple[str, Role], str] = field(default_factory=dict)
    keys: dict[tuple[str, Role], str] = field(default_factory=dict, repr=False)

    def bearer(self, organisation: str, role: Role | None = None) -> dict[str, str]:
        """Return the header of an account; without a role that of the organisation's usual one."""
        usual = Role.LAB_AUTHORISER if organisation in LABORATORIES else Role.REVIEWER
        return {"Authorization": f"Bearer {self.keys[organisation, role or usual]}"}


def diesel() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DATA / "diesel_report.json").read_text(encoding="utf-8"))
    return document


@cache
def library() -> Library:
    return load(data_root())


@cache
def schemes() -> Callable[[str], CertificationScheme | None]:
    return certification_schemes(data_root(), library())


@contextmanager
def world(kind: str, folder: Path, clock: Clock | None = None) -> Iterator[World]:
    """Open a world on `sqlite` or `postgresql`, at a time of its own if a clock is given."""
    with ExitStack() as stack:
        if kind == "sqlite":
            database = stack.enter_context(closing(Database(f"sqlite:///{folder / 'world.db'}")))
            schema.upgrade(database)
        else:
            urls = stack.enter_context(postgres.shared().fresh())
            database = stack.enter_context(closing(Database(urls.app)))
        made = _made(database, clock or SystemClock())
        for name in LABORATORIES:
            _add(made, name, OrganisationKind.LABORATORY)
        for name in BODIES:
            _add(made, name, OrganisationKind.CERTIFICATION_BODY)
        _add(made, APPLICANT, OrganisationKind.APPLICANT)
        yield made


def _made(database: Database, clock: Clock) -> World:
    ids = RandomIds()
    access, evidence, readings = StoredAccess(database), StoredEvidence(database), StoredReadings(database)
    rules = bundle(data_root())
    evidence.keep_rules(digest(rules), rules, instant_text(clock.now()))
    desk = Desk(library(), discover(), digest(rules), evidence, readings, clock, ids)
    signer = Ed25519Signer.of(Ed25519PrivateKey.generate())
    notary = Notary(StoredLog(database), signer, clock)
    stream = io.StringIO()

    def prove(organisation: str, n: int) -> Proof | None:
        proven = prove_entry(organisation, n, readings, notary)
        if proven is None:
            return None
        path = tuple(step.hex() for step in proven.path)
        return Proof(proven.body, proven.n, proven.head.size, path, proven.head.envelope)

    parts = Parts(
        desk=desk,
        caller_of=Authenticator(access, clock, time.monotonic).caller,
        tokens=TokenDesk(access, clock, ids),
        directory=access,
        hooks=Hooks(
            StoredWebhooks(database), lambda url: check_url(url, UrlRules()), (public_key_text(signer.public_key),)
        ),
        papers=paper_desk(database, data_root(), library(), clock, ids),
        declarations=declaration_desk(database, clock, ids),
        cases=case_desk(database, desk, schemes(), notary),
        certificates=StoredCertificateIndex(database),
        log=EvidenceLog(
            lambda: notary.newest_head().envelope,
            prove,
            (PublicKey(signer.alg, signer.kid, signer.public_key_base64),),
        ),
        is_ready=lambda: True,
        metrics=Metrics(outbox_backlog=lambda: 0, log_size=notary.log.size),
        journal=journal(stream, as_json=True, level="info"),
        bounds=Bounds(body=4 * 1024 * 1024, upload=8 * 1024 * 1024, threads=8),
    )
    return World(database, parts, build(parts), stream, notary, Office(access, clock, ids, ids), clock)


def _add(made: World, name: str, kind: OrganisationKind) -> None:
    office = made.office
    organisation = _done(add_organisation(kind, f"示例 {name}", office))
    made.organisations[name] = organisation.id
    for role in (role for role in Role if kind in GRANTED_IN[role]):
        person = None if role in MACHINE_ROLES else _done(add_person(organisation.id, f"示例 {role}", office)).id
        account = _done(add_account(organisation.id, role, person, office))
        _done(grant_role(account.id, role, Term(None, None), None, office))
        made.accounts[name, role] = account.id
        made.keys[name, role] = secret(made, name, role, CredentialKind.API_KEY)


def secret(made: World, name: str, role: Role, kind: CredentialKind) -> str:
    """Issue a key or a client secret to an account and return its text."""
    request = KeyRequest(made.accounts[name, role], kind, None, timedelta(days=300))
    return _done(issue_key(request, made.office)).text


def _done(outcome: T | NotDone) -> T:
    assert not isinstance(outcome, NotDone), outcome
    return outcome
