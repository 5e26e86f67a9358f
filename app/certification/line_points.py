"""Points that a rule prints how to compute: rungs of a ladder, awards up to a cap, ratios against a limit."""

from collections.abc import Mapping
from fractions import Fraction

from app.certification.scorecard import Count, Ladder, Ratio


def points_for_rank(ladder: Ladder, rank: int) -> int:
    """Return the points of a rank, 1 being the best; beyond the last step none."""
    return next((step.points for step in ladder.steps if rank <= step.to), 0)


def points_for_awards(count: Count, awards: Mapping[str, int], cap: int) -> int:
    """Return the points of all awards, no more than the cap; `awards` has a number for every level."""
    return min(cap, sum(level.points * awards[level.id] for level in count.levels))


def is_reached(ratio: Ratio, numerator: Fraction, denominator: Fraction) -> bool:
    """Tell whether numerator/denominator reaches the limit; the denominator is above 0.

    3 % of the staff is not more than 3 %; 3 % of sales is not less than 3 %.
    """
    share, limit = numerator * 100, ratio.percent * denominator
    return share > limit if ratio.is_strict else share >= limit
