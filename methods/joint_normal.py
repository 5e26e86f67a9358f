"""An item's true value and its measured value together: probabilities of two correlated normal variables.

Everything is in units of the process standard deviation. The true value X is normal(0, 1), the measured value is
Y = X + m·E with E another normal(0, 1), so that m is the ratio of the two standard deviations. Places are measured
from an anchor that lies `t` above the process mean, which keeps short distances between limits exact.

Two independent ways: `discordance` is a closed form by Owen's T, fast, but it subtracts; `rectangle` integrates a
positive function and loses nothing in the tails, nor for m near 0.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from methods.normal import GAUSS_LEGENDRE, density, interval, owens_t, upper_tail

# The closed form divides by places; in its limit at 0 several signs change together, so 0 counts as just above 0.
NOUGHT, LEAST_PLACE = 1e-200, 1e-150

_NEGLIGIBLE_EXPONENT = 40.0
_NEGLIGIBLE_DEVIATIONS = 9.0
_EDGE_DEVIATIONS = 8.0
_UNDERFLOW_EXPONENT = 745.0
_PANEL_DEVIATIONS = 4.0
_PANEL_EXPONENT = 10.0


def discordance(t: float, gap: float, m: float) -> tuple[float, float]:
    """Return P(X > t, Y <= t + gap) and P(X <= t, Y > t + gap), in closed form by Owen's T; gap may be infinite.

    t is measured from the mean. The absolute error is a few 1e-16.
    """
    if math.isinf(gap):
        return (upper_tail(t), 0.0) if gap > 0 else (0.0, upper_tail(-t))
    t = t if abs(t) > LEAST_PLACE else NOUGHT
    gap = gap if abs(gap) > LEAST_PLACE else 0.0
    place = t + gap if abs(t + gap) > LEAST_PLACE else NOUGHT
    k = place / math.hypot(1, m)
    both = owens_t(t, gap / (t * m)) + owens_t(k, (t * m * m - gap) / (m * place))
    if (t < 0) != (k < 0):
        both += 1 / 2
    shift = interval(t, k) / 2 if t < k else -interval(k, t) / 2
    return both + shift, both - shift


@dataclass(frozen=True, slots=True)
class _Integrand:
    """The density of X times the probability of Y between p and q, as a function of the distance v from its peak.

    `peak` is measured from the mean, p and q from the peak. The cost, which is convex, bounds -log of the integrand
    from below up to slowly varying terms, and has its least value in v = 0.
    """

    peak: float
    m: float
    p: float
    q: float

    @property
    def deviation(self) -> float:
        """Return the width of the integrand where Y has to be pulled towards its interval."""
        return self.m / math.hypot(1, self.m)

    def cost(self, v: float) -> float:
        x = self.peak + v
        pull = max(v - self.q, self.p - v, 0.0) / self.m
        return (x * x + pull * pull) / 2

    def slope(self) -> float:
        """Return the derivative of the cost at the peak: not 0 only where the span ends before the summit."""
        pull = max(-self.q, 0.0) - max(self.p, 0.0)
        return self.peak + pull / (self.m * self.m)

    def at(self, v: float) -> float:
        x = self.peak + v
        if self.p == -math.inf:
            return density(x) * upper_tail((v - self.q) / self.m)
        if self.q == math.inf:
            return density(x) * upper_tail((self.p - v) / self.m)
        return density(x) * interval((self.p - v) / self.m, (self.q - v) / self.m)

    def reach(self, span: tuple[float, float]) -> tuple[float, float]:
        """Return the part of the span, measured from the peak, beyond which the integrand is negligible."""
        edge, slope = _NEGLIGIBLE_DEVIATIONS * self.deviation, self.slope()
        low = max(span[0], -_NEGLIGIBLE_DEVIATIONS, min(self.p, 0.0) - edge)
        high = min(span[1], _NEGLIGIBLE_DEVIATIONS, max(self.q, 0.0) + edge)
        if slope > 0:
            high = min(high, _NEGLIGIBLE_EXPONENT / slope)
        if slope < 0:
            low = max(low, _NEGLIGIBLE_EXPONENT / slope)
        return low, high

    def without_far_end(self, low: float, high: float) -> Self:
        """Return the same with an end of Y's interval opened when nothing of the integrand is near it."""
        far = _NEGLIGIBLE_DEVIATIONS * self.m
        if self.q - self.p > far and self.p + far < low:
            return type(self)(self.peak, self.m, -math.inf, self.q)
        if self.q - self.p > far and self.q - far > high:
            return type(self)(self.peak, self.m, self.p, math.inf)
        return self

    def panels(self, low: float, high: float) -> Iterator[tuple[float, float]]:
        """Cut low..high into pieces on which a polynomial of degree 31 follows the integrand to 1e-13."""
        core = self.p + _EDGE_DEVIATIONS * self.m, self.q - _EDGE_DEVIATIONS * self.m
        knots = sorted({low, high, *(knot for knot in (0.0, *core) if low < knot < high)})
        for start, stop in pairwise(knots):
            width = 1.0 if core[0] <= start and stop <= core[1] else self.deviation
            pieces = (stop - start) / (_PANEL_DEVIATIONS * width)
            pieces = max(pieces, abs(self.cost(stop) - self.cost(start)) / _PANEL_EXPONENT)
            count = max(1, math.ceil(pieces))
            step = (stop - start) / count
            yield from ((start + i * step, start + (i + 1) * step) for i in range(count))


def rectangle(t: float, m: float, span: tuple[float, float], window: tuple[float, float]) -> float:
    """Return P(X in span, Y in window); both intervals are measured from an anchor t above the mean, ends may be open.

    The density of X times the probability of Y given X is log-concave: its summit and the width of every part are
    known beforehand, so a composite Gauss-Legendre rule needs no trial and keeps its relative error near 1e-12 from
    the middle to 1e-300, for m from 1e-9 to 1e6.
    """
    if not (span[0] < span[1] and window[0] < window[1]):
        return 0.0
    summit = _summit(t, m, window)
    top = min(max(summit, span[0]), span[1])
    whole = _Integrand(t + top, m, window[0] - top, window[1] - top)
    if whole.cost(0.0) > _UNDERFLOW_EXPONENT:
        return 0.0
    low, high = whole.reach((span[0] - top, span[1] - top))
    integrand = whole.without_far_end(low, high)
    total = 0.0
    for start, stop in integrand.panels(low, high):
        middle, half = (start + stop) / 2, (stop - start) / 2
        for node, weight in GAUSS_LEGENDRE:
            total += weight * half * (integrand.at(middle - half * node) + integrand.at(middle + half * node))
    return total


def _summit(t: float, m: float, window: tuple[float, float]) -> float:
    """Return where the integrand is largest when the span is unlimited: between the mean and Y's interval."""
    share = m * m / (1 + m * m)
    if -t > window[1]:
        return window[1] - (t + window[1]) * share
    if -t < window[0]:
        return window[0] - (t + window[0]) * share
    return -t
