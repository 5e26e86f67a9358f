"""Whether the results of an existing report are adopted instead of a new test (clause 4.2.5 of both rules).

The report's age is judged once, on the day of adoption. A laboratory need not be a designated one: its ability and its
results are assessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.certification.assessment import Assessment
from app.certification.terms import years_after_or_last
from app.certification.unit import differences
from app.verification.finding import Finding, Flag
from app.verification.requirement import Requirement
from app.verification.verdict import Verdict
from methods.outcome import Outcome

OLDEST_YEARS = 2


class Answer(StrEnum):
    """What becomes of a report."""

    ADOPT = "adopt"
    PARTLY = "partly"
    REJECT = "reject"


class AdoptionReason(StrEnum):
    """Why a report, or the results for one item, are not adopted."""

    ISSUED_LATER = "issued_later"
    TOO_OLD = "too_old"
    ASSESSED_LATER = "assessed_later"
    OTHER_LABORATORY = "other_laboratory"
    OTHER_UNIT = "other_unit"
    RESULTS_NOT_ACCEPTED = "results_not_accepted"
    UNIT_NONCONFORMING = "unit_nonconforming"
    NO_RESULT = "no_result"
    NOT_DECIDED = "not_decided"
    METHOD_NOT_ASSESSED = "method_not_assessed"
    EDITION_NOT_IN_FORCE = "edition_not_in_force"


@dataclass(frozen=True, slots=True)
class ItemAdoption:
    """One requirement: `reason` says why it has to be tested anew, None where its results are adopted."""

    requirement: Requirement
    reason: AdoptionReason | None


@dataclass(frozen=True, slots=True)
class Adoption:
    """The answer, why the report as a whole is rejected, every item, and the last day on which it could be adopted.

    `differs_in` names the members of the unit in which the report is not known to be about it.
    """

    answer: Answer
    reasons: tuple[AdoptionReason, ...]
    differs_in: tuple[str, ...]
    items: tuple[ItemAdoption, ...]
    last_day: date

    @property
    def to_test(self) -> tuple[ItemAdoption, ...]:
        """Return the tests still to do, each with its reason: of a rejected report all of them."""
        if self.answer is Answer.REJECT:
            return tuple(ItemAdoption(item.requirement, item.reason or self.reasons[0]) for item in self.items)
        return tuple(item for item in self.items if item.reason is not None)


def adopt(verdict: Verdict, assessment: Assessment, on: date) -> Adoption:
    """Decide on a report on a day: adopt it, adopt a part of its results, or reject it.

    A report that shows the unit nonconforming is rejected whole: its other results would hide the failed test.
    """
    last_day = years_after_or_last(verdict.report.issued_on, OLDEST_YEARS)
    differs_in = differences(assessment.unit, verdict.report)
    reasons = tuple(_against_all(verdict, assessment, on, last_day, differs_in))
    items = tuple(_item(requirement, verdict, assessment) for requirement in _requirements(verdict))
    if reasons or all(item.reason is not None for item in items):
        answer = Answer.REJECT
    else:
        answer = Answer.ADOPT if all(item.reason is None for item in items) else Answer.PARTLY
    return Adoption(answer, reasons, differs_in, items, last_day)


def _against_all(
    verdict: Verdict, assessment: Assessment, on: date, last_day: date, differs_in: Sequence[str]
) -> Iterator[AdoptionReason]:
    report = verdict.report
    if on < report.issued_on:
        yield AdoptionReason.ISSUED_LATER
    if on > last_day:
        yield AdoptionReason.TOO_OLD
    if on < assessment.assessed_on:
        yield AdoptionReason.ASSESSED_LATER
    if report.origin.laboratory != assessment.laboratory:
        yield AdoptionReason.OTHER_LABORATORY
    if differs_in:
        yield AdoptionReason.OTHER_UNIT
    if not assessment.results_accepted:
        yield AdoptionReason.RESULTS_NOT_ACCEPTED
    if verdict.outcome is Outcome.NONCONFORMING:
        yield AdoptionReason.UNIT_NONCONFORMING


def _requirements(verdict: Verdict) -> tuple[Requirement, ...]:
    return verdict.scheme.requirements[verdict.report.grade or ""]


def _item(requirement: Requirement, verdict: Verdict, assessment: Assessment) -> ItemAdoption:
    """Judge the results for one requirement; those that do not count beside the named method are left aside."""
    findings = [
        finding
        for finding in verdict.findings
        if finding.requirement is requirement and finding.outcome is not Outcome.NOT_APPLICABLE
    ]
    reasons = [_against(finding, assessment) for finding in findings] or [AdoptionReason.NO_RESULT]
    return ItemAdoption(requirement, next((reason for reason in reasons if reason is not None), None))


def _against(finding: Finding, assessment: Assessment) -> AdoptionReason | None:
    if finding.result is None:
        return AdoptionReason.NO_RESULT
    if finding.outcome is not Outcome.CONFORMING:
        return AdoptionReason.NOT_DECIDED
    if Flag.METHOD_EDITION_NOT_IN_FORCE in finding.flags:
        return AdoptionReason.EDITION_NOT_IN_FORCE
    if not any(method.covers(finding.result) for method in assessment.methods):
        return AdoptionReason.METHOD_NOT_ASSESSED
    return None
