"""What was decided, as cases that can be compared and told."""

from dataclasses import dataclass

from app.certification.answers import Finding
from app.certification.decide import Decision
from app.certification.dossier import Dossier
from app.certification.eligibility import Assessment
from app.certification.finding import ClauseFinding
from app.certification.simulation import Decided, Point
from app.certification.standing import Standing
from app.cli.naming import clause_name
from app.verification.finding import Finding as ResultFinding
from app.verification.requirement import Requirement
from app.verification.verdict import Verdict
from app.wording import REASONS, Words
from app.wording.deciding import WHYS
from app.wording.eligibility import ENTRY_REASONS
from methods.outcome import Outcome
from methods.printing import exact_text


@dataclass(frozen=True, slots=True)
class Told:
    """One answered question as a reader gets it: `article` is where it stands, `value` exact in the figure's unit.

    `doubts` are the readings of its source that it rests on.
    """

    name: Words
    article: str
    reason: str
    reason_words: Words
    found: str | None
    needed: str | None
    value: str | None = None
    figure: str | None = None
    waiver: str | None = None
    doubts: tuple[str, ...] = ()


def case_of_assessment(assessment: Assessment) -> Decided[Told]:
    """Return an applicant as it stands under a programme, by conditions."""
    points = {finding.condition: Point(finding.standing, _of_condition(finding)) for finding in assessment.findings}
    return Decided(assessment.applicant, assessment.standing, points)


def _of_condition(finding: Finding) -> Told:
    answer, value, figure = finding.answer, finding.answer.value, finding.answer.figure
    return Told(
        name=Words(finding.zh, finding.en),
        article=finding.norm.article,
        reason=answer.reason,
        reason_words=ENTRY_REASONS[answer.reason],
        found=answer.found,
        needed=answer.needed,
        value=None if value is None else exact_text(value),
        figure=None if figure is None else str(figure),
        waiver=finding.waiver,
        doubts=finding.doubts,
    )


def case_of_decision(dossier: Dossier, decision: Decision) -> Decided[Told]:
    """Return a dossier as it stands under a scheme, by clauses."""
    points = {
        finding.clause.number: Point(finding.answered.standing, _of_clause(finding)) for finding in decision.findings
    }
    return Decided(f"{dossier.application.number} {dossier.application.applicant.name}", decision.standing, points)


def _of_clause(finding: ClauseFinding) -> Told:
    clause, answered = finding.clause, finding.answered
    return Told(
        name=Words(clause.anchor, clause.anchor),
        article=clause.number,
        reason=answered.why,
        reason_words=WHYS[answered.why],
        found="; ".join(f"{name} {figure}" for name, figure in answered.figures) or None,
        needed="; ".join(f"{need.sort} {need.what}" for need in answered.needs) or None,
    )


def case_of_verdict(verdict: Verdict) -> Decided[Told]:
    """Return a sample's report as it stands under a scheme, by requirements; another edition has the same keys."""
    points: dict[str, Point[Told]] = {}
    for finding in verdict.findings:
        if finding.requirement is None:
            continue
        key = finding.requirement.id.partition("/")[2]
        count = sum(known.partition("#")[0] == key for known in points)
        points[f"{key}#{count + 1}" if count else key] = Point(
            _standing(finding.outcome), _of_result(finding, finding.requirement)
        )
    return Decided(f"{verdict.report.report_no} {verdict.report.sample_id}", _standing(verdict.outcome), points)


def _of_result(finding: ResultFinding, requirement: Requirement) -> Told:
    return Told(
        name=Words(finding.characteristic.zh, finding.characteristic.en),
        article=clause_name(requirement.clause),
        reason=finding.reason,
        reason_words=REASONS[finding.reason],
        found=None if finding.result is None else f"{finding.result.typed} {finding.result.unit_typed}".rstrip(),
        needed=None if finding.limit is None else finding.limit.text,
        value=finding.value,
    )


def _standing(outcome: Outcome) -> Standing:
    match outcome:
        case Outcome.CONFORMING:
            return Standing.MET
        case Outcome.NONCONFORMING:
            return Standing.NOT_MET
        case Outcome.NOT_APPLICABLE:
            return Standing.NOT_APPLICABLE
        case Outcome.UNDETERMINED | Outcome.MISSING | Outcome.INVALID:
            return Standing.OPEN
