"""Who is who, in the database.

Whatever is counted or looked for before a row is added is safe from others who add one too: the transaction holds the
end of the evidence log from before it looks, and only one can.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, insert, select, update

from app.identity.credentials import CredentialKind
from app.identity.organisations import OrganisationKind
from app.ledger.entry import EntryKind
from app.ports.access import Account, CredentialRow, Founding, Granted, Holder, Organisation, Person
from app.store.access_rows import (
    AnyRow,
    account_row,
    credential_row,
    grant_row,
    granted_subject,
    issued_subject,
    organisation_row,
    person_row,
    read_account,
    read_credential,
    read_grant,
    read_organisation,
    read_person,
)
from app.store.engine import Database, Task
from app.store.identity_tables import account, credential, organisation, person, role_grant
from app.store.log import Appending
from app.store.prepared import Prepared

_secret = credential.alias("secret")
# A token is looked up together with the client secret that it was given for, and is revoked as soon as that one is.
_HOLDER = (
    select(
        *(column for column in credential.c if column.name != "revoked_at"),
        func.coalesce(credential.c.revoked_at, _secret.c.revoked_at).label("revoked_at"),
        organisation.c.kind.label("organisation_kind"),
        organisation.c.name.label("organisation_name"),
        account.c.person_id,
        account.c.name.label("account_name"),
    )
    .join(organisation, organisation.c.id == credential.c.organisation_id)
    .join(account, account.c.id == credential.c.account_id)
    .outerjoin(_secret, _secret.c.id == credential.c.issued_for)
    .where(credential.c.digest == bindparam("digest"))
)
_GRANTS = select(role_grant).where(role_grant.c.account_id == bindparam("account")).order_by(role_grant.c.id)

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class _Revocable:
    """A table whose rows can be revoked; `name` is what a row is called in the log entry of `kind`."""

    table: Table
    name: str
    kind: EntryKind


_GRANT = _Revocable(role_grant, "grant", EntryKind.ROLE_REVOKED)
_CREDENTIAL = _Revocable(credential, "credential", EntryKind.CREDENTIAL_REVOKED)


class StoredAccess:
    """Identity as it lies in the database (`app.ports.access.AccessStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log = Appending(database)
        self._holder = Prepared(_HOLDER, database.engine)
        self._grants = Prepared(_GRANTS, database.engine)

    def holder(self, digest: str) -> Holder | None:
        """Return who holds the credential with this SHA-256, whether it is live or not."""
        with self._database.reading(task=Task.IDENTITY) as connection:
            row = self._holder.ask(connection, {"digest": digest}).first()
            if row is None:
                return None
            grants = self._grants.ask(connection, {"account": row.account_id})
            return Holder(
                read_credential(row),
                Organisation(row.organisation_id, OrganisationKind(row.organisation_kind), row.organisation_name),
                Account(row.account_id, row.organisation_id, row.person_id, row.account_name),
                tuple(read_grant(each).grant for each in grants),
            )

    def add_organisation(self, added: Organisation, at: str) -> bool:
        """Store an organisation; False when there is one of this kind and name."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            return self._add_organisation(connection, added, at)

    def add_person(self, added: Person, at: str) -> None:
        """Store a person of an organisation."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            connection.execute(insert(person).values(**person_row(added, at)))

    def add_account(self, added: Account, at: str) -> None:
        """Store an account."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            connection.execute(insert(account).values(**account_row(added, at)))

    def found(self, founding: Founding, at: str) -> bool:
        """Store all of it, or nothing and return False when there is an organisation of this kind and name."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            if not self._add_organisation(connection, founding.organisation, at):
                return False
            connection.execute(insert(person).values(**person_row(founding.person, at)))
            connection.execute(insert(account).values(**account_row(founding.account, at)))
            for granted in founding.grants:
                self._grant(connection, founding.account, granted, at)
            self._issue(connection, founding.credential, at)
        return True

    def grant(self, to: Account, granted: Granted, at: str) -> None:
        """Store a role grant."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            self._grant(connection, to, granted, at)

    def revoke_grant(self, owner: str | None, grant: str, at: str) -> bool:
        """End a role grant now, once; False when there is none."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            return self._revoke(connection, _GRANT, owner, grant, at)

    def issue(self, issued: CredentialRow, most_live: int | None, at: str) -> bool:
        """Store a credential; False when the account has `most_live` live ones of its kind already."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            if issued.kind is CredentialKind.ACCESS_TOKEN:
                connection.execute(insert(credential).values(**credential_row(issued)))
                return True
            self._log.hold(connection)
            if most_live is not None and _live(connection, issued, at) >= most_live:
                return False
            self._issue(connection, issued, at)
        return True

    def revoke(self, owner: str | None, credential_id: str, at: str) -> bool:
        """Revoke a credential, and with it every token that was issued for it, once; False when there is none."""
        with self._database.writing(task=Task.IDENTITY) as connection:
            return self._revoke(connection, _CREDENTIAL, owner, credential_id, at)

    def organisations(self, kind: OrganisationKind | None = None) -> Sequence[Organisation]:
        """Return all organisations, by name."""
        wanted = select(organisation).order_by(organisation.c.name, organisation.c.id)
        return self._all(wanted if kind is None else wanted.where(organisation.c.kind == kind.value), read_organisation)

    def organisation(self, organisation_id: str) -> Organisation | None:
        """Return an organisation by its id."""
        return self._one(organisation, organisation_id, read_organisation)

    def persons(self, of: str) -> Sequence[Person]:
        """Return the persons of an organisation, oldest first."""
        return self._all(select(person).where(person.c.organisation_id == of).order_by(person.c.id), read_person)

    def person(self, person_id: str) -> Person | None:
        """Return a person by its id."""
        return self._one(person, person_id, read_person)

    def accounts(self, of: str) -> Sequence[Account]:
        """Return the accounts of an organisation, oldest first."""
        return self._all(select(account).where(account.c.organisation_id == of).order_by(account.c.id), read_account)

    def account(self, account_id: str) -> Account | None:
        """Return an account by its id."""
        return self._one(account, account_id, read_account)

    def grants(self, of: str) -> Sequence[Granted]:
        """Return every role grant of an account, oldest first, ended ones too."""
        return self._all(select(role_grant).where(role_grant.c.account_id == of).order_by(role_grant.c.id), read_grant)

    def credentials(self, of: str) -> Sequence[CredentialRow]:
        """Return every key and client secret of an account, oldest first."""
        wanted = select(credential).where(
            credential.c.account_id == of, credential.c.kind != CredentialKind.ACCESS_TOKEN.value
        )
        return self._all(wanted.order_by(credential.c.created_at, credential.c.id), read_credential)

    def purge_tokens(self, before: str) -> int:
        """Remove access tokens that expired before an instant; they are no evidence. Return how many."""
        ended = delete(credential).where(
            credential.c.kind == CredentialKind.ACCESS_TOKEN.value, credential.c.expires_at < before
        )
        with self._database.writing(task=Task.IDENTITY) as connection:
            return connection.execute(ended).rowcount

    def _add_organisation(self, connection: Connection, added: Organisation, at: str) -> bool:
        self._log.hold(connection)
        same = select(organisation.c.id).where(
            organisation.c.kind == added.kind.value, organisation.c.name == added.name
        )
        if connection.execute(same).first() is not None:
            return False
        connection.execute(insert(organisation).values(**organisation_row(added, at)))
        told = {"organisation": added.id, "kind": added.kind.value}
        self._log.tell(connection, at, (EntryKind.ORGANISATION_ADDED, told))
        return True

    def _grant(self, connection: Connection, to: Account, granted: Granted, at: str) -> None:
        connection.execute(insert(role_grant).values(**grant_row(to, granted, at)))
        self._log.tell(connection, at, (EntryKind.ROLE_GRANTED, granted_subject(to, granted)))

    def _issue(self, connection: Connection, issued: CredentialRow, at: str) -> None:
        connection.execute(insert(credential).values(**credential_row(issued)))
        self._log.tell(connection, at, (EntryKind.CREDENTIAL_ISSUED, issued_subject(issued)))

    def _revoke(self, connection: Connection, revoked: _Revocable, owner: str | None, identifier: str, at: str) -> bool:
        self._log.hold(connection)
        wanted = select(revoked.table).where(revoked.table.c.id == identifier)
        if owner is not None:
            wanted = wanted.where(revoked.table.c.organisation_id == owner)
        row = connection.execute(wanted).first()
        if row is not None and row.revoked_at is None:
            told = {revoked.name: identifier, "organisation": row.organisation_id, "account": row.account_id}
            connection.execute(update(revoked.table).where(revoked.table.c.id == identifier).values(revoked_at=at))
            self._log.tell(connection, at, (revoked.kind, told))
        return row is not None

    def _all(self, wanted: Select[*tuple[Any, ...]], read: Callable[[AnyRow], Read]) -> Sequence[Read]:
        with self._database.reading(task=Task.IDENTITY) as connection:
            return [read(row) for row in connection.execute(wanted)]

    def _one(self, table: Table, identifier: str, read: Callable[[AnyRow], Read]) -> Read | None:
        found = self._all(select(table).where(table.c.id == identifier), read)
        return found[0] if found else None


def _live(connection: Connection, issued: CredentialRow, at: str) -> int:
    live = (
        select(func.count())
        .select_from(credential)
        .where(credential.c.account_id == issued.account, credential.c.kind == issued.kind.value)
        .where(credential.c.revoked_at.is_(None), credential.c.expires_at > at)
    )
    return connection.execute(live).scalar_one()
