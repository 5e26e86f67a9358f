"""Limit -> acceptance set, and a reading's set against it.

Inside the set is conforming, disjoint from it nonconforming, anything else undetermined. A limit in numbers becomes
a `Span` under one of the two methods of GB/T 8170-2008 clause 4.3; a class limit `Classes`; a worded one `Words`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from methods.outcome import Outcome
from methods.reading import Cut, Graded, Measured, Reading, Worded, read_class, read_number
from methods.units import Unit, convert
from methods.unreadable import ReadingRefused

_POWER = re.compile(r"([+-]?[0-9]+)x10\^([0-9]{1,2})", re.ASCII)


class Op(StrEnum):
    """How a bound reads: 不大于 `<=`, 小于 `<`, 不小于 `>=`, 大于 `>`."""

    AT_MOST = "<="
    BELOW = "<"
    AT_LEAST = ">="
    ABOVE = ">"


UPPER = frozenset({Op.AT_MOST, Op.BELOW})


class Comparison(StrEnum):
    """全数值比较法 and 修约值比较法 of GB/T 8170-2008 clause 4.3; the first applies when a standard says nothing."""

    FULL_VALUE = "full_value"
    ROUNDED_VALUE = "rounded_value"


class LimitRefused(ValueError):
    """A limit that cannot be compiled: swapped bounds, or no written digit where one is needed."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound as written. `interval` is the worth of its last written digit, None for a computed bound."""

    text: str
    value: Fraction
    interval: Fraction | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One bound and its direction, in the unit of the limit."""

    op: Op
    bound: Bound


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """All values from cut `low` to cut `high`, in the unit of the limit; an end that is None is open.

    Equal to itself alone: a compiled limit is found again by what it is, not by what it says.
    """

    low: Cut | None
    high: Cut | None


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a scale that are accepted."""

    accepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that are accepted and those known to be refused; a number cannot be held against words."""

    accepted: frozenset[str]
    rejected: frozenset[str]


Acceptance = Span | Classes | Words


def read_bound(text: str) -> Bound:
    """Read a limit's number as written (`6.0`, `14x10^2`); raises `ReadingRefused`."""
    power = _POWER.fullmatch(text)
    if power is None:
        number = read_number(text)
        return Bound(text, number.value, number.interval)
    worth = Fraction(10) ** int(power[2])
    return Bound(text, int(power[1]) * worth, worth)


def span(conditions: Sequence[Condition], comparison: Comparison) -> Span:
    """Compile conditions that must all hold; raises `LimitRefused` when nothing could ever meet them."""
    low: Cut | None = None
    high: Cut | None = None
    for condition in conditions:
        cut = _cut(condition, comparison)
        if condition.op in UPPER:
            high = cut if high is None else min(high, cut)
        else:
            low = cut if low is None else max(low, cut)
    if low is not None and high is not None and low > high:
        raise LimitRefused("no value meets all the bounds: they are swapped")
    return Span(low, high)


def tolerance(
    nominal: Bound, above: Bound, below: Bound | None = None, *, included: bool
) -> tuple[Condition, Condition]:
    """Return the conditions of `A(+above,-below)`, of `A±above` where `below` is None.

    Both ends are included unless the limit excludes them (GB/T 8170-2008 4.2).
    """
    text = f"{nominal.text}±{above.text}" if below is None else f"{nominal.text}(+{above.text},-{below.text})"
    below = above if below is None else below
    parts = (nominal, above, below)
    written = [part.interval for part in parts if part.interval is not None]
    interval = min(written) if len(written) == len(parts) else None
    low = Bound(text, nominal.value - below.value, interval)
    high = Bound(text, nominal.value + above.value, interval)
    if included:
        return Condition(Op.AT_LEAST, low), Condition(Op.AT_MOST, high)
    return Condition(Op.ABOVE, low), Condition(Op.BELOW, high)


def relative_tolerance(nominal: Bound, percent: Bound, *, included: bool) -> tuple[Condition, Condition]:
    """Return the conditions of `A(1±b%)`: the relative deviation from A lies within b %."""
    deviation = Bound(f"{percent.text}%", abs(nominal.value) * percent.value / 100, None)
    return tolerance(nominal, deviation, included=included)


def share_of_declared(declared: Bound, op: Op, percent: Bound) -> Condition:
    """Return the condition of a limit that is a percentage of what the maker declared."""
    return Condition(op, Bound(f"{percent.text}% of {declared.text}", declared.value * percent.value / 100, None))


def not_worse_than(worst: str, scale: tuple[str, ...]) -> Classes:
    """Accept every class up to the worst one that `worst` stands for; `scale` lists the best first.

    Raises `LimitRefused` for a class that the scale does not have.
    """
    try:
        classes = read_class(worst, scale).classes
    except ReadingRefused as refused:
        raise LimitRefused(f"the scale has no class {worst!r}") from refused
    return Classes(frozenset(scale[: max(map(scale.index, classes)) + 1]))


def judge(acceptance: Acceptance, reading: Reading) -> Outcome:
    """Hold a reading, already in the unit of the limit, against an acceptance set.

    Inside is conforming, disjoint nonconforming, else undetermined. A text on neither list of words, or a reading
    of another sort than the limit, is invalid. A number against words stays undetermined.
    """
    match acceptance, reading:
        case Span(), Measured():
            return judge_span(acceptance, reading.low, reading.high)
        case Classes(accepted=accepted), Graded(classes=classes):
            if classes <= accepted:
                return Outcome.CONFORMING
            return Outcome.NONCONFORMING if classes.isdisjoint(accepted) else Outcome.UNDETERMINED
        case Words(), Worded() | Measured():
            return _judge_word(acceptance, reading)
        case _:
            return Outcome.INVALID


def judge_span(acceptance: Span, low: Cut | None, high: Cut | None) -> Outcome:
    """Hold the values from `low` to `high` against a span."""
    least, most = acceptance.low, acceptance.high
    if (high is not None and least is not None and high < least) or (
        low is not None and most is not None and low > most
    ):
        return Outcome.NONCONFORMING
    if (least is None or (low is not None and low >= least)) and (most is None or (high is not None and high <= most)):
        return Outcome.CONFORMING
    return Outcome.UNDETERMINED


def in_unit(reading: Measured, unit: Unit, target: Unit) -> Measured:
    """Express a reading in another unit of its kind, exactly; ends stay open or closed as they were."""
    low = cut_in_unit(reading.low, unit, target)
    high = low if reading.high is reading.low else cut_in_unit(reading.high, unit, target)
    return Measured(reading.text, reading.form, reading.number, low, high)


def cut_in_unit(cut: Cut | None, unit: Unit, target: Unit) -> Cut | None:
    """Express one end of a set in another unit of its kind; an open end stays open."""
    return None if cut is None else (convert(cut[0], unit, target), cut[1])


def _judge_word(words: Words, reading: Worded | Measured) -> Outcome:
    if reading.text in words.accepted:
        return Outcome.CONFORMING
    if reading.text in words.rejected:
        return Outcome.NONCONFORMING
    return Outcome.UNDETERMINED if isinstance(reading, Measured) else Outcome.INVALID


def _cut(condition: Condition, comparison: Comparison) -> Cut:
    value, interval = condition.bound.value, condition.bound.interval
    strict = {Op.BELOW: -1, Op.ABOVE: 1}.get(condition.op, 0)
    if comparison is Comparison.FULL_VALUE:
        return value, strict
    if interval is None:
        raise LimitRefused(f"{condition.bound.text} has no last written digit to round to")
    return _rounded_cut(value, interval, condition.op)


def _rounded_cut(value: Fraction, interval: Fraction, op: Op) -> Cut:
    """Return the last value that still rounds into the limit.

    Half a step beyond the bound (inclusive limits) or before it (strict ones); whether that tie itself is in
    depends on which of its two neighbours is even.
    """
    steps = value / interval
    if steps.denominator != 1:
        raise LimitRefused(f"{value} is no multiple of {interval}")
    even = steps.numerator % 2 == 0
    half = interval / 2
    match op:
        case Op.AT_MOST:
            return value + half, 0 if even else -1
        case Op.BELOW:
            return value - half, -1 if even else 0
        case Op.AT_LEAST:
            return value - half, 0 if even else 1
        case Op.ABOVE:
            return value + half, 1 if even else 0
