"""`score` for columns: many cards of one table at a time, with the same answers. Whole numbers only.

Scores are compared by products instead of quotients, in 64-bit integers. A table whose products could leave them is
refused before anything is computed, so that none ever wraps round.
"""

from dataclasses import dataclass
from math import lcm, prod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from app.certification.scorecard import Heading, Scorecard, Unit
from app.certification.standing import Standing

NOT_APPLICABLE, UNANSWERED = -1, -2
STANDINGS = (Standing.NOT_MET, Standing.OPEN, Standing.MET)
_NOT_MET, _OPEN, _MET = range(3)
_LARGEST = 2**63 - 1

Whole: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """Cards as columns: `points[line, card]` in the order of the table, `vetoes[veto, card]` 1, 0 or `UNANSWERED`."""

    points: npt.NDArray[np.int16]
    vetoes: npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The answers as columns.

    `got` and `applicable` are [heading, card]; the total is numerator/denominator, of the points got so far while a
    line is unanswered; `standing` is a place in `STANDINGS`.
    """

    got: Whole
    applicable: Whole
    numerator: Whole
    denominator: Whole
    standing: npt.NDArray[np.int8]


def score_cards(scorecard: Scorecard, cards: Cards) -> Scores:
    """Score every card; raises ValueError for points that no card can have and a heading that does not apply."""
    scale = _scale(scorecard)
    _check(scorecard, cards)
    parts, start = [], 0
    for heading in scorecard.headings:
        count = sum(map(len, heading.units))
        parts.append(_heading(heading, cards.points[start : start + count]))
        start += count
    got, applicable = np.stack([part[0] for part in parts]), np.stack([part[1] for part in parts])
    waits = np.stack([part[2] for part in parts])
    if not applicable.all():
        raise ValueError("a heading none of whose lines applies has no score")
    numerator, denominator = _total(scorecard, scale, got, applicable)
    least = scorecard.heading_pass
    below = got * (100 * least.denominator) < applicable * least.numerator
    goal = scorecard.total_pass
    fails = (below & ~waits).any(axis=0) | (cards.vetoes == 0).any(axis=0)
    is_open = waits.any(axis=0)
    fails |= ~is_open & (numerator * goal.denominator < denominator * goal.numerator)
    is_open |= (cards.vetoes == UNANSWERED).any(axis=0)
    standing = np.where(fails, _NOT_MET, np.where(is_open, _OPEN, _MET)).astype(np.int8)
    return Scores(got, applicable, numerator, denominator, standing)


def _scale(scorecard: Scorecard) -> int:
    """Return the common denominator of the weights; raises OverflowError where a product could exceed 64 bits."""
    scale = lcm(*(heading.weight.denominator for heading in scorecard.headings))
    most = [heading.section.points for heading in scorecard.headings]
    denominators = scale * prod(most)
    numerators = sum(int(heading.weight * 100 * denominators) for heading in scorecard.headings)
    goal, least = scorecard.total_pass, scorecard.heading_pass
    products = (
        numerators * goal.denominator,
        denominators * goal.numerator,
        max(most) * 100 * least.denominator,
        max(most) * least.numerator,
    )
    if max(products) > _LARGEST:
        raise OverflowError(f"{scorecard.scheme}: its products exceed 64 bits")
    return scale


def _check(scorecard: Scorecard, cards: Cards) -> None:
    most = np.array([[line.points] for line in scorecard.lines.values()], np.int16)
    if cards.points.shape[:1] != most.shape[:1] or len(cards.vetoes) != len(scorecard.vetoes):
        raise ValueError("one row for each line, and one for each veto item")
    if ((cards.points > most) | (cards.points < UNANSWERED)).any():
        raise ValueError("points below 0 or above those of the line")
    if not np.isin(cards.vetoes, (0, 1, UNANSWERED)).all():
        raise ValueError("a veto item is satisfied, not satisfied or unanswered")


def _heading(heading: Heading, points: npt.NDArray[np.int16]) -> tuple[Whole, Whole, npt.NDArray[np.bool_]]:
    """Return what was got, what applies, and whether an unanswered line could still add to it."""
    got, applicable = (np.zeros(points.shape[1], np.int64) for _ in range(2))
    waits = np.zeros(points.shape[1], np.bool_)
    start = 0
    for unit in heading.units:
        rows = points[start : start + len(unit)]
        start += len(unit)
        best, most, missing = _unit(unit, rows)
        got += best
        applicable += most
        waits |= missing > best
    return got, applicable, waits


def _unit(
    unit: Unit, rows: npt.NDArray[np.int16]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """Return the highest points given, the highest that apply, and the highest that are unanswered (0 for none)."""
    worth = np.array([[line.points] for line in unit], np.int16)
    best = np.maximum(rows, 0).max(axis=0)
    most = np.where(rows == NOT_APPLICABLE, 0, worth).max(axis=0)
    missing = np.where(rows == UNANSWERED, worth, 0).max(axis=0)
    return best, most, missing


def _total(scorecard: Scorecard, scale: int, got: Whole, applicable: Whole) -> tuple[Whole, Whole]:
    """Return the total as a fraction: each heading's share times the applicable points of all others."""
    numerator = np.zeros(got.shape[1], np.int64)
    for place, heading in enumerate(scorecard.headings):
        others = np.prod(np.delete(applicable, place, axis=0), axis=0)
        numerator += int(heading.weight * 100 * scale) * got[place] * others
    return numerator, scale * np.prod(applicable, axis=0)
