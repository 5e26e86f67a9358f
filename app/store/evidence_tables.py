"""Tables of what was sent, what was found, and the log that proves both."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from app.store.columns import content, key, maybe, owned, table, text


def _of_own_report(owner: str) -> ForeignKeyConstraint:
    """Refer to a report together with its organisation: nothing can be attached to somebody else's report."""
    return ForeignKeyConstraint(["report_id", owner], ["report.id", "report.organisation_id"])


class OriginalTable(SQLModel, table=True):
    """Bytes as they were sent. Append-only."""

    __tablename__ = "original"
    organisation_id: str = owned()
    sha256: str = key()
    content: bytes = content()
    received_at: str = text()


class RuleDataTable(SQLModel, table=True):
    """Rule data by their seal. Append-only."""

    __tablename__ = "rule_data"
    sha256: str = key()
    content: bytes = content()
    kept_at: str = text()


class ReportTable(SQLModel, table=True):
    """A sample's report of a laboratory; what it says stands in its revisions. Append-only."""

    __tablename__ = "report"
    __table_args__ = (Index("report_by_number", "organisation_id", "report_no", "sample_id"),)
    id: str = key()
    organisation_id: str = owned()
    report_no: str = text()
    sample_id: str = text()


class RevisionTable(SQLModel, table=True):
    """A report as it was sent, with its verdict. Append-only."""

    __tablename__ = "revision"
    __table_args__ = (
        _of_own_report("organisation_id"),
        Index("revision_by_organisation", "organisation_id", "entry"),
        Index("revision_by_original", "organisation_id", "original_sha256"),
    )
    report_id: str = key()
    revision: int = Field(primary_key=True)
    organisation_id: str = text()
    entry: int = Field(unique=True, sa_column_args=(ForeignKey("log_entry.n"),))
    position: int
    product: str = text()
    grade: str | None = maybe()
    issued_on: str = text()
    scheme: str = text()
    grade_asked: str | None = maybe()
    as_of_asked: str | None = maybe()
    as_of: str = text()
    outcome: str = text()
    verdict: bytes = content()
    verdict_sha256: str = text()
    original_sha256: str = text()
    head_sha256: str | None = maybe()
    file_name: str = text()
    adapter: str = text()
    adapter_version: str = text()
    rules_sha256: str = text(refers_to="rule_data.sha256")
    reason: str | None = maybe()
    account_id: str = text(refers_to="account.id")
    person_id: str | None = maybe(refers_to="person.id")
    recorded_at: str = text()
    receipt: bytes = content()


class ResultTable(SQLModel, table=True):
    """Results by the natural key that no two reports of a laboratory may share. Append-only."""

    __tablename__ = "result"
    __table_args__ = (_of_own_report("organisation_id"), {"sqlite_with_rowid": False})
    organisation_id: str = key()
    report_no: str = key()
    sample_id: str = key()
    characteristic: str = key()
    method: str = key()
    replicate: str = key()
    revision: int = Field(primary_key=True)
    report_id: str = text()
    value: str = text()
    unit: str = text()


class ReportPartyTable(SQLModel, table=True):
    """Who beside its laboratory may read a report. Append-only."""

    __tablename__ = "report_party"
    __table_args__ = (
        _of_own_report("owner_id"),
        Index("report_party_by_organisation", "organisation_id", "owner_id", "report_id"),
    )
    report_id: str = key()
    organisation_id: str = owned()
    owner_id: str = text()
    account_id: str = text(refers_to="account.id")
    since: str = text()


class LogEntryTable(SQLModel, table=True):
    """The evidence log. Append-only."""

    __tablename__ = "log_entry"
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    prev: str = text()
    hash: str = text()
    body: bytes = content()


class LogNodeTable(SQLModel, table=True):
    """Hashes over 2**level entries of the log, for proofs. Append-only."""

    __tablename__ = "log_node"
    level: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    hash: str = text()


class CheckpointTable(SQLModel, table=True):
    """Signed heads of the log. Append-only."""

    __tablename__ = "checkpoint"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    envelope: bytes = content()
    at: str = text()


class KeptAnswerTable(SQLModel, table=True):
    """Answers by the idempotency key under which they were given. Append-only."""

    __tablename__ = "kept_answer"
    organisation_id: str = owned()
    account_id: str = key()
    key: str = key()
    request_sha256: str = text()
    created: int
    body: bytes = content()
    at: str = text()


original = table(OriginalTable)
rule_data = table(RuleDataTable)
report = table(ReportTable)
revision = table(RevisionTable)
result = table(ResultTable)
report_party = table(ReportPartyTable)
log_entry = table(LogEntryTable)
log_node = table(LogNodeTable)
checkpoint = table(CheckpointTable)
kept_answer = table(KeptAnswerTable)
