"""The numerics behind `methods.risk_arrays`: one cache-sized piece of equally long, checked columns at a time.

The closed forms are those of `methods.joint_normal` and `methods.normal`; elements for which they would lose too many
digits go to the scalar functions one by one.
"""

from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, owens_t

from methods import risk
from methods.joint_normal import LEAST_PLACE, NOUGHT
from methods.normal import GAUSS_LEGENDRE

Floats: TypeAlias = npt.NDArray[np.float64]

_BEYOND_REACH = -40.0
_TAIL_TO_DIVIDE_BY = 5.0
_OPEN_IN_DEVIATIONS = 60.0
_NEGLIGIBLE_SHARE = 1e-9
_ERROR_ALLOWED = 1e-7
_ERROR_OF_OWENS_T = 1e-9
_ERROR_OF_TAILS = 1e-13


def conformance(columns: list[Floats]) -> tuple[Floats, Floats]:
    """Return the conformance probability and its complement from y, u, lower and upper limit, lower end of support."""
    y, u, lower, upper, start = columns
    low, high = (lower - y) / u, (upper - y) / u
    inside, outside = _inside_and_outside(low, high)
    origin = (start - y) / u
    truncated = origin > _BEYOND_REACH
    if not truncated.any():
        return inside, outside

    rows = np.flatnonzero(truncated & (origin <= _TAIL_TO_DIVIDE_BY))
    origin = origin[rows]
    low, high = np.maximum(low[rows], origin), np.maximum(high[rows], origin)
    whole = ndtr(-origin)
    inside[rows] = _inside_and_outside(low, high)[0] / whole
    outside[rows] = (_inside_and_outside(origin, low)[0] + ndtr(-high)) / whole
    truncated[rows] = False
    for row in np.flatnonzero(truncated):
        value, deviation, low_end, high_end, support = (column[row].item() for column in columns)
        tolerance = _interval(low_end, high_end)
        answer = risk.conformance_probability(value, deviation, tolerance, truncated_below=support)
        inside[row], outside[row] = answer.conform, answer.nonconform
    return inside, outside


def _inside_and_outside(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return P(low <= Z <= high) and P(Z outside), each with its own digits."""
    above = low + high > 0
    far, near = np.where(above, -high, low), np.where(above, -low, high)
    # One call serves Phi(near) and its complement; 1 - tail loses nothing, as the tail is at most 1/2.
    far_tail, tail, around = ndtr(far), ndtr(-np.abs(near)), near > 0
    inside = np.where(around, 1 - tail, tail) - far_tail
    width = near - far
    thin = np.flatnonzero(width * np.maximum(1, -far) < 1)
    if thin.size:
        half = width[thin] / 2
        middle = near[thin] - half
        inside[thin] = 0
        for node, weight in GAUSS_LEGENDRE:
            for x in (middle - half * node, middle + half * node):
                inside[thin] += weight / np.sqrt(2 * np.pi) * half * np.exp(-x * x / 2)
    return inside, far_tail + np.where(around, tail, 1 - tail)


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """As `methods.joint_normal.discordance`, with a bound of the absolute error of both."""

    over: Floats
    under: Floats
    error: Floats

    @classmethod
    def of(cls, t: Floats, gap: Floats, m: Floats, spread: Floats) -> Self:
        t = np.where(np.abs(t) > LEAST_PLACE, t, NOUGHT)
        gap = np.where(np.abs(gap) > LEAST_PLACE, gap, 0)
        place = t + gap
        place[np.abs(place) <= LEAST_PLACE] = NOUGHT
        k = place / spread
        at_true, at_measured = owens_t(t, gap / (t * m)), owens_t(k, (t * m * m - gap) / (m * place))
        opposite = ((t < 0) != (k < 0)) / 2
        side = np.where(t + k > 0, -0.5, 0.5)
        shift_from, shift_to = side * ndtr(2 * side * t), side * ndtr(2 * side * k)
        shift = shift_to - shift_from
        both = at_true + at_measured + opposite
        error = _ERROR_OF_OWENS_T * (np.abs(at_true) + np.abs(at_measured))
        error += _ERROR_OF_TAILS * (np.abs(shift_from) + np.abs(shift_to) + opposite)
        return cls(both + shift, both - shift, error)


def global_risk(columns: list[Floats]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return R_C, R_P, P(accepted) and P(rejected) from mean, sd, um, T_L, T_U, A_L, A_U."""
    mean, sd, um, *limits = columns
    m, whole_sd = um / sd, np.hypot(sd, um)
    consumers, producers, error = _closed_form(mean, sd, um, limits)
    for risks in (consumers, producers):
        good = (m >= risk.CLOSED_FORM_FROM_RATIO) & (
            (risks >= risk.CLOSED_FORM_FROM_RISK) | (error <= _ERROR_ALLOWED * risks)
        )
        for row in np.flatnonzero(~good):
            at, deviation, error_sd, TL, TU, AL, AU = (column[row].item() for column in columns)
            sides = risk.sides(risk.Process(at, deviation), error_sd, _interval(TL, TU), _interval(AL, AU))
            risks[row] = sum(side.consumers_risk() if risks is consumers else side.producers_risk() for side in sides)
    accepted, rejected = _inside_and_outside((limits[2] - mean) / whole_sd, (limits[3] - mean) / whole_sd)
    return consumers, producers, accepted, rejected


def _closed_form(mean: Floats, sd: Floats, um: Floats, limits: list[Floats]) -> tuple[Floats, Floats, Floats]:
    """Return R_C, R_P and a bound of the absolute error of both."""
    m, spread = um / sd, np.hypot(1, um / sd)
    reach = _OPEN_IN_DEVIATIONS * spread * sd
    TL, TU, AL, AU = (np.clip(limit, mean - reach, mean + reach) for limit in limits)
    low, high = (TL - mean) / sd, (TU - mean) / sd
    lower, upper = _Pair.of(low, (AL - TL) / sd, m, spread), _Pair.of(high, (AU - TU) / sd, m, spread)
    consumers, producers, error = upper.over + lower.under, upper.under + lower.over, upper.error + lower.error

    # Beyond one tolerance limit and measured beyond the opposite acceptance limit: in both sums, but no risk.
    most = ndtr((AL - TU) / um) * ndtr(-high) + ndtr((TL - AU) / um) * ndtr(low)
    rows = np.flatnonzero(most > _NEGLIGIBLE_SHARE * np.minimum(consumers, producers))
    if rows.size:
        across = _Pair.of(high[rows], ((AL - TU) / sd)[rows], m[rows], spread[rows])
        back = _Pair.of(low[rows], ((AU - TL) / sd)[rows], m[rows], spread[rows])
        consumers[rows] -= across.over + back.under
        producers[rows] -= across.over + back.under
        error[rows] += across.error + back.error
    return consumers, producers, error


def _interval(lower: float, upper: float) -> risk.Interval:
    return risk.Interval(None if lower == -np.inf else lower, None if upper == np.inf else upper)
