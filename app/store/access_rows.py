"""Who is who as rows of its tables, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row as Found

from app.identity.credentials import CredentialKind
from app.identity.grants import RoleGrant
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission, Role
from app.ports.access import Account, CredentialRow, Granted, Organisation, Person
from app.ports.machine import instant_text, read_instant
from app.store.prepared import Row

AnyRow = Found[*tuple[Any, ...]]


def organisation_row(organisation: Organisation, at: str) -> Row:
    """Return the row of an organisation."""
    return {"id": organisation.id, "kind": organisation.kind.value, "name": organisation.name, "created_at": at}


def person_row(person: Person, at: str) -> Row:
    """Return the row of a person."""
    return {"id": person.id, "organisation_id": person.organisation, "name": person.name, "created_at": at}


def account_row(account: Account, at: str) -> Row:
    """Return the row of an account."""
    return {
        "id": account.id,
        "organisation_id": account.organisation,
        "person_id": account.person,
        "name": account.name,
        "created_at": at,
    }


def grant_row(account: Account, granted: Granted, at: str) -> Row:
    """Return the row of a role grant."""
    grant = granted.grant
    return {
        "id": granted.id,
        "organisation_id": account.organisation,
        "account_id": account.id,
        "role": grant.role.value,
        "valid_from": grant.valid_from.isoformat(),
        "valid_until": None if grant.valid_until is None else grant.valid_until.isoformat(),
        "granted_by": grant.granted_by,
        "created_at": at,
        "revoked_at": None,
    }


def credential_row(credential: CredentialRow) -> Row:
    """Return the row of a credential."""
    return {
        "id": credential.id,
        "organisation_id": credential.organisation,
        "account_id": credential.account,
        "kind": credential.kind.value,
        "digest": credential.digest,
        "scopes": scopes_text(credential.scopes),
        "created_at": instant_text(credential.created_at),
        "expires_at": instant_text(credential.expires_at),
        "revoked_at": None,
        "issued_for": credential.issued_for,
    }


def granted_subject(account: Account, granted: Granted) -> Mapping[str, str | None]:
    """Return what the log says of a role grant."""
    row = grant_row(account, granted, "")
    told = {"grant": granted.id, "organisation": account.organisation, "account": account.id, "person": account.person}
    return (
        told
        | {name: str(row[name]) for name in ("role", "valid_from")}
        | {
            "valid_until": None if granted.grant.valid_until is None else granted.grant.valid_until.isoformat(),
            "granted_by": granted.grant.granted_by,
        }
    )


def issued_subject(credential: CredentialRow) -> Mapping[str, str | None]:
    """Return what the log says of a key or a client secret: never its text nor the digest of it."""
    return {
        "credential": credential.id,
        "organisation": credential.organisation,
        "account": credential.account,
        "kind": credential.kind.value,
        "scopes": scopes_text(credential.scopes),
        "expires_at": instant_text(credential.expires_at),
    }


def read_grant(row: AnyRow) -> Granted:
    """Return the role grant of a row."""
    until, revoked = row.valid_until, row.revoked_at
    return Granted(
        row.id,
        RoleGrant(
            Role(row.role),
            date.fromisoformat(row.valid_from),
            None if until is None else date.fromisoformat(until),
            row.granted_by,
            None if revoked is None else read_instant(revoked),
        ),
    )


def read_credential(row: AnyRow) -> CredentialRow:
    """Return the credential of a row; a scope of an earlier release that permits nothing any more is left out."""
    return CredentialRow(
        row.id,
        CredentialKind(row.kind),
        row.account_id,
        row.organisation_id,
        row.digest,
        frozenset(each for each in Permission if each in row.scopes.split()),
        read_instant(row.created_at),
        read_instant(row.expires_at),
        None if row.revoked_at is None else read_instant(row.revoked_at),
        row.issued_for,
    )


def read_organisation(row: AnyRow) -> Organisation:
    """Return the organisation of a row."""
    return Organisation(row.id, OrganisationKind(row.kind), row.name)


def read_person(row: AnyRow) -> Person:
    """Return the person of a row."""
    return Person(row.id, row.organisation_id, row.name)


def read_account(row: AnyRow) -> Account:
    """Return the account of a row."""
    return Account(row.id, row.organisation_id, row.person_id, row.name)


def scopes_text(scopes: frozenset[Permission]) -> str:
    """Return scopes as they are stored and sent."""
    return " ".join(sorted(scopes))
