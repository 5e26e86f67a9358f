"""What is due is found within one kind of case, and within one state of it."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEXES = {
    "case_state_by_kind_and_due": ["organisation_id", "kind", "due_on", "case_id"],
    "case_state_by_kind_state_and_due": ["organisation_id", "kind", "state", "due_on", "case_id"],
}


def upgrade() -> None:
    """Make the indexes."""
    for name, columns in _INDEXES.items():
        op.create_index(name, "case_state", columns)


def downgrade() -> None:
    """Refuse: evidence is not taken away."""
    raise NotImplementedError
