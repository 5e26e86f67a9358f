"""What persons declare about clients, as it lies in the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select

from app.certification.cases.situation import Declaration
from app.certification.dossier import Never
from app.ledger.canonical import Json
from app.ledger.entry import EntryKind
from app.ports.declarations import DeclarationRow
from app.ports.evidence import Keeping
from app.store.engine import Database
from app.store.kept import keep_answer
from app.store.log import Appending
from app.store.paper_tables import declaration

_FREE, _IN_CONFLICT = "free", "in_conflict"


class StoredDeclarations:
    """Declarations in the database (`app.ports.declarations.DeclarationStore`)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log = Appending(database)

    def declare(self, row: DeclarationRow, keeping: Keeping | None = None) -> None:
        """Store and log a declaration, and what is answered; raises `Taken` where the key has an answer.

        Who reviews or decides by it can be shown that it was there before.
        """
        made = row.declared
        until = made.advised_until
        said = {
            "standing": _FREE if made.is_free else _IN_CONFLICT,
            "advised_until": until.value if isinstance(until, Never) else until.isoformat(),
        }
        subject: dict[str, Json] = {
            "declaration": row.id,
            "body": row.body,
            "client": row.client,
            "person": made.person,
            "account": row.account,
            **said,
        }
        with self._database.writing(row.body) as connection:
            (entry,) = self._log.tell(connection, row.at, (EntryKind.DECLARATION_MADE, subject))
            values = {
                "id": row.id,
                "organisation_id": row.body,
                "client_id": row.client,
                "person_id": made.person,
                **said,
                "account_id": row.account,
                "declared_at": row.at,
                "entry": entry.n,
            }
            connection.execute(insert(declaration), values)
            keep_answer(connection, keeping, row.at)

    def declared(self, body: str, client: str) -> Sequence[Declaration]:
        """Return what the persons of a body have declared about a client, oldest first; persons are ids."""
        mine = select(declaration).where(declaration.c.organisation_id == body, declaration.c.client_id == client)
        with self._database.reading(body) as connection:
            found = connection.execute(mine.order_by(declaration.c.entry)).all()
        return [_row(each).declared for each in found]

    def all(self, body: str, client: str | None, most: int) -> Sequence[DeclarationRow]:
        """Return a body's declarations, newest first; about every client where none is named."""
        mine = select(declaration).where(declaration.c.organisation_id == body)
        if client is not None:
            mine = mine.where(declaration.c.client_id == client)
        with self._database.reading(body) as connection:
            found = connection.execute(mine.order_by(declaration.c.entry.desc()).limit(most)).all()
        return [_row(each) for each in found]


def _row(row: Row[*tuple[Any, ...]]) -> DeclarationRow:
    until = Never.NEVER if row.advised_until == Never.NEVER.value else date.fromisoformat(row.advised_until)
    made = Declaration(row.person_id, row.standing == _FREE, until)
    return DeclarationRow(row.id, row.organisation_id, row.client_id, made, row.account_id, row.declared_at)
