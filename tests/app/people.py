"""Organisations, persons and keys for tests, in a real store."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission, Role
from app.machine import RandomIds
from app.ports.access import Account, Granted
from app.store import schema
from app.store.access import StoredAccess
from app.store.engine import Database
from app.workflow.administer import Office, Started, Term, add_account, grant_role, start
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key

NOON = datetime(2026, 5, 10, 4, 0, tzinfo=UTC)  # noon in Shanghai


@dataclass
class SetClock:
    """A clock that stands until it is set."""

    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant

    def pass_by(self, **time: float) -> None:
        self.instant += timedelta(**time)


def office_on(database: Database, clock: SetClock | None = None) -> Office:
    clock, ids = clock or SetClock(), RandomIds()
    return Office(StoredAccess(database), clock, ids, ids)


def started(
    office: Office, name: str = "示例检测实验室", kind: OrganisationKind = OrganisationKind.LABORATORY
) -> Started:
    found = start(kind, name, "示例评定员", office)
    assert isinstance(found, Started)
    return found


def issued(
    office: Office,
    account: str,
    kind: CredentialKind = CredentialKind.API_KEY,
    *,
    scopes: frozenset[Permission] | None = None,
    days: float = 30,
) -> IssuedKey:
    key = issue_key(KeyRequest(account, kind, scopes, timedelta(days=days)), office)
    assert isinstance(key, IssuedKey)
    return key


def machine_of(office: Office, organisation: str, *roles: Role) -> Account:
    """Add the account of a machine with these roles from today on."""
    account = add_account(organisation, "LIMS", None, office)
    assert isinstance(account, Account)
    for role in roles:
        assert isinstance(grant_role(account.id, role, Term(None, None), None, office), Granted)
    return account


@contextmanager
def embedded(folder: Path) -> Iterator[Database]:
    """Open an empty embedded database for tests of what does not depend on the kind of database."""
    with closing(Database(f"sqlite:///{folder / 'labverdict.db'}")) as database:
        schema.upgrade(database)
        yield database


def address(database: Database) -> str:
    """Return the address by which another process finds the database."""
    return database.url.render_as_string(hide_password=False)


def another_process(program: str, *words: str, **settings: str) -> subprocess.Popen[str]:
    """Run a program of a few lines beside this one, with the project to import from and nothing else set for it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LABVERDICT_")}
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)} | settings,
    )
