"""What is found of one condition of a programme: where it stands, why, and the exact numbers behind it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from app.certification.amounts import Amount
from app.certification.entry import Waiver
from app.certification.stage import Norm
from app.certification.standing import Standing


class Reason(StrEnum):
    """Why a condition stands as it does."""

    STATED = "stated"
    STATED_NOT_TO_HOLD = "stated_not_to_hold"
    NOT_STATED = "not_stated"
    REACHES_FIGURE = "reaches_figure"
    AT_FIGURE_AS_READ = "at_figure_as_read"
    BELOW_FIGURE = "below_figure"
    NO_FIGURE_PRINTED = "no_figure_printed"
    ABOVE_ZERO = "above_zero"
    NOT_ABOVE_ZERO = "not_above_zero"
    GREW = "grew"
    DID_NOT_GROW = "did_not_grow"
    RECORD_CLEAN = "record_clean"
    RECORD_NOT_CLEAN = "record_not_clean"
    WINDOW_NOT_COVERED = "window_not_covered"
    VALID = "valid"
    NOT_OWNED = "not_owned"
    EXPIRED = "expired"
    LISTED = "listed"
    NOT_LISTED = "not_listed"
    LIST_IS_OPEN = "list_is_open"
    STANDINGS_NOT_STATED = "standings_not_stated"
    EVIDENCE_MISSING = "evidence_missing"
    WAIVED = "waived"
    MAY_BE_LOWERED = "may_be_lowered"
    GRANTED = "granted"
    DENIED = "denied"
    DOCUMENT_FILED = "document_filed"
    DOCUMENT_MISSING = "document_missing"


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a condition stands; `found` and `needed` as a person reads them.

    `value` and `figure` are exact and in the unit of the figure, where a sum or a scale was compared with one.
    """

    standing: Standing
    reason: Reason
    found: str | None = None
    needed: str | None = None
    value: Fraction | None = None
    figure: Amount | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found of one condition or document, with its ground. `doubts` are ids of the programme's readings."""

    condition: str
    zh: str
    en: str
    norm: Norm
    answer: Answer
    doubts: tuple[str, ...] = ()
    waiver: str | None = None

    @property
    def standing(self) -> Standing:
        """Return where the condition stands."""
        return self.answer.standing

    @property
    def reason(self) -> Reason:
        """Return why."""
        return self.answer.reason

    def turned(self, standing: Standing, reason: Reason, waiver: Waiver | None = None) -> "Finding":
        """Return the finding after a waiver, whose doubts come with it, or after a person's ruling.

        What was compared stays in it.
        """
        answer = replace(self.answer, standing=standing, reason=reason)
        if waiver is None:
            return replace(self, answer=answer)
        return replace(self, answer=answer, waiver=waiver.id, doubts=(*self.doubts, *waiver.doubts))
