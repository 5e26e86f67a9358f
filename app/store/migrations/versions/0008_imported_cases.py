"""Cases from before the service say from which document they were taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; cases that are there were opened here."""
    op.add_column("certification_case", sa.Column("imported", sa.Text(), nullable=True))


def downgrade() -> None:
    """Refuse: evidence is not taken away."""
    raise NotImplementedError
