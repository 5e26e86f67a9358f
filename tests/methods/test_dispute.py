from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from methods.dispute import (
    AssignedTestValue,
    DisputeRefused,
    Pair,
    Step,
    d3244_acceptance_limit,
    d3244_assigned_test_value,
    dispute_referee,
)
from methods.outcome import Outcome

F = Fraction
POSITIVE = st.fractions(min_value=F(1, 100), max_value=100, max_denominator=100)
ANY = st.fractions(min_value=-100, max_value=100, max_denominator=100)


def one_per_gap(low: Fraction, middle: Fraction, high: Fraction) -> bool:
    return middle - low != high - middle


@pytest.mark.parametrize(
    ("averages", "allowed", "mean_used", "outcome"),
    [
        (("7.6", "8.2", "7.9"), "0.9", "7.9", Outcome.CONFORMING),
        (("7.0", "8.6", "8.5"), "0.9", "8.55", Outcome.NONCONFORMING),
        (("7.1", "8.3", "8.6"), "1.35", "8", Outcome.CONFORMING),  # departure just R3; the limit itself conforms
        (("7.1", "8.3", "8.6"), "1.34", "8.45", Outcome.NONCONFORMING),
        (("7.1", "7.4", "8.6"), "1.34", "7.25", Outcome.CONFORMING),
    ],
)
def test_the_referee_settles_a_dispute_about_8_mg_per_kg(
    averages: tuple[str, str, str], allowed: str, mean_used: str, outcome: Outcome
) -> None:
    for a, b, c in permutations(map(F, averages)):
        decision = dispute_referee((a, b, c), F(8), upper=True, R3=F(allowed))
        assert decision.mean_used == F(mean_used)
        assert decision.outcome is outcome


@pytest.mark.parametrize(("third", "outcome"), [("95", Outcome.CONFORMING), ("94.9999", Outcome.NONCONFORMING)])
def test_a_dispute_about_at_least_95_percent(third: str, outcome: Outcome) -> None:
    decision = dispute_referee((F(95), F(95), F(third)), F(95), upper=False, R3=F(1))
    assert decision.outcome is outcome


def test_two_pairs_equally_close_are_not_settled_by_chance() -> None:
    assert dispute_referee((F(7), F(8), F(9)), F(8), upper=True, R3=F("1.5")).mean_used == 8
    with pytest.raises(DisputeRefused, match="equally close"):
        dispute_referee((F(7), F(8), F(9)), F(8), upper=True, R3=F("1.4"))


@given(a=ANY, b=ANY, c=ANY, limit=ANY, allowed=POSITIVE)
def test_a_dispute_about_a_lower_limit_mirrors_one_about_an_upper(
    a: Fraction, b: Fraction, c: Fraction, limit: Fraction, allowed: Fraction
) -> None:
    low, middle, high = sorted((a, b, c))
    assume(one_per_gap(low, middle, high))
    upper = dispute_referee((a, b, c), limit, upper=True, R3=allowed)
    lower = dispute_referee((-a, -b, -c), -limit, upper=False, R3=allowed)
    assert lower.outcome is upper.outcome
    assert lower.mean_used == -upper.mean_used


@pytest.mark.parametrize(
    ("first", "retest", "referee", "assigned"),
    [
        (("7.6", "8.4"), None, None, AssignedTestValue(Step.MEAN_OF_FIRST, F(8))),
        (("7.0", "8.5"), None, None, AssignedTestValue(Step.MEAN_OF_FIRST, F("7.75"))),
        (("7.0", "8.51"), None, None, AssignedTestValue(Step.RETEST_NEEDED, None)),
        (("7.6", "8.4"), ("6.0", "8.0"), "1", AssignedTestValue(Step.MEAN_OF_FIRST, F(8))),
        (("6.0", "8.0"), ("7.0", "8.2"), None, AssignedTestValue(Step.MEAN_OF_RETEST, F("7.6"))),
        (("8.0", "6.0"), ("8.2", "7.0"), None, AssignedTestValue(Step.MEAN_OF_RETEST, F("7.6"))),
        (("6.0", "8.0"), ("6.3", "8.0"), None, AssignedTestValue(Step.REFEREE_NEEDED, None)),
        (("6.0", "8.0"), ("6.3", "8.0"), "7.0", AssignedTestValue(Step.MEAN_OF_THREE, F("7.1"))),
        (("6.0", "8.0"), ("6.2", "8.0"), "7.7", AssignedTestValue(Step.MEAN_OF_THREE, F("7.3"))),  # spread is 1.2 R
        (("6.0", "8.0"), ("6.1", "8.0"), "7.7", AssignedTestValue(Step.MEAN_OF_CLOSEST_PAIR, F("7.85"))),
        (("6.0", "8.0"), ("6.1", "8.0"), "6.2", AssignedTestValue(Step.MEAN_OF_CLOSEST_PAIR, F("6.15"))),
    ],
)
def test_the_assigned_test_value_is_formed_step_by_step(
    first: tuple[str, str], retest: tuple[str, str] | None, referee: str | None, assigned: AssignedTestValue
) -> None:
    formed = d3244_assigned_test_value(
        Pair(F(first[0]), F(first[1])),
        None if retest is None else Pair(F(retest[0]), F(retest[1])),
        None if referee is None else F(referee),
        R=F("1.5"),
    )
    assert formed == assigned


def test_an_assigned_value_with_two_pairs_equally_close_is_refused() -> None:
    far = Pair(F(6), F(8))
    with pytest.raises(DisputeRefused, match="equally close"):
        d3244_assigned_test_value(far, far, F(7), R=F("1.5"))


@given(a=ANY, b=ANY, c=ANY, d=ANY, referee=ANY, reproducibility=POSITIVE)
def test_the_assigned_value_does_not_depend_on_who_is_the_supplier(
    *, a: Fraction, b: Fraction, c: Fraction, d: Fraction, referee: Fraction, reproducibility: Fraction
) -> None:
    low, middle, high = sorted((c, d, referee))
    assume(one_per_gap(low, middle, high))
    formed = d3244_assigned_test_value(Pair(a, b), Pair(c, d), referee, R=reproducibility)
    assert d3244_assigned_test_value(Pair(b, a), Pair(d, c), referee, R=reproducibility) == formed


@given(a=ANY, b=ANY, referee=ANY, reproducibility=POSITIVE, scale=POSITIVE)
def test_the_assigned_value_scales_with_the_unit(
    a: Fraction, b: Fraction, referee: Fraction, reproducibility: Fraction, scale: Fraction
) -> None:
    low, middle, high = sorted((a, b, referee))
    assume(one_per_gap(low, middle, high))
    formed = d3244_assigned_test_value(Pair(a, b), Pair(a, b), referee, R=reproducibility)
    scaled = d3244_assigned_test_value(
        Pair(a * scale, b * scale), Pair(a * scale, b * scale), referee * scale, R=reproducibility * scale
    )
    assert formed.value is not None
    assert scaled == AssignedTestValue(formed.step, formed.value * scale)


@pytest.mark.parametrize(
    ("limit", "upper", "deviate", "acceptance_limit"),
    [
        ("8", True, "1.645", "8.6292125"),
        ("8", True, "-1.645", "7.3707875"),
        ("8", True, "0", "8"),
        ("95", False, "1.645", "94.3707875"),
    ],
)
def test_the_acceptance_limit_moves_with_the_agreed_probability(
    *, limit: str, upper: bool, deviate: str, acceptance_limit: str
) -> None:
    moved = d3244_acceptance_limit(F(limit), upper=upper, R=F("1.5"), D=F(deviate), factor=F("0.255"))
    assert moved == F(acceptance_limit)


def test_figures_of_a_dispute_must_be_above_zero() -> None:
    with pytest.raises(DisputeRefused, match="R3 is 0"):
        dispute_referee((F(1), F(1), F(1)), F(1), upper=True, R3=F(0))
    with pytest.raises(DisputeRefused, match="R is 0"):
        d3244_assigned_test_value(Pair(F(1), F(1)), None, None, R=F(0))
    with pytest.raises(DisputeRefused, match="R is -1"):
        d3244_acceptance_limit(F(1), upper=True, R=F(-1), D=F(1), factor=F(1))
    with pytest.raises(DisputeRefused, match="factor is 0"):
        d3244_acceptance_limit(F(1), upper=True, R=F(1), D=F(1), factor=F(0))
