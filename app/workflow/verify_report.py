"""A laboratory's bytes -> verdicts, through the one funnel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.intake.take_in import Asked, Refused, take_in
from app.ports.rules import RuleShelf
from app.verification.scheme import Scheme
from app.verification.verdict import Verdict
from app.verification.verify import verify
from lims_adapters.contract import Delivery, Issue, RawReport

# The scheme as it is held on a day: with the limits that a body has adopted.
Hold = Callable[[Scheme, date], Scheme]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a delivery: the scheme, and the grade and day that its reports leave open."""

    scheme_id: str
    grade: str | None = None
    as_of: date | None = None


def verify_delivery(
    delivery: Delivery, question: Question, shelf: RuleShelf, hold: Hold | None = None
) -> tuple[Verdict, ...] | Refused:
    """Judge every report of a delivery, or refuse it with all of its faults; nothing is judged in part.

    `hold` puts limits that a body has adopted into the scheme, as of the day of each verdict. A report is read
    without them: what can be read of it does not depend on what a body has adopted.
    """
    scheme = shelf.schemes.get(question.scheme_id)
    if scheme is None:
        expected = "one of " + ", ".join(sorted(shelf.schemes))
        return Refused((*delivery.issues, Issue("scheme_unknown", "--scheme", question.scheme_id, expected)))
    if not delivery.reports and not delivery.issues:
        return Refused((Issue("no_results", "/results", "", "at least one result"),))
    answers = [_verify_one(raw, question, scheme, shelf, hold) for raw in delivery.reports]
    issues = _all_issues(delivery, [answer for answer in answers if isinstance(answer, Refused)])
    if issues:
        return Refused(issues)
    return tuple(answer for answer in answers if isinstance(answer, Verdict))


def _all_issues(delivery: Delivery, refused: Sequence[Refused]) -> tuple[Issue, ...]:
    """Return every fault once; where the form was at fault, what followed from it is not told again."""
    broken = {issue.where for issue in delivery.issues}
    found = (issue for answer in refused for issue in answer.issues if issue.where not in broken)
    return tuple(dict.fromkeys((*delivery.issues, *found)))


def _verify_one(
    raw: RawReport, question: Question, scheme: Scheme, shelf: RuleShelf, hold: Hold | None
) -> Verdict | Refused:
    report = take_in(raw, scheme, shelf.vocabulary, Asked(question.grade, question.as_of))
    if isinstance(report, Refused):
        return report
    as_of = question.as_of or report.issued_on
    return verify(scheme if hold is None else hold(scheme, as_of), report, as_of)
