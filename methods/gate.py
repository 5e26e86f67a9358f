"""A span compiled for one unit: a written number is held against whole numbers, without a fraction on the way.

At a given exponent the numbers that can be written are the multiples of 10**exponent, so the span holds exactly
those with mantissas from one integer to another. This is the object for many checks, one by one or in columns.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from methods.acceptance import Span, cut_in_unit
from methods.outcome import Outcome
from methods.reading import Cut, Number
from methods.units import Unit

Mantissas = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Gate:
    """A span in the unit of the results. Every exponent that was met keeps its two mantissas."""

    span: Span
    _mantissas: dict[int, Mantissas] = field(default_factory=dict, init=False, repr=False, compare=False)

    def judge(self, number: Number) -> Outcome:
        """Decide a plain number: it is inside or outside, there is no third."""
        ends = self._mantissas.get(number.exponent)
        lowest, highest = self.mantissas(number.exponent) if ends is None else ends
        mantissa = number.mantissa
        if (lowest is None or mantissa >= lowest) and (highest is None or mantissa <= highest):
            return Outcome.CONFORMING
        return Outcome.NONCONFORMING

    def mantissas(self, exponent: int) -> Mantissas:
        """Return the lowest and the highest mantissa inside, both included; None where that end is open."""
        step = Fraction(10) ** exponent
        ends = _lowest(self.span.low, step), _highest(self.span.high, step)
        self._mantissas[exponent] = ends
        return ends


@lru_cache(maxsize=4096)
def gate(span: Span, unit: Unit, results_in: Unit) -> Gate:
    """Compile a span in `unit` for results in another unit of its kind, exactly; raises `KindMismatch`.

    A span is equal to itself alone, so the gates of a table are compiled once and found again.
    """
    return Gate(Span(cut_in_unit(span.low, unit, results_in), cut_in_unit(span.high, unit, results_in)))


def _lowest(cut: Cut | None, step: Fraction) -> int | None:
    if cut is None:
        return None
    return floor(cut[0] / step) + 1 if cut[1] > 0 else ceil(cut[0] / step)


def _highest(cut: Cut | None, step: Fraction) -> int | None:
    if cut is None:
        return None
    return ceil(cut[0] / step) - 1 if cut[1] < 0 else floor(cut[0] / step)
