"""Every table of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them in the order in which they refer to each other."""
    _organisations_and_persons()
    _grants_and_credentials()
    _log()
    _what_was_sent()
    _revisions()
    _results()
    _readers_and_answers()
    _outbox()


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


def _of_own_report(owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["report_id", owner], ["report.id", "report.organisation_id"])


def _organisations_and_persons() -> None:
    op.create_table(
        "organisation",
        *(_text("id"), _text("kind"), _text("name"), _text("created_at")),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "person",
        *(_text("id"), _text("organisation_id"), _text("name"), _text("created_at")),
        sa.PrimaryKeyConstraint("id"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_table(
        "account",
        *(_text("id"), _text("organisation_id"), _maybe("person_id"), _text("name"), _text("created_at")),
        sa.PrimaryKeyConstraint("id"),
        _refers("organisation_id", "organisation.id"),
        _refers("person_id", "person.id"),
    )


def _grants_and_credentials() -> None:
    op.create_table(
        "role_grant",
        *(_text("id"), _text("organisation_id"), _text("account_id"), _text("role")),
        *(_text("valid_from"), _maybe("valid_until"), _maybe("granted_by"), _text("created_at"), _maybe("revoked_at")),
        sa.PrimaryKeyConstraint("id"),
        _refers("organisation_id", "organisation.id"),
        _refers("account_id", "account.id"),
        _refers("granted_by", "person.id"),
    )
    op.create_index("role_grant_by_account", "role_grant", ["account_id"])
    op.create_table(
        "credential",
        *(_text("id"), _text("organisation_id"), _text("account_id"), _text("kind"), _text("digest"), _text("scopes")),
        *(_text("created_at"), _text("expires_at"), _maybe("revoked_at"), _maybe("issued_for")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
        _refers("organisation_id", "organisation.id"),
        _refers("account_id", "account.id"),
    )
    op.create_index("credential_by_account", "credential", ["account_id"])


def _log() -> None:
    op.create_table(
        "log_entry",
        *(_number("n"), _text("prev"), _text("hash"), _bytes("body")),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_table(
        "log_node",
        *(_number("level"), _number("position"), _text("hash")),
        sa.PrimaryKeyConstraint("level", "position"),
    )
    op.create_table(
        "checkpoint",
        *(_number("size"), _bytes("envelope"), _text("at")),
        sa.PrimaryKeyConstraint("size"),
    )


def _what_was_sent() -> None:
    op.create_table(
        "rule_data",
        *(_text("sha256"), _bytes("content"), _text("kept_at")),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "original",
        *(_text("organisation_id"), _text("sha256"), _bytes("content"), _text("received_at")),
        sa.PrimaryKeyConstraint("organisation_id", "sha256"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_table(
        "report",
        *(_text("id"), _text("organisation_id"), _text("report_no"), _text("sample_id")),
        sa.PrimaryKeyConstraint("id", "organisation_id"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_index("report_by_number", "report", ["organisation_id", "report_no", "sample_id"])


def _revisions() -> None:
    op.create_table(
        "revision",
        *(_text("report_id"), _number("revision"), _text("organisation_id"), _number("entry"), _number("position")),
        *(_text("product"), _maybe("grade"), _text("issued_on"), _text("scheme")),
        *(_maybe("grade_asked"), _maybe("as_of_asked"), _text("as_of")),
        *(_text("outcome"), _bytes("verdict"), _text("verdict_sha256")),
        *(_text("original_sha256"), _maybe("head_sha256"), _text("file_name")),
        *(_text("adapter"), _text("adapter_version"), _text("rules_sha256"), _maybe("reason")),
        *(_text("account_id"), _maybe("person_id"), _text("recorded_at"), _bytes("receipt")),
        sa.PrimaryKeyConstraint("report_id", "revision"),
        sa.UniqueConstraint("entry"),
        _of_own_report("organisation_id"),
        _refers("entry", "log_entry.n"),
        _refers("rules_sha256", "rule_data.sha256"),
        _refers("account_id", "account.id"),
        _refers("person_id", "person.id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Compressing a verdict takes longer than writing it as it is, and each reading would pay again.
        op.execute("ALTER TABLE revision ALTER verdict SET STORAGE EXTERNAL")
    op.create_index("revision_by_organisation", "revision", ["organisation_id", "entry"])
    op.create_index("revision_by_original", "revision", ["organisation_id", "original_sha256"])


def _results() -> None:
    natural = ("organisation_id", "report_no", "sample_id", "characteristic", "method", "replicate")
    op.create_table(
        "result",
        *(_text(name) for name in natural),
        *(_number("revision"), _text("report_id"), _text("value"), _text("unit")),
        sa.PrimaryKeyConstraint(*natural, "revision"),
        _of_own_report("organisation_id"),
        sqlite_with_rowid=False,
    )


def _readers_and_answers() -> None:
    op.create_table(
        "report_party",
        *(_text("report_id"), _text("organisation_id"), _text("owner_id"), _text("account_id"), _text("since")),
        sa.PrimaryKeyConstraint("report_id", "organisation_id"),
        _of_own_report("owner_id"),
        _refers("organisation_id", "organisation.id"),
        _refers("account_id", "account.id"),
    )
    op.create_index("report_party_by_organisation", "report_party", ["organisation_id", "owner_id", "report_id"])
    op.create_table(
        "kept_answer",
        *(_text("organisation_id"), _text("account_id"), _text("key"), _text("request_sha256")),
        *(_number("created"), _bytes("body"), _text("at")),
        sa.PrimaryKeyConstraint("organisation_id", "account_id", "key"),
        _refers("organisation_id", "organisation.id"),
    )


def _outbox() -> None:
    op.create_table(
        "event",
        *(_text("id"), _text("organisation_id"), _text("type"), _bytes("body"), _text("at"), _maybe("fanned_at")),
        sa.PrimaryKeyConstraint("id"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_index("event_waiting", "event", ["fanned_at", "id"])
    op.create_table(
        "webhook",
        *(_text("id"), _text("organisation_id"), _text("url"), _number("version"), _text("created_at")),
        *(_maybe("disabled_at"), _maybe("disabled_because")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id", "url"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_table(
        "delivery",
        *(_text("event_id"), _text("webhook_id"), _text("organisation_id"), _text("state"), _number("attempts")),
        *(_text("due_at"), _maybe("leased_until"), _maybe("reason"), _maybe("settled_at")),
        sa.PrimaryKeyConstraint("event_id", "webhook_id"),
        _refers("event_id", "event.id"),
        _refers("organisation_id", "organisation.id"),
    )
    op.create_index("delivery_open", "delivery", ["state", "event_id", "webhook_id"])
