"""Clauses that a named person answers: facts that are stated, and what a rule leaves to a decision."""

from app.certification.clauses.matter import Matter
from app.certification.dossier import Statement
from app.certification.finding import Answered, Need, Needed, Why
from app.certification.scheme import RuleClause
from app.certification.standing import Standing


def stated(clause: RuleClause, matter: Matter) -> Answered:
    """Answer an attested clause by the last statement on it; without one it is open."""
    statement = last_on(clause, matter)
    if statement is None:
        return Answered(Standing.OPEN, Why.NOT_STATED, (Need(Needed.STATEMENT, clause.number),))
    figures = _signed(statement)
    if statement.holds:
        return Answered(Standing.MET, Why.STATED, figures=figures)
    return Answered(Standing.NOT_MET, Why.DENIED, (Need(Needed.STATEMENT, clause.number),), figures)


def ruled(clause: RuleClause, matter: Matter) -> Answered:
    """Answer a clause that the rule leaves open by what the body's person decided; without a decision it is open."""
    ruling = last_on(clause, matter)
    if ruling is None:
        return Answered(Standing.OPEN, Why.NOT_RULED, (Need(Needed.RULING, clause.number),))
    figures = _signed(ruling)
    if ruling.holds:
        return Answered(Standing.MET, Why.RULED_FOR, figures=figures)
    return Answered(Standing.NOT_MET, Why.RULED_AGAINST, (Need(Needed.RULING, clause.number),), figures)


def last_on(clause: RuleClause, matter: Matter) -> Statement | None:
    """Return the last statement on a clause up to the day of the decision; of one day the one recorded last."""
    made = [each for each in matter.dossier.statements if each.clause == clause.number and each.on <= matter.on]
    return max(reversed(made), key=lambda each: each.on, default=None)


def _signed(statement: Statement) -> tuple[tuple[str, str], ...]:
    return (("by", statement.by), ("on", statement.on.isoformat()), ("ground", statement.ground))
