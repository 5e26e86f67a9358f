"""Tables of who is who."""

from sqlalchemy import Index
from sqlmodel import SQLModel

from app.store.columns import key, maybe, table, text


class OrganisationTable(SQLModel, table=True):
    """Laboratories, certification bodies, ..."""

    __tablename__ = "organisation"
    id: str = key()
    kind: str = text()
    name: str = text()
    created_at: str = text()


class PersonTable(SQLModel, table=True):
    """Human beings; two accounts may be of one person."""

    __tablename__ = "person"
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    name: str = text()
    created_at: str = text()


class AccountTable(SQLModel, table=True):
    """What signs in; without a person it is a machine."""

    __tablename__ = "account"
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    person_id: str | None = maybe(refers_to="person.id")
    name: str = text()
    created_at: str = text()


class RoleGrantTable(SQLModel, table=True):
    """Roles by their dates: from `valid_from` up to, not including, `valid_until`."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("role_grant_by_account", "account_id"),)
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    account_id: str = text(refers_to="account.id")
    role: str = text()
    valid_from: str = text()
    valid_until: str | None = maybe()
    granted_by: str | None = maybe(refers_to="person.id")
    created_at: str = text()
    revoked_at: str | None = maybe()


class CredentialTable(SQLModel, table=True):
    """Keys, client secrets and tokens; `issued_for` is the client secret that a token was given for."""

    __tablename__ = "credential"
    __table_args__ = (Index("credential_by_account", "account_id"),)
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    account_id: str = text(refers_to="account.id")
    kind: str = text()
    digest: str = text(unique=True)
    scopes: str = text()
    created_at: str = text()
    expires_at: str = text()
    revoked_at: str | None = maybe()
    issued_for: str | None = maybe()


organisation = table(OrganisationTable)
person = table(PersonTable)
account = table(AccountTable)
role_grant = table(RoleGrantTable)
credential = table(CredentialTable)
