"""Tables of what a step brings about besides: the reports it rests on, its decision, a serial for its certificate."""

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from app.store.case_tables import logged, of_own_case
from app.store.columns import content, key, table, text


class CaseReportTable(SQLModel, table=True):
    """The revisions of filed reports that the evidence of a case names. Append-only."""

    __tablename__ = "case_report"
    __table_args__ = (of_own_case(), Index("case_report_by_report", "organisation_id", "report_id", "case_id"))
    case_id: str = key()
    report_id: str = key()
    revision: int = Field(primary_key=True)
    organisation_id: str = text()


class CaseDecisionTable(SQLModel, table=True):
    """Decisions, and all that one is recomputed from but for the files that it names. Append-only."""

    __tablename__ = "case_decision"
    __table_args__ = (
        of_own_case(),
        ForeignKeyConstraint(["case_id", "n"], ["case_event.case_id", "case_event.n"]),
    )
    case_id: str = key()
    n: int = Field(primary_key=True)
    organisation_id: str = text()
    decision: bytes = content()
    decision_sha256: str = text()
    dossier: bytes = content()
    settings_version: int
    adopted_version: int | None = Field(default=None, nullable=True)
    rules_sha256: str = text(refers_to="rule_data.sha256")
    dated: str = text()
    entry: int = logged()


class CertificateSerialTable(SQLModel, table=True):
    """Serials that were given out, by the series of numbers. Append-only."""

    __tablename__ = "certificate_serial"
    series: str = key()
    serial: int = Field(primary_key=True)
    reserved_at: str = text()


case_report = table(CaseReportTable)
case_decision = table(CaseDecisionTable)
certificate_serial = table(CertificateSerialTable)
