"""Decision rules with guard bands: the zones of ILAC-G8:09/2019 (= CNAS-GL015:2022), on exact numbers.

The measured value, the limit and the guard band w stand in one unit. Everything below is worded for an upper limit; a
lower one is mirrored. An edge belongs to the better zone, which is this project's convention: the document leaves it
open.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from methods.risk import RiskRefused


class Zone(StrEnum):
    """Where a measured value lies, from best to worst; the binary rules know the first and the last only."""

    PASS = "pass"  # noqa: S105 - the rule's word for the zone, no secret
    CONDITIONAL_PASS = "conditional_pass"  # noqa: S105 - the rule's word for the zone, no secret
    CONDITIONAL_FAIL = "conditional_fail"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class BinaryDecision:
    """Pass up to the acceptance limit, fail beyond it."""

    zone: Zone
    acceptance_limit: Fraction


@dataclass(frozen=True, slots=True)
class NonbinaryDecision:
    """Pass up to the acceptance limit, conditional up to the rejection limit, fail beyond it."""

    zone: Zone
    acceptance_limit: Fraction
    rejection_limit: Fraction


def ilac_binary(x: Fraction, limit: Fraction, *, upper: bool, w: Fraction) -> BinaryDecision:
    """Pass for x <= T - w: simple acceptance with w = 0, guarded acceptance above, guarded rejection below 0."""
    acceptance_limit = limit - w if upper else limit + w
    zone = Zone.PASS if _within(x, acceptance_limit, upper=upper) else Zone.FAIL
    return BinaryDecision(zone, acceptance_limit)


def ilac_nonbinary(x: Fraction, limit: Fraction, *, upper: bool, w: Fraction) -> NonbinaryDecision:
    """Pass for x <= T - w, conditional pass for x <= T, conditional fail for x <= T + w, otherwise fail.

    With w = 0 the conditional zones are empty. A negative w is refused: the zones would overlap.
    """
    if w < 0:
        raise RiskRefused(f"a rule with conditional zones needs a guard band of at least 0, not {w}")
    acceptance_limit, rejection_limit = (limit - w, limit + w) if upper else (limit + w, limit - w)
    return NonbinaryDecision(_zone(limit - x if upper else x - limit, w), acceptance_limit, rejection_limit)


def _zone(inside: Fraction, w: Fraction) -> Zone:
    """Return the zone of a value that lies `inside` the limit by a distance, negative beyond it."""
    if inside >= w:
        return Zone.PASS
    if inside >= 0:
        return Zone.CONDITIONAL_PASS
    return Zone.CONDITIONAL_FAIL if inside >= -w else Zone.FAIL


def _within(x: Fraction, edge: Fraction, *, upper: bool) -> bool:
    return x <= edge if upper else x >= edge
