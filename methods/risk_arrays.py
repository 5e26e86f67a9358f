"""`methods.risk` for columns: the same questions and the same answers, many at a time.

Arguments are arrays or numbers that broadcast against each other; an open end is -inf or +inf. Results agree with
`methods.risk` to 1e-6 in relative terms everywhere: where the closed form is not good enough, the element is integrated
by `methods.risk`, some thousand times slower. Refuses what `methods.risk` refuses, for the whole call.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from methods import risk, risk_kernels
from methods.normal import SMALLEST_PROBABILITY
from methods.risk import RiskRefused

Floats: TypeAlias = npt.NDArray[np.float64]
Column: TypeAlias = Floats | float

_CHUNK = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Tolerance or acceptance limits."""

    lower: Column
    upper: Column

    def __post_init__(self) -> None:
        lower, upper = np.asarray(self.lower), np.asarray(self.upper)
        _require((lower < upper) & (lower < np.inf) & (upper > -np.inf), "the lower limit must lie below the upper one")
        _require(np.isfinite(lower) | np.isfinite(upper), "an interval needs at least one limit")


@dataclass(frozen=True, slots=True, eq=False)
class Processes:
    """The items before measurement: normally distributed true values."""

    mean: Column
    sd: Column

    def __post_init__(self) -> None:
        _require(np.isfinite(self.mean), "the process mean must be a finite number")
        _require_positive(self.sd, "the process standard deviation")


@dataclass(frozen=True, slots=True, eq=False)
class Conformances:
    """As `methods.risk.Conformance`, a column of each."""

    conform: Floats
    nonconform: Floats


@dataclass(frozen=True, slots=True, eq=False)
class GlobalRisks:
    """As `methods.risk.GlobalRisk`, a column of each."""

    consumers_risk: Floats
    producers_risk: Floats
    accepted: Floats
    rejected: Floats

    @property
    def consumers_risk_given_accepted(self) -> Floats:
        """Return R_C / P(accepted)."""
        _require(self.accepted >= SMALLEST_PROBABILITY, "next to no item would be accepted")
        return self.consumers_risk / self.accepted

    @property
    def producers_risk_given_rejected(self) -> Floats:
        """Return R_P / P(rejected)."""
        _require(self.rejected >= SMALLEST_PROBABILITY, "next to no item would be rejected")
        return self.producers_risk / self.rejected


def conformance_probability(
    y: Column, u: Column, tolerance: Intervals, *, truncated_below: Column = -np.inf
) -> Conformances:
    """Return p_c and its complement for values y with standard uncertainty u; -inf means not truncated."""
    _require(np.isfinite(y), "the measured value must be a finite number")
    _require_positive(u, "the standard uncertainty")
    _require(np.less(truncated_below, np.inf), "the lower end of the support must not be nan or +inf")
    columns = (y, u, tolerance.lower, tolerance.upper, truncated_below)
    conform, nonconform = _by_chunks(risk_kernels.conformance, columns, 2)
    return Conformances(conform, nonconform)


def global_risks(processes: Processes, um: Column, tolerance: Intervals, acceptance: Intervals) -> GlobalRisks:
    """Return the global consumer's and producer's risks of accepting what is measured inside `acceptance`."""
    _require_positive(um, "the standard uncertainty of measurement")
    m = np.divide(um, processes.sd)
    _require((m >= risk.SMALLEST_RATIO) & (m <= risk.LARGEST_RATIO), "um / sd is too small or too large")
    for limit, other in ((tolerance.lower, acceptance.lower), (tolerance.upper, acceptance.upper)):
        anchor = np.where(np.isinf(limit), other, limit)
        near = np.abs(anchor - processes.mean) <= np.multiply(risk.FARTHEST_LIMIT, processes.sd)
        _require(np.isinf(anchor) | near, "a limit is too far from the process mean")
    limits = (tolerance.lower, tolerance.upper, acceptance.lower, acceptance.upper)
    return GlobalRisks(*_by_chunks(risk_kernels.global_risk, (processes.mean, processes.sd, um, *limits), 4))


def _require(holds: npt.NDArray[np.bool_] | np.bool_, otherwise: str) -> None:
    if not np.all(holds):
        raise RiskRefused(f"{otherwise}; element {int(np.argmin(holds))} breaks this")


def _require_positive(column: Column, name: str) -> None:
    _require(np.isfinite(column) & np.greater(column, 0), f"{name} must be a finite number above 0")


def _by_chunks(
    kernel: Callable[[list[Floats]], tuple[Floats, ...]], columns: tuple[Column, ...], results: int
) -> Iterator[Floats]:
    """Apply the kernel to pieces that stay in the processor's cache."""
    arrays = [np.asarray(column, dtype=np.float64) for column in columns]
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    flat = [array.reshape(-1) if array.size == 1 else np.broadcast_to(array, shape).reshape(-1) for array in arrays]
    answers = np.empty((results, math.prod(shape)))
    for start in range(0, answers.shape[1], _CHUNK):
        piece = answers[:, start : start + _CHUNK]
        parts = (part if part.size == 1 else part[start : start + _CHUNK] for part in flat)
        with np.errstate(over="ignore", under="ignore"):
            piece[:] = kernel([np.broadcast_to(part, piece.shape[1:]) for part in parts])
    return (answer.reshape(shape) for answer in answers)
