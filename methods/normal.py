"""The normal distribution, to nearly full double accuracy in relative terms, both tails included.

Everything that `methods.risk` says rests on these few functions. They import `math` only, take and return floats,
know no units, and expect what their docstrings ask for: the callers refuse bad input before they come here.
"""

import math

SMALLEST_PROBABILITY = 1e-300
"""Below this a probability is no longer told from 0: doubles lose their digits soon after."""

GAUSS_LEGENDRE = (
    (0.09501250983763744, 0.1894506104550685),
    (0.2816035507792589, 0.18260341504492358),
    (0.45801677765722737, 0.16915651939500254),
    (0.6178762444026438, 0.14959598881657674),
    (0.755404408355003, 0.12462897125553388),
    (0.8656312023878318, 0.09515851168249279),
    (0.9445750230732326, 0.062253523938647894),
    (0.9894009349916499, 0.027152459411754096),
)
"""Positive nodes and weights of the 16-point rule on [-1, 1]."""

_SQRT2 = math.sqrt(2)
_SQRT_TAU = math.sqrt(math.tau)
_SERIES_FROM = 25.0
_SERIES_TERMS = 9


def density(z: float) -> float:
    """Return the standard normal density at z."""
    return math.exp(-z * z / 2) / _SQRT_TAU


def upper_tail(z: float) -> float:
    """Return P(Z >= z); z may be infinite. The lower tail is `upper_tail(-z)`."""
    return math.erfc(z / _SQRT2) / 2


def interval(low: float, high: float) -> float:
    """Return P(low <= Z <= high) for low <= high, accurate in relative terms also for a thin interval far out."""
    if low < 0 < high:
        return (math.erf(high / _SQRT2) - math.erf(low / _SQRT2)) / 2
    if high <= 0:
        low, high = -high, -low
    if (high - low) * high < 1:
        return density(low) * scaled_interval(low, high - low)
    return (math.erfc(low / _SQRT2) - math.erfc(high / _SQRT2)) / 2


def scaled_interval(low: float, width: float) -> float:
    """Return the integral of exp(-(low·x + x²/2)) over x from 0 to width, for low >= 0; width may be infinite.

    It is P(low <= Z <= low + width) divided by the density at `low`, and so does not underflow however far out.
    """
    if width * (low + width) < 1:
        half = width / 2
        total = 0.0
        for node, weight in GAUSS_LEGENDRE:
            for x in (half - half * node, half + half * node):
                total += weight * math.exp(-x * (low + x / 2))
        return total * half
    return _mills(low) - math.exp(-width * (low + width / 2)) * _mills(low + width)


def _mills(z: float) -> float:
    """Return P(Z >= z) / density(z) for z >= 0; where exp would overflow, by the asymptotic series."""
    if z < _SERIES_FROM:
        return math.exp(z * z / 2) * upper_tail(z) * _SQRT_TAU
    term, total = 1.0, 1.0
    for n in range(_SERIES_TERMS):
        term *= -(2 * n + 1) / (z * z)
        total += term
    return total / z


def upper_quantile(probability: float) -> float:
    """Return the z with P(Z >= z) = probability, for 1e-300 <= probability < 1.

    A rational first guess (absolute error below 5e-4), then two Halley steps, each of which triples the right digits.
    """
    if probability > 1 / 2:
        return -upper_quantile(1 - probability)
    root = math.sqrt(-2 * math.log(probability))
    above = (0.010328 * root + 0.802853) * root + 2.515517
    below = ((0.001308 * root + 0.189269) * root + 1.432788) * root + 1
    z = root - above / below
    for _ in range(2):
        # Near the middle the tails agree in their leading digits; erf gives what is left of them.
        excess = (1 / 2 - probability) - math.erf(z / _SQRT2) / 2 if z < 1 else upper_tail(z) - probability
        step = excess / density(z)
        z += step / (1 - z * step / 2)
    return z


def owens_t(h: float, a: float) -> float:
    """Return Owen's T(h, a), the integral of exp(-h²(1 + x²)/2) / (2π(1 + x²)) over x from 0 to a.

    The absolute error is below 1e-16; a may be infinite. For a <= 1 one 16-point rule suffices: where the integrand is
    too narrow for it, the factor exp(-h²/2) has made it negligible.
    """
    if a < 0:
        return -owens_t(h, -a)
    if a > 1:
        h = abs(h)
        near, far = upper_tail(h), upper_tail(a * h)
        return (near + far) / 2 - near * far - owens_t(a * h, 1 / a)
    total = 0.0
    for node, weight in GAUSS_LEGENDRE:
        for x in (a / 2 - a / 2 * node, a / 2 + a / 2 * node):
            total += weight * math.exp(-h * h * (1 + x * x) / 2) / (1 + x * x)
    return total * a / 2 / math.tau
