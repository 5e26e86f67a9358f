"""What is proposed for the documents of bodies, as it lies in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, insert, select

from app.ports.body_papers import Paper, ProposalRow
from app.ports.evidence import Keeping
from app.store.body_papers import TABLES
from app.store.case_rows import digest
from app.store.engine import Database
from app.store.kept import keep_answer
from app.store.paper_tables import paper_proposal


class StoredProposals:
    """Proposals in the database (`app.ports.body_papers.PaperProposals`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(self, row: ProposalRow, keeping: Keeping | None = None) -> None:
        """Store a proposal, and what its sender is answered; raises `Taken` where the key has an answer."""
        values = {
            "id": row.id,
            "organisation_id": row.body,
            "paper": row.paper.value,
            "version": row.version,
            "document": row.content,
            "document_sha256": digest(row.content),
            "proposed_by": row.proposed_by,
            "account_id": row.account,
            "proposed_at": row.proposed_at,
        }
        with self._database.writing(row.body) as connection:
            connection.execute(insert(paper_proposal), values)
            keep_answer(connection, keeping, row.proposed_at)

    def open(self, paper: Paper, body: str) -> Sequence[ProposalRow]:
        """Return the proposals that can still be confirmed, oldest first."""
        into = TABLES[paper]
        newest = select(func.coalesce(func.max(into.c.version), 0)).where(into.c.organisation_id == body)
        mine = select(paper_proposal).where(
            paper_proposal.c.organisation_id == body,
            paper_proposal.c.paper == paper.value,
            paper_proposal.c.version > newest.scalar_subquery(),
        )
        with self._database.reading(body) as connection:
            found = connection.execute(mine.order_by(paper_proposal.c.id)).all()
        return [_row(each) for each in found]

    def proposal(self, paper: Paper, body: str, proposal: str) -> ProposalRow | None:
        """Return one proposal of the body, open or not."""
        wanted = select(paper_proposal).where(
            paper_proposal.c.id == proposal,
            paper_proposal.c.organisation_id == body,
            paper_proposal.c.paper == paper.value,
        )
        with self._database.reading(body) as connection:
            found = connection.execute(wanted).first()
        return None if found is None else _row(found)


def _row(row: Row[*tuple[Any, ...]]) -> ProposalRow:
    return ProposalRow(
        id=row.id,
        body=row.organisation_id,
        paper=Paper(row.paper),
        version=row.version,
        content=bytes(row.document),
        proposed_by=row.proposed_by,
        account=row.account_id,
        proposed_at=row.proposed_at,
    )
