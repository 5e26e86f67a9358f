"""One limit as written in the data -> conditions and the acceptance set that they compile to."""

from dataclasses import dataclass

from app.library.sheet import Entry
from app.library.vocabulary import find_unit_of
from app.verification.requirement import Characteristic, Form, Limit
from methods.acceptance import (
    Comparison,
    Condition,
    LimitRefused,
    Op,
    Words,
    not_worse_than,
    read_bound,
    span,
    tolerance,
)

_BOUNDS = {"at_least": Op.AT_LEAST, "above": Op.ABOVE, "at_most": Op.AT_MOST, "below": Op.BELOW}
_SIGNS = {Op.AT_LEAST: "≥", Op.ABOVE: ">", Op.AT_MOST: "≤", Op.BELOW: "<"}
_OTHERS = ("plus_minus", "not_worse_than", "words")
_KEYS = frozenset({"grades", "certainty", "support", "seen", *_BOUNDS, *_OTHERS})
_ENDS = 2


@dataclass(frozen=True, slots=True)
class Judging:
    """How a document's limits are compared, and where that is written."""

    comparison: Comparison
    source: str


def read_judging(sheet: Entry) -> Judging:
    """Return the comparison that a document states for all of its limits."""
    return Judging(sheet.choice("comparison", Comparison), sheet.text("comparison_source"))


def read_limit(part: Entry, entry: Entry, characteristic: Characteristic, judging: Judging) -> Limit | None:
    """Return the limit of one entry, None where it states none; `entry` is the requirement, which has the unit."""
    part.only(_KEYS)
    given = [key for key in (*_BOUNDS, *_OTHERS) if part.has(key)]
    if not given:
        return None
    if len(given) > 1 and not set(given) <= set(_BOUNDS):
        raise part.refused(given[-1], "limit_of_two_forms", ", ".join(given), "bounds, or one other form alone")
    match characteristic.form, given[0]:
        case Form.CLASS, "not_worse_than":
            return _class(part, characteristic, judging)
        case Form.QUANTITY, "words":
            return _words(part, characteristic, judging)
        case Form.QUANTITY, key if key != "not_worse_than":
            return _span(part, entry, characteristic, judging)
        case _:
            raise part.refused(
                given[0], "limit_of_other_form", given[0], f"a limit for results of form {characteristic.form}"
            )


def _class(part: Entry, characteristic: Characteristic, judging: Judging) -> Limit:
    worst = part.text("not_worse_than")
    try:
        classes = not_worse_than(worst, characteristic.scale)
    except LimitRefused as refused:
        expected = "a class of " + ", ".join(characteristic.scale)
        raise part.refused("not_worse_than", "class_unknown", worst, expected) from refused
    return Limit(f"{worst}级", None, (), classes, judging.comparison, judging.source)


def _words(part: Entry, characteristic: Characteristic, judging: Judging) -> Limit:
    words = part.texts("words")
    if not words or not characteristic.words.issuperset(words):
        expected = "words of the characteristic: " + ", ".join(sorted(characteristic.words))
        raise part.refused("words", "word_unknown", ", ".join(words), expected)
    accepted = Words(frozenset(words), frozenset())
    return Limit("或".join(words), None, (), accepted, judging.comparison, judging.source)


def _span(part: Entry, entry: Entry, characteristic: Characteristic, judging: Judging) -> Limit:
    unit = find_unit_of(entry, characteristic.kind)
    conditions = _conditions(part)
    try:
        accepted = span(conditions, judging.comparison)
    except LimitRefused as refused:
        raise part.refused(None, "bounds_swapped", _text(part, conditions), str(refused)) from refused
    limit = Limit(_text(part, conditions), unit, conditions, accepted, judging.comparison, judging.source)
    _check_possible(part, limit, characteristic)
    return limit


def _conditions(part: Entry) -> tuple[Condition, ...]:
    if part.has("plus_minus"):
        deviation = part.bound("plus_minus")
        if deviation.value <= 0:
            raise part.refused("plus_minus", "tolerance_not_positive", deviation.text, "a number above 0")
        return tolerance(read_bound("0"), deviation, included=True)
    found = tuple(Condition(op, part.bound(key)) for key, op in _BOUNDS.items() if part.has(key))
    lows = sum(condition.op in {Op.AT_LEAST, Op.ABOVE} for condition in found)
    if lows > 1 or len(found) - lows > 1:
        raise part.refused(None, "limit_of_two_forms", _text(part, found), "one lower and one upper bound at most")
    return found


def _text(part: Entry, conditions: tuple[Condition, ...]) -> str:
    """Return the limit in compact notation, its digits as written."""
    if part.has("plus_minus"):
        return f"±{part.text('plus_minus')}"
    if {condition.op for condition in conditions} == {Op.AT_LEAST, Op.AT_MOST} and len(conditions) == _ENDS:
        return "~".join(condition.bound.text for condition in conditions)
    return "且".join(f"{_SIGNS[condition.op]}{condition.bound.text}" for condition in conditions)


def _check_possible(part: Entry, limit: Limit, characteristic: Characteristic) -> None:
    """Refuse a bound that no result can reach: a slip of the unit or of the point."""
    if not limit.is_possible(characteristic):
        expected = f"a bound inside the physical bounds of {characteristic.id}"
        raise part.refused(None, "limit_impossible", limit.text, expected)
