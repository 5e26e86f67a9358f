"""All families of faults over one rule, in one fixed order."""

from app.certification.lint.documents import check_documents
from app.certification.lint.faults import LintFault
from app.certification.lint.printed import Known, PrintedRule
from app.certification.lint.references import check_references
from app.certification.lint.scores import check_scores
from app.certification.lint.statuses import check_statuses
from app.certification.lint.tables import check_tables
from app.certification.lint.times import check_times
from app.certification.lint.wording import check_wording


def lint(rule: PrintedRule, known: Known) -> tuple[LintFault, ...]:
    """Return every fault of a rule as printed, in the order of its clauses, then of the ids."""
    found = [
        *check_references(rule.clauses),
        *check_documents(rule.clauses, rule.tables),
        *check_wording(rule),
        *check_times(rule),
        *check_statuses(rule),
        *check_tables(rule, known),
        *(() if rule.score is None else check_scores(rule.score)),
    ]
    order = {clause.number: place for place, clause in enumerate(rule.clauses)}
    return tuple(sorted(found, key=lambda one: (order.get(one.clause, -1), one.id)))
