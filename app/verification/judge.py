"""One result against one requirement."""

from app.verification.finding import Finding, Flag, Reason, standing_flags
from app.verification.report import Result, Uncertainty
from app.verification.requirement import Limit, Requirement
from app.verification.statements import statements
from methods.acceptance import Span, in_unit
from methods.outcome import Outcome
from methods.reading import Graded, Measured, Worded, Written
from methods.units import convert_difference

_DECIDED = {Outcome.CONFORMING: Reason.WITHIN_LIMIT, Outcome.NONCONFORMING: Reason.BEYOND_LIMIT}


def judge_result(requirement: Requirement, result: Result | None) -> Finding:
    """Decide whether a result meets a requirement.

    An absent result is missing, a requirement that is not held undetermined, and so is a result by another method
    than those of the clause: silence is not evidence. Otherwise the reading, converted exactly into the unit of the
    limit, is held against the acceptance set (GB/T 8170-2008 clause 4.3 by the limit's own comparison).
    """
    flags = standing_flags(requirement)
    characteristic = requirement.characteristic
    if result is None:
        return Finding(characteristic, requirement, None, Outcome.MISSING, Reason.NO_RESULT, flags=flags)
    flags += edition_flags(result)
    limit = requirement.limit
    if limit is None:
        reason = Reason.LIMIT_NOT_HELD
        return Finding(characteristic, requirement, result, Outcome.UNDETERMINED, reason, flags=flags)
    if not accepts_method(requirement, result):
        reason = Reason.OTHER_METHOD if requirement.named_method else Reason.METHOD_NOT_ACCEPTED
        return Finding(characteristic, requirement, result, Outcome.UNDETERMINED, reason, flags=flags)
    return _compare(requirement, limit, result, flags)


def accepts_method(requirement: Requirement, result: Result) -> bool:
    """Tell whether the clause accepts the method of a result; a clause that names none accepts any."""
    method = result.tested_by.method
    return not requirement.methods or (method is not None and method.id in requirement.accepted)


def edition_flags(result: Result) -> tuple[Flag, ...]:
    """Flag an edition of the method that its card does not list, or that was not in force on the day of the test."""
    method, year = result.tested_by.method, result.tested_by.year
    if method is None or year is None:
        return ()
    if year not in method.editions:
        return (Flag.METHOD_EDITION_UNKNOWN,)
    return (Flag.METHOD_EDITION_NOT_IN_FORCE,) if method.edition_starts_after(year, result.tested_on) else ()


def _compare(requirement: Requirement, limit: Limit, result: Result, flags: tuple[Flag, ...]) -> Finding:
    characteristic, reading = requirement.characteristic, result.reading
    outcome = limit.judge(reading, result.unit)
    reason = _reason(outcome, limit, result)
    if not isinstance(reading, Measured) or limit.unit is None or result.unit is None:
        return Finding(characteristic, requirement, result, outcome, reason, flags=flags)
    measured = reading if result.unit is limit.unit else in_unit(reading, result.unit, limit.unit)
    uncertainty = result.uncertainty
    if uncertainty is not None and result.unit is not limit.unit:
        expanded = convert_difference(uncertainty.expanded, result.unit, limit.unit)
        uncertainty = Uncertainty(expanded, uncertainty.k)
    return Finding(
        characteristic,
        requirement,
        result,
        outcome,
        reason,
        measured,
        statements(limit, measured, result.tested_by, uncertainty),
        flags,
    )


def _reason(outcome: Outcome, limit: Limit, result: Result) -> Reason:
    decided = _DECIDED.get(outcome)
    if decided is not None:
        return decided
    match result.reading:
        case Graded():
            return Reason.LIMIT_INSIDE_RESULT
        case Worded():
            return _reason_of_a_word(limit, result)
        case Measured(form=form, high=high):
            if not isinstance(limit.acceptance, Span):
                return Reason.NUMBER_AGAINST_WORDS
            if high is None and form is Written.NOT_DETECTED:
                return Reason.DETECTION_LIMIT_MISSING
            if high is None and form is Written.TRACE:
                return Reason.TRACE_WITHOUT_NUMBER
            return Reason.LIMIT_INSIDE_RESULT


def _reason_of_a_word(limit: Limit, result: Result) -> Reason:
    if isinstance(limit.acceptance, Span):
        return Reason.NOT_A_NUMBER
    return Reason.CLASS_UNKNOWN if result.characteristic.scale else Reason.WORD_NOT_LISTED
