from dataclasses import replace
from fractions import Fraction
from types import EllipsisType

import pytest

from app.certification.score import Cause, Reason, score
from app.certification.standing import Standing
from tests.app.certification.cards import DIESEL, DRYER, answered, shipped, table, totals

# lines of 10, 5, 70 and 10 points
LEFT_OUT = (
    *("C1.3.3.a", "C2.4.1.a"),
    *("C3.3.1.a", "C3.3.1.b", "C3.3.1.c", "C3.3.2.a", "C3.3.2.b", "C3.3.3.a", "C3.3.3.b", "C3.3.4.a"),
    *("C4.5.1.a", "C4.5.1.b"),
)
GOLDEN = (240, 136, 119, 75)
FULL: dict[str, int | None] = {"C1.1": 10, "C2.1": 10, "C3.1": 10, "C4.1": 10}


@pytest.mark.parametrize("scheme", [DIESEL, DRYER])
def test_240_of_240_and_136_of_195_and_119_of_130_and_75_of_90_are_exactly_80_and_pass(scheme: str) -> None:
    found = score(shipped(scheme), totals(shipped(scheme), GOLDEN, LEFT_OUT))
    assert [(part.got, part.applicable) for part in found.headings] == [(240, 240), (136, 195), (119, 130), (75, 90)]
    assert found.total == 80
    assert found.standing is Standing.MET
    assert found.causes == ()


def test_binary_floats_would_have_failed_it() -> None:
    pairs = zip((0.15, 0.55, 0.20, 0.10), GOLDEN, (240, 195, 130, 90), strict=True)
    assert sum(weight * (got / most * 100) for weight, got, most in pairs) == 79.99999999999999


def test_one_point_less_does_not_pass() -> None:
    found = score(shipped(), totals(shipped(), (240, 136, 119, 74), LEFT_OUT))
    assert found.total == 80 - Fraction(10, 90)
    assert found.standing is Standing.NOT_MET
    assert found.causes == (Cause(Reason.TOTAL_BELOW, ""),)


@pytest.mark.parametrize(
    ("got", "standing", "causes"),
    [
        ((150, 200, 200, 100), Standing.MET, ()),
        ((149, 200, 200, 100), Standing.NOT_MET, (Cause(Reason.HEADING_BELOW, "C1"),)),
        ((250, 200, 120, 60), Standing.MET, ()),
        ((250, 200, 119, 60), Standing.NOT_MET, (Cause(Reason.HEADING_BELOW, "C3"),)),
        ((250, 200, 120, 59), Standing.NOT_MET, (Cause(Reason.HEADING_BELOW, "C4"),)),
        ((250, 120, 200, 100), Standing.NOT_MET, (Cause(Reason.TOTAL_BELOW, ""),)),
    ],
)
def test_every_heading_reaches_60_and_the_total_80(
    got: tuple[int, ...], standing: Standing, causes: tuple[Cause, ...]
) -> None:
    found = score(shipped(), totals(shipped(), got))
    assert (found.standing, found.causes) == (standing, causes)


def test_quality_at_60_allows_78_at_most() -> None:
    assert score(shipped(), totals(shipped(), (250, 120, 200, 100))).total == 78


@pytest.mark.parametrize(("rest", "quality", "total"), [(10, (7, 11), Fraction(80)), (6, (106, 110), Fraction(80))])
def test_700_of_11_pass_beside_full_marks_and_1060_of_11_beside_60(
    rest: int, quality: tuple[int, int], total: Fraction
) -> None:
    got, most = quality
    scorecard = table([10], [most], [10], [10])
    card = answered(scorecard, {"C1.1": rest, "C2.1": got, "C3.1": rest, "C4.1": rest})
    found = score(scorecard, card)
    assert found.headings[1].quotient == Fraction(got * 100, most)
    assert (found.total, found.standing) == (total, Standing.MET)
    less = score(scorecard, replace(card, answers={**card.answers, **answered(scorecard, {"C2.1": got - 1}).answers}))
    assert less.standing is Standing.NOT_MET


def test_an_unanswered_line_leaves_the_result_open_and_is_not_zero() -> None:
    scorecard = table([10], [10], [10], [10, 90])
    found = score(scorecard, answered(scorecard, FULL))
    assert (found.standing, found.total, found.sensitivity) == (Standing.OPEN, None, None)
    assert found.causes == (Cause(Reason.LINE_UNANSWERED, "C4.2"),)
    assert found.headings[3].standing is Standing.OPEN
    zero = score(scorecard, answered(scorecard, FULL | {"C4.2": 0}))
    assert zero.standing is Standing.NOT_MET


def test_a_heading_below_its_pass_mark_decides_though_another_one_is_open() -> None:
    scorecard = table([10], [10], [10], [10, 10])
    found = score(scorecard, answered(scorecard, FULL | {"C1.1": 5}))
    assert found.standing is Standing.NOT_MET
    assert {cause.reason for cause in found.causes} == {Reason.HEADING_BELOW, Reason.LINE_UNANSWERED}


@pytest.mark.parametrize(
    ("said", "standing", "reason"),
    [
        ({"V": False}, Standing.NOT_MET, Reason.VETO_NOT_SATISFIED),
        ({}, Standing.OPEN, Reason.VETO_UNANSWERED),
    ],
)
def test_full_marks_do_not_make_up_for_a_veto(said: dict[str, bool], standing: Standing, reason: Reason) -> None:
    scorecard = table([10], [10], [10], [10])
    found = score(scorecard, answered(scorecard, FULL, vetoes=said))
    assert (found.standing, found.total) == (standing, Fraction(100))
    assert found.causes == (Cause(reason, "V"),)


def test_a_line_that_does_not_apply_leaves_the_denominator_and_counts_as_zero_beside_it() -> None:
    scorecard = table([10], [10, 10], [10], [10])
    found = score(scorecard, answered(scorecard, FULL | {"C2.2": None}))
    assert (found.headings[1].got, found.headings[1].applicable) == (10, 10)
    assert (found.total, found.standing, found.not_applicable) == (Fraction(100), Standing.MET, ("C2.2",))
    assert found.sensitivity is not None
    assert (found.sensitivity.total, found.sensitivity.standing) == (Fraction("72.5"), Standing.NOT_MET)


def test_without_lines_that_do_not_apply_nothing_is_sensitive() -> None:
    scorecard = table([10], [10], [10], [10])
    found = score(scorecard, answered(scorecard, FULL))
    assert found.sensitivity is not None
    assert (found.sensitivity.total, found.not_applicable) == (Fraction(100), ())


def test_a_heading_none_of_whose_lines_applies_has_no_score() -> None:
    scorecard = table([10], [10], [10], [10])
    with pytest.raises(ValueError, match="C3: nothing of the heading applies"):
        score(scorecard, answered(scorecard, FULL | {"C3.1": None}))


@pytest.mark.parametrize(
    ("took_part", "led", "got", "applicable", "is_open"),
    [
        (5, 10, 10, 10, False),  # the higher one counts: 10 + 10 = 20, not 25
        (5, 0, 5, 10, False),
        (5, None, 5, 5, False),
        (None, None, 0, 0, False),
        (..., 10, 10, 10, False),  # nothing could add to it
        (5, ..., 5, 10, True),
    ],
)
def test_of_lines_that_exclude_each_other_the_highest_counts(
    took_part: int | EllipsisType | None, led: int | EllipsisType | None, got: int, applicable: int, *, is_open: bool
) -> None:
    scorecard = table([10], [5, 10, 10], [10], [10], exclusive={"C2.1": "standards", "C2.2": "standards"})
    said = {
        line: points for line, points in (("C2.1", took_part), ("C2.2", led)) if not isinstance(points, EllipsisType)
    }
    found = score(scorecard, answered(scorecard, {"C1.1": 10, "C2.3": 10, "C3.1": 10, "C4.1": 10, **said}))
    assert found.headings[1].got == got + 10
    assert found.headings[1].applicable == applicable + 10
    assert bool(found.headings[1].unanswered) is is_open
