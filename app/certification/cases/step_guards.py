"""The guards that the step itself answers, the settings of the body, and whoever knows the certificate."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from app.certification.body import Body, in_force
from app.certification.cases.question import NO_APPLICATION, Question
from app.certification.cases.record import Stated
from app.certification.clauses.matter import in_time
from app.certification.clauses.surveillance import sampled
from app.certification.deadlines import Circumstances, due
from app.certification.finding import MET, Answered, Needed, Why, failing, lacking
from app.certification.lifecycle.guards import Guard
from app.certification.lifecycle.vocabulary import Deadline
from app.certification.shown import BAD
from app.certification.standing import Standing


def _reasons(question: Question) -> Answered:
    return lacking(Needed.GROUND, "reasons") if question.record.data.reasons is None else MET


def _cause_named(question: Question) -> Answered:
    return lacking(Needed.GROUND, "cause") if question.record.data.cause is None else MET


def _units_named(question: Question) -> Answered:
    """Answer whether the units are named; the first day of the suspension is that of the step."""
    return MET if question.record.data.units else lacking(Needed.GROUND, "units")


def _received(question: Question) -> Answered:
    """Answer whether sample and fee were there by the day of the step (4.2.4)."""
    receipt = question.held.brought.receipt
    days = {} if receipt is None else {"sample": receipt.sample_received_on, "fee": receipt.fee_received_on}
    late = [f"{name}_received_on" for name in ("sample", "fee") if (day := days.get(name)) is None or day > question.on]
    return lacking(Needed.DAY, *late) if late else MET


def _only_non_critical_failed(question: Question) -> Answered:
    """Answer whether every item that fails is one that the body holds non-critical, and whether one does fail."""
    matter = question.matter()
    if matter is None:
        return NO_APPLICATION
    own = [each for each in matter.shown if each.adoption is None]
    bad = {name for each in own[-1:] for name, outcome in each.outcomes.items() if outcome is BAD}
    if not bad:
        return lacking(Needed.RESULT, "product_test")
    held = in_force(matter.body.non_critical_items, matter.on)
    if held is None:
        return lacking(Needed.SETTING, "non_critical_items")
    asked = matter.scheme.requirements(matter.dossier.application.tested_unit.grade)
    critical = [each.id for each in asked if each.id in bad and each.characteristic.id not in held]
    return failing(Needed.RESULT, *critical) if critical else MET


def _within_suspension_term(question: Question) -> Answered:
    """Answer whether the term of the suspension, from its first day, is not over."""
    held, situation = question.held, question.situation
    stopped = held.stopped.get(Deadline.SUSPENSION_TERM)
    clock = held.running.get(Deadline.SUSPENSION_TERM) or (None if stopped is None else stopped[0])
    if clock is None:
        return lacking(Needed.DAY, "suspension")
    rule = situation.scheme.deadlines[Deadline.SUSPENSION_TERM]
    return in_time(due(rule, clock.start, situation.scheme.calendar, Circumstances(situation.body)), question.on)


def _sample_passed(question: Question) -> Answered:
    """Answer by how the sample case ended, or by the sample that stands in the evidence of this one."""
    known, matter = question.situation.outside.sample, question.matter()
    if known is not None:
        return _told(known, "sample")
    return NO_APPLICATION if matter is None else sampled(matter)


def _decision_to_appeal(question: Question) -> Answered:
    appealable = question.situation.outside.appealable
    return lacking(Needed.FINDING, "decision") if appealable is None else _told(appealable, "decision")


def _norm_adopted(question: Question) -> Answered:
    return adopted(question.row.norms, question.situation.body, question.on)


def adopted(norms: Iterable[str], body: Body, on: date) -> Answered:
    """Answer whether a body has adopted all of these norms, which only a draft prints."""
    open_norms = [norm for norm in norms if not body.adopts(norm, on)]
    return lacking(Needed.SETTING, "adopted_norms") if open_norms else MET


def _told(standing: Standing, what: str) -> Answered:
    match standing:
        case Standing.NOT_MET:
            return failing(Needed.FINDING, what)
        case Standing.OPEN:
            return lacking(Needed.FINDING, what)
        case Standing.MET | Standing.NOT_APPLICABLE:
            return Answered(standing, Why.STATED)


def _set(name: str) -> Callable[[Question], Answered]:
    def answered(question: Question) -> Answered:
        is_set = in_force(getattr(question.situation.body, name), question.on) is not None
        return MET if is_set else lacking(Needed.SETTING, name)

    return answered


def stated(guard: Guard) -> Callable[[Question], Answered]:
    """Answer a guard by what the person who takes the step states of it; silence leaves it open."""

    def answered(question: Question) -> Answered:
        return said(guard, question.record.data.stated)

    return answered


def said(guard: Guard, stated: Iterable[Stated]) -> Answered:
    """Answer a guard by the last statement on it; silence leaves it open."""
    found = [each for each in stated if each.guard is guard]
    return _told(found[-1].standing, guard) if found else lacking(Needed.STATEMENT, guard)


BY_STEP: Final[Mapping[Guard, Callable[[Question], Answered]]] = MappingProxyType(
    {
        Guard.REASONS_GIVEN: _reasons,
        Guard.CAUSE_NAMED: _cause_named,
        Guard.UNITS_AND_START_NAMED: _units_named,
        Guard.SAMPLE_AND_FEE_RECEIVED: _received,
        Guard.ONLY_NON_CRITICAL_FAILED: _only_non_critical_failed,
        Guard.RECTIFICATION_TERM_SET: _set("rectification_term"),
        Guard.NUMBER_FORMAT_SET: _set("number_format"),
        Guard.RENEWAL_NUMBER_SET: _set("renewal_number"),
        Guard.RENEWAL_START_SET: _set("renewal_start"),
        Guard.WITHIN_SUSPENSION_TERM: _within_suspension_term,
        Guard.SAMPLE_PASSED: _sample_passed,
        Guard.DECISION_TO_APPEAL: _decision_to_appeal,
        Guard.NORM_ADOPTED: _norm_adopted,
    }
)
