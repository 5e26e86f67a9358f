"""A card against Table A.1: the score of each heading, the total, and whether the organisation passes. Exact.

Q = points got / points applicable x 100 for each heading, the total is the weighted sum; each heading has to reach 60
and the total 80, unrounded (appendix A). A line without answer leaves its heading open: it is never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from app.certification.scorecard import Heading, Scorecard, Unit
from app.certification.standing import Standing, weigh


class Basis(StrEnum):
    """Where the points of a line come from."""

    MARKED = "marked"
    COMPUTED = "computed"
    VIOLATION = "violation"
    EVIDENCE_TOO_OLD = "evidence_too_old"


class Reason(StrEnum):
    """Why a card does not pass, or not yet."""

    VETO_NOT_SATISFIED = "veto_not_satisfied"
    VETO_UNANSWERED = "veto_unanswered"
    HEADING_BELOW = "heading_below"
    LINE_UNANSWERED = "line_unanswered"
    TOTAL_BELOW = "total_below"


@dataclass(frozen=True, slots=True)
class Awarded:
    """The points of a line."""

    points: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A line that leaves the denominator, and who beside the evaluator approved that."""

    reason: str
    approved_by: str


Answer: TypeAlias = Awarded | NotApplicable


@dataclass(frozen=True, slots=True)
class Card:
    """What an evaluator found: an answer for each line, whether each veto item is satisfied, what raising costs.

    A line or a veto item that is not in the mapping is unanswered. A line costs 1 to raise where nothing is said.
    """

    scheme: str
    organisation: str
    evaluator: str
    evaluated_on: date
    answers: Mapping[str, Answer]
    vetoes: Mapping[str, bool]
    costs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HeadingScore:
    """One heading: whole points, and the lines that still need an answer."""

    heading: Heading
    got: int
    applicable: int
    unanswered: tuple[str, ...]
    standing: Standing

    @property
    def quotient(self) -> Fraction:
        """Return Q, of the points got so far."""
        return Fraction(self.got * 100, self.applicable)


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason and the heading, line or veto item it is about ("" for the total)."""

    reason: Reason
    at: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The same card with every line that does not apply counted as zero."""

    total: Fraction
    standing: Standing


@dataclass(frozen=True, slots=True)
class Score:
    """Where a card stands. `total` and `sensitivity` are None while a line is unanswered."""

    scheme: str
    headings: tuple[HeadingScore, ...]
    total: Fraction | None
    standing: Standing
    causes: tuple[Cause, ...]
    not_applicable: tuple[str, ...]
    sensitivity: Sensitivity | None


def score(scorecard: Scorecard, card: Card) -> Score:
    """Score a card; raises ValueError for a heading none of whose lines applies, which has no score."""
    own = _assess(scorecard, card)
    left_out = tuple(line for line in scorecard.lines if isinstance(card.answers.get(line), NotApplicable))
    if own.total is None:
        return replace(own, not_applicable=left_out)
    zeros = {line: Awarded(0, Basis.MARKED) for line in left_out}
    strict = _assess(scorecard, replace(card, answers={**card.answers, **zeros}))
    sensitivity = Sensitivity(_total(strict.headings), strict.standing)
    return replace(own, not_applicable=left_out, sensitivity=sensitivity)


def points_of(unit: Unit, answers: Mapping[str, Answer]) -> tuple[int, int, tuple[str, ...]]:
    """Return the points got, the points applicable, and the lines whose answer could still add to them.

    Of lines that exclude each other the highest counts, got and applicable alike.
    """
    asked = [line for line in unit if not isinstance(answers.get(line.id), NotApplicable)]
    got = max((_points(answers.get(line.id)) for line in asked), default=0)
    unanswered = tuple(line.id for line in asked if line.id not in answers and line.points > got)
    return got, max((line.points for line in asked), default=0), unanswered


def _assess(scorecard: Scorecard, card: Card) -> Score:
    headings = tuple(_heading(scorecard, heading, card) for heading in scorecard.headings)
    is_open = any(heading.unanswered for heading in headings)
    total = None if is_open else _total(headings)
    causes = [*_of_vetoes(scorecard, card), *_of_headings(headings)]
    if total is not None and total < scorecard.total_pass:
        causes.append(Cause(Reason.TOTAL_BELOW, ""))
    standing = weigh([Standing.MET, *(_standing(cause) for cause in causes)])
    return Score(scorecard.scheme, headings, total, standing, tuple(causes), (), None)


def _total(headings: tuple[HeadingScore, ...]) -> Fraction:
    return sum((part.heading.weight * part.quotient for part in headings), Fraction(0))


def _heading(scorecard: Scorecard, heading: Heading, card: Card) -> HeadingScore:
    units = [points_of(unit, card.answers) for unit in heading.units]
    got, applicable = sum(unit[0] for unit in units), sum(unit[1] for unit in units)
    if applicable == 0:
        raise ValueError(f"{heading.id}: nothing of the heading applies")
    unanswered = tuple(line for unit in units for line in unit[2])
    if unanswered:
        standing = Standing.OPEN
    else:
        reached = got * 100 >= scorecard.heading_pass * applicable
        standing = Standing.MET if reached else Standing.NOT_MET
    return HeadingScore(heading, got, applicable, unanswered, standing)


def _of_vetoes(scorecard: Scorecard, card: Card) -> list[Cause]:
    causes = []
    for veto in scorecard.vetoes:
        satisfied = card.vetoes.get(veto.id)
        if satisfied is None:
            causes.append(Cause(Reason.VETO_UNANSWERED, veto.id))
        elif not satisfied:
            causes.append(Cause(Reason.VETO_NOT_SATISFIED, veto.id))
    return causes


def _of_headings(headings: tuple[HeadingScore, ...]) -> list[Cause]:
    causes = []
    for part in headings:
        causes += [Cause(Reason.LINE_UNANSWERED, line) for line in part.unanswered]
        if part.standing is Standing.NOT_MET:
            causes.append(Cause(Reason.HEADING_BELOW, part.heading.id))
    return causes


def _standing(cause: Cause) -> Standing:
    match cause.reason:
        case Reason.VETO_NOT_SATISFIED | Reason.HEADING_BELOW | Reason.TOTAL_BELOW:
            return Standing.NOT_MET
        case Reason.VETO_UNANSWERED | Reason.LINE_UNANSWERED:
            return Standing.OPEN


def _points(answer: Answer | None) -> int:
    return answer.points if isinstance(answer, Awarded) else 0
