"""One certification rule as data: what a decision needs of it, beside the limits of the product."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.certification.application import ApplicationRule
from app.certification.inspection import InspectionRule
from app.certification.item_tables import ItemTable
from app.certification.scheme import Doubt, RuleClause, Stage


@dataclass(frozen=True, slots=True)
class CertificationRule:
    """A rule in full: its clauses in their order, its tables, and what is in doubt.

    `validity_years` is how long a certificate holds (8.1.1). `seals` has the SHA-256 of every file that it was read
    from, by name.
    """

    id: str
    clauses: tuple[RuleClause, ...]
    doubts: tuple[Doubt, ...]
    validity_years: int
    application: ApplicationRule
    inspection: InspectionRule
    tables: tuple[ItemTable, ...]
    seals: Mapping[str, str]

    def clause(self, number: str) -> RuleClause | None:
        """Return a clause by its number."""
        return next((clause for clause in self.clauses if clause.number == number), None)

    def doubts_of(self, number: str) -> tuple[Doubt, ...]:
        """Return what is in doubt about a clause, in the order of the rule."""
        return tuple(doubt for doubt in self.doubts if doubt.clause == number)

    def clauses_of(self, stage: Stage) -> tuple[RuleClause, ...]:
        """Return the clauses that take part in one decision, in their order."""
        return tuple(clause for clause in self.clauses if stage in clause.stages)
