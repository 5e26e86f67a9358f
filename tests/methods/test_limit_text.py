from fractions import Fraction

import pytest

from methods.acceptance import LimitRefused, read_bound
from methods.limit_text import LONGEST_LIMIT, read_limit


def written(text: str) -> tuple[list[str], str | None]:
    limit = read_limit(text)
    return [f"{condition.op} {condition.bound.text}" for condition in limit.conditions], limit.unit


@pytest.mark.parametrize("word", ["不大于", "不多于", "不高于", "不超过", "≤", "<=", "⩽", "≦"])
def test_at_most(word: str) -> None:
    assert written(f"{word}8") == (["<= 8"], None)
    assert written(f" {word} 8.0 mg/kg ") == (["<= 8.0"], "mg/kg")


@pytest.mark.parametrize("word", ["不小于", "不少于", "不低于", "至少", "≥", ">=", "⩾", "≧"])
def test_at_least(word: str) -> None:
    assert written(f"{word}95 %") == ([">= 95"], "%")


@pytest.mark.parametrize("word", ["小于", "低于", "不足", "<", "＜"])
def test_below(word: str) -> None:
    assert written(f"{word}-2℃") == (["< -2"], "℃")


@pytest.mark.parametrize("word", ["大于", "高于", "超过", ">", "＞"])
def test_above(word: str) -> None:
    assert written(f"{word} 14x10^2 MPa") == (["> 14x10^2"], "MPa")


@pytest.mark.parametrize(
    ("text", "conditions", "unit"),
    [
        ("8及以下", ["<= 8"], None),
        ("95 %及以上", [">= 95"], "%"),
        ("超过5到8", ["> 5", "<= 8"], None),
        ("超过5 到 8 mg/kg", ["> 5", "<= 8"], "mg/kg"),
        ("至少5不足8", [">= 5", "< 8"], None),
        ("3.0~8.0", [">= 3.0", "<= 8.0"], None),
        ("3.0～8.0 mm²/s", [">= 3.0", "<= 8.0"], "mm²/s"),
        ("820至845kg/m³", [">= 820", "<= 845"], "kg/m³"),
        ("5-8", [">= 5", "<= 8"], None),
        ("-5--3", [">= -5", "<= -3"], None),
        ("5 — 8", [">= 5", "<= 8"], None),
        ("1e-1–2e-1", [">= 1e-1", "<= 2e-1"], None),
        ("14x10^2~16x10^2", [">= 14x10^2", "<= 16x10^2"], None),
        ("≤7 mgKOH/100mL", ["<= 7"], "mgKOH/100mL"),
        ("≥50%(m/m)", [">= 50"], "%(m/m)"),
    ],
)
def test_bounds_pairs_and_ranges(text: str, conditions: list[str], unit: str | None) -> None:
    assert written(text) == (conditions, unit)


@pytest.mark.parametrize(
    ("text", "ops", "low", "high", "unit"),
    [
        ("±2 ℃", [">=", "<="], "-2", "2", "℃"),
        ("10.0±0.1", [">=", "<="], "9.9", "10.1", None),
        ("10.0 ± 0.1 mm", [">=", "<="], "9.9", "10.1", "mm"),
        ("10.0±0.1(不含0.1)", [">", "<"], "9.9", "10.1", None),
        ("10.0±0.1（不含0.1）mm", [">", "<"], "9.9", "10.1", "mm"),
        ("-5±1", [">=", "<="], "-6", "-4", None),
        ("510(1±5%)Ω", [">=", "<="], "484.5", "535.5", "Ω"),
        ("510（1 ± 5 ％） Ω", [">=", "<="], "484.5", "535.5", "Ω"),
        ("10(1±1%)", [">=", "<="], "9.9", "10.1", None),
        ("95(1±2%) %", [">=", "<="], "93.1", "96.9", "%"),
        ("±2%", [">=", "<="], "-2", "2", "%"),
        ("±0.5 ％(m/m)", [">=", "<="], "-0.5", "0.5", "％(m/m)"),
        ("(95±2)%", [">=", "<="], "93", "97", "%"),
        ("（95 ± 2） %(m/m)", [">=", "<="], "93", "97", "%(m/m)"),
        ("(10.0±0.1)(不含0.1) mm", [">", "<"], "9.9", "10.1", "mm"),
        ("95%±2%", [">=", "<="], "93", "97", "%"),
        ("95 ％ ± 2 %", [">=", "<="], "93", "97", "%"),
        ("10(+0.2,-0.1)", [">=", "<="], "9.9", "10.2", None),
        ("10 (+0.2, -0.1) mm", [">=", "<="], "9.9", "10.2", "mm"),
        ("10（+0.2，-0.1）mm", [">=", "<="], "9.9", "10.2", "mm"),
        ("-5 (+1, -0)", [">=", "<="], "-5", "-4", None),
        ("10(+0.2,-0.2)(不含0.2)", [">", "<"], "9.8", "10.2", None),
    ],
)
def test_tolerances(text: str, ops: list[str], low: str, high: str, unit: str | None) -> None:
    limit = read_limit(text)
    assert [condition.op.value for condition in limit.conditions] == ops
    assert [condition.bound.value for condition in limit.conditions] == [Fraction(low), Fraction(high)]
    assert limit.unit == unit


@pytest.mark.parametrize(
    ("text", "ops"),
    [
        ("10.0±0.1(不含+0.1)", [">=", "<"]),
        ("10.0±0.1(不含-0.1)", [">", "<="]),
        ("10.0(+0.2,-0.1)(不含+0.2)", [">=", "<"]),
        ("10.0 (+0.2, -0.1)（不含-0.1） mm", [">", "<="]),
    ],
)
def test_one_end_alone_may_be_excluded(text: str, ops: list[str]) -> None:
    assert [condition.op.value for condition in read_limit(text).conditions] == ops


@pytest.mark.parametrize(
    "text",
    [
        "10±1%",
        "95±2 %",
        "95±2％",
        "0±2%",
        "95±2%(m/m)",
        "95±2 质量分数/%",
        "10±1(不含1)%",
        "95(+2,-1)%",
        "95 (+2, -1) ％",
    ],
)
def test_a_percentage_that_may_be_of_the_deviation_alone_is_refused_with_the_clear_forms(text: str) -> None:
    with pytest.raises(LimitRefused, match=r"relative or absolute\? write A\(1±b%\) .*, A%±b%, \(A±b\) % or a range"):
        read_limit(text)


def test_the_written_digits_are_kept() -> None:
    assert [read_limit(text).conditions[0].bound for text in ("≤6", "≤6.0")] == [read_bound("6"), read_bound("6.0")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "+8",
        "≤",
        "≤ mg/kg",
        "不大于",
        "报告",
        "无",
        "*",
        "…",
        "实测",
        "5~",
        "~8",
        "≤8 10",
        "≤1e31",
        "不大于８",
        "±",
        "10(1±%)",
        "3e-8",
        "超过5到",
        "及以下",
    ],
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(LimitRefused):
        read_limit(text)


@pytest.mark.parametrize(
    "text",
    [
        *("≤8,0", "≤8.0.1", "≤8±2", "≤8~10", "≥40且≤60", "高于8到9", "510(1±5%)(不含5)", "10.0±0.1(不含0.5)"),
        *("10±-1", "10±+1", "510(1±-5%)", "95%±2", "95%±2 mm", "95%±2%(不含2%)", "10 mm±0.1 mm", "(10±0.1", "(10)±0.1"),
        *("(+0.2,-0.1)", "10(+0.2)", "10(+0.2,0.1)", "10(0.2,-0.1)", "10(-0.1,+0.2)", "10(+0.2,--0.1)", "10(+2%,-1%)"),
        *("10(+0.2,-0.1)(不含+0.1)", "10(+0.2,-0.1)(不含-0.2)", "10(+0.2,-0.1)(不含0.2)", "10(+0.2,-0.1)(不含0.1)"),
    ],
)
def test_a_limit_is_read_whole_or_refused(text: str) -> None:
    with pytest.raises(LimitRefused):
        read_limit(text)


def test_a_long_text_is_refused_unread() -> None:
    fits = "≤8" + " " * (LONGEST_LIMIT - 2)
    assert written(fits) == (["<= 8"], None)
    with pytest.raises(LimitRefused, match="too long"):
        read_limit(fits + " ")
