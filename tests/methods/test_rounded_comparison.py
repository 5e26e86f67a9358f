"""Rounded-value comparison done twice: round first and compare, or compile the acceptance set and look."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from methods.acceptance import Bound, Comparison, Condition, Op, judge_span, span
from methods.outcome import Outcome
from methods.rounding import round_cut

INTERVALS = st.builds(
    lambda power, unit: unit * Fraction(10) ** power,
    st.integers(-6, 4),
    st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 5), Fraction(2)]),
)
# quarters of a step around the bound hit every tie; the rest is anywhere
OFFSETS = st.builds(Fraction, st.integers(-12, 12), st.just(4)) | st.fractions(-50, 50, max_denominator=1000)


def rounded_meets(cut: tuple[Fraction, int], op: Op, bound: Fraction, interval: Fraction) -> bool:
    rounded = round_cut(cut, interval)
    match op:
        case Op.AT_MOST:
            return rounded <= bound
        case Op.BELOW:
            return rounded < bound
        case Op.AT_LEAST:
            return rounded >= bound
        case Op.ABOVE:
            return rounded > bound


def both_ways_agree(op: Op, steps: int, interval: Fraction, offset: Fraction, side: int) -> bool:
    bound = steps * interval
    cut = (bound + offset * interval, side)
    compiled = span((Condition(op, Bound("", bound, interval)),), Comparison.ROUNDED_VALUE)
    by_set = judge_span(compiled, cut, cut) is Outcome.CONFORMING
    return by_set is rounded_meets(cut, op, bound, interval)


@given(
    op=st.sampled_from(Op),
    steps=st.integers(-100, 100),
    interval=INTERVALS,
    offset=OFFSETS,
    side=st.sampled_from([-1, 0, 1]),
)
def test_rounding_first_equals_the_acceptance_set(
    op: Op, steps: int, interval: Fraction, offset: Fraction, side: int
) -> None:
    assert both_ways_agree(op, steps, interval, offset, side)


def test_they_agree_at_every_quarter_of_a_step_around_every_small_bound() -> None:
    quarters = [Fraction(quarter, 4) for quarter in range(-9, 10)]
    grid = product(
        Op, range(-6, 7), (Fraction(1), Fraction(1, 10), Fraction(1, 2), Fraction(1, 5)), quarters, (-1, 0, 1)
    )
    assert [point for point in grid if not both_ways_agree(*point)] == []


@given(steps=st.integers(-20, 20), width=st.integers(0, 5), interval=INTERVALS, offset=OFFSETS)
def test_a_range_is_met_when_the_rounded_value_lies_in_it(
    steps: int, width: int, interval: Fraction, offset: Fraction
) -> None:
    low, high = steps * interval, (steps + width) * interval
    conditions = (
        Condition(Op.AT_LEAST, Bound("", low, interval)),
        Condition(Op.AT_MOST, Bound("", high, interval)),
    )
    cut = (low + offset * interval, 0)
    by_set = judge_span(span(conditions, Comparison.ROUNDED_VALUE), cut, cut) is Outcome.CONFORMING
    assert by_set is (low <= round_cut(cut, interval) <= high)
