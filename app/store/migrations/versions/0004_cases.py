"""Certification cases, certificates, and what a body sets and adopts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables in the order in which they refer to each other."""
    _cases()
    _events()
    _parties_and_documents()
    _certificates()
    for table in ("body_settings", "adopted_limits"):
        _papers(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target])


def _of_own_case(owner: str = "organisation_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id", owner], ["certification_case.id", "certification_case.organisation_id"])


def _of_event(number: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id", number], ["case_event.case_id", "case_event.n"])


def _cases() -> None:
    op.create_table(
        "certification_case",
        *(_text("id"), _text("organisation_id"), _text("kind"), _text("scheme"), _text("number")),
        *(_maybe("certificate_no"), _text("opened_at")),
        sa.PrimaryKeyConstraint("id", "organisation_id"),
        sa.UniqueConstraint("organisation_id", "kind", "number"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_table(
        "case_state",
        *(_text("organisation_id"), _text("case_id"), _text("kind"), _number("n"), _text("state"), _maybe("due_on")),
        sa.PrimaryKeyConstraint("organisation_id", "case_id"),
        _of_own_case(),
    )
    for name, columns in (
        ("by_kind", ("kind", "case_id")),
        ("by_state", ("state", "case_id")),
        ("by_kind_and_state", ("kind", "state", "case_id")),
        ("by_due", ("due_on", "case_id", "kind", "state")),
    ):
        op.create_index(f"case_state_{name}", "case_state", ["organisation_id", *columns])


def _events() -> None:
    op.create_table(
        "case_event",
        *(_text("case_id"), _number("n"), _text("organisation_id"), _text("event"), _text("role")),
        *(_maybe("person_id"), _maybe("account_id"), _text("dated"), _text("recorded_at")),
        *(_bytes("record"), _text("record_sha256")),
        sa.Column("corrects", sa.Integer(), nullable=True),
        _number("entry"),
        sa.PrimaryKeyConstraint("case_id", "n"),
        sa.UniqueConstraint("entry"),
        _of_own_case(),
        _of_event("corrects"),
        _refers("person_id", "person.id"),
        _refers("account_id", "account.id"),
        _refers("entry", "log_entry.n"),
    )


def _parties_and_documents() -> None:
    op.create_table(
        "case_party",
        *(_text("case_id"), _text("organisation_id"), _text("role"), _text("owner_id"), _text("account_id")),
        _text("since"),
        sa.PrimaryKeyConstraint("case_id", "organisation_id", "role"),
        _of_own_case("owner_id"),
        _refers("organisation_id", "organisation.id"),
        _refers("account_id", "account.id"),
    )
    op.create_index("case_party_by_organisation", "case_party", ["organisation_id", "case_id", "owner_id"])
    op.create_table(
        "case_document",
        *(_text("case_id"), _text("sha256"), _text("organisation_id"), _text("sender_id"), _maybe("open_to")),
        *(_text("name"), _bytes("content"), _text("account_id"), _text("received_at")),
        sa.PrimaryKeyConstraint("case_id", "sha256"),
        _of_own_case(),
        _refers("sender_id", "organisation.id"),
        _refers("account_id", "account.id"),
    )


def _certificates() -> None:
    op.create_table(
        "issue_intent",
        *(_text("case_id"), _text("organisation_id"), _text("number"), _number("version"), _text("act")),
        *(_text("dated"), _text("holder_id"), _text("starts_on"), _text("expires_on"), _bytes("document")),
        *(_text("document_sha256"), _number("case_n"), _number("entry"), _text("intended_at")),
        sa.PrimaryKeyConstraint("case_id"),
        *(sa.UniqueConstraint("number", "version"), sa.UniqueConstraint("entry")),
        _of_own_case(),
        _refers("holder_id", "organisation.id"),
        _refers("entry", "log_entry.n"),
    )
    op.create_table(
        "certificate",
        *(_text("number"), _number("version"), _text("organisation_id"), _text("case_id"), _text("holder_id")),
        *(_text("starts_on"), _text("expires_on"), _bytes("document"), _text("document_sha256"), _bytes("proof")),
        *(_number("entry"), _text("issued_at")),
        sa.PrimaryKeyConstraint("number", "version"),
        sa.UniqueConstraint("number", "version", "organisation_id"),
        *(sa.UniqueConstraint("case_id"), sa.UniqueConstraint("entry")),
        _of_own_case(),
        _refers("holder_id", "organisation.id"),
        _refers("entry", "log_entry.n"),
    )
    op.create_index("certificate_by_organisation", "certificate", ["organisation_id", "number"])
    op.create_table(
        "certificate_act",
        *(_text("number"), _number("n"), _text("organisation_id"), _number("version"), _text("act"), _text("dated")),
        *(_maybe("until"), _text("case_id"), _number("case_n"), _number("entry")),
        sa.PrimaryKeyConstraint("number", "n"),
        sa.UniqueConstraint("entry"),
        _of_own_case(),
        _of_event("case_n"),
        sa.ForeignKeyConstraint(
            ["number", "version", "organisation_id"],
            ["certificate.number", "certificate.version", "certificate.organisation_id"],
        ),
        _refers("entry", "log_entry.n"),
    )
    op.create_index("certificate_act_by_case", "certificate_act", ["case_id"])


def _papers(table: str) -> None:
    op.create_table(
        table,
        *(_text("organisation_id"), _number("version"), _bytes("document"), _text("document_sha256")),
        *(_text("set_by"), _text("confirmed_by"), _text("account_id"), _text("set_at"), _number("entry")),
        sa.PrimaryKeyConstraint("organisation_id", "version"),
        sa.UniqueConstraint("entry"),
        sa.CheckConstraint("set_by <> confirmed_by", name=f"{table}_two_persons"),
        _refers("organisation_id", "organisation.id"),
        _refers("set_by", "person.id"),
        _refers("confirmed_by", "person.id"),
        _refers("account_id", "account.id"),
        _refers("entry", "log_entry.n"),
    )
