"""Tables of what persons of a certification body propose for its documents, and declare about its clients."""

from sqlalchemy import ForeignKey, Index
from sqlmodel import Field, SQLModel

from app.store.columns import content, key, table, text


class PaperProposalTable(SQLModel, table=True):
    """What a person proposes as the next version of a document of the body. Append-only."""

    __tablename__ = "paper_proposal"
    __table_args__ = (Index("paper_proposal_by_version", "organisation_id", "paper", "version"),)
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    paper: str = text()
    version: int
    document: bytes = content()
    document_sha256: str = text()
    proposed_by: str = text(refers_to="person.id")
    account_id: str = text(refers_to="account.id")
    proposed_at: str = text()


class DeclarationTable(SQLModel, table=True):
    """What a person has declared about a client; `advised_until` is a day, or `never`. Append-only."""

    __tablename__ = "declaration"
    __table_args__ = (Index("declaration_by_client", "organisation_id", "client_id"),)
    id: str = key()
    organisation_id: str = text(refers_to="organisation.id")
    client_id: str = text(refers_to="organisation.id")
    person_id: str = text(refers_to="person.id")
    standing: str = text()
    advised_until: str = text()
    account_id: str = text(refers_to="account.id")
    declared_at: str = text()
    entry: int = Field(unique=True, sa_column_args=(ForeignKey("log_entry.n"),))


paper_proposal = table(PaperProposalTable)
declaration = table(DeclarationTable)
