"""A laboratory's bytes -> verdicts, through the one funnel."""

from dataclasses import dataclass
from datetime import date

from app.intake.take_in import Refused, refuse_dates, take_in
from app.ports import RuleShelf
from app.verification.scheme import Scheme
from app.verification.verdict import Verdict
from app.verification.verify import verify
from lims_adapters.contract import Delivery, Issue, RawReport


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a delivery: scheme, the grade where the report names none, and the day of the edition.

    `as_of` None takes the day on which the report was issued, never today.
    """

    scheme_id: str
    grade: str | None = None
    as_of: date | None = None


def verify_delivery(delivery: Delivery, question: Question, shelf: RuleShelf) -> tuple[Verdict, ...] | Refused:
    """Judge every report of a delivery, or refuse it with all of its faults; nothing is judged in part."""
    issues = list(delivery.issues)
    scheme = shelf.schemes.get(question.scheme_id)
    if scheme is None:
        expected = "one of " + ", ".join(sorted(shelf.schemes))
        return Refused((*issues, Issue("scheme_unknown", "--scheme", question.scheme_id, expected)))
    verdicts: list[Verdict] = []
    for raw in delivery.reports:
        answer = _verify_one(raw, question, scheme, shelf)
        if isinstance(answer, Refused):
            issues.extend(issue for issue in answer.issues if issue not in issues)
        else:
            verdicts.append(answer)
    return Refused(tuple(issues)) if issues else tuple(verdicts)


def _verify_one(raw: RawReport, question: Question, scheme: Scheme, shelf: RuleShelf) -> Verdict | Refused:
    report = take_in(raw, scheme, shelf.vocabulary, question.grade)
    if isinstance(report, Refused):
        return report
    issues = refuse_dates(report, scheme)
    as_of = question.as_of or report.issued_on
    if not scheme.covers(as_of):
        expected = f"a day from {scheme.in_force} on, when {scheme.id} is in force"
        issues = (*issues, Issue("scheme_not_in_force", "as_of", as_of.isoformat(), expected))
    return Refused(issues) if issues else verify(scheme, report, as_of)
