"""Tables of certification cases: what happened in them, who may see them, and the certificates that came of them."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.store.columns import content, key, maybe, owned, table, text


def of_own_case(owner: str = "organisation_id") -> ForeignKeyConstraint:
    """Refer to a case together with its body: nothing can be attached to another body's case."""
    return ForeignKeyConstraint(["case_id", owner], ["certification_case.id", "certification_case.organisation_id"])


def logged() -> int:
    """Return the column of a log entry's number, which is about one row alone."""
    column: int = Field(unique=True, sa_column_args=(ForeignKey("log_entry.n"),))
    return column


class CaseTable(SQLModel, table=True):
    """A case of a certification body. Append-only; `certificate_no` is the certificate that it is about."""

    __tablename__ = "certification_case"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "number"),
        Index("certification_case_by_certificate", "organisation_id", "certificate_no"),
    )
    id: str = key()
    organisation_id: str = owned()
    kind: str = text()
    scheme: str = text()
    number: str = text()
    certificate_no: str | None = maybe()
    opened_at: str = text()
    imported: str | None = maybe()


class CaseEventTable(SQLModel, table=True):
    """What happened in a case, in order: the exact bytes of each record. Append-only."""

    __tablename__ = "case_event"
    __table_args__ = (
        of_own_case(),
        ForeignKeyConstraint(["case_id", "corrects"], ["case_event.case_id", "case_event.n"]),
    )
    case_id: str = key()
    n: int = Field(primary_key=True)
    organisation_id: str = text()
    event: str = text()
    role: str = text()
    person_id: str | None = maybe(refers_to="person.id")
    account_id: str | None = maybe(refers_to="account.id")
    dated: str = text()
    recorded_at: str = text()
    record: bytes = content()
    record_sha256: str = text()
    corrects: int | None = Field(default=None, nullable=True)
    entry: int = logged()


class CaseStateTable(SQLModel, table=True):
    """Where each case stands after its newest event: a projection to find cases by, and no evidence."""

    __tablename__ = "case_state"
    __table_args__ = (
        of_own_case(),
        Index("case_state_by_kind", "organisation_id", "kind", "case_id"),
        Index("case_state_by_state", "organisation_id", "state", "case_id"),
        Index("case_state_by_kind_and_state", "organisation_id", "kind", "state", "case_id"),
        Index("case_state_by_due", "organisation_id", "due_on", "case_id", "kind", "state"),
        Index("case_state_by_kind_and_due", "organisation_id", "kind", "due_on", "case_id"),
        Index("case_state_by_kind_state_and_due", "organisation_id", "kind", "state", "due_on", "case_id"),
    )
    organisation_id: str = key()
    case_id: str = key()
    kind: str = text()
    n: int
    state: str = text()
    due_on: str | None = maybe()
    ends: str | None = maybe()


class CasePartyTable(SQLModel, table=True):
    """Who beside its body may see a case, and as what. Append-only."""

    __tablename__ = "case_party"
    __table_args__ = (
        of_own_case("owner_id"),
        Index("case_party_by_organisation", "organisation_id", "case_id", "owner_id"),
    )
    case_id: str = key()
    organisation_id: str = owned()
    role: str = key()
    owner_id: str = text()
    account_id: str = text(refers_to="account.id")
    since: str = text()


class CaseDocumentTable(SQLModel, table=True):
    """Files of a case under their digests. Append-only; `open_to` is the role of the parties that may read it."""

    __tablename__ = "case_document"
    __table_args__ = (of_own_case(),)
    case_id: str = key()
    sha256: str = key()
    organisation_id: str = text()
    sender_id: str = text(refers_to="organisation.id")
    open_to: str | None = maybe()
    name: str = text()
    content: bytes = content()
    account_id: str = text(refers_to="account.id")
    received_at: str = text()


class IssueIntentTable(SQLModel, table=True):
    """That a certificate will be issued, and everything it will say: one per case. Append-only."""

    __tablename__ = "issue_intent"
    __table_args__ = (of_own_case(), UniqueConstraint("number", "version"))
    case_id: str = key()
    organisation_id: str = text()
    number: str = text()
    version: int
    act: str = text()
    dated: str = text()
    holder_id: str = text(refers_to="organisation.id")
    starts_on: str = text()
    expires_on: str = text()
    document: bytes = content()
    document_sha256: str = text()
    case_n: int
    entry: int = logged()
    intended_at: str = text()


class CertificateTable(SQLModel, table=True):
    """Certificates by number and version, with the proof that they are logged and signed. Append-only."""

    __tablename__ = "certificate"
    __table_args__ = (
        of_own_case(),
        # Acts refer to a certificate together with its body.
        UniqueConstraint("number", "version", "organisation_id"),
        Index("certificate_by_organisation", "organisation_id", "number"),
    )
    number: str = key()
    version: int = Field(primary_key=True)
    organisation_id: str = text()
    case_id: str = text(unique=True)
    holder_id: str = text(refers_to="organisation.id")
    starts_on: str = text()
    expires_on: str = text()
    document: bytes = content()
    document_sha256: str = text()
    proof: bytes = content()
    entry: int = logged()
    issued_at: str = text()


class CertificateActTable(SQLModel, table=True):
    """What was done to a certificate, in order, and the event of the case that did it. Append-only, and public."""

    __tablename__ = "certificate_act"
    __table_args__ = (
        of_own_case(),
        ForeignKeyConstraint(
            ["number", "version", "organisation_id"],
            ["certificate.number", "certificate.version", "certificate.organisation_id"],
        ),
        ForeignKeyConstraint(["case_id", "case_n"], ["case_event.case_id", "case_event.n"]),
        Index("certificate_act_by_case", "case_id"),
    )
    number: str = key()
    n: int = Field(primary_key=True)
    organisation_id: str = text()
    version: int
    act: str = text()
    dated: str = text()
    until: str | None = maybe()
    case_id: str = text()
    case_n: int
    entry: int = logged()


class BodySettingsTable(SQLModel, table=True):
    """What a body sets, version by version, each by two persons. Append-only."""

    __tablename__ = "body_settings"
    __table_args__ = (CheckConstraint("set_by <> confirmed_by", name="body_settings_two_persons"),)
    organisation_id: str = owned()
    version: int = Field(primary_key=True)
    document: bytes = content()
    document_sha256: str = text()
    set_by: str = text(refers_to="person.id")
    confirmed_by: str = text(refers_to="person.id")
    account_id: str = text(refers_to="account.id")
    set_at: str = text()
    entry: int = logged()


class AdoptedLimitsTable(SQLModel, table=True):
    """Limits that a body adopted where a base requirement is not held: likewise. Append-only."""

    __tablename__ = "adopted_limits"
    __table_args__ = (CheckConstraint("set_by <> confirmed_by", name="adopted_limits_two_persons"),)
    organisation_id: str = owned()
    version: int = Field(primary_key=True)
    document: bytes = content()
    document_sha256: str = text()
    set_by: str = text(refers_to="person.id")
    confirmed_by: str = text(refers_to="person.id")
    account_id: str = text(refers_to="account.id")
    set_at: str = text()
    entry: int = logged()


certification_case = table(CaseTable)
case_event = table(CaseEventTable)
case_state = table(CaseStateTable)
case_party = table(CasePartyTable)
case_document = table(CaseDocumentTable)
issue_intent = table(IssueIntentTable)
certificate = table(CertificateTable)
certificate_act = table(CertificateActTable)
body_settings = table(BodySettingsTable)
adopted_limits = table(AdoptedLimitsTable)
