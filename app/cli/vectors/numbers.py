"""Rounding, full-value and rounded-value comparison, grades and words: the rules on one result as typed."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from app.cli.vectors import limits
from app.cli.vectors.comparing import Answer
from app.cli.vectors.parts import Part, Unusable
from app.cli.vectors.vector import Vector
from methods.acceptance import Comparison, Condition, Op, in_unit, judge, judge_span, span
from methods.outcome import Outcome
from methods.reading import Cut, Measured, Number, Sense, Worded, read_class, read_number, read_quantity
from methods.rounding import Ties, print_power, print_rounded, round_cut, value_to_round
from methods.unit_spellings import find_unit
from methods.units import Unit, convert
from methods.unreadable import ReadingRefused

WORDS = {
    Outcome.CONFORMING: "pass",
    Outcome.NONCONFORMING: "fail",
    Outcome.UNDETERMINED: "indeterminate",
    Outcome.INVALID: "invalid",
}
INVALID: Answer = {"outcome": WORDS[Outcome.INVALID]}


def rounding(vector: Vector) -> Answer:
    """Round one number to the interval of the rule."""
    interval = _interval(vector.rule)
    reading = read_quantity(vector.result, Sense())
    cut = value_to_round(reading, vector.rule.word("ties", Ties))
    if cut is None:
        raise ReadingRefused("number_malformed", vector.result, "one number, which can be rounded")
    return _printed(cut, interval)


def full_value(vector: Vector) -> Answer:
    """Compare the exact, converted reading with the limit."""
    return _compared(vector, Comparison.FULL_VALUE)


def rounded_value(vector: Vector) -> Answer:
    """Compare the reading, converted and then rounded once, with the limit: by two ways that must agree."""
    return _compared(vector, Comparison.ROUNDED_VALUE)


def ordinal(vector: Vector) -> Answer:
    """Compare a class of a scale with the worst one that is allowed."""
    classes = limits.accepted_classes(vector.needed_limit)
    return {"outcome": WORDS[judge(classes, read_class(vector.result, limits.scale(vector.needed_limit)))]}


def nominal(vector: Vector) -> Answer:
    """Compare a word with those that are accepted and rejected."""
    return {"outcome": WORDS[judge(limits.words(vector.needed_limit), Worded(vector.result))]}


def exact_result(vector: Vector) -> Fraction:
    """Return the result as one plain number, in the unit of the limit."""
    return in_limit_unit(read_number(vector.result).value, vector)


def in_limit_unit(value: Fraction, vector: Vector) -> Fraction:
    """Express a value in the unit of the limit; equal spellings need no conversion.

    Raises `UnitRefused` or `KindMismatch`, which make the result invalid.
    """
    units = _units(vector)
    return value if units is None else convert(value, *units)


def _compared(vector: Vector, comparison: Comparison) -> Answer:
    conditions = limits.conditions(vector.needed_limit)
    reading = _reading(vector)
    if (units := _units(vector)) is not None:
        reading = in_unit(reading, *units)
    if reading.number is None and reading.high is None:
        return {"outcome": WORDS[Outcome.UNDETERMINED]}
    answer: dict[str, str] = {}
    if reading.number is not None:
        answer["converted_exact"] = str(in_limit_unit(reading.number.value, vector))
    one = reading.low if reading.low == reading.high else None
    if comparison is Comparison.FULL_VALUE or one is None:
        by_set = judge_span(span(conditions, comparison), reading.low, reading.high)
        return {**answer, "outcome": WORDS[by_set]}
    return {**answer, **_compared_rounded(one, conditions)}


def _compared_rounded(cut: Cut, conditions: Sequence[Condition]) -> Answer:
    holds = all(_holds_rounded(cut, condition) for condition in conditions)
    by_rounding = Outcome.CONFORMING if holds else Outcome.NONCONFORMING
    by_set = judge_span(span(conditions, Comparison.ROUNDED_VALUE), cut, cut)
    if by_rounding is not by_set:
        raise Unusable(f"rounding first gives {WORDS[by_rounding]}, the acceptance set {WORDS[by_set]}")
    intervals = {condition.bound.interval for condition in conditions}
    interval = intervals.pop()
    if intervals or interval is None:
        return {"outcome": WORDS[by_set]}
    return {"outcome": WORDS[by_set], **_printed(cut, _power_of_ten(interval))}


def _reading(vector: Vector) -> Measured:
    lod, trace = vector.rule.optional_number("lod"), vector.rule.optional_number("trace")
    sense = Sense(nonnegative=True, detection_limit=lod, trace=trace)
    try:
        return read_quantity(vector.result, sense)
    except ReadingRefused as refused:
        # below a number that is itself below 0: the quantity has no end at 0
        if refused.code != "physically_impossible":
            raise
        return read_quantity(vector.result, replace(sense, nonnegative=False))


def _holds_rounded(cut: Cut, condition: Condition) -> bool:
    bound = condition.bound
    if bound.interval is None:
        raise Unusable(f"{bound.text} has no last written digit to round to")
    rounded = round_cut(cut, bound.interval)
    match condition.op:
        case Op.AT_MOST:
            return rounded <= bound.value
        case Op.BELOW:
            return rounded < bound.value
        case Op.AT_LEAST:
            return rounded >= bound.value
        case Op.ABOVE:
            return rounded > bound.value


def _printed(cut: Cut, interval: Number) -> dict[str, str]:
    rounded = round_cut(cut, interval.value)
    answer = {"rounded": print_rounded(rounded, interval)}
    power = print_power(rounded, interval.value)
    return answer if power is None else {**answer, "printed": power}


def _interval(rule: Part) -> Number:
    if rule.number("interval") <= 0:
        raise Unusable("rule.interval: a number above 0 is needed")
    return read_number(rule.text("interval"))


def _power_of_ten(interval: Fraction) -> Number:
    exponent = len(str(interval.numerator)) - len(str(interval.denominator))
    return Number("", 1, exponent)


def _units(vector: Vector) -> tuple[Unit, Unit] | None:
    """Return the units of the result and of the limit, None when nothing is to be converted."""
    if vector.limit is None:
        return None
    spelling = vector.limit.text("unit") if vector.limit.has("unit") else None
    if vector.input_unit == spelling:
        return None
    return find_unit(vector.input_unit or "", None), find_unit(spelling or "", None)
