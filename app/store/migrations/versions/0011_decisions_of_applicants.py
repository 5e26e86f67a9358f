"""The applicant of a case reads its decisions, as its body does; a laboratory that takes part does not."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_POLICY = """
CREATE POLICY case_decision_applicant ON case_decision FOR SELECT TO PUBLIC USING (EXISTS (
  SELECT FROM case_party AS party
  WHERE party.case_id = case_decision.case_id AND party.owner_id = case_decision.organisation_id
    AND party.organisation_id = nullif(current_setting('labverdict.organisation', true), '')
    AND party.role = 'applicant'))
"""


def upgrade() -> None:
    """Make the policy; SQLite knows none, and there the same condition stands in the query alone."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute(_POLICY)


def downgrade() -> None:
    """Refuse: evidence is not taken away."""
    raise NotImplementedError
