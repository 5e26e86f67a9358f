"""Past decisions that rest on evidence which is no longer what it was: they are looked at again, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.certification.cases.held import Decided, Held


@dataclass(frozen=True, slots=True)
class ToReview:
    """A decision to look at again: the reports corrected since, and whether the evidence of its case changed."""

    decided: Decided
    corrected: tuple[str, ...]
    evidence_changed: bool


def to_review(held: Held, corrected: Mapping[str, date]) -> tuple[ToReview, ...]:
    """Return the decisions of a case to look at again; `corrected` has the last day on which each report was corrected.

    A correction of the day of the decision counts: nobody can tell which came first.
    """
    found = (
        ToReview(
            decided,
            tuple(sorted(no for no in decided.reports if no in corrected and corrected[no] >= decided.on)),
            held.evidence > decided.n,
        )
        for decided in held.decisions
    )
    return tuple(each for each in found if each.corrected or each.evidence_changed)
