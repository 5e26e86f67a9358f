"""Who is who: organisations, persons, accounts, role grants and credentials as they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.identity.credentials import CredentialKind
from app.identity.grants import RoleGrant
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission


@dataclass(frozen=True, slots=True)
class Organisation:
    """A laboratory, a certification body, ... `name` is its own full name."""

    id: str
    kind: OrganisationKind
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A human being inside an organisation; four-eyes compares these."""

    id: str
    organisation: str
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """What signs in: of a person, or of a machine (`person` None)."""

    id: str
    organisation: str
    person: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Granted:
    """A role grant under its identifier."""

    id: str
    grant: RoleGrant


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A key, a client secret or a token; of the secret itself only the SHA-256 is stored.

    `issued_for` is the client secret that a token was given for; the token is revoked when that one is.
    """

    id: str
    kind: CredentialKind
    account: str
    organisation: str
    digest: str = field(repr=False)
    scopes: frozenset[Permission]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    issued_for: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Everything that decides what the bearer of a credential may do."""

    credential: CredentialRow
    organisation: Organisation
    account: Account
    grants: tuple[RoleGrant, ...]


@dataclass(frozen=True, slots=True)
class Founding:
    """An organisation that starts: its first person, account, roles and key."""

    organisation: Organisation
    person: Person
    account: Account
    grants: tuple[Granted, ...]
    credential: CredentialRow


class Secrets(Protocol):
    """Chance, for what nobody may guess."""

    def secret(self, size: int) -> bytes:
        """Return so many random bytes."""
        ...


class AccessStore(Protocol):
    """Identity as it is stored.

    Every change is one transaction; those that give or take access also write an entry to the evidence log, in which no
    secret and no digest of one stands. `organisation` None is the installation itself, which may reach into each.
    """

    def holder(self, digest: str) -> Holder | None:
        """Return who holds the credential with this SHA-256, whether it is live or not."""
        ...

    def add_organisation(self, organisation: Organisation, at: str) -> bool:
        """Store an organisation; False when there is one of this kind and name."""
        ...

    def add_person(self, person: Person, at: str) -> None:
        """Store a person of an organisation."""
        ...

    def add_account(self, account: Account, at: str) -> None:
        """Store an account."""
        ...

    def found(self, founding: Founding, at: str) -> bool:
        """Store all of it, or nothing and return False when there is an organisation of this kind and name."""
        ...

    def grant(self, account: Account, granted: Granted, at: str) -> None:
        """Store a role grant."""
        ...

    def revoke_grant(self, organisation: str | None, grant: str, at: str) -> bool:
        """End a role grant now, once; False when there is none."""
        ...

    def issue(self, credential: CredentialRow, most_live: int | None, at: str) -> bool:
        """Store a credential; False when the account has `most_live` live ones of its kind already.

        Access tokens are not logged: they are as short as they are many, and the secret they were given for is.
        """
        ...

    def revoke(self, organisation: str | None, credential: str, at: str) -> bool:
        """Revoke a credential, and with it every token that was issued for it, once; False when there is none."""
        ...

    def organisations(self, kind: OrganisationKind | None = None) -> Sequence[Organisation]:
        """Return all organisations, by name."""
        ...

    def organisation(self, organisation: str) -> Organisation | None:
        """Return an organisation by its id."""
        ...

    def persons(self, organisation: str) -> Sequence[Person]:
        """Return the persons of an organisation, oldest first."""
        ...

    def person(self, person: str) -> Person | None:
        """Return a person by its id."""
        ...

    def accounts(self, organisation: str) -> Sequence[Account]:
        """Return the accounts of an organisation, oldest first."""
        ...

    def account(self, account: str) -> Account | None:
        """Return an account by its id."""
        ...

    def grants(self, account: str) -> Sequence[Granted]:
        """Return every role grant of an account, oldest first, ended ones too."""
        ...

    def credentials(self, account: str) -> Sequence[CredentialRow]:
        """Return every key and client secret of an account, oldest first."""
        ...

    def purge_tokens(self, before: str) -> int:
        """Remove access tokens that expired before an instant; they are no evidence. Return how many."""
        ...
