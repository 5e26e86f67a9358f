"""Who takes part: organisations, persons, accounts and their roles. Keys are in `issue_key`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto

from app.identity.credentials import CredentialKind, ExpiryRefused
from app.identity.grants import GrantRefused, RoleGrant, grant_faults, roles_at
from app.identity.organisations import OrganisationKind
from app.identity.roles import Role, permitted
from app.ports.access import AccessStore, Account, CredentialRow, Founding, Granted, Organisation, Person, Secrets
from app.ports.machine import Clock, Ids, instant_text
from app.verification.civil_day import civil_day
from app.workflow.new_secret import new_secret

LONGEST_NAME = 200
KEY_LIFE_DAYS = 365

# The least that lets an organisation take part; further roles go to further persons.
FIRST_ROLE: Mapping[OrganisationKind, Role] = {
    OrganisationKind.LABORATORY: Role.LAB_AUTHORISER,
    OrganisationKind.APPLICANT: Role.CLIENT,
    OrganisationKind.CERTIFICATION_BODY: Role.APPLICATION_OFFICER,
    OrganisationKind.SECRETARIAT: Role.AUDITOR,
    OrganisationKind.REGULATOR: Role.AUDITOR,
}


class Refusal(StrEnum):
    """Why something is not done, beside the faults of a role grant and of an expiry."""

    NAME_MALFORMED = auto()
    PERSON_NAME_MALFORMED = auto()
    ORGANISATION_EXISTS = auto()
    ORGANISATION_UNKNOWN = auto()
    PERSON_UNKNOWN = auto()
    ACCOUNT_UNKNOWN = auto()
    GRANTER_NOT_ADMINISTRATOR = auto()
    GRANT_UNKNOWN = auto()
    KEY_UNKNOWN = auto()
    ACCOUNT_WITHOUT_ROLE = auto()
    SCOPE_UNKNOWN = auto()
    SCOPE_NOT_PERMITTED = auto()
    TOO_MANY_KEYS = auto()


@dataclass(frozen=True, slots=True)
class NotDone:
    """Every reason why nothing was done."""

    reasons: tuple[Refusal | GrantRefused | ExpiryRefused, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """What administration needs from outside."""

    access: AccessStore
    clock: Clock
    ids: Ids
    secrets: Secrets

    def at(self) -> str:
        """Return the instant as it is stored."""
        return instant_text(self.clock.now())


@dataclass(frozen=True, slots=True)
class Started:
    """An organisation that can work at once; `text` is its first key, shown once."""

    founding: Founding
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Term:
    """From which civil day a role holds (None: today), and up to which, that day excluded (None: until revoked)."""

    valid_from: date | None
    valid_until: date | None


def start(kind: OrganisationKind, name: str, person_name: str, office: Office) -> Started | NotDone:
    """Start an organisation with one person, who administers it and has the first role of its kind, and one key."""
    malformed = (
        *(() if is_name(name) else (Refusal.NAME_MALFORMED,)),
        *(() if is_name(person_name) else (Refusal.PERSON_NAME_MALFORMED,)),
    )
    if malformed:
        return NotDone(malformed)
    now, roles = office.clock.now(), (FIRST_ROLE[kind], Role.ADMINISTRATOR)
    organisation = Organisation(office.ids.new(), kind, name)
    person = Person(office.ids.new(), organisation.id, person_name)
    account = Account(office.ids.new(), organisation.id, person.id, person_name)
    grants = tuple(Granted(office.ids.new(), RoleGrant(role, civil_day(now), None, None)) for role in roles)
    made = new_secret(CredentialKind.API_KEY, office.secrets)
    expires_at = now + timedelta(days=KEY_LIFE_DAYS)
    scopes = permitted(roles)
    row = CredentialRow(
        made.id, CredentialKind.API_KEY, account.id, organisation.id, made.digest, scopes, now, expires_at
    )
    founding = Founding(organisation, person, account, grants, row)
    if not office.access.found(founding, instant_text(now)):
        return NotDone((Refusal.ORGANISATION_EXISTS,))
    return Started(founding, made.text)


def add_organisation(kind: OrganisationKind, name: str, office: Office) -> Organisation | NotDone:
    """Add an organisation; no two of one kind have the same name."""
    if not is_name(name):
        return NotDone((Refusal.NAME_MALFORMED,))
    added = Organisation(office.ids.new(), kind, name)
    return added if office.access.add_organisation(added, office.at()) else NotDone((Refusal.ORGANISATION_EXISTS,))


def add_person(organisation: str, name: str, office: Office) -> Person | NotDone:
    """Add a person to an organisation; two persons may have the same name."""
    if not is_name(name):
        return NotDone((Refusal.NAME_MALFORMED,))
    if office.access.organisation(organisation) is None:
        return NotDone((Refusal.ORGANISATION_UNKNOWN,))
    added = Person(office.ids.new(), organisation, name)
    office.access.add_person(added, office.at())
    return added


def add_account(organisation: str, name: str, person: str | None, office: Office) -> Account | NotDone:
    """Add an account of a person of the organisation, or of a machine (`person` None)."""
    if not is_name(name):
        return NotDone((Refusal.NAME_MALFORMED,))
    if office.access.organisation(organisation) is None:
        return NotDone((Refusal.ORGANISATION_UNKNOWN,))
    if person is not None and _person_of(organisation, person, office) is None:
        return NotDone((Refusal.PERSON_UNKNOWN,))
    added = Account(office.ids.new(), organisation, person, name)
    office.access.add_account(added, office.at())
    return added


def grant_role(account_id: str, role: Role, term: Term, granted_by: str | None, office: Office) -> Granted | NotDone:
    """Grant a role to an account: by a person who administers its organisation today, or by the installation itself."""
    account = office.access.account(account_id)
    organisation = None if account is None else office.access.organisation(account.organisation)
    if account is None or organisation is None:
        return NotDone((Refusal.ACCOUNT_UNKNOWN,))
    valid_from = civil_day(office.clock.now()) if term.valid_from is None else term.valid_from
    grant = RoleGrant(role, valid_from, term.valid_until, granted_by)
    reasons: list[Refusal | GrantRefused] = [*grant_faults(grant, organisation.kind, account.person)]
    if granted_by is not None and not _administers(granted_by, account.organisation, office):
        reasons.append(Refusal.GRANTER_NOT_ADMINISTRATOR)
    if reasons:
        return NotDone(tuple(reasons))
    granted = Granted(office.ids.new(), grant)
    office.access.grant(account, granted, office.at())
    return granted


def revoke_role(organisation: str | None, grant: str, office: Office) -> NotDone | None:
    """End a role grant at once; `organisation` None is the installation itself."""
    known = office.access.revoke_grant(organisation, grant, office.at())
    return None if known else NotDone((Refusal.GRANT_UNKNOWN,))


def persons_of(organisation: str, office: Office) -> Sequence[Person] | NotDone:
    """Return the persons of an organisation."""
    if office.access.organisation(organisation) is None:
        return NotDone((Refusal.ORGANISATION_UNKNOWN,))
    return office.access.persons(organisation)


def accounts_of(organisation: str, office: Office) -> Sequence[Account] | NotDone:
    """Return the accounts of an organisation."""
    if office.access.organisation(organisation) is None:
        return NotDone((Refusal.ORGANISATION_UNKNOWN,))
    return office.access.accounts(organisation)


def grants_of(account: str, office: Office) -> Sequence[Granted] | NotDone:
    """Return every role grant of an account, ended ones too."""
    if office.access.account(account) is None:
        return NotDone((Refusal.ACCOUNT_UNKNOWN,))
    return office.access.grants(account)


def is_name(text: str) -> bool:
    """Tell whether a text can be a name: 1 to 200 printable characters, none of them a blank at either end."""
    return text.isprintable() and 0 < len(text) <= LONGEST_NAME and text == text.strip()


def _person_of(organisation: str, person: str, office: Office) -> Person | None:
    """Return a person of the organisation; one of another organisation is as unknown as none."""
    found = office.access.person(person)
    return found if found is not None and found.organisation == organisation else None


def _administers(person: str, organisation: str, office: Office) -> bool:
    now = office.clock.now()
    own = (account for account in office.access.accounts(organisation) if account.person == person)
    return any(
        Role.ADMINISTRATOR in roles_at((granted.grant for granted in office.access.grants(account.id)), now)
        for account in own
    )
