"""The closed form and the quadrature are two independent ways to the same probabilities."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.joint_normal import discordance, rectangle
from methods.normal import interval, upper_tail

WIDE_OPEN = (-math.inf, math.inf)

ratios = st.floats(-3, 1).map(lambda decades: 10**decades)
places = st.one_of(st.just(0.0), st.floats(-6, 6))
gaps = st.one_of(st.just(0.0), st.floats(-4, 4))


@given(places, gaps, ratios)
def test_both_ways_agree(t: float, gap: float, m: float) -> None:
    over, under = discordance(t, gap * m, m)
    assert over == pytest.approx(rectangle(t, m, (0, math.inf), (-math.inf, gap * m)), rel=1e-9, abs=1e-15)
    assert under == pytest.approx(rectangle(t, m, (-math.inf, 0), (gap * m, math.inf)), rel=1e-9, abs=1e-15)


@given(places, gaps, ratios)
def test_the_closed_form_is_symmetric(t: float, gap: float, m: float) -> None:
    assert discordance(-t, -gap, m) == pytest.approx(discordance(t, gap, m)[::-1], rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("t", [-2.0, 0.0, 3.0])
def test_without_a_limit_on_the_measured_value(t: float) -> None:
    assert discordance(t, math.inf, 0.1) == (upper_tail(t), 0.0)
    assert discordance(t, -math.inf, 0.1) == (0.0, upper_tail(-t))


def test_both_limits_on_the_mean_make_a_sector_of_the_plane() -> None:
    sector = math.atan(0.3) / math.tau
    assert discordance(0.0, 0.0, 0.3) == pytest.approx((sector, sector), rel=1e-14)
    assert rectangle(0.0, 0.3, (0, math.inf), (-math.inf, 0)) == pytest.approx(sector, rel=1e-12)


@given(st.floats(-30, 30), st.floats(-9, 6).map(lambda decades: 10**decades))
def test_the_rectangle_of_one_variable_is_its_own_probability(t: float, m: float) -> None:
    assert rectangle(t, m, (0, math.inf), WIDE_OPEN) == pytest.approx(upper_tail(t), rel=1e-12, abs=0)
    measured = rectangle(t, m, WIDE_OPEN, (0, math.inf))
    assert measured == pytest.approx(upper_tail(t / math.hypot(1, m)), rel=1e-12, abs=0)


@given(st.floats(-20, 20), ratios, st.floats(0.001, 10), st.floats(0.001, 10))
def test_the_parts_of_a_rectangle_add_up(t: float, m: float, width: float, height: float) -> None:
    whole = rectangle(t, m, WIDE_OPEN, (0, height))
    spans = ((-math.inf, -width), (-width, 0), (0, math.inf))
    assert sum(rectangle(t, m, span, (0, height)) for span in spans) == pytest.approx(whole, rel=1e-11, abs=0)
    spread = math.hypot(1, m)
    assert whole == pytest.approx(interval(t / spread, (t + height) / spread), rel=1e-11, abs=0)


@pytest.mark.parametrize(
    ("span", "window"), [((0.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (2.0, 2.0)), ((math.inf, math.inf), (0.0, 1.0))]
)
def test_an_empty_rectangle_has_no_probability(span: tuple[float, float], window: tuple[float, float]) -> None:
    assert rectangle(0.0, 0.1, span, window) == 0.0


def test_far_below_what_doubles_hold_the_probability_is_0() -> None:
    assert rectangle(40.0, 0.1, (0, math.inf), (-1.0, 1.0)) == 0.0
    assert rectangle(1e9, 1e-9, (0, math.inf), (-math.inf, 0)) == 0.0
