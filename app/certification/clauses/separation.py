"""Who may review and decide: persons whom the evaluation did not touch (ISO/IEC 17065 7.5 and 7.6; clause 6.1)."""

from collections.abc import Iterator

from app.certification.body import Body, in_force
from app.certification.dossier import Dossier
from app.certification.finding import Answered, Need, Needed, Why
from app.certification.person import person_key
from app.certification.score import NotApplicable
from app.certification.standing import Standing

# Statements on these chapters are part of the evaluation: the test of the product and the inspection of the factory.
_EVALUATION = ("4", "5")


def evaluators(dossier: Dossier) -> frozenset[str]:
    """Return the key of every person who took part in the evaluation."""
    return frozenset(map(person_key, _evaluators(dossier)))


def _evaluators(dossier: Dossier) -> Iterator[str]:
    if dossier.card is not None:
        yield dossier.card.evaluator
        yield from (each.approved_by for each in dossier.card.answers.values() if isinstance(each, NotApplicable))
    linked = dossier.application.linked
    if linked is not None and linked.consistency_verified_by is not None:
        yield linked.consistency_verified_by
    if dossier.inspection is not None:
        yield from dossier.inspection.team
        yield from (each.verified_by for each in dossier.inspection.nonconformities if each.verified_by is not None)
    yield from (test.adopted.assessment.assessed_by for test in dossier.tests if test.adopted is not None)
    yield from (each.by for each in dossier.statements if each.clause.startswith(_EVALUATION))


def reviewed(dossier: Dossier, body: Body) -> Answered:
    """Answer whether the evidence was reviewed, and whether reviewer and decider may be who they are.

    One person for both only where the settings of the body allow it on the day of the review.
    """
    review = dossier.review
    if review is None:
        return Answered(Standing.OPEN, Why.NOT_STATED, (Need(Needed.PERSON, "reviewer"),))
    touched = evaluators(dossier)
    wrong = [
        role for role, person in (("reviewer", review.by), ("decider", review.decider)) if person_key(person) in touched
    ]
    if wrong:
        return Answered(Standing.OPEN, Why.INCOMPLETE, tuple(Need(Needed.PERSON, role) for role in wrong))
    if (
        person_key(review.by) == person_key(review.decider)
        and in_force(body.one_person_reviews_and_decides, review.on) is not True
    ):
        needs = (Need(Needed.PERSON, "decider"), Need(Needed.SETTING, "one_person_reviews_and_decides"))
        return Answered(Standing.OPEN, Why.INCOMPLETE, needs)
    figures = (("reviewer", review.by), ("decider", review.decider), ("on", review.on.isoformat()))
    if review.recommends:
        return Answered(Standing.MET, Why.STATED, figures=figures)
    return Answered(Standing.NOT_MET, Why.DENIED, (Need(Needed.PERSON, "reviewer"),), figures)
