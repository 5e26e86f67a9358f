"""Norms that only a draft prints: they bind a body that has adopted them, and nobody else.

The draft measures bar an organisation whose certificate was withdrawn (撤销) from applying again for three years
(article 23).
"""

from collections.abc import Iterator

from app.certification.clauses.matter import Matter
from app.certification.deadlines import Firm, due
from app.certification.dossier import Never
from app.certification.finding import MET, Answered, Need, Needed, Why, lacking
from app.certification.scheme import Check, Nature, RuleClause, Stage
from app.certification.standing import Standing

_BAR, _BARRED_UNTIL = "M-23d", "D-18"


def adopted_clauses(matter: Matter) -> Iterator[RuleClause]:
    """Yield the norms of drafts that the body has adopted and that take part in the decision."""
    rule = matter.scheme.drafts.get(_BARRED_UNTIL)
    if rule is not None and matter.dossier.stage is Stage.INITIAL and matter.body.adopts(_BAR, matter.on):
        number, stages = f"{rule.source} {rule.clause}", frozenset({Stage.INITIAL})
        yield RuleClause(
            number, rule.anchor, Nature.COMPUTED, stages, Check.BAR, norms=rule.norms, deadlines=(rule.id,)
        )


def not_barred(matter: Matter) -> Answered:
    """Answer whether three years had passed, on acceptance, since a certificate of the applicant was withdrawn."""
    withdrawn_on = matter.dossier.application.applicant.withdrawn_on
    if withdrawn_on is None:
        return lacking(Needed.DAY, "withdrawn_on")
    if withdrawn_on is Never.NEVER:
        return MET
    barred = due(matter.scheme.drafts[_BARRED_UNTIL], withdrawn_on, matter.scheme.calendar)
    figures = (("withdrawn_on", withdrawn_on.isoformat()),)
    if isinstance(barred, Firm) and matter.dossier.application.accepted_on > barred.day:
        return Answered(Standing.MET, Why.SHOWN, figures=figures)
    return Answered(Standing.NOT_MET, Why.FAILS, (Need(Needed.DAY, "withdrawn_on"),), figures)
