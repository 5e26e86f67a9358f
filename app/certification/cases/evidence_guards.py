"""The guards that clauses of the rule answer, from the evidence of the case."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.certification.cases.question import NO_APPLICATION, Question
from app.certification.clauses.adopted import adopted_clauses, not_barred
from app.certification.clauses.answering import answer
from app.certification.clauses.inspection import blocks, consistency, corrected, man_days, quality_assurance
from app.certification.clauses.matter import Matter, in_time
from app.certification.clauses.product_test import adopted, of_designated_laboratory, passed_on, tested
from app.certification.clauses.renewal import inspected, surveyed
from app.certification.clauses.scored import scored
from app.certification.clauses.surveillance import sampled
from app.certification.dossier import Inspection
from app.certification.finding import MET, Answered, Needed, Why, failing, lacking, together
from app.certification.lifecycle.guards import Guard
from app.certification.scheme import Check, RuleClause, Stage
from app.certification.score import NotApplicable, Reason, score
from app.certification.standing import Standing

NOT_USED: Final = Answered(Standing.NOT_APPLICABLE, Why.NOT_USED)
# Review and decision are answered by the persons who take them, the time up to the certificate by its own clause.
_NOT_REVIEWED: Final = frozenset({Check.OVERALL, Check.CERTIFICATION_TIME, Check.VALIDITY, Check.RENEWAL})

Answering = Callable[[Matter], Answered]


def _clause(number: str) -> Answering:
    """Answer by one clause of the rule; a rule without it leaves the guard open."""

    def answered(matter: Matter) -> Answered:
        clause = matter.scheme.rule.clause(number)
        return lacking(Needed.CLAUSE, number) if clause is None else answer(clause, matter)

    return answered


def _check(check: Check) -> Answering:
    """Answer by every clause that the machine computes in one way."""

    def answered(matter: Matter) -> Answered:
        clauses = [clause for clause in matter.scheme.rule.clauses if clause.check is check]
        return together(answer(clause, matter) for clause in clauses)

    return answered


def clauses_to_review(matter: Matter) -> tuple[RuleClause, ...]:
    """Return the clauses of the stage that have to be answered before a decision."""
    clauses = matter.scheme.rule.clauses_of(matter.dossier.stage)
    return tuple(clause for clause in clauses if clause.check not in _NOT_REVIEWED)


def conforms(matter: Matter) -> Answered:
    """Answer whether everything that the rule asks in this stage is met, before its decision."""
    return together(answer(clause, matter) for clause in clauses_to_review(matter))


def _rule_in_force(matter: Matter) -> Answered:
    return (
        MET
        if matter.scheme.limits.covers(matter.on)
        else failing(Needed.DAY, matter.scheme.limits.in_force.isoformat())
    )


def _not_barred(matter: Matter) -> Answered:
    return not_barred(matter) if any(True for _ in adopted_clauses(matter)) else NOT_USED


def _designated(matter: Matter) -> Answered:
    own = [of_designated_laboratory(each, matter) for each in matter.shown if each.adoption is None]
    return together((MET, *own)) if own else lacking(Needed.RESULT, "product_test")


def _every_item_passed(matter: Matter) -> Answered:
    """Answer for the sample of a surveillance by 7.2, which names its items, elsewhere by 4.2.2."""
    return sampled(matter) if matter.dossier.stage is Stage.SURVEILLANCE else tested(matter)


def _adoptable(matter: Matter) -> Answered:
    found = adopted(matter)
    return lacking(Needed.ADOPTION, "report") if found.standing is Standing.NOT_APPLICABLE else found


def _inspection_in_time(matter: Matter) -> Answered:
    passed = passed_on(matter)
    return lacking(Needed.RESULT, "product_test") if passed is None else in_time(matter.due("D-04", passed), matter.on)


def _inspection_complete(matter: Matter) -> Answered:
    """Answer whether the inspection covered all; what 5.1 asks a person is asked of an initial one."""
    covered = [quality_assurance(matter), consistency(matter), man_days(matter)]
    if matter.dossier.stage is Stage.INITIAL:
        covered.append(_clause("5.1")(matter))
    return together(covered)


def _nonconformities_closed(matter: Matter) -> Answered:
    number = "7.1.4" if matter.dossier.stage is Stage.SURVEILLANCE else "5.3"
    clause = matter.scheme.rule.clause(number)
    return lacking(Needed.CLAUSE, number) if clause is None else corrected(clause, matter)


def _surveillance_valid(matter: Matter) -> Answered:
    certified = matter.dossier.certified
    return lacking(Needed.DAY, "last_visit_on") if certified is None else surveyed(certified, matter.on)


def _veto_answered(matter: Matter) -> Answered:
    card = matter.dossier.card
    if card is None:
        return lacking(Needed.MARKS, "scorecard")
    causes = score(matter.scheme.scorecard, card).causes
    if failed := [cause.at for cause in causes if cause.reason is Reason.VETO_NOT_SATISFIED]:
        return failing(Needed.MARKS, *failed)
    unanswered = [cause.at for cause in causes if cause.reason is Reason.VETO_UNANSWERED]
    return lacking(Needed.MARKS, *unanswered) if unanswered else MET


def _not_applicable_approved(matter: Matter) -> Answered:
    """Answer whether a line was left out of the score: no card is read without the second person who approved it."""
    card = matter.dossier.card
    if card is None:
        return lacking(Needed.MARKS, "scorecard")
    return MET if any(isinstance(each, NotApplicable) for each in card.answers.values()) else NOT_USED


def _results_present(matter: Matter) -> Answered:
    """Answer whether test, organisation and inspection are there and met; a renewal has them by clause 9."""
    if matter.dossier.stage is not Stage.RENEWAL:
        return conforms(matter)
    certified = matter.dossier.certified
    if certified is None:
        return lacking(Needed.DAY, "expires_on")
    return together((conforms(matter), tested(matter), inspected(certified, matter)))


def _sampling_planned(matter: Matter) -> Answered:
    sampling = matter.dossier.sampling
    if sampling is None or not sampling.items:
        return lacking(Needed.STATEMENT, "items")
    if sampling.recorded_on is None or sampling.recorded_on > matter.on:
        return lacking(Needed.DAY, "recorded_on")
    return MET


BY_EVIDENCE: Final[Mapping[Guard, Answering]] = MappingProxyType(
    {
        Guard.RULE_IN_FORCE: _rule_in_force,
        Guard.BODY_MAY_USE_RULE: _clause("前言"),
        Guard.IN_SCOPE: _clause("1"),
        Guard.DOCUMENTS_COMPLETE: _check(Check.DOCUMENTS),
        Guard.NOT_BARRED: _not_barred,
        Guard.LABORATORY_DESIGNATED: _designated,
        Guard.EVERY_ITEM_PASSED: _every_item_passed,
        Guard.REPORT_ADOPTABLE: _adoptable,
        Guard.INSPECTION_IN_TIME: _inspection_in_time,
        Guard.INSPECTION_COMPLETE: _inspection_complete,
        Guard.NONCONFORMITIES_CLOSED: _nonconformities_closed,
        Guard.SURVEILLANCE_VALID: _surveillance_valid,
        Guard.VETO_ANSWERED: _veto_answered,
        Guard.NOT_APPLICABLE_APPROVED: _not_applicable_approved,
        Guard.SCORE_REACHED: scored,
        Guard.RESULTS_PRESENT: _results_present,
        Guard.COMPULSORY_BLOCKS_DONE: blocks,
        Guard.SAMPLING_PLANNED: _sampling_planned,
        Guard.TECHNICAL_FILE_FIRST: _clause("8.2.2"),
    }
)


def by_evidence(answering: Answering) -> Callable[[Question], Answered]:
    """Answer a guard from the evidence; without an application it is open."""

    def answered(question: Question) -> Answered:
        matter = question.matter()
        return NO_APPLICATION if matter is None else answering(matter)

    return answered


def man_days_planned(question: Question) -> Answered:
    """Answer whether a planned inspection has the man-days of the rule, as if it had been held."""
    plan, matter = question.held.brought.plan, question.matter()
    if plan is None or matter is None:
        return NO_APPLICATION if matter is None else lacking(Needed.FINDING, "plan")
    as_held = Inspection(
        began_on=question.on,
        ended_on=question.on,
        team=plan.team,
        head_count=plan.head_count,
        man_days=plan.man_days,
        man_days_ground=plan.man_days_ground,
        passed=False,
        points=(),
        nonconformities=(),
    )
    return man_days(matter.with_inspection(as_held))
