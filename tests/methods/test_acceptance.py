from fractions import Fraction

import pytest

from methods.acceptance import (
    Acceptance,
    Bound,
    Classes,
    Comparison,
    Condition,
    LimitRefused,
    Op,
    Span,
    Words,
    in_unit,
    judge,
    judge_span,
    read_bound,
    span,
)
from methods.outcome import Outcome
from methods.reading import Graded, Reading, Sense, Worded, read_quantity
from methods.unit_spellings import find_unit
from methods.units import KindMismatch
from methods.unreadable import ReadingRefused

PASS, FAIL, OPEN, INVALID = Outcome.CONFORMING, Outcome.NONCONFORMING, Outcome.UNDETERMINED, Outcome.INVALID
FULL, ROUNDED = Comparison.FULL_VALUE, Comparison.ROUNDED_VALUE
NONNEGATIVE = Sense(nonnegative=True)
SCALE = ("1a", "1b", "2a", "2b", "3a")


def bounds(*texts: str) -> tuple[Condition, ...]:
    return tuple(Condition(Op(op), read_bound(value)) for op, value in (text.split() for text in texts))


def against(text: str, *limit: str, comparison: Comparison = FULL, sense: Sense = NONNEGATIVE) -> Outcome:
    return judge(span(bounds(*limit), comparison), read_quantity(text, sense))


@pytest.mark.parametrize(
    ("text", "value", "interval"),
    [
        ("6", "6", "1"),
        ("6.0", "6", "0.1"),
        ("6.00", "6", "0.01"),
        ("14x10^2", "1400", "100"),
        ("-36x10^1", "-360", "10"),
        ("14x10^0", "14", "1"),
        ("1.5e2", "150", "10"),
    ],
)
def test_a_bound_keeps_the_worth_of_its_last_written_digit(text: str, value: str, interval: str) -> None:
    assert read_bound(text) == Bound(text, Fraction(value), Fraction(interval))


@pytest.mark.parametrize("text", ["", "*", "…", "8,0", "<8", "1.4x10^2", "14x10^-2", "14×10^2", "14x10^100"])
def test_what_is_no_bound_is_refused(text: str) -> None:
    with pytest.raises(ReadingRefused):
        read_bound(text)


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [("<=", PASS, PASS, FAIL), ("<", PASS, FAIL, FAIL), (">=", FAIL, PASS, PASS), (">", FAIL, FAIL, PASS)],
)
def test_full_value_on_both_sides_of_the_bound(op: str, below: Outcome, at: Outcome, above: Outcome) -> None:
    for texts, expected in (
        (("7.999999", "8(-)", "-8"), below),
        (("8", "8.00", "8e0"), at),
        (("8.000001", "8(+)", "1e30"), above),
    ):
        assert {text: against(text, f"{op} 8") for text in texts} == dict.fromkeys(texts, expected)


@pytest.mark.parametrize(
    ("op", "bound", "outcomes"),
    [
        # 7.5 and 8.5 round to 8, 6.5 to 6, 9.5 to 10
        ("<=", "8", {"8.5(-)": PASS, "8.5": PASS, "8.5(+)": FAIL, "8.4": PASS, "8.6": FAIL}),
        ("<=", "9", {"9.5(-)": PASS, "9.5": FAIL, "9.5(+)": FAIL, "9.4": PASS, "9.6": FAIL}),
        ("<", "8", {"7.5(-)": PASS, "7.5": FAIL, "7.5(+)": FAIL, "7.4": PASS, "8": FAIL}),
        ("<", "9", {"8.5(-)": PASS, "8.5": PASS, "8.5(+)": FAIL, "8.6": FAIL, "9": FAIL}),
        (">=", "8", {"7.5(-)": FAIL, "7.5": PASS, "7.5(+)": PASS, "7.4": FAIL, "7.6": PASS}),
        (">=", "9", {"8.5(-)": FAIL, "8.5": FAIL, "8.5(+)": PASS, "8.4": FAIL, "8.6": PASS}),
        (">", "8", {"8.5(-)": FAIL, "8.5": FAIL, "8.5(+)": PASS, "8": FAIL, "8.6": PASS}),
        (">", "9", {"9.5(-)": FAIL, "9.5": PASS, "9.5(+)": PASS, "9": FAIL, "9.4": FAIL}),
        ("<=", "14x10^2", {"1450": PASS, "1451": FAIL}),
        (">=", "14x10^2", {"1350": PASS, "1349": FAIL}),
        ("<=", "0.0", {"0.05": PASS, "0.051": FAIL}),
    ],
)
def test_rounded_value_on_both_sides_of_the_tie(op: str, bound: str, outcomes: dict[str, Outcome]) -> None:
    found = {text: against(text, f"{op} {bound}", comparison=ROUNDED) for text in outcomes}
    assert found == outcomes


@pytest.mark.parametrize(
    ("case", "text", "limit", "comparison", "expected"),
    [
        ("N26", "<3", "<= 8", FULL, PASS),
        ("N28", "<10", "<= 8", FULL, OPEN),
        ("", "<8", "<= 8", FULL, PASS),
        ("", "<8", "< 8", FULL, PASS),
        ("", "<=8", "< 8", FULL, OPEN),
        ("", "<8", ">= 8", FULL, FAIL),
        ("", "<=8", ">= 8", FULL, OPEN),
        ("", "<=8", "> 8", FULL, FAIL),
        ("", ">95", ">= 95", FULL, PASS),
        ("", ">=95", "> 95", FULL, OPEN),
        ("", ">8", "<= 8", FULL, FAIL),
        ("", ">=8", "<= 8", FULL, OPEN),
        ("", ">7", "<= 8", FULL, OPEN),
        ("", "<5", ">= 0", FULL, PASS),
        ("", "<9.5", "<= 9", ROUNDED, PASS),
        ("", "<=9.5", "<= 9", ROUNDED, OPEN),
        ("", "<=8.5", "<= 8", ROUNDED, PASS),
        ("", ">9.5", "<= 9", ROUNDED, FAIL),
        ("", ">=9.5", "<= 9", ROUNDED, FAIL),
        ("", ">8.5", "<= 8", ROUNDED, FAIL),
        ("", ">=8.5", "<= 8", ROUNDED, OPEN),
    ],
)
def test_censored_readings(case: str, text: str, limit: str, comparison: Comparison, expected: Outcome) -> None:
    del case
    assert against(text, limit, comparison=comparison) is expected


@pytest.mark.parametrize(
    ("detection_limit", "expected"), [("0.5", PASS), ("8", PASS), ("8.1", OPEN), ("10", OPEN), (None, OPEN)]
)
def test_not_detected_decides_only_with_a_detection_limit(detection_limit: str | None, expected: Outcome) -> None:
    limit = None if detection_limit is None else Fraction(detection_limit)
    for text in ("ND", "未检出"):
        assert against(text, "<= 8", sense=Sense(nonnegative=True, detection_limit=limit)) is expected
    assert against("痕迹", "<= 8", sense=Sense(nonnegative=True, trace=limit)) is expected


def test_two_bounds_hold_together() -> None:
    outcomes = {"9.9": PASS, "9.89": FAIL, "10.1": PASS, "10.11": FAIL, "<=10.1": OPEN, "<9.9": FAIL, ">10.1": FAIL}
    assert {text: against(text, ">= 9.9", "<= 10.1") for text in outcomes} == outcomes


def test_of_two_bounds_on_one_side_the_tighter_counts() -> None:
    conditions = bounds("<= 8", "< 8", "<= 9", ">= 1", "> 1", ">= 0")
    compiled = span(conditions, FULL)
    assert (compiled.low, compiled.high) == ((Fraction(1), 1), (Fraction(8), -1))


def test_a_limit_without_bounds_accepts_every_number() -> None:
    assert judge_span(span((), FULL), (Fraction(10**30), 0), None) is PASS


@pytest.mark.parametrize("limit", [(">= 8", "<= 7"), ("> 8", "<= 8"), (">= 8", "< 8")])
def test_swapped_bounds_are_refused(limit: tuple[str, str]) -> None:
    with pytest.raises(LimitRefused, match="swapped"):
        span(bounds(*limit), FULL)


def test_a_single_value_may_be_all_that_is_accepted() -> None:
    assert [against(text, ">= 8", "<= 8") for text in ("8", "8(+)", "7.9", ">=8")] == [PASS, FAIL, FAIL, OPEN]


@pytest.mark.parametrize(
    ("bound", "reason"),
    [
        (Bound("47.5", Fraction("47.5"), None), "no last written digit"),
        (Bound("47.5", Fraction("47.5"), Fraction(1)), "no multiple of 1"),
    ],
)
def test_rounding_needs_a_written_digit(bound: Bound, reason: str) -> None:
    with pytest.raises(LimitRefused, match=reason):
        span((Condition(Op.AT_MOST, bound),), ROUNDED)
    span((Condition(Op.AT_MOST, bound),), FULL)


CLASS_1 = Classes(frozenset({"1a", "1b"}))
NO_WATER = Words(frozenset({"无", "痕迹"}), frozenset({"有"}))
AT_MOST_8 = span(bounds("<= 8"), FULL)


@pytest.mark.parametrize(
    ("acceptance", "reading", "expected"),
    [
        (CLASS_1, Graded("1", frozenset({"1a", "1b"})), PASS),
        (Classes(frozenset({"1a"})), Graded("1", frozenset({"1a", "1b"})), OPEN),
        (CLASS_1, Graded("2a", frozenset({"2a"})), FAIL),
        (NO_WATER, Worded("无"), PASS),
        (NO_WATER, read_quantity("痕迹", Sense()), PASS),
        (NO_WATER, Worded("有"), FAIL),
        (NO_WATER, Worded("符合"), INVALID),
        (NO_WATER, Worded(""), INVALID),
        (NO_WATER, read_quantity("0.02", Sense()), OPEN),
        (NO_WATER, Graded("1a", frozenset({"1a"})), INVALID),
        (CLASS_1, Worded("1a"), INVALID),
        (CLASS_1, read_quantity("1", Sense()), INVALID),
        (AT_MOST_8, Worded("合格"), INVALID),
        (AT_MOST_8, Graded("1a", frozenset({"1a"})), INVALID),
    ],
)
def test_grades_words_and_sorts_that_do_not_fit(acceptance: Acceptance, reading: Reading, expected: Outcome) -> None:
    assert judge(acceptance, reading) is expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, OPEN),
        ((Fraction(0), 0), (Fraction(8), 0), PASS),
        ((Fraction(0), 0), (Fraction(8), 1), OPEN),
        ((Fraction(0), 1), (Fraction(8), 0), PASS),
        (None, (Fraction(0), -1), FAIL),
        ((Fraction(8), 1), None, FAIL),
    ],
)
def test_sets_against_a_closed_span(
    low: tuple[Fraction, int] | None, high: tuple[Fraction, int] | None, expected: Outcome
) -> None:
    assert judge_span(Span((Fraction(0), 0), (Fraction(8), 0)), low, high) is expected


def test_a_reading_is_converted_with_its_open_ends() -> None:
    percent, mg_kg = find_unit("%(m/m)", None), find_unit("mg/kg", None)
    for text, low, high in (
        ("0.0008", (Fraction(8), 0), (Fraction(8), 0)),
        ("0.0008(+)", (Fraction(8), 1), (Fraction(8), 1)),
        ("<0.0008", (Fraction(0), 0), (Fraction(8), -1)),
        (">0.0008", (Fraction(8), 1), None),
    ):
        reading = read_quantity(text, Sense(nonnegative=True))
        converted = in_unit(reading, percent, mg_kg)
        assert (converted.low, converted.high) == (low, high)
        assert (converted.text, converted.form, converted.number) == (text, reading.form, reading.number)
    with pytest.raises(KindMismatch):
        in_unit(read_quantity("8", Sense()), find_unit("mg/L", None), mg_kg)
