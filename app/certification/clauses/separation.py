"""Who may review and decide: persons whom the evaluation did not touch (ISO/IEC 17065 7.5 and 7.6; clause 6.1)."""

from collections.abc import Iterator

from app.certification.body import in_force
from app.certification.clauses.chronology import later_than
from app.certification.clauses.matter import Matter
from app.certification.dossier import Dossier, Review
from app.certification.finding import Answered, Need, Needed, Why, failing, lacking, together
from app.certification.person import person_key
from app.certification.scheme import Stage
from app.certification.score import NotApplicable
from app.certification.standing import Standing

# Statements on these chapters are part of the evaluation: the test of the product, the inspection of the factory, the
# surveillance, and the use of the mark that a surveillance looks at.
_EVALUATION = ("4", "5", "7", "10")
_NO_MATTER = Answered(Standing.NOT_APPLICABLE, Why.NOT_USED)


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


def certificate_in_use(matter: Matter) -> Answered:
    """Answer whether there is a certificate that a surveillance, a change or an extension can be about."""
    match matter.dossier.stage:
        case Stage.INITIAL | Stage.RENEWAL:
            return _NO_MATTER
        case Stage.SURVEILLANCE | Stage.CHANGE | Stage.EXTENSION:
            certified = matter.dossier.certified
            if certified is None:
                return lacking(Needed.DAY, "expires_on")
            in_use = certified.starts_on <= matter.on < certified.expires_on
            return _NO_MATTER if in_use else failing(Needed.DAY, "expires_on")


def reviewed(matter: Matter) -> Answered:
    """Answer whether all evidence was reviewed, and whether reviewer and decider may be who they are.

    One person for both only where the settings of the body allow it on the day of the review. Evidence that is dated
    after the review reopens it, and a review comes no later than the decision.
    """
    return together((certificate_in_use(matter), _reviewed(matter)))


def _reviewed(matter: Matter) -> Answered:
    review = matter.dossier.review
    if review is None:
        return lacking(Needed.PERSON, "reviewer")
    needs = (*_persons(review, matter), *_days(review, matter))
    if needs:
        return Answered(Standing.OPEN, Why.INCOMPLETE, needs)
    figures = (("reviewer", review.by), ("decider", review.decider), ("on", review.on.isoformat()))
    if review.recommends:
        return Answered(Standing.MET, Why.STATED, figures=figures)
    return Answered(Standing.NOT_MET, Why.DENIED, (Need(Needed.PERSON, "reviewer"),), figures)


def _persons(review: Review, matter: Matter) -> tuple[Need, ...]:
    """Return who else has to review or to decide."""
    touched = evaluators(matter.dossier)
    reviewer, decider = person_key(review.by), person_key(review.decider)
    wrong = [role for role, person in (("reviewer", reviewer), ("decider", decider)) if person in touched]
    if wrong:
        return tuple(Need(Needed.PERSON, role) for role in wrong)
    if reviewer == decider and in_force(matter.body.one_person_reviews_and_decides, review.on) is not True:
        return Need(Needed.PERSON, "decider"), Need(Needed.SETTING, "one_person_reviews_and_decides")
    return ()


def _days(review: Review, matter: Matter) -> Iterator[Need]:
    """Yield what the review was too early for, and the review where the decision is too early for it."""
    yield from (Need(Needed.REVIEW, each) for each in later_than(review.on, matter.dossier))
    if review.on > matter.on:
        yield Need(Needed.DECISION, f"review {review.on}")
