"""Of every case it is stored when each of its deadlines ends, so that each one that moves can be told."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of cases that are there it is told by the next day's jobs, as days that were not known."""
    op.add_column("case_state", sa.Column("ends", sa.Text(), nullable=True))


def downgrade() -> None:
    """Refuse: evidence is not taken away."""
    raise NotImplementedError
