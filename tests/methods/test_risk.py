"""Conformance probabilities and global risks: worked examples, both sides of every condition, and what is refused."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from methods.normal import interval, upper_tail
from methods.risk import Conformance, Interval, Process, RiskRefused, conformance_probability, global_risk

RESISTOR = Process(1500.0, 0.12)
RESISTOR_TOLERANCE = Interval(1499.8, 1500.2)


@pytest.mark.parametrize(
    ("y", "u", "tolerance", "conform", "nonconform"),
    [
        (-5.47, 0.05, Interval(None, -5.40), 0.9192433407662, 0.0807566592338),
        (509.7, 8.6, Interval(490.0, None), 0.989009547385, 0.0109904526152),
        (13.6, 1.8, Interval(12.5, 16.3), 0.662629786495, 0.337370213505),
        (8.0, 0.25, Interval(None, 8.0), 0.5, 0.5),
        (7.5, 0.25, Interval(None, 8.0), 0.977249868052, 0.0227501319482),
        (5.5, 0.3, Interval(None, 6.0), 0.952209647727, 0.0477903522728),
    ],
)
def test_conformance_probability(y: float, u: float, tolerance: Interval, conform: float, nonconform: float) -> None:
    got = conformance_probability(y, u, tolerance)
    assert got.conform == pytest.approx(conform, rel=1e-11)
    assert got.nonconform == pytest.approx(nonconform, rel=1e-11)


def test_both_tails_keep_their_digits() -> None:
    safe = conformance_probability(0.0, 1.0, Interval(None, 20.0))
    assert safe.conform == 1.0
    assert safe.nonconform == pytest.approx(2.753624118606e-89, rel=1e-12, abs=0)
    hopeless = conformance_probability(30.0, 1.0, Interval(-1.0, 0.0))
    assert hopeless.nonconform == 1.0
    assert hopeless.conform == pytest.approx(upper_tail(30.0), rel=1e-12, abs=0)


def test_a_thin_tolerance_far_out_keeps_its_digits() -> None:
    thin = conformance_probability(0.0, 1.0, Interval(20.0, 20.0 + 2**-20))
    density = math.exp(-200) / math.sqrt(math.tau)
    assert thin.conform == pytest.approx(density * 2**-20 * (1 - 10 * 2**-20), rel=1e-9, abs=0)


def test_a_content_cannot_be_negative() -> None:
    got = conformance_probability(0.5, 0.4, Interval(None, 1.0), truncated_below=0.0)
    assert got.conform == pytest.approx(0.881869797138, rel=1e-11)
    assert got.nonconform == pytest.approx(0.118130202862, rel=1e-11)


@pytest.mark.parametrize("y", [0.3, 0.0, -0.5, -20.0])
def test_truncation_scales_what_is_left_to_1(y: float) -> None:
    u, tolerance = 0.4, Interval(0.2, 1.0)
    got = conformance_probability(y, u, tolerance, truncated_below=0.0)
    left = upper_tail(-y / u)
    if left > 0:
        inside = interval((0.2 - y) / u, (1.0 - y) / u) / left
        outside = (interval(-y / u, (0.2 - y) / u) + upper_tail((1.0 - y) / u)) / left
        assert got.conform == pytest.approx(inside, rel=1e-10)
        assert got.nonconform == pytest.approx(outside, rel=1e-10)
    assert got.conform + got.nonconform == pytest.approx(1, abs=1e-14)


def test_truncation_that_leaves_next_to_nothing_still_answers() -> None:
    # Far out, what is left above 0 falls off like exp(-x·|y|/u²).
    got = conformance_probability(-1e6, 1.0, Interval(None, 2e-6), truncated_below=0.0)
    assert got.nonconform == pytest.approx(math.exp(-2), rel=1e-9)
    assert got.conform == pytest.approx(1 - math.exp(-2), rel=1e-9)


@pytest.mark.parametrize("y", [0.3, -0.5])
def test_a_lower_limit_on_a_truncated_content(y: float) -> None:
    got = conformance_probability(y, 0.4, Interval(0.2, None), truncated_below=0.0)
    assert got.conform == pytest.approx(upper_tail((0.2 - y) / 0.4) / upper_tail(-y / 0.4), rel=1e-12)
    assert got.nonconform == pytest.approx(1 - got.conform, rel=1e-12)


def test_truncation_far_below_the_value_changes_nothing() -> None:
    tolerance = Interval(-1.0, 1.0)
    got = conformance_probability(0.0, 1.0, tolerance, truncated_below=-41.0)
    assert got == conformance_probability(0.0, 1.0, tolerance)


@pytest.mark.parametrize("y", [-3.0, 3.0])
def test_a_tolerance_wholly_below_the_support_is_never_met(y: float) -> None:
    got = conformance_probability(y, 1.0, Interval(-2.0, -1.0), truncated_below=0.0)
    assert got == Conformance(0.0, 1.0)


@given(st.floats(-50, 50), st.floats(0.01, 10), st.floats(-50, 50), st.floats(0.001, 50))
def test_conform_and_nonconform_make_1(y: float, u: float, low: float, width: float) -> None:
    got = conformance_probability(y, u, Interval(low, low + width))
    assert got.conform + got.nonconform == pytest.approx(1, abs=1e-14)
    mirrored = conformance_probability(-y, u, Interval(low, low + width).mirrored())
    assert mirrored.conform == got.conform
    assert mirrored.nonconform == pytest.approx(got.nonconform, rel=1e-15, abs=0)


@pytest.mark.parametrize(
    ("acceptance", "um", "consumers", "producers", "given_accepted"),
    [
        (Interval(1499.82, 1500.18), 0.04, 0.00987829152177, 0.0690265104615, 0.0116865367765),
        (RESISTOR_TOLERANCE, 0.04, 0.018942206717, 0.0372078001781, 0.0213757575852),
        (Interval(1499.77, 1500.23), 0.04, 0.0379569129013, 0.0113930263586, 0.0407707825826),
        (RESISTOR_TOLERANCE, 1e-4, 6.60851870957e-5, 6.62003226686e-5, 7.30692012441e-5),
        (RESISTOR_TOLERANCE, 1e-5, 6.61369711563e-6, 6.6148484714e-6, 7.31264487311e-6),
    ],
)
def test_global_risks_of_a_resistor(
    acceptance: Interval, um: float, consumers: float, producers: float, given_accepted: float
) -> None:
    got = global_risk(RESISTOR, um, RESISTOR_TOLERANCE, acceptance)
    assert got.consumers_risk == pytest.approx(consumers, rel=1e-7)
    assert got.producers_risk == pytest.approx(producers, rel=1e-7)
    assert got.consumers_risk_given_accepted == pytest.approx(given_accepted, rel=1e-7)
    assert got.producers_risk_given_rejected == got.producers_risk / got.rejected


ends = st.one_of(st.none(), st.floats(-4, 4))


@given(st.floats(-3, 3), st.floats(-6, 1), st.tuples(ends, ends), st.tuples(ends, ends))
def test_the_four_ways_an_item_can_go_add_up(
    mean: float,
    decades: float,
    tolerated: tuple[float | None, float | None],
    accepted: tuple[float | None, float | None],
) -> None:
    for low, high in (tolerated, accepted):
        assume((low, high) != (None, None))
        assume(low is None or high is None or high - low > 1e-3)
    process, tolerance, acceptance = Process(mean, 1.0), Interval(*tolerated), Interval(*accepted)
    got = global_risk(process, 10**decades, tolerance, acceptance)
    conforming = conformance_probability(mean, 1.0, tolerance).conform
    assert got.accepted - got.consumers_risk == pytest.approx(conforming - got.producers_risk, abs=1e-14)
    assert 0 <= got.consumers_risk <= got.accepted * (1 + 1e-12)
    assert 0 <= got.producers_risk <= got.rejected * (1 + 1e-12)
    mirrored = global_risk(Process(-mean, 1.0), 10**decades, tolerance.mirrored(), acceptance.mirrored())
    assert mirrored.consumers_risk == pytest.approx(got.consumers_risk, rel=1e-12, abs=0)


def test_what_is_never_accepted_has_no_conditional_risk() -> None:
    got = global_risk(Process(0.0, 1.0), 0.1, Interval(0.0, None), Interval(50.0, None))
    assert got.consumers_risk == 0.0
    assert got.producers_risk == 0.5
    with pytest.raises(RiskRefused, match="next to no item would be accepted"):
        _ = got.consumers_risk_given_accepted
    swapped = replace(got, accepted=got.rejected, rejected=got.accepted)
    with pytest.raises(RiskRefused, match="next to no item would be rejected"):
        _ = swapped.producers_risk_given_rejected


def test_an_interval_moves_with_its_guard_band_and_its_point_of_view() -> None:
    assert Interval(1.0, 5.0).narrowed(0.5) == Interval(1.5, 4.5)
    assert Interval(None, 5.0).narrowed(-0.5) == Interval(None, 5.5)
    assert Interval(1.0, None).narrowed(0.5) == Interval(1.5, None)
    assert Interval(1.0, 5.0).seen_from(3.0, 2.0) == Interval(-1.0, 1.0)
    assert Interval(None, 5.0).seen_from(3.0, 2.0) == Interval(None, 1.0)
    assert Interval(1.0, None).seen_from(3.0, 2.0) == Interval(-1.0, None)


@pytest.mark.parametrize(
    ("low", "high", "why"),
    [
        (None, None, "at least one limit"),
        (2.0, 2.0, "empty"),
        (3.0, 2.0, "empty"),
        (math.nan, 2.0, "a limit must be a finite number, not nan"),
        (1.0, math.nan, "a limit must be a finite number, not nan"),
        (math.inf, None, "a limit must be a finite number, not inf"),
        (None, -math.inf, "a limit must be a finite number, not -inf"),
        (-math.inf, 1.0, "a limit must be a finite number, not -inf"),
    ],
)
def test_an_interval_that_is_none_is_refused(low: float | None, high: float | None, why: str) -> None:
    with pytest.raises(RiskRefused, match=why):
        Interval(low, high)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_refused(bad: float) -> None:
    for refused in (
        lambda: conformance_probability(bad, 1.0, Interval(0.0, 1.0)),
        lambda: conformance_probability(1.0, bad, Interval(0.0, 1.0)),
        lambda: conformance_probability(1.0, 1.0, Interval(0.0, 1.0), truncated_below=bad),
        lambda: Process(bad, 1.0),
        lambda: Process(1.0, bad),
        lambda: global_risk(Process(1.0, 1.0), bad, Interval(0.0, 1.0), Interval(0.0, 1.0)),
    ):
        with pytest.raises(RiskRefused, match="must be a finite number"):
            refused()


@pytest.mark.parametrize("bad", [0.0, -1.0])
def test_an_uncertainty_is_above_0(bad: float) -> None:
    for refused in (
        lambda: conformance_probability(1.0, bad, Interval(0.0, 1.0)),
        lambda: Process(1.0, bad),
        lambda: global_risk(Process(1.0, 1.0), bad, Interval(0.0, 1.0), Interval(0.0, 1.0)),
    ):
        with pytest.raises(RiskRefused, match="must be above 0"):
            refused()


@pytest.mark.parametrize("um", [0.9e-9, 1.1e4])
def test_a_ratio_of_uncertainties_out_of_range_is_refused(um: float) -> None:
    with pytest.raises(RiskRefused, match="must lie between"):
        global_risk(Process(0.0, 1.0), um, Interval(0.0, 1.0), Interval(0.0, 1.0))


@pytest.mark.parametrize("um", [1.1e-9, 0.9e4])
def test_a_ratio_of_uncertainties_just_in_range_is_answered(um: float) -> None:
    assert global_risk(Process(0.0, 1.0), um, Interval(0.0, 1.0), Interval(0.0, 1.0)).consumers_risk > 0


@pytest.mark.parametrize("tolerance", [Interval(None, 1.1e6), Interval(-1.1e6, None)])
def test_limits_out_of_sight_of_the_process_are_refused(tolerance: Interval) -> None:
    with pytest.raises(RiskRefused, match="standard deviations from the mean"):
        global_risk(Process(0.0, 1.0), 0.1, tolerance, Interval(0.0, 1.0))
