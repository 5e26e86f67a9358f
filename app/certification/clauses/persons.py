"""Clauses that a named person answers: facts that are stated, and what a rule leaves to a decision."""

from app.certification.dossier import Dossier, Statement
from app.certification.finding import Answered, Need, Needed, Why
from app.certification.scheme import RuleClause
from app.certification.standing import Standing


def stated(clause: RuleClause, dossier: Dossier) -> Answered:
    """Answer an attested clause by the last statement on it; without one it is open."""
    statement = last_on(clause, dossier)
    if statement is None:
        return Answered(Standing.OPEN, Why.NOT_STATED, (Need(Needed.STATEMENT, clause.number),))
    figures = _signed(statement)
    if statement.holds:
        return Answered(Standing.MET, Why.STATED, figures=figures)
    return Answered(Standing.NOT_MET, Why.DENIED, (Need(Needed.STATEMENT, clause.number),), figures)


def ruled(clause: RuleClause, dossier: Dossier) -> Answered:
    """Answer a clause that the rule leaves open by what the body's person decided; without a decision it is open."""
    ruling = last_on(clause, dossier)
    if ruling is None:
        return Answered(Standing.OPEN, Why.NOT_RULED, (Need(Needed.RULING, clause.number),))
    figures = _signed(ruling)
    if ruling.holds:
        return Answered(Standing.MET, Why.RULED_FOR, figures=figures)
    return Answered(Standing.NOT_MET, Why.RULED_AGAINST, (Need(Needed.RULING, clause.number),), figures)


def last_on(clause: RuleClause, dossier: Dossier) -> Statement | None:
    """Return the last statement on a clause, in the order in which they were recorded."""
    return next((each for each in reversed(dossier.statements) if each.clause == clause.number), None)


def _signed(statement: Statement) -> tuple[tuple[str, str], ...]:
    return (("by", statement.by), ("on", statement.on.isoformat()), ("ground", statement.ground))
