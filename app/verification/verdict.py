"""The verdict on one sample's report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.verification.finding import Finding, StillNeeded
from app.verification.report import TestReport
from app.verification.scheme import Scheme
from methods.outcome import Outcome

# The version of what the words of a verdict mean; a change of any judging rule changes it.
JUDGING = "labverdict.judging/1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a report shows under a scheme's edition of `as_of`.

    `findings` are the requirements in the scheme's order, each with all of its results, then items not asked.
    """

    scheme: Scheme
    report: TestReport
    as_of: date
    outcome: Outcome
    findings: tuple[Finding, ...]
    still_needed: tuple[StillNeeded, ...]


def weigh(outcomes: Iterable[Outcome]) -> Outcome:
    """Roll outcomes up: one nonconforming decides; conforming needs at least one and nothing open.

    An empty set of requirements conforms to nothing, so it stays undetermined (rule 4.2.2: any one item failing
    fails the unit).
    """
    seen = set(outcomes)
    if Outcome.NONCONFORMING in seen:
        return Outcome.NONCONFORMING
    if Outcome.CONFORMING in seen and seen <= {Outcome.CONFORMING, Outcome.NOT_APPLICABLE}:
        return Outcome.CONFORMING
    return Outcome.UNDETERMINED
