"""What a test, or a report that is adopted instead of one, shows of each requirement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.adoption import Adoption, Answer, adopt
from app.certification.dossier import ProductTest
from app.verification.verdict import Verdict
from methods.outcome import Outcome

GOOD, BAD = Outcome.CONFORMING, Outcome.NONCONFORMING


@dataclass(frozen=True, slots=True)
class Shown:
    """One test: conforming or nonconforming by requirement id; what is undecided or not adopted is not there.

    `adoption` is None for a test of the unit's own.
    """

    test: ProductTest
    adoption: Adoption | None
    outcomes: Mapping[str, Outcome]

    @property
    def report_no(self) -> str:
        """Return the number of the report."""
        return self.test.verdict.report.report_no

    @property
    def counts_from(self) -> date:
        """Return the day from which the test counts: its report's, or the day of adoption."""
        return self.test.verdict.report.issued_on if self.test.adopted is None else self.test.adopted.on


def shown(test: ProductTest) -> Shown:
    """Return what a test shows; of a report only what was adopted counts."""
    if test.adopted is None:
        return Shown(test, None, _of_verdict(test.verdict))
    adoption = adopt(test.verdict, test.adopted.assessment, test.adopted.on)
    counts = adoption.answer is not Answer.REJECT
    good = {item.requirement.id: GOOD for item in adoption.items if counts and item.reason is None}
    return Shown(test, adoption, good)


def in_order(tests: Iterable[ProductTest]) -> tuple[Shown, ...]:
    """Return what tests show, in the order in which they count, whatever the order of their listing.

    Of one day those that fail come last: what passed on that day does not put them right.
    """
    return tuple(sorted(map(shown, tests), key=lambda each: (each.counts_from, BAD in each.outcomes.values())))


def _of_verdict(verdict: Verdict) -> Mapping[str, Outcome]:
    """Return the worst outcome of each requirement, where its results decide it."""
    seen: dict[str, set[Outcome]] = {}
    for finding in verdict.findings:
        if finding.requirement is not None and finding.outcome is not Outcome.NOT_APPLICABLE:
            seen.setdefault(finding.requirement.id, set()).add(finding.outcome)
    return {
        requirement: BAD if BAD in outcomes else GOOD
        for requirement, outcomes in seen.items()
        if BAD in outcomes or outcomes == {GOOD}
    }
