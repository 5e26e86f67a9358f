"""The composition root: settings -> stores, keys, rules and the desk at which reports are filed.

Nothing is global: two services with different settings can live in one process.
"""

from dataclasses import dataclass
from pathlib import Path

from app.casework import case_desk, certification_schemes, declaration_desk, paper_desk, simulation_desk
from app.keys.ed25519 import Ed25519Signer
from app.keys.key_file import signer_at
from app.library.bundle import bundle
from app.library.shelf import Library, data_root, load
from app.machine import RandomIds, SystemClock
from app.ports.machine import Clock, instant_text
from app.settings import Settings
from app.store.access import StoredAccess
from app.store.audit import StoredAudit
from app.store.body_papers import StoredBodyPapers
from app.store.certificate_index import StoredCertificateIndex
from app.store.certificates import StoredCertificates
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.log import StoredLog
from app.store.outbox import StoredOutbox
from app.store.reading import StoredReadings
from app.store.schema import check_powers, current, head, upgrade
from app.store.webhooks import StoredWebhooks
from app.workflow.case_desk import CaseDesk
from app.workflow.checkpoint import Notary
from app.workflow.declare import DeclarationDesk
from app.workflow.desk import Desk
from app.workflow.fingerprint import digest
from app.workflow.set_paper import PaperDesk
from app.workflow.simulate_cases import SimulationDesk
from lims_adapters.registry import Registry, discover


class SchemaBehind(Exception):
    """The database is not at the revision that this release needs, and nobody here may bring it there."""


@dataclass(frozen=True, slots=True)
class Stores:
    """One database behind all of its stores."""

    database: Database
    access: StoredAccess
    audit: StoredAudit
    certificates: StoredCertificates
    evidence: StoredEvidence
    log: StoredLog
    outbox: StoredOutbox
    papers: StoredBodyPapers
    readings: StoredReadings
    webhooks: StoredWebhooks

    def close(self) -> None:
        """Close every connection."""
        self.database.close()


def open_stores(settings: Settings) -> Stores:
    """Open the database, brought up to date where this is ours to do.

    Raises:
        SchemaBehind: PostgreSQL without an owner's address is at another revision.
        SchemaUnknown, TooMighty: of `app.store.schema`.
    """
    database = Database(settings.database, connections=settings.threads + 2)
    if database.is_sqlite:
        Path(str(database.url.database)).parent.mkdir(parents=True, exist_ok=True)
        upgrade(database)
    else:
        _prepare(database, settings.database_owner)
    return Stores(
        database=database,
        access=StoredAccess(database),
        audit=StoredAudit(database),
        certificates=StoredCertificates(database),
        evidence=StoredEvidence(database),
        log=StoredLog(database),
        outbox=StoredOutbox(database),
        papers=StoredBodyPapers(database),
        readings=StoredReadings(database),
        webhooks=StoredWebhooks(database),
    )


def _prepare(database: Database, owner_url: str | None) -> None:
    if owner_url is not None:
        owner = Database(owner_url, connections=1)
        try:
            upgrade(owner, app_role=database.url.username)
        finally:
            owner.close()
    found = current(database)
    if found != head():
        raise SchemaBehind(f"the database is at revision {found}, and {head()} is needed: run `labverdict migrate`")
    check_powers(database)


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that answers requests or works behind them."""

    settings: Settings
    stores: Stores
    library: Library
    registry: Registry
    desk: Desk
    papers: PaperDesk
    declarations: DeclarationDesk
    cases: CaseDesk
    certificates: StoredCertificateIndex
    simulations: SimulationDesk
    notary: Notary
    clock: Clock
    ids: RandomIds
    log_signer: Ed25519Signer
    webhook_signer: Ed25519Signer

    def chance(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return int.from_bytes(self.ids.secret(6)) / 2**48


def assemble(settings: Settings, clock: Clock | None = None) -> Service:
    """Put the service together: rules are read and sealed into the store, keys are made if there are none.

    `clock` stands in for that of the system.
    """
    clock, ids = clock or SystemClock(), RandomIds()
    stores = open_stores(settings)
    data, registry = data_root(), discover()
    rules = bundle(data)
    stores.evidence.keep_rules(digest(rules), rules, instant_text(clock.now()))
    library = load(data)
    desk = Desk(library, registry, digest(rules), stores.evidence, stores.readings, clock, ids)
    log_signer = signer_at(settings.log_key)
    notary = Notary(stores.log, log_signer, clock)
    cases = case_desk(stores.database, desk, certification_schemes(data, library), notary)
    return Service(
        settings=settings,
        stores=stores,
        library=library,
        registry=registry,
        desk=desk,
        papers=paper_desk(stores.database, data, library, clock, ids),
        declarations=declaration_desk(stores.database, clock, ids),
        cases=cases,
        certificates=StoredCertificateIndex(stores.database),
        simulations=simulation_desk(cases, data),
        notary=notary,
        clock=clock,
        ids=ids,
        log_signer=log_signer,
        webhook_signer=signer_at(settings.webhook_key),
    )
