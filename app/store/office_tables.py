"""The table of what the office of a body records about its certificates outside of any case."""

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from app.store.case_tables import logged
from app.store.columns import content, key, table, text


class OfficeActTable(SQLModel, table=True):
    """What was recorded about a certificate, in order: the exact bytes of each record. Append-only.

    `after_act` is the number of the newest act of a case that was done before.
    """

    __tablename__ = "office_act"
    __table_args__ = (
        # Nobody records anything about a certificate of another body.
        ForeignKeyConstraint(
            ["number", "version", "organisation_id"],
            ["certificate.number", "certificate.version", "certificate.organisation_id"],
        ),
    )
    number: str = key()
    n: int = Field(primary_key=True)
    organisation_id: str = text()
    version: int
    act: str = text()
    dated: str = text()
    after_act: int
    person_id: str = text(refers_to="person.id")
    account_id: str = text(refers_to="account.id")
    recorded_at: str = text()
    record: bytes = content()
    record_sha256: str = text()
    entry: int = logged()


office_act = table(OfficeActTable)
