"""A report against everything that a scheme asks of a sample."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.verification.cross_checks import cross_checked
from app.verification.finding import Finding, Reason, StillNeeded
from app.verification.judge import accepts_method, judge_result
from app.verification.report import Result, TestReport
from app.verification.requirement import Requirement
from app.verification.scheme import Scheme
from app.verification.verdict import Verdict, weigh
from methods.outcome import Outcome

_DECIDED = frozenset({Outcome.CONFORMING, Outcome.NONCONFORMING, Outcome.NOT_APPLICABLE})


def verify(scheme: Scheme, report: TestReport, as_of: date) -> Verdict:
    """Judge every result against every requirement on its characteristic, and roll the outcomes up.

    Each result of an item is judged and shown, so the worst one counts. The caller has made sure that the scheme's
    edition covers `as_of`, the standard's edition every day of testing, and that the scheme has the grade.
    """
    requirements = scheme.requirements[report.grade or ""]
    by_item: dict[str, list[Result]] = {}
    for result in report.results:
        by_item.setdefault(result.characteristic.id, []).append(result)
    findings: list[Finding] = []
    for requirement in requirements:
        findings.extend(_judge_item(requirement, by_item.get(requirement.characteristic.id, ())))
    asked = {requirement.characteristic.id for requirement in requirements}
    findings.extend(_not_asked(result) for result in report.results if result.characteristic.id not in asked)
    checked = cross_checked(report.results, findings)
    return Verdict(scheme, report, as_of, weigh(f.outcome for f in checked), checked, _still_needed(checked))


def _judge_item(requirement: Requirement, results: Sequence[Result]) -> list[Finding]:
    if not results:
        return [judge_result(requirement, None)]
    findings = [judge_result(requirement, result) for result in results]
    if requirement.named_method and any(accepts_method(requirement, result) for result in results):
        return [_beside_named(finding) for finding in findings]
    return findings


def _beside_named(finding: Finding) -> Finding:
    """Set a result by another method aside where one by the method that the clause names is there too.

    Not if it lies beyond the limit itself: that the methods disagree on the limit is for a person to see.
    """
    requirement, result = finding.requirement, finding.result
    if finding.reason is not Reason.OTHER_METHOD or requirement is None or requirement.limit is None or result is None:
        return finding
    if requirement.limit.judge(result.reading, result.unit) is not Outcome.CONFORMING:
        return finding
    return replace(finding, outcome=Outcome.NOT_APPLICABLE, reason=Reason.BESIDE_NAMED_METHOD)


def _not_asked(result: Result) -> Finding:
    return Finding(result.characteristic, None, result, Outcome.NOT_APPLICABLE, Reason.NOT_REQUIRED)


def _still_needed(findings: Sequence[Finding]) -> tuple[StillNeeded, ...]:
    return tuple(
        StillNeeded(finding.requirement, finding.reason)
        for finding in findings
        if finding.requirement is not None and finding.outcome not in _DECIDED
    )
