"""The evaluation of the organisation by appendix A (clause 5.1.1)."""

from app.certification.clauses.matter import Matter
from app.certification.finding import Answered, Need, Needed, Why, lacking
from app.certification.score import score
from app.certification.standing import Standing
from methods.printing import exact_text


def scored(matter: Matter) -> Answered:
    """Answer whether the card passes: each heading 60, the total 80, no veto; an open line leaves it open.

    A card of another organisation than applicant or maker answers nothing, nor does one from before the application.
    """
    card = matter.dossier.card
    if card is None:
        return lacking(Needed.MARKS, "scorecard")
    application = matter.dossier.application
    if card.organisation not in {application.applicant.name, application.unit.manufacturer}:
        return lacking(Needed.MARKS, "organisation")
    if card.evaluated_on < application.accepted_on:
        return lacking(Needed.MARKS, "evaluated_on")
    result = score(matter.scheme.scorecard, card)
    needs = tuple(dict.fromkeys(Need(Needed.MARKS, cause.at or "total") for cause in result.causes))
    figures = () if result.total is None else (("total", exact_text(result.total)),)
    match result.standing:
        case Standing.MET:
            return Answered(Standing.MET, Why.SHOWN, figures=figures)
        case Standing.NOT_MET:
            return Answered(Standing.NOT_MET, Why.FAILS, needs, figures)
        case Standing.OPEN | Standing.NOT_APPLICABLE:
            return Answered(Standing.OPEN, Why.INCOMPLETE, needs, figures)
