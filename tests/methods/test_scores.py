from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.scores import ScoreClass, ScoreRefused, en_score, z_prime_score, z_score, zeta_score

F = Fraction
ANY = st.fractions(min_value=-100, max_value=100, max_denominator=100)
POSITIVE = st.fractions(min_value=F(1, 100), max_value=10, max_denominator=100)


@pytest.mark.parametrize(
    ("x", "sigma_pt", "value", "category"),
    [
        ("10.0", "0.3", 0.0, ScoreClass.ACCEPTABLE),
        ("10.6", "0.3", 2.0, ScoreClass.ACCEPTABLE),
        ("9.4", "0.3", -2.0, ScoreClass.ACCEPTABLE),
        ("10.600000000000000000001", "0.3", 2.0, ScoreClass.WARNING),  # a score rounded to 2 is still above 2
        ("10.8", "0.3", 8 / 3, ScoreClass.WARNING),
        ("10.899999999999999999999", "0.3", 3.0, ScoreClass.WARNING),
        ("10.9", "0.3", 3.0, ScoreClass.ACTION),
        ("9.1", "0.3", -3.0, ScoreClass.ACTION),
    ],
)
def test_z_is_acceptable_to_2_and_action_from_3(x: str, sigma_pt: str, value: float, category: ScoreClass) -> None:
    score = z_score(F(x), F(10), sigma_pt=F(sigma_pt))
    assert score.value == pytest.approx(value, rel=1e-15)
    assert score.category is category


def test_a_z_of_2_stays_acceptable_where_doubles_make_it_more() -> None:
    assert (1.1 - 0.9) / 0.1 > 2
    assert z_score(F("1.1"), F("0.9"), sigma_pt=F("0.1")).category is ScoreClass.ACCEPTABLE


def test_z_prime_counts_the_uncertainty_of_the_assigned_value() -> None:
    score = z_prime_score(F("10.9"), F("10.0"), sigma_pt=F("0.3"), u_x_pt=F("0.2"))
    assert score.value == pytest.approx(2.49615088301, rel=1e-11)
    assert score.category is ScoreClass.WARNING


def test_zeta_is_exact_for_a_3_4_5_triangle() -> None:
    score = zeta_score(F("10.9"), F("10.0"), u_x=F("0.3"), u_x_pt=F("0.4"))
    assert score.value == pytest.approx(1.8, rel=1e-15)
    assert score.category is ScoreClass.ACCEPTABLE


@pytest.mark.parametrize(
    ("x", "value", "category"),
    [
        ("10.9", 0.9, ScoreClass.ACCEPTABLE),
        ("10.99999999999999999999", 1.0, ScoreClass.ACCEPTABLE),
        ("11.0", 1.0, ScoreClass.SIGNAL),
        ("9.0", -1.0, ScoreClass.SIGNAL),
    ],
)
def test_en_of_exactly_1_is_a_signal(x: str, value: float, category: ScoreClass) -> None:
    score = en_score(F(x), F(10), U_x=F("0.6"), U_x_pt=F("0.8"))
    assert score.value == pytest.approx(value, rel=1e-15)
    assert score.category is category


def test_one_uncertainty_may_be_zero_but_not_both() -> None:
    assert zeta_score(F(3), F(1), u_x=F(1), u_x_pt=F(0)).value == 2
    with pytest.raises(ScoreRefused, match="above 0"):
        zeta_score(F(3), F(1), u_x=F(0), u_x_pt=F(0))
    with pytest.raises(ScoreRefused, match="above 0"):
        z_score(F(3), F(1), sigma_pt=F(0))


@pytest.mark.parametrize(("of_x", "of_x_pt"), [("-1", "1"), ("1", "-1")])
def test_a_negative_uncertainty_is_refused(of_x: str, of_x_pt: str) -> None:
    with pytest.raises(ScoreRefused, match="negative"):
        en_score(F(3), F(1), U_x=F(of_x), U_x_pt=F(of_x_pt))


@given(x=ANY, x_pt=ANY, sigma_pt=POSITIVE, u_x_pt=POSITIVE)
def test_exchanging_result_and_assigned_value_changes_the_sign_alone(
    x: Fraction, x_pt: Fraction, sigma_pt: Fraction, u_x_pt: Fraction
) -> None:
    one = z_prime_score(x, x_pt, sigma_pt=sigma_pt, u_x_pt=u_x_pt)
    other = z_prime_score(x_pt, x, sigma_pt=sigma_pt, u_x_pt=u_x_pt)
    assert other.value == -one.value
    assert other.category is one.category


@given(x=ANY, x_pt=ANY, of_x=POSITIVE, of_x_pt=POSITIVE, scale=POSITIVE)
def test_a_score_does_not_depend_on_the_unit(
    x: Fraction, x_pt: Fraction, of_x: Fraction, of_x_pt: Fraction, scale: Fraction
) -> None:
    scaled = en_score(x * scale, x_pt * scale, U_x=of_x * scale, U_x_pt=of_x_pt * scale)
    assert scaled == en_score(x, x_pt, U_x=of_x, U_x_pt=of_x_pt)
