"""How likely an item conforms, and what a decision on a measured value risks (JCGM 106:2012, normal distributions).

One value at a time, with `math` only, so that a command line starts quickly; `methods.risk_arrays` does columns.
Plain floats in one unit of the caller's choice: every limit, mean and uncertainty of one call shares it, and standard
uncertainties are meant throughout (U / k, not U).

Conformance probabilities keep a relative error below 1e-11 and global risks below 1e-7 down to 1e-300, below which they
are not told from 0. (Limits closer together than 1e-6 u lose what rounding them to doubles loses.) What cannot be
answered raises `RiskRefused`; no function returns a stand-in value.
"""

import math
from dataclasses import dataclass
from typing import Self

from methods.joint_normal import discordance, rectangle
from methods.normal import SMALLEST_PROBABILITY, interval, scaled_interval, upper_tail

CLOSED_FORM_FROM_RATIO = 1e-3
CLOSED_FORM_FROM_RISK = 1e-8
SMALLEST_RATIO, LARGEST_RATIO = 1e-9, 1e4
FARTHEST_LIMIT = 1e6
_BEYOND_REACH = -40.0


class RiskRefused(ValueError):
    """The question has no answer, or none that this module vouches for; the message says why."""


def finite(name: str, value: float) -> float:
    """Return the value, or refuse it if it is infinite or not a number."""
    if not math.isfinite(value):
        raise RiskRefused(f"{name} must be a finite number, not {value}")
    return value


def positive(name: str, value: float) -> float:
    """Return the value, or refuse it unless it is finite and above 0."""
    if finite(name, value) <= 0:
        raise RiskRefused(f"{name} must be above 0, not {value}")
    return value


@dataclass(frozen=True, slots=True)
class Interval:
    """Tolerance limits (T_L, T_U) or acceptance limits (A_L, A_U), both ends included; None is an open end."""

    lower: float | None
    upper: float | None

    def __post_init__(self) -> None:
        limits = [limit for limit in (self.lower, self.upper) if limit is not None]
        if not limits:
            raise RiskRefused("an interval needs at least one limit")
        for limit in limits:
            finite("a limit", limit)
        if limits != sorted(set(limits)):
            raise RiskRefused(f"the interval is empty: lower limit {self.lower}, upper limit {self.upper}")

    @property
    def ends(self) -> tuple[float, float]:
        """Return both limits, an open one as an infinity."""
        return (-math.inf if self.lower is None else self.lower, math.inf if self.upper is None else self.upper)

    def mirrored(self) -> Self:
        """Return the interval with the sign of every value reversed."""
        return type(self)(None if self.upper is None else -self.upper, None if self.lower is None else -self.lower)

    def narrowed(self, w: float) -> Self:
        """Return the interval with each limit moved inwards by the guard band w, outwards if w is negative."""
        return type(self)(
            None if self.lower is None else self.lower + w,
            None if self.upper is None else self.upper - w,
        )

    def seen_from(self, mean: float, sd: float) -> Self:
        """Return the interval in standard deviations from the mean."""
        return type(self)(
            None if self.lower is None else (self.lower - mean) / sd,
            None if self.upper is None else (self.upper - mean) / sd,
        )


@dataclass(frozen=True, slots=True)
class Process:
    """The items before measurement: normally distributed true values."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        finite("the process mean", self.mean)
        positive("the process standard deviation", self.sd)


@dataclass(frozen=True, slots=True)
class Conformance:
    """The probabilities that one measured item conforms and does not, each computed from its own tails.

    For an accepted item `nonconform` is the specific consumer's risk; for a rejected one `conform` is the specific
    producer's risk.
    """

    conform: float
    nonconform: float


@dataclass(frozen=True, slots=True)
class GlobalRisk:
    """What a decision rule does to a whole process.

    `consumers_risk` R_C is P(outside tolerance and accepted), `producers_risk` R_P is P(inside tolerance and rejected).
    """

    consumers_risk: float
    producers_risk: float
    accepted: float
    rejected: float

    @property
    def consumers_risk_given_accepted(self) -> float:
        """Return R_C / P(accepted): the share of nonconforming items among the accepted ones."""
        return _share(self.consumers_risk, self.accepted, "accepted")

    @property
    def producers_risk_given_rejected(self) -> float:
        """Return R_P / P(rejected): the share of conforming items among the rejected ones."""
        return _share(self.producers_risk, self.rejected, "rejected")


def conformance_probability(
    y: float, u: float, tolerance: Interval, *, truncated_below: float | None = None
) -> Conformance:
    """Return the conformance probability p_c of an item measured as y with standard uncertainty u, and its complement.

    Normal distribution (JCGM 106:2012): p_c = Phi((T_U - y)/u) - Phi((T_L - y)/u). `truncated_below` is the lower end
    of the measurand's support, e.g. 0 for a content; what lies above it is then scaled to 1, however little that is.
    """
    finite("the measured value", y)
    positive("the standard uncertainty", u)
    low, high = tolerance.ends
    if truncated_below is None:
        return _untruncated((low - y) / u, (high - y) / u)
    start = finite("the lower end of the support", truncated_below)
    origin = finite("the distance of the support from the measured value, in u,", (start - y) / u)
    if origin < _BEYOND_REACH:
        return _untruncated((low - y) / u, (high - y) / u)
    low, high = ((max(end, start) - start) / u for end in (low, high))
    return Conformance(
        conform=_share_above(origin, low, high),
        nonconform=_share_above(origin, 0.0, low) + _share_above(origin, high, math.inf),
    )


def global_risk(process: Process, um: float, tolerance: Interval, acceptance: Interval) -> GlobalRisk:
    """Return the global consumer's and producer's risks of accepting what is measured inside `acceptance`.

    True values normal(process), measurement error normal(0, um) (JCGM 106:2012). Refused: um / sd outside 1e-9 to 1e4,
    and a tolerance limit more than 1e6 process standard deviations away from the process mean.
    """
    above, below = sides(process, um, tolerance, acceptance)
    consumers = producers = 0.0
    if above.m >= CLOSED_FORM_FROM_RATIO:
        consumers, producers = (sum(terms) for terms in zip(above.closed_form(), below.closed_form(), strict=True))
    if consumers < CLOSED_FORM_FROM_RISK:
        consumers = above.consumers_risk() + below.consumers_risk()
    if producers < CLOSED_FORM_FROM_RISK:
        producers = above.producers_risk() + below.producers_risk()
    spread = math.hypot(process.sd, um)
    low, high = ((end - process.mean) / spread for end in acceptance.ends)
    return GlobalRisk(consumers, producers, interval(low, high), upper_tail(-low) + upper_tail(high))


@dataclass(frozen=True, slots=True)
class Side:
    """The upper ends of tolerance and acceptance, in process standard deviations; the lower ends are seen mirrored.

    Places are measured from an anchor, the upper tolerance limit or, if that is open, the upper acceptance limit. It
    lies t above the process mean. m is um / sd.
    """

    t: float
    m: float
    tolerance: tuple[float, float]
    acceptance: tuple[float, float]

    def consumers_risk(self) -> float:
        """Return P(X above its limit and Y accepted), by quadrature."""
        return rectangle(self.t, self.m, (self.tolerance[1], math.inf), self.acceptance)

    def producers_risk(self) -> float:
        """Return P(X inside tolerance and Y above its limit), by quadrature."""
        return rectangle(self.t, self.m, self.tolerance, (self.acceptance[1], math.inf))

    def closed_form(self) -> tuple[float, float]:
        """Return this side's terms of both risks. A term that belongs to the other side too may stand here: add both.

        An item beyond one tolerance limit may even be measured beyond the opposite acceptance limit. That is no risk
        of either kind, but P(X beyond, Y not beyond) contains it.
        """
        if self.tolerance[1] == math.inf:
            return 0.0, upper_tail(self.t / math.hypot(1, self.m)) if self.acceptance[1] < math.inf else 0.0
        over, under = discordance(self.t, self.acceptance[1], self.m)
        across, _ = discordance(self.t, self.acceptance[0], self.m)
        return over - across, under - across


def sides(process: Process, um: float, tolerance: Interval, acceptance: Interval) -> tuple[Side, Side]:
    """Return the side of the upper limits and the mirrored side of the lower ones, or refuse as `global_risk` does."""
    m = positive("the standard uncertainty of measurement", um) / process.sd
    if not SMALLEST_RATIO <= m <= LARGEST_RATIO:
        raise RiskRefused(f"um / sd is {m}; it must lie between {SMALLEST_RATIO} and {LARGEST_RATIO}")
    mirrored = Process(-process.mean, process.sd)
    return _side(process, m, tolerance, acceptance), _side(mirrored, m, tolerance.mirrored(), acceptance.mirrored())


def _side(process: Process, m: float, tolerance: Interval, acceptance: Interval) -> Side:
    anchor = next((limit for limit in (tolerance.upper, acceptance.upper) if limit is not None), process.mean)
    t = (anchor - process.mean) / process.sd
    if not abs(t) <= FARTHEST_LIMIT:
        raise RiskRefused(f"a limit is {abs(t)} process standard deviations from the mean, at most {FARTHEST_LIMIT}")
    places = tuple((end - anchor) / process.sd for end in (*tolerance.ends, *acceptance.ends))
    return Side(t, m, (places[0], places[1]), (places[2], places[3]))


def _share(part: float, whole: float, name: str) -> float:
    if whole < SMALLEST_PROBABILITY:
        raise RiskRefused(f"next to no item would be {name}: the probability is below {SMALLEST_PROBABILITY}")
    return part / whole


def _untruncated(low: float, high: float) -> Conformance:
    return Conformance(interval(low, high), upper_tail(-low) + upper_tail(high))


def _share_above(origin: float, low: float, high: float) -> float:
    """Return P(low <= Z - origin <= high) / P(Z >= origin), for 0 <= low <= high."""
    if low == math.inf:
        return 0.0
    if origin <= 0:
        return interval(origin + low, origin + high) / upper_tail(origin)
    decay = math.exp(-low * (origin + low / 2))
    return decay * scaled_interval(origin + low, high - low) / scaled_interval(origin, math.inf)
