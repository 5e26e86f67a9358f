from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.precision import (
    FACTOR_95,
    Constant,
    Levels,
    Line,
    Power,
    PrecisionRefused,
    Role,
    Statement,
    accepts_most_divergent,
    accepts_two_labs,
    critical_difference,
    iso4259_mean_statement,
    iso4259_statement,
    mean_reproducibility,
    most_divergent_limit,
)

F = Fraction
EVERYWHERE = Levels(None, None)
POSITIVE = st.fractions(min_value=F(1, 1000), max_value=1000, max_denominator=1000)
ANY = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
COUNT = st.integers(min_value=1, max_value=20)
TINY = F(1, 10**20)


@pytest.mark.parametrize(
    ("formula", "level", "figure"),
    [
        (Constant(F("0.5"), EVERYWHERE), "845", "0.5"),
        (Line(F("1.2"), F("-0.027"), EVERYWHERE), "4", "1.092"),
        (Line(F("3.0"), F("-0.060"), EVERYWHERE), "-5", "3.3"),
        (Power(F("0.5"), F(2), EVERYWHERE), "3", "4.5"),
        (Power(F("6"), F(-1), EVERYWHERE), "3", "2"),
    ],
)
def test_precision_is_exact_where_no_root_is_in_it(formula: Constant | Line | Power, level: str, figure: str) -> None:
    assert formula.at(F(level)) == F(figure)


@pytest.mark.parametrize(
    ("a", "b", "level", "figure"),
    [
        ("0.1788", "3/4", "8", "0.85"),
        ("0.5797", "3/4", "10", "3.26"),
        ("0.2217", "0.92", "8", "1.50"),
        ("0.0770", "2/3", "0.3", "0.035"),
        ("1.06", "1/4", "2.5", "1.33"),
    ],
)
def test_a_power_of_the_level_gives_the_figures_at_the_limits(a: str, b: str, level: str, figure: str) -> None:
    at_limit = Power(F(a), F(b), EVERYWHERE).at(F(level))
    assert abs(at_limit - F(figure)) <= F("0.005")


def test_a_power_with_a_rational_root_is_good_to_30_digits() -> None:
    assert abs(Power(F(1), F(3, 4), EVERYWHERE).at(F(16)) - 8) < F(1, 10**30)


@pytest.mark.parametrize("level", ["0", "-3"])
def test_a_power_needs_a_level_above_zero(level: str) -> None:
    with pytest.raises(PrecisionRefused, match="above 0"):
        Power(F(1), F(3, 4), EVERYWHERE).at(F(level))


@pytest.mark.parametrize(
    "formula",
    [
        Constant(F(1), Levels(F(3), F(400))),
        Line(F(1), F(0), Levels(F(3), F(400))),
        Power(F(1), F(1), Levels(F(3), F(400))),
    ],
)
@pytest.mark.parametrize(("level", "refusal"), [("2.999", "from 3 up"), ("400.001", "up to 400")])
def test_a_level_outside_the_stated_range_is_refused(
    formula: Constant | Line | Power, level: str, refusal: str
) -> None:
    assert formula.at(F(3)) > 0
    assert formula.at(F(400)) > 0
    with pytest.raises(PrecisionRefused, match=refusal):
        formula.at(F(level))


def test_swapped_levels_are_refused_and_not_reordered() -> None:
    with pytest.raises(PrecisionRefused, match="swapped"):
        Levels(F(2), F(1))
    assert Levels(F(2), F(2)).low == 2


@pytest.mark.parametrize(
    "formula", [Constant(F(0), EVERYWHERE), Line(F("1.2"), F("-0.03"), EVERYWHERE), Power(F(-1), F(1), EVERYWHERE)]
)
def test_a_precision_that_is_not_above_zero_is_refused(formula: Constant | Line | Power) -> None:
    with pytest.raises(PrecisionRefused, match=r"at level 40 is .*, not above 0"):
        formula.at(F(40))


def test_the_factor_is_0_59_by_the_quantiles_it_is_made_of() -> None:
    assert pytest.approx(0.5934, abs=5e-5) == 1.64485 / (1.95996 * 2**0.5)
    assert F("0.59") == FACTOR_95


@pytest.mark.parametrize(
    ("x", "limit", "upper", "reproducibility", "role", "statement", "decision_limit"),
    [
        ("7.115", "8", True, "1.5", Role.SUPPLIER, Statement.PASS, "7.115"),
        ("7.116", "8", True, "1.5", Role.SUPPLIER, Statement.NOT_DEMONSTRATED, "7.115"),
        ("9", "8", True, "1.5", Role.SUPPLIER, Statement.NOT_DEMONSTRATED, "7.115"),
        ("8.885", "8", True, "1.5", Role.RECIPIENT, Statement.NOT_REJECTED, "8.885"),
        ("8.886", "8", True, "1.5", Role.RECIPIENT, Statement.FAIL, "8.885"),
        ("7", "8", True, "1.5", Role.RECIPIENT, Statement.NOT_REJECTED, "8.885"),
        ("96.18", "95", False, "2.0", Role.SUPPLIER, Statement.PASS, "96.18"),
        ("96.17", "95", False, "2.0", Role.SUPPLIER, Statement.NOT_DEMONSTRATED, "96.18"),
        ("93.82", "95", False, "2.0", Role.RECIPIENT, Statement.NOT_REJECTED, "93.82"),
        ("93.81", "95", False, "2.0", Role.RECIPIENT, Statement.FAIL, "93.82"),
    ],
)
def test_each_side_states_what_a_single_result_shows_at_95_percent(
    *, x: str, limit: str, upper: bool, reproducibility: str, role: Role, statement: Statement, decision_limit: str
) -> None:
    stated = iso4259_statement(F(x), F(limit), upper=upper, R=F(reproducibility), role=role, factor=FACTOR_95)
    assert stated.statement is statement
    assert stated.decision_limit == F(decision_limit)


@given(x=ANY, limit=ANY, reproducibility=POSITIVE, role=st.sampled_from(Role))
def test_a_lower_limit_mirrors_an_upper_one(
    x: Fraction, limit: Fraction, reproducibility: Fraction, role: Role
) -> None:
    upper = iso4259_statement(x, limit, upper=True, R=reproducibility, role=role, factor=FACTOR_95)
    lower = iso4259_statement(-x, -limit, upper=False, R=reproducibility, role=role, factor=FACTOR_95)
    assert lower.statement is upper.statement
    assert lower.decision_limit == -upper.decision_limit


@given(x=ANY, limit=ANY, reproducibility=POSITIVE, role=st.sampled_from(Role), scale=POSITIVE)
def test_a_statement_does_not_depend_on_the_unit(
    x: Fraction, limit: Fraction, reproducibility: Fraction, role: Role, scale: Fraction
) -> None:
    stated = iso4259_statement(x, limit, upper=True, R=reproducibility, role=role, factor=FACTOR_95)
    scaled = iso4259_statement(
        x * scale, limit * scale, upper=True, R=reproducibility * scale, role=role, factor=FACTOR_95
    )
    assert scaled.statement is stated.statement
    assert scaled.decision_limit == stated.decision_limit * scale


@given(x=ANY, limit=ANY, r=POSITIVE, extra=POSITIVE, role=st.sampled_from(Role), upper=st.booleans())
def test_the_mean_of_one_result_is_that_result(
    *, x: Fraction, limit: Fraction, r: Fraction, extra: Fraction, role: Role, upper: bool
) -> None:
    single = iso4259_statement(x, limit, upper=upper, R=r + extra, role=role, factor=FACTOR_95)
    mean = iso4259_mean_statement(x, limit, upper=upper, r=r, R=r + extra, k=1, role=role, factor=FACTOR_95)
    assert mean == single


@pytest.mark.parametrize(
    ("mean", "role", "statement"),
    [
        ("7", Role.SUPPLIER, Statement.PASS),  # r 1.0, R 1.25, k 4: R1**2 = 0.8125, 8 - R1 = 7.0986...
        ("7.0986", Role.SUPPLIER, Statement.PASS),
        ("7.0987", Role.SUPPLIER, Statement.NOT_DEMONSTRATED),
        ("8.9013", Role.RECIPIENT, Statement.NOT_REJECTED),
        ("8.9014", Role.RECIPIENT, Statement.FAIL),
    ],
)
def test_the_mean_of_several_results_is_judged_with_its_own_reproducibility(
    mean: str, role: Role, statement: Statement
) -> None:
    stated = iso4259_mean_statement(F(mean), F(8), upper=True, r=F(1), R=F("1.25"), k=4, role=role, factor=F(1))
    assert stated.statement is statement
    assert abs((8 - stated.decision_limit) ** 2 - F("0.8125")) < TINY


@given(x=ANY, limit=ANY, r=POSITIVE, extra=POSITIVE, k=COUNT)
def test_no_mean_is_both_demonstrated_and_rejected(
    x: Fraction, limit: Fraction, r: Fraction, extra: Fraction, k: int
) -> None:
    said = {
        iso4259_mean_statement(x, limit, upper=True, r=r, R=r + extra, k=k, role=role, factor=FACTOR_95).statement
        for role in Role
    }
    assert said != {Statement.PASS, Statement.FAIL}


@pytest.mark.parametrize(
    ("difference", "k1", "k2", "accepted"),
    [
        ("1.5", 1, 1, True),
        ("-1.5", 1, 1, True),
        ("1.500000001", 1, 1, False),
        ("1.443375672974", 3, 3, True),
        ("1.443375672975", 3, 3, False),
    ],
)
def test_two_laboratories_agree_up_to_the_critical_difference(
    *, difference: str, k1: int, k2: int, accepted: bool
) -> None:
    assert accepts_two_labs(F(difference), r=F("0.5"), R=F("1.5"), k1=k1, k2=k2) is accepted


@pytest.mark.parametrize(
    ("k1", "k2", "limit"), [(1, 1, "1.5"), (3, 3, "1.443375672974064411273"), (1, 2, "1.479019945774904010642")]
)
def test_the_critical_difference_is_the_root_of_what_is_decided_on(k1: int, k2: int, limit: str) -> None:
    assert abs(critical_difference(r=F("0.5"), R=F("1.5"), k1=k1, k2=k2) - F(limit)) <= TINY


@given(difference=ANY, r=POSITIVE, extra=POSITIVE, k1=COUNT, k2=COUNT)
def test_it_does_not_matter_which_laboratory_is_named_first(
    difference: Fraction, r: Fraction, extra: Fraction, k1: int, k2: int
) -> None:
    one_way = accepts_two_labs(difference, r=r, R=r + extra, k1=k1, k2=k2)
    assert accepts_two_labs(-difference, r=r, R=r + extra, k1=k2, k2=k1) is one_way
    assert critical_difference(r=r, R=r + extra, k1=k1, k2=k2) == critical_difference(r=r, R=r + extra, k1=k2, k2=k1)


@given(difference=ANY, r=POSITIVE, extra=POSITIVE, k=COUNT, scale=POSITIVE)
def test_agreement_does_not_depend_on_the_unit(
    difference: Fraction, r: Fraction, extra: Fraction, k: int, scale: Fraction
) -> None:
    scaled = accepts_two_labs(difference * scale, r=r * scale, R=(r + extra) * scale, k1=k, k2=1)
    assert scaled is accepts_two_labs(difference, r=r, R=r + extra, k1=k, k2=1)


def test_the_mean_of_one_result_has_the_reproducibility_itself_and_more_results_less() -> None:
    assert mean_reproducibility(r=F("0.5"), R=F("1.5"), k=1) == F("1.5")
    assert abs(mean_reproducibility(r=F(4), R=F(5), k=16) - F("3.162277660168379331999")) <= TINY
    assert mean_reproducibility(r=F(1), R=F(1), k=4) == F("0.5")


@pytest.mark.parametrize(("k", "limit"), [(2, "1"), (3, "0.866025403784438646764"), (9, "0.75")])
def test_the_most_divergent_of_k_may_lie_this_far_from_the_others(k: int, limit: str) -> None:
    assert abs(most_divergent_limit(r=F(1), k=k) - F(limit)) <= TINY


@pytest.mark.parametrize(
    ("departure", "k", "stays"), [("0.75", 9, True), ("-0.75", 9, True), ("-0.7500001", 9, False), ("0.8661", 3, False)]
)
def test_the_most_divergent_of_k_is_decided_on_squares(*, departure: str, k: int, stays: bool) -> None:
    assert accepts_most_divergent(F(departure), r=F(1), k=k) is stays


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda: critical_difference(r=F(2), R=F(1), k1=1, k2=1), "0 < r <= R"),
        (lambda: critical_difference(r=F(0), R=F(1), k1=1, k2=1), "0 < r <= R"),
        (lambda: critical_difference(r=F(1), R=F(1), k1=0, k2=1), "at least 1"),
        (lambda: critical_difference(r=F(1), R=F(1), k1=1, k2=0), "at least 1"),
        (lambda: mean_reproducibility(r=F(1), R=F(1), k=0), "at least 1"),
        (lambda: most_divergent_limit(r=F(1), k=1), "at least 2"),
        (lambda: most_divergent_limit(r=F(0), k=3), "repeatability is 0"),
        (
            lambda: iso4259_statement(F(1), F(1), upper=True, R=F(0), role=Role.SUPPLIER, factor=FACTOR_95),
            "reproducibility is 0",
        ),
        (lambda: iso4259_statement(F(1), F(1), upper=True, R=F(1), role=Role.SUPPLIER, factor=F(0)), "factor is 0"),
    ],
)
def test_impossible_precision_figures_are_refused(call: Callable[[], object], refusal: str) -> None:
    with pytest.raises(PrecisionRefused, match=refusal):
        call()
