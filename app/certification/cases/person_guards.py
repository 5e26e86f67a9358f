"""The guards about persons: who may review, decide, inspect or hear (ISO/IEC 17065 4.2, 7.5, 7.6 and 7.13)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.certification.body import in_force
from app.certification.cases.evidence_guards import NOT_USED, clauses_to_review, conforms
from app.certification.cases.involvement import evaluated, in_role
from app.certification.cases.question import NO_APPLICATION, Question
from app.certification.clauses.matter import in_time
from app.certification.clauses.persons import last_on
from app.certification.deadlines import term_after
from app.certification.decide import decide
from app.certification.dossier import Never, Review
from app.certification.finding import MET, Answered, Need, Needed, Why, failing, lacking, together
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Actor
from app.certification.person import person_key
from app.certification.scheme import Nature
from app.certification.standing import Standing


def _person(question: Question) -> str:
    """Return who takes the step; the system takes none that asks for a person."""
    return question.record.person or ""


def _untouched(question: Question) -> Answered:
    """Answer whether the evaluation has not touched a person who has declared no conflict.

    Without a declaration nothing is known against them; that nothing is, is asked for by the guard of consultancy.
    """
    person, role = _person(question), question.record.role
    declared = question.situation.outside.declared_by(person)
    if person_key(person) in evaluated(question.held) or (declared is not None and not declared.is_free):
        return failing(Needed.PERSON, role)
    return MET


def _no_consultancy(question: Question) -> Answered:
    """Answer by the declaration of the person and the body's cooling-off; who never advised the client needs none."""
    person, situation = _person(question), question.situation
    declared = situation.outside.declared_by(person)
    if declared is None:
        return lacking(Needed.STATEMENT, f"declaration {person}")
    if isinstance(declared.advised_until, Never):
        return MET
    term = in_force(situation.body.cooling_off, question.on)
    if term is None:
        return lacking(Needed.SETTING, "cooling_off")
    cooling = in_time(term_after(declared.advised_until, term, situation.scheme.calendar), question.on)
    match cooling.standing:
        case Standing.MET:
            return Answered(Standing.NOT_MET, Why.FAILS, (Need(Needed.PERSON, question.record.role),), cooling.figures)
        case Standing.NOT_MET:
            return Answered(Standing.MET, Why.SHOWN, figures=cooling.figures)
        case Standing.OPEN | Standing.NOT_APPLICABLE:
            return cooling


def _reviewer_may_decide(question: Question) -> Answered:
    reviewed = question.held.reviewed
    if reviewed is None:
        return lacking(Needed.PERSON, "reviewer")
    if person_key(reviewed.person) != person_key(_person(question)):
        return NOT_USED
    match in_force(question.situation.body.one_person_reviews_and_decides, question.on):
        case True:
            return MET
        case False:
            return failing(Needed.PERSON, "decider")
        case None:
            return lacking(Needed.SETTING, "one_person_reviews_and_decides")


def _overall_passed(question: Question) -> Answered:
    """Answer by the decision on everything, with the recommendation that waits and whoever now decides."""
    reviewed = question.held.reviewed
    if reviewed is None:
        return lacking(Needed.PERSON, "reviewer")
    review = Review(reviewed.person, reviewed.on, recommends=True, ground=reviewed.ground, decider=_person(question))
    dossier = question.held.dossier(review)
    if dossier is None:
        return NO_APPLICATION
    decision = decide(question.situation.scheme, dossier, question.situation.body, question.on)
    return together(finding.answered for finding in decision.findings)


def _team_free(question: Question) -> Answered:
    """Answer whether everybody of the planned team has declared to be free of conflicts."""
    plan, outside = question.held.brought.plan, question.situation.outside
    if plan is None:
        return lacking(Needed.FINDING, "plan")
    declared = {person: outside.declared_by(person) for person in sorted(plan.team)}
    if in_conflict := [person for person, each in declared.items() if each is not None and not each.is_free]:
        return failing(Needed.PERSON, *in_conflict)
    silent = [f"declaration {person}" for person, each in declared.items() if each is None]
    return lacking(Needed.STATEMENT, *silent) if silent else MET


def _not_verifier(question: Question) -> Answered:
    verifiers = in_role(question.held, Actor.VERIFIER)
    return failing(Needed.PERSON, "decider") if person_key(_person(question)) in verifiers else MET


def _handler_uninvolved(question: Question) -> Answered:
    involved = question.situation.outside.involved
    if involved is None:
        return lacking(Needed.PERSON, "complaints_handler")
    keys = frozenset(map(person_key, involved))
    return failing(Needed.PERSON, "complaints_handler") if person_key(_person(question)) in keys else MET


def _ruled_and_decided(question: Question) -> Answered:
    """Answer a change or an extension, whose rulings come from another person than the one who decides."""
    matter = question.matter()
    if matter is None:
        return NO_APPLICATION
    found = conforms(matter)
    rulings = (last_on(clause, matter) for clause in clauses_to_review(matter) if clause.nature is Nature.RULED)
    own = [each.clause for each in rulings if each is not None and person_key(each.by) == person_key(_person(question))]
    return together((found, lacking(Needed.PERSON, *own))) if own else found


BY_PERSON: Final[Mapping[Guard, Callable[[Question], Answered]]] = MappingProxyType(
    {
        Guard.REVIEWER_UNINVOLVED: _untouched,
        Guard.DECIDER_UNINVOLVED: _untouched,
        Guard.NO_CONSULTANCY: _no_consultancy,
        Guard.REVIEWER_MAY_DECIDE: _reviewer_may_decide,
        Guard.OVERALL_PASSED: _overall_passed,
        Guard.TEAM_FREE_OF_CONFLICT: _team_free,
        Guard.DECIDER_IS_NOT_VERIFIER: _not_verifier,
        Guard.HANDLER_UNINVOLVED: _handler_uninvolved,
        Guard.CHANGE_CONFORMS: _ruled_and_decided,
        Guard.EXTENSION_CONFORMS: _ruled_and_decided,
    }
)
