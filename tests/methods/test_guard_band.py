"""Guard bands: each is put back into the risk it was asked for."""

import math
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.guard_band import (
    acceptance_limits_for_specific_risk,
    guard_band_for_global_risk,
    guard_band_for_specific_risk,
    rejection_limit_for_confidence,
)
from methods.normal import upper_tail
from methods.risk import Interval, Process, RiskRefused, conformance_probability, global_risk

RESISTOR = Process(1500.0, 0.12)
RESISTOR_TOLERANCE = Interval(1499.8, 1500.2)

targets = st.one_of(st.floats(-12, -0.5).map(lambda decades: 10**decades), st.floats(0.3, 0.95))


@pytest.mark.parametrize(
    ("target", "u", "w"),
    [
        (0.05, 0.04, 0.0657941450781),
        (0.5, 0.04, 0.0),
        (0.95, 0.04, -0.0657941450781),
        (0.025, 1.0, 1.95996398454),
        (1e-300, 2.0, 74.0942),
    ],
)
def test_guard_band_for_a_specific_risk(target: float, u: float, w: float) -> None:
    assert guard_band_for_specific_risk(target, u) == pytest.approx(w, rel=1e-6 if target < 0.01 else 1e-11, abs=1e-16)


@given(targets, st.floats(0.01, 100))
def test_a_value_on_a_one_sided_acceptance_limit_has_the_target_risk(target: float, u: float) -> None:
    for tolerance in (Interval(None, 0.0), Interval(0.0, None)):
        acceptance = acceptance_limits_for_specific_risk(target, u, tolerance)
        (limit,) = {acceptance.lower, acceptance.upper} - {None}
        assert limit is not None
        assert conformance_probability(limit, u, tolerance).nonconform == pytest.approx(target, rel=1e-11, abs=0)


def test_acceptance_limits_of_a_resistor_for_a_specific_risk() -> None:
    acceptance = acceptance_limits_for_specific_risk(0.05, 0.04, RESISTOR_TOLERANCE)
    assert acceptance.ends == pytest.approx((1499.8657941450781, 1500.1342058549219), abs=1e-12)


@given(targets, st.floats(0.1, 20))
def test_a_narrow_tolerance_counts_the_risk_beyond_both_limits(target: float, half_width: float) -> None:
    assume(2 * upper_tail(half_width) < 0.99 * target)
    tolerance = Interval(-half_width, half_width)
    acceptance = acceptance_limits_for_specific_risk(target, 1.0, tolerance)
    assert acceptance.upper is not None
    assert acceptance.lower == -acceptance.upper
    got = conformance_probability(acceptance.upper, 1.0, tolerance).nonconform
    assert got == pytest.approx(target, rel=1e-10, abs=0)


def test_a_tolerance_too_narrow_for_the_target_is_refused() -> None:
    risk_in_the_middle = 2 * upper_tail(1.0)
    widest = acceptance_limits_for_specific_risk(risk_in_the_middle * 1.01, 1.0, Interval(-1.0, 1.0))
    assert widest.upper == pytest.approx(0.115, abs=0.005)
    with pytest.raises(RiskRefused, match="even a value in the middle"):
        acceptance_limits_for_specific_risk(risk_in_the_middle * 0.99, 1.0, Interval(-1.0, 1.0))


@pytest.mark.parametrize(
    ("target", "um", "tolerance", "w"),
    [
        (0.005, 0.04, RESISTOR_TOLERANCE, 0.0368264181942),
        (0.00987829152177, 0.04, RESISTOR_TOLERANCE, 0.02),
        (0.018942206717, 0.04, RESISTOR_TOLERANCE, 0.0),
        (0.0379569129013, 0.04, RESISTOR_TOLERANCE, -0.03),
    ],
)
def test_guard_band_for_a_global_risk(target: float, um: float, tolerance: Interval, w: float) -> None:
    assert guard_band_for_global_risk(target, RESISTOR, um, tolerance) == pytest.approx(w, rel=1e-8, abs=1e-12)


@settings(max_examples=25)
@given(
    st.floats(-40, -0.1).map(lambda decades: 10**decades),
    st.floats(-3, 3),
    st.floats(-6, 1).map(lambda decades: 10**decades),
    st.sampled_from([Interval(-2.0, 2.0), Interval(None, 1.0), Interval(-1.0, None), Interval(-1.0, 4.0)]),
)
def test_the_guard_band_gives_the_risk_asked_for_or_is_refused(
    target: float, mean: float, um: float, tolerance: Interval
) -> None:
    process = Process(mean, 1.0)
    outside = conformance_probability(mean, 1.0, tolerance).nonconform
    try:
        w = guard_band_for_global_risk(target, process, um, tolerance)
    except RiskRefused as refused:
        assert target >= outside or "no acceptance limits that doubles can hold" in str(refused)  # noqa: PT017 - one of two reasons
        return
    assert target < outside
    assert global_risk(process, um, tolerance, tolerance.narrowed(w)).consumers_risk == pytest.approx(target, rel=2e-6)


@pytest.mark.parametrize("scale", [1e6, 1e-6, 3.0])
@pytest.mark.parametrize(("low", "high"), [(1499.8, 1500.2), (None, 1500.2), (1499.8, None)])
def test_the_unit_does_not_matter(scale: float, low: float | None, high: float | None) -> None:
    w = guard_band_for_global_risk(0.005, RESISTOR, 0.04, Interval(low, high))
    scaled = Interval(None if low is None else low * scale, None if high is None else high * scale)
    process = Process(1500.0 * scale, 0.12 * scale)
    assert guard_band_for_global_risk(0.005, process, 0.04 * scale, scaled) / scale == pytest.approx(w, rel=1e-10)


def test_a_risk_above_that_of_accepting_every_item_is_refused() -> None:
    everything = conformance_probability(1500.0, 0.12, RESISTOR_TOLERANCE).nonconform
    assert guard_band_for_global_risk(everything * 0.999, RESISTOR, 0.04, RESISTOR_TOLERANCE) < -0.1
    with pytest.raises(RiskRefused, match=r"accepting every item, it would be 0\.09558"):
        guard_band_for_global_risk(everything * 1.001, RESISTOR, 0.04, RESISTOR_TOLERANCE)


def test_acceptance_limits_closer_together_than_doubles_can_be_are_refused() -> None:
    with pytest.raises(RiskRefused, match="no acceptance limits that doubles can hold"):
        guard_band_for_global_risk(1e-50, RESISTOR, 1.0, RESISTOR_TOLERANCE)


@pytest.mark.parametrize("target", [0.0, 1.0, -0.1, 1.1, 1e-301, math.nan, math.inf])
def test_a_target_that_is_no_risk_is_refused(target: float) -> None:
    for refused in (
        lambda: guard_band_for_specific_risk(target, 1.0),
        lambda: acceptance_limits_for_specific_risk(target, 1.0, Interval(None, 1.0)),
        lambda: guard_band_for_global_risk(target, RESISTOR, 0.04, RESISTOR_TOLERANCE),
        lambda: rejection_limit_for_confidence(100.0, 0.02, target),
    ):
        with pytest.raises(RiskRefused, match="must lie between 1e-300 and 1"):
            refused()


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_an_uncertainty_that_is_none_is_refused(bad: float) -> None:
    questions: tuple[Callable[[], object], ...] = (
        lambda: guard_band_for_specific_risk(0.05, bad),
        lambda: guard_band_for_global_risk(0.05, RESISTOR, bad, RESISTOR_TOLERANCE),
        lambda: rejection_limit_for_confidence(100.0, bad, 0.999),
        lambda: rejection_limit_for_confidence(bad, 0.02, 0.999),
    )
    for refused in questions:
        with pytest.raises(RiskRefused, match=r"must be (above 0|a finite number)"):
            refused()


def test_speed_that_proves_an_offence() -> None:
    assert rejection_limit_for_confidence(100.0, 0.02, 0.999) == pytest.approx(106.587609485, rel=1e-11)


@given(st.floats(0.01, 0.9999), st.floats(0.001, 0.2), st.floats(0.1, 1e4))
def test_at_the_rejection_limit_the_confidence_is_reached(confidence: float, u_rel: float, limit: float) -> None:
    x = rejection_limit_for_confidence(limit, u_rel, confidence)
    assert upper_tail(-(x - limit) / (u_rel * x)) == pytest.approx(confidence, rel=1e-9)


def test_a_measurement_too_poor_to_prove_anything_is_refused() -> None:
    assert rejection_limit_for_confidence(100.0, 0.3235, 0.999) > 1e5
    with pytest.raises(RiskRefused, match=r"never reaches 0\.999"):
        rejection_limit_for_confidence(100.0, 0.3237, 0.999)
