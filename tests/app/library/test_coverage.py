"""What a limit needs of its cases: each table takes one of them away, or replaces it by one that shows nothing."""

from fractions import Fraction

import pytest

from app.library.coverage import Shown, missing_cases
from app.verification.requirement import Certainty, Characteristic, Clause, Form, Limit, Requirement
from methods.acceptance import Acceptance, Comparison, Condition, Op, Words, not_worse_than, read_bound, span
from methods.outcome import Outcome
from methods.reading import Graded, Sense, Worded, read_class, read_quantity
from methods.unit_spellings import find_unit
from methods.units import Kind

OUTCOMES = {"+": Outcome.CONFORMING, "-": Outcome.NONCONFORMING, "?": Outcome.UNDETERMINED, "!": Outcome.INVALID}
YIELD = Characteristic(
    "yield", "收率", "yield", Form.QUANTITY, Kind.MASS_FRACTION, find_unit("%(m/m)", Kind.MASS_FRACTION),
    Fraction(0), Fraction(100),
)  # fmt: skip
CETANE = Characteristic(
    "cetane", "十六烷值", "cetane number", Form.QUANTITY, Kind.NUMBER, find_unit("1", Kind.NUMBER)
)  # fmt: skip
CORROSION = Characteristic("corrosion", "腐蚀", "corrosion", Form.CLASS, scale=("1a", "1b", "2a", "2b"))
WATER = Characteristic("water", "水", "water", Form.QUANTITY, Kind.VOLUME_FRACTION, words=frozenset({"无", "痕迹"}))


def requirement(characteristic: Characteristic, acceptance: Acceptance, *conditions: Condition) -> Requirement:
    unit = characteristic.unit if conditions else None
    limit = Limit("limit", unit, conditions, acceptance, Comparison.FULL_VALUE, "here")
    return Requirement("id", characteristic, Clause("d", "1", "a"), limit, Certainty.PROVISIONAL, "B", ())


def numbers(characteristic: Characteristic, *limits: str) -> Requirement:
    conditions = [Condition(Op(sign), read_bound(bound)) for sign, bound in map(str.split, limits)]
    return requirement(characteristic, span(conditions, Comparison.FULL_VALUE), *conditions)


def number(written: str) -> Shown:
    outcome, value, *unit = written.split()
    kind = Kind.MASS_FRACTION if unit else Kind.NUMBER
    return Shown(read_quantity(value, Sense()), find_unit((unit or ["1"])[0], kind), OUTCOMES[outcome])


SHARE = ("+ 0.02 %(m/m)", "+ 0.01 %(m/m)", "- 0.03 %(m/m)", "+ 200 mg/kg")
AT, INSIDE, OUTSIDE = (
    "a case at 0.02 %(m/m)",
    "a conforming case inside 0.02 %(m/m)",
    "a nonconforming case outside 0.02 %(m/m)",
)


def lacks(asked: Requirement, *cases: str) -> list[str]:
    return missing_cases(asked, [number(case) for case in cases])


def test_a_bound_is_shown_by_a_case_at_it_one_inside_one_outside_and_one_in_another_unit() -> None:
    assert lacks(numbers(YIELD, "<= 0.02"), *SHARE) == []


@pytest.mark.parametrize(
    ("cases", "missing"),
    [
        (("+ 0.0200001 %(m/m)", "+ 0.01 %(m/m)", "- 0.03 %(m/m)", "+ 199 mg/kg"), [AT]),
        (("+ 0.02 %(m/m)", "- 0.03 %(m/m)", "+ 200 mg/kg"), [INSIDE]),
        (("+ 0.02 %(m/m)", "+ 0.01 %(m/m)", "+ 200 mg/kg"), [OUTSIDE]),
        (("+ 0.02 %(m/m)", "+ 0.01 %(m/m)", "+ 0.03 %(m/m)", "+ 200 mg/kg"), [OUTSIDE]),
        (("+ 0.02 %(m/m)", "- 0.01 %(m/m)", "- 0.03 %(m/m)", "+ 200 mg/kg"), [INSIDE]),
    ],
)
def test_what_is_missing_at_a_bound_is_named(cases: tuple[str, ...], missing: list[str]) -> None:
    assert lacks(numbers(YIELD, "<= 0.02"), *cases) == missing


def test_one_case_at_the_old_bound_shows_nothing_of_a_limit_with_another_point() -> None:
    missing = lacks(numbers(YIELD, "<= 0.2"), "+ 0.02 %(m/m)")
    assert [text.partition(" (")[0] for text in missing] == [
        "a case at 0.2 %(m/m)",
        "a nonconforming case outside 0.2 %(m/m)",
        "a case in another unit",
    ]


@pytest.mark.parametrize("written", ["+ <0.02 %(m/m)", "+ 0.02(+) %(m/m)", "? 0.02 %(m/m)", "! 0.02 %(m/m)"])
def test_a_censored_marked_or_undecided_value_is_not_at_the_bound(written: str) -> None:
    cases = (written, "+ 0.01 %(m/m)", "- 0.03 %(m/m)", "+ 100 mg/kg")
    assert lacks(numbers(YIELD, "<= 0.02"), *cases) == [AT]


def test_the_value_at_the_bound_may_stand_in_another_unit() -> None:
    assert lacks(numbers(YIELD, "<= 0.02"), "+ 200 mg/kg", "+ 100 mg/kg", "- 300 mg/kg") == []


def test_a_case_in_another_unit_is_asked_for_only_where_the_kind_has_one() -> None:
    assert lacks(numbers(CETANE, ">= 51"), "+ 51", "+ 51.1", "- 50.9") == []
    [missing] = lacks(numbers(YIELD, "<= 0.02"), *SHARE[:3])
    assert missing.startswith("a case in another unit (mg/kg, ")


@pytest.mark.parametrize(
    ("cases", "missing"),
    [
        (("+ 3.0", "+ 5", "+ 8.0", "- 2.9", "- 8.1"), []),
        (("+ 3.0", "+ 8.0", "- 2.9", "- 8.1"), []),
        (("+ 3.0", "+ 5", "- 2.9", "- 8.1"), ["a case at 8"]),
        (("+ 3.0", "+ 5", "+ 8.0", "- 8.1"), ["a nonconforming case outside 3"]),
        (("+ 3.0", "+ 5", "+ 8.0", "- 2.9"), ["a nonconforming case outside 8"]),
    ],
)
def test_both_ends_of_a_range_are_shown(cases: tuple[str, ...], missing: list[str]) -> None:
    assert lacks(numbers(CETANE, ">= 3.0", "<= 8.0"), *cases) == missing


def test_a_bound_that_is_left_out_is_shown_by_a_case_that_does_not_conform() -> None:
    assert lacks(numbers(CETANE, "> 2"), "- 2", "+ 2.1", "- 1.9") == []


@pytest.mark.parametrize(
    ("limits", "cases"),
    [
        (("<= 100",), ("+ 100 %(m/m)", "+ 99 %(m/m)", "+ 1 g/g")),
        ((">= 0",), ("+ 0 %(m/m)", "+ 1 %(m/m)", "+ 1 g/kg")),
        (("<= 0",), ("+ 0 %(m/m)", "- 0.1 %(m/m)", "+ 0 g/kg")),
        ((">= 100",), ("+ 100 %(m/m)", "- 99.9 %(m/m)", "+ 1 g/g")),
        ((">= 5", "<= 5"), ("+ 5 %(m/m)", "- 4.9 %(m/m)", "- 5.1 %(m/m)", "+ 50 g/kg")),
    ],
)
def test_no_case_is_asked_for_where_the_quantity_cannot_lie(limits: tuple[str, ...], cases: tuple[str, ...]) -> None:
    asked = numbers(YIELD, *limits)
    assert lacks(asked, *cases) == []
    for left_out in cases[:-1]:
        assert lacks(asked, *(case for case in cases if case not in {left_out, cases[-1]}))


@pytest.mark.parametrize(
    ("cases", "missing"),
    [
        (("+ 1b", "- 2a"), []),
        (("+ 1", "- 2"), []),
        (("+ 1a", "- 2a"), ["a conforming case of class 1b"]),
        (("+ 1b", "- 2b"), ["a nonconforming case of class 2a"]),
        (("+ 1b", "? 2a"), ["a nonconforming case of class 2a"]),
        ((), ["a conforming case of class 1b", "a nonconforming case of class 2a"]),
    ],
)
def test_classes_are_shown_by_the_worst_that_is_accepted_and_the_next(
    cases: tuple[str, ...], missing: list[str]
) -> None:
    asked = requirement(CORROSION, not_worse_than("1", CORROSION.scale))
    assert missing_cases(asked, [graded(case) for case in cases]) == missing


def test_beyond_the_last_class_there_is_nothing_to_show() -> None:
    asked = requirement(CORROSION, not_worse_than("2", CORROSION.scale))
    assert missing_cases(asked, [graded("+ 2b")]) == []


def graded(written: str) -> Shown:
    outcome, name = written.split()
    reading: Graded = read_class(name, CORROSION.scale)
    return Shown(reading, None, OUTCOMES[outcome])


@pytest.mark.parametrize(
    ("cases", "missing"),
    [
        (("+ 无", "+ 痕迹", "! 有"), []),
        (("+ 无", "+ 痕迹", "? 0.02"), []),
        (("+ 无", "! 有"), ["a conforming case of 痕迹"]),
        (("+ 无", "+ 痕迹"), ["a case that does not conform"]),
        (("+ 无", "+ 痕迹", "? 无"), ["a case that does not conform"]),
    ],
)
def test_words_are_shown_each_and_by_one_that_does_not_conform(cases: tuple[str, ...], missing: list[str]) -> None:
    asked = requirement(WATER, Words(frozenset({"无", "痕迹"}), frozenset()))
    shown = [
        Shown(read_quantity(text, Sense()) if text[0].isdigit() else Worded(text), None, OUTCOMES[outcome])
        for outcome, text in map(str.split, cases)
    ]
    assert missing_cases(asked, shown) == missing


def test_a_limit_that_is_not_held_lacks_nothing() -> None:
    asked = Requirement("id", YIELD, Clause("d", "1", "a"), None, Certainty.NOT_HELD, "NF", ())
    assert missing_cases(asked, []) == []
