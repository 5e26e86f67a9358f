"""Who asks: every role in every kind of organisation that can give it, and credentials that are good for nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.identity.credentials import CredentialKind, compose, credential_id
from app.identity.roles import Role
from app.ports.access import Account, Granted, Person
from app.workflow.administer import Office, Term, add_account, add_person, grant_role, revoke_role
from app.workflow.issue_key import IssuedKey, KeyRequest, issue_key, revoke_key
from tests.app.api.asking import Session
from tests.app.api.matrix_table import BODY_ROLES, LABORATORY_ROLES, PERMISSIONS, ROLES_ANYWHERE
from tests.app.people import SetClock

if TYPE_CHECKING:
    from tests.app.api.matrix_town import Town

LIFE = timedelta(days=30)
ROLES = {
    "laboratory_1": (*LABORATORY_ROLES, *ROLES_ANYWHERE),
    "laboratory_2": (*LABORATORY_ROLES, *ROLES_ANYWHERE),
    "body_1": (*BODY_ROLES, *ROLES_ANYWHERE),
    "body_2": (*BODY_ROLES, *ROLES_ANYWHERE),
    "secretariat": ROLES_ANYWHERE,
    "regulator": ROLES_ANYWHERE,
    "applicant": ("client", *ROLES_ANYWHERE),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks; `permissions` None are nobody's."""

    name: str
    organisation: str | None
    permissions: frozenset[str] | None
    session: Session


def callers(town: "Town") -> tuple[Caller, ...]:
    """Return everybody."""
    return (*_with_roles(town), *_with_tokens(town), *_without_role(town), *_nobody(town))


def account_of(organisation: str, role: Role, office: Office, term: Term) -> Account:
    """Add an account with a role, of a person of its own."""
    person = add_person(organisation, "示例人员", office)
    assert isinstance(person, Person)
    account = add_account(organisation, f"示例 {role}", person.id, office)
    assert isinstance(account, Account)
    assert isinstance(grant_role(account.id, role, term, None, office), Granted)
    return account


def key_of(account: str, office: Office, kind: CredentialKind = CredentialKind.API_KEY) -> IssuedKey:
    """Issue a key or a client secret for thirty days."""
    key = issue_key(KeyRequest(account, kind, None, LIFE), office)
    assert isinstance(key, IssuedKey)
    return key


def _bearing(town: "Town", credential: str) -> Session:
    return Session(town.line, {"Authorization": f"Bearer {credential}"})


def _with_roles(town: "Town") -> Iterator[Caller]:
    for organisation, roles in ROLES.items():
        for role in roles:
            session = town.session(organisation, role)
            yield Caller(f"{role} of {organisation}", organisation, PERMISSIONS[role], session)


def _with_tokens(town: "Town") -> Iterator[Caller]:
    """Give a machine's tokens: one with all that it may, one with less."""
    for scope in (PERMISSIONS["lims_client"], frozenset({"reports:read"})):
        form = {"grant_type": "client_credentials", **town.client, "scope": " ".join(sorted(scope))}
        given = town.line.ask("POST", "/api/v1/oauth/token", data=form)
        assert given.status_code == 200, given.text
        session = _bearing(town, given.json()["access_token"])
        yield Caller(f"a token for {len(scope)} permissions", "laboratory_1", scope, session)
    yield Caller("a client secret", None, None, _bearing(town, town.client["client_secret"]))


def _without_role(town: "Town") -> Iterator[Caller]:
    """Give a live key to somebody whose role has ended."""
    office = town.world.office
    account = account_of(town.world.organisations["laboratory_1"], Role.LAB_AUTHORISER, office, Term(None, None))
    session = _bearing(town, key_of(account.id, office).text)
    for granted in office.access.grants(account.id):
        assert revoke_role(None, granted.id, office) is None
    yield Caller("a role that has ended", "laboratory_1", frozenset(), session)


def _nobody(town: "Town") -> Iterator[Caller]:
    office, laboratory = town.world.office, town.world.organisations["laboratory_1"]
    revoked = account_of(laboratory, Role.LAB_AUTHORISER, office, Term(None, None))
    key = key_of(revoked.id, office)
    assert revoke_key(None, key.row.id, office) is None
    past = Office(office.access, SetClock(office.clock.now() - 2 * LIFE), office.ids, office.secrets)
    expired = account_of(laboratory, Role.LAB_AUTHORISER, past, Term(None, None))
    credentials = {
        "a revoked key": key.text,
        "an expired key": key_of(expired.id, past).text,
        "a key of nobody": compose(CredentialKind.API_KEY, credential_id(b"0123456789"), bytes(20)),
        "no key at all": "laboratory_1",
    }
    for name, credential in credentials.items():
        yield Caller(name, None, None, _bearing(town, credential))
    yield Caller("no credential", None, None, Session(town.line, {}))
    basic = {"Authorization": "Basic bGFib3JhdG9yeToxMjM0"}
    yield Caller("another scheme", None, None, Session(town.line, basic))
