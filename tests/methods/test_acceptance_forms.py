"""Tolerances, shares of a declared value and grades: what each form of limit compiles to."""

from fractions import Fraction

import pytest

from methods.acceptance import (
    Bound,
    Classes,
    Comparison,
    LimitRefused,
    Op,
    judge,
    not_worse_than,
    read_bound,
    relative_tolerance,
    share_of_declared,
    span,
    tolerance,
)
from methods.outcome import Outcome
from methods.reading import Sense, read_quantity

PASS, FAIL = Outcome.CONFORMING, Outcome.NONCONFORMING
FULL, ROUNDED = Comparison.FULL_VALUE, Comparison.ROUNDED_VALUE
SCALE = ("1a", "1b", "2a", "2b", "3a")


@pytest.mark.parametrize(
    ("text", "included", "comparison", "expected"),
    [
        ("9.9", True, FULL, PASS),
        ("10.1", True, FULL, PASS),
        ("10.1(+)", True, FULL, FAIL),
        ("9.9", False, FULL, FAIL),
        ("9.94", False, FULL, PASS),
        ("9.94", False, ROUNDED, FAIL),
        ("10.05", False, ROUNDED, PASS),
        ("10.15", True, ROUNDED, FAIL),
        ("9.85", True, ROUNDED, FAIL),
        ("9.86", True, ROUNDED, PASS),
    ],
)
def test_a_tolerance_includes_its_ends_unless_excluded(
    text: str, comparison: Comparison, expected: Outcome, *, included: bool
) -> None:
    conditions = tolerance(read_bound("10.0"), read_bound("0.1"), included=included)
    assert judge(span(conditions, comparison), read_quantity(text, Sense())) is expected


def test_a_tolerance_is_rounded_to_its_finer_digit() -> None:
    low, high = tolerance(read_bound("10"), read_bound("0.50"), included=True)
    assert (low.bound.value, low.bound.interval) == (Fraction("9.5"), Fraction("0.01"))
    assert (high.bound.text, high.bound.value) == ("10±0.50", Fraction("10.5"))


@pytest.mark.parametrize(
    ("text", "included", "comparison", "expected"),
    [
        ("9.9", True, FULL, PASS),
        ("9.89", True, FULL, FAIL),
        ("10.2", True, FULL, PASS),
        ("10.2(+)", True, FULL, FAIL),
        ("9.9", False, FULL, FAIL),
        ("9.91", False, FULL, PASS),
        ("10.2", False, FULL, FAIL),
        ("10.19", False, FULL, PASS),
        ("10.25", True, ROUNDED, PASS),
        ("10.26", True, ROUNDED, FAIL),
        ("9.85", True, ROUNDED, FAIL),
        ("9.86", True, ROUNDED, PASS),
    ],
)
def test_a_tolerance_may_reach_further_up_than_down(
    text: str, comparison: Comparison, expected: Outcome, *, included: bool
) -> None:
    conditions = tolerance(read_bound("10.0"), read_bound("0.2"), read_bound("0.1"), included=included)
    assert judge(span(conditions, comparison), read_quantity(text, Sense())) is expected
    assert {condition.bound.text for condition in conditions} == {"10.0(+0.2,-0.1)"}


@pytest.mark.parametrize("texts", [("10.00", "0.2", "0.1"), ("10", "0.20", "0.1"), ("10", "0.2", "0.10")])
def test_the_finest_of_the_three_numbers_gives_the_digit(texts: tuple[str, str, str]) -> None:
    low, high = tolerance(*map(read_bound, texts), included=True)
    assert (low.bound.interval, high.bound.interval) == (Fraction("0.01"), Fraction("0.01"))


@pytest.mark.parametrize(
    ("nominal", "text", "included", "expected"),
    [
        ("510", "484.5", True, PASS),
        ("510", "484.49", True, FAIL),
        ("510", "535.5", True, PASS),
        ("510", "535.5", False, FAIL),
        ("510", "535.49", False, PASS),
        ("-510", "-535.5", True, PASS),
        ("-510", "-535.51", True, FAIL),
    ],
)
def test_a_relative_tolerance(nominal: str, text: str, expected: Outcome, *, included: bool) -> None:
    conditions = relative_tolerance(read_bound(nominal), read_bound("5"), included=included)
    assert judge(span(conditions, FULL), read_quantity(text, Sense())) is expected
    with pytest.raises(LimitRefused, match="5%"):
        span(conditions, ROUNDED)


def test_a_share_of_the_declared_value() -> None:
    condition = share_of_declared(read_bound("50"), Op.AT_LEAST, read_bound("95"))
    compiled = span((condition,), FULL)
    assert condition.bound == Bound("95% of 50", Fraction("47.5"), None)
    assert [judge(compiled, read_quantity(text, Sense())) for text in ("47.5", "47.49")] == [PASS, FAIL]


@pytest.mark.parametrize(
    ("worst", "accepted"),
    [("1", {"1a", "1b"}), ("1a", {"1a"}), ("1B", {"1a", "1b"}), ("2", {"1a", "1b", "2a", "2b"}), ("3a", set(SCALE))],
)
def test_classes_up_to_the_worst_are_accepted(worst: str, accepted: set[str]) -> None:
    assert not_worse_than(worst, SCALE) == Classes(frozenset(accepted))


@pytest.mark.parametrize("worst", ["4", "1c", ""])
def test_a_worst_class_outside_the_scale_is_refused(worst: str) -> None:
    with pytest.raises(LimitRefused, match="has no class"):
        not_worse_than(worst, SCALE)
