"""Guard bands and acceptance limits for a stated risk (JCGM 106:2012, normal distributions).

The guard band is w = T_U - A_U at an upper limit and w = A_L - T_L at a lower one: positive for guarded acceptance,
negative for guarded rejection. Solvers work in units of the process or of u, so that the unit of the figures does not
matter, and by bisection, so that they end with an answer or with `RiskRefused`.
"""

import math
from collections.abc import Callable

from methods.normal import SMALLEST_PROBABILITY, upper_quantile, upper_tail
from methods.risk import Interval, Process, RiskRefused, conformance_probability, positive, sides

_REACH_IN_DEVIATIONS = 40
_RESOLUTION_IN_UM = 2**-44
_AGREEMENT = 10**-6


def guard_band_for_specific_risk(target: float, u: float) -> float:
    """Return w = z(1 - target)·u, in the unit of u, one-sided: at T - w the risk beyond T is the target."""
    return upper_quantile(_probability("the target risk", target)) * positive("the standard uncertainty", u)


def acceptance_limits_for_specific_risk(target: float, u: float, tolerance: Interval) -> Interval:
    """Return the measured values at which the specific consumer's risk, beyond both limits together, is the target.

    Refused when the tolerance is so narrow for u that no measured value has a risk that low.
    """
    w = guard_band_for_specific_risk(target, u)
    if tolerance.lower is None or tolerance.upper is None:
        return tolerance.narrowed(w)
    width = (tolerance.upper - tolerance.lower) / u
    if 2 * upper_tail(width / 2) > target:
        raise RiskRefused(f"even a value in the middle of the tolerance has a risk above {target}")

    def is_low_enough(z: float) -> bool:
        return upper_tail(z) + upper_tail(width - z) <= target

    return tolerance.narrowed(_least(is_low_enough, w / u, width / 2, 0) * u)


def guard_band_for_global_risk(target: float, process: Process, um: float, tolerance: Interval) -> float:
    """Return the w for which accepting what is measured inside [T_L + w, T_U - w] has the global consumer's risk R_C.

    In the unit of the process. Refused when even accepting every item has a lower risk than the target, and when the
    acceptance limits would have to be told apart more finely than doubles can.
    """
    _probability("the target risk", target)
    outside = conformance_probability(process.mean, process.sd, tolerance).nonconform
    if target >= outside:
        raise RiskRefused(f"the risk cannot reach {target}: accepting every item, it would be {outside}")
    unit_process, m = Process(0, 1), positive("the standard uncertainty of measurement", um) / process.sd
    limits = tolerance.seen_from(process.mean, process.sd)

    def consumers_risk(w: float) -> float:
        low, high = limits.ends
        if low + w >= high - w:
            return 0
        return sum(side.consumers_risk() for side in sides(unit_process, m, limits, limits.narrowed(w)))

    low, high = limits.ends
    reach = _REACH_IN_DEVIATIONS * math.hypot(1, m)
    widest = min(-low, high) - reach
    narrowest = min((high - low) / 2, min(-low, high) + reach)
    w = _least(lambda w: consumers_risk(w) <= target, widest, narrowest, _RESOLUTION_IN_UM * m)
    if abs(consumers_risk(w) / target - 1) > _AGREEMENT:
        raise RiskRefused(f"no acceptance limits that doubles can hold give the risk {target}")
    return w * process.sd


def rejection_limit_for_confidence(TU: float, u_rel: float, confidence: float) -> float:
    """Return the smallest x for which Phi((x - T_U) / (u_rel·x)) >= confidence: from there on, x proves X > T_U.

    T_U > 0; u_rel is the relative standard uncertainty as a plain number. Refused when u_rel is so large that no x
    proves it.
    """
    z = -upper_quantile(_probability("the confidence", confidence))
    if z * positive("the relative standard uncertainty", u_rel) >= 1:
        raise RiskRefused(f"no value proves it: with u_rel {u_rel} the confidence never reaches {confidence}")
    return positive("the tolerance limit", TU) / (1 - z * u_rel)


def _probability(name: str, value: float) -> float:
    if not SMALLEST_PROBABILITY <= value < 1:
        raise RiskRefused(f"{name} must lie between {SMALLEST_PROBABILITY} and 1, 1 excluded, not {value}")
    return value


def _least(holds: Callable[[float], bool], low: float, high: float, resolution: float) -> float:
    """Return the least place where `holds`, which is true of `high` and of all between it and the answer."""
    while high - low > resolution and low < (middle := (low + high) / 2) < high:
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
