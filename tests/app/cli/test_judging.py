from collections.abc import Callable
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]


@pytest.mark.parametrize(
    ("value", "unit", "limit", "more", "code"),
    [
        ("8", "mg/kg", "≤8", (), 0),
        ("8.1", "mg/kg", "≤8", (), 10),
        ("8.4", "mg/kg", "≤8", ("--comparison", "rounded_value"), 0),
        ("8.6", "mg/kg", "≤8", ("--comparison", "rounded_value"), 10),
        ("<9", "mg/kg", "≤8", (), 20),
        ("0.0008", "%(m/m)", "≤8 mg/kg", (), 0),
        ("0.00081", "%(m/m)", "不大于 8 mg/kg", (), 10),
        ("-5", "℃", "<=4", (), 0),
        ("-5", "℃", "-10~-3", (), 0),
        ("-2.1", "℃", "±2", (), 10),
        ("2", "℃", "±2 ℃", (), 0),
        ("-1e1", "℃", ">-10", (), 10),
        ("3", "°F", "±2 ℃", ("--kind", "temperature_difference"), 0),
        ("3", "°F", "±2 ℃", ("--kind", "temperature"), 10),
        ("51", "/", "≥51", (), 0),
        ("未检出", "mg/kg", "≤8", (), 20),
    ],
)
def test_a_value_is_judged_against_a_printed_limit(
    labverdict: Run, *, value: str, unit: str, limit: str, more: tuple[str, ...], code: int
) -> None:
    assert labverdict("judge", value, unit, limit, *more).code == code


def test_the_answer_can_be_recomputed_by_hand(labverdict: Run) -> None:
    assert labverdict("judge", "0.00081", "%(m/m)", "≤8 mg/kg", "--lang", "en").out.splitlines() == [
        "result       0.00081 %(m/m)",
        "exact value  8.1 mg/kg",
        "limit        ≤8 mg/kg",
        "accepted     (-∞, 8] mg/kg",
        "comparison   full value, GB/T 8170-2008 4.3",
        "margin       -0.1 (≈-1.2 %)",
        "outcome      ✗ nonconforming",
    ]


@pytest.mark.parametrize(("value", "rounded"), [("8.5", "8"), ("8.51", "9"), ("-0.4", "0")])
def test_a_rounded_comparison_shows_what_it_compares(labverdict: Run, value: str, rounded: str) -> None:
    answer = labverdict("judge", value, "mg/kg", "≤8", "--comparison", "rounded_value", "--lang", "en")
    assert f"rounded      {rounded} mg/kg" in answer.out.splitlines()


@pytest.mark.parametrize(
    ("value", "unit", "limit", "codes"),
    [
        ("6,2", "mgkg", "about 8", ["decimal_separator_ambiguous", "limit_unreadable", "unit_unknown"]),
        ("5", "mg/kg", "≤8 ℃", ["unit_kind_mismatch"]),
        ("3", "°F", "±2 ℃", ["unit_ambiguous"]),
        ("5", "mg/kg", "≤8 bananas", ["limit_unreadable"]),
        ("5", "ppm", "≤8", ["unit_ambiguous"]),
        ("5", "mg/kg", "9~8", ["limit_unreadable"]),
        ("\x1b[31m", "mg/kg", "≤8", ["number_malformed"]),
    ],
)
def test_everything_that_cannot_be_read_is_named_at_once(
    labverdict: Run, value: str, unit: str, limit: str, codes: list[str]
) -> None:
    answer = labverdict("judge", value, unit, limit)
    assert answer.code == 30
    assert [line.rsplit("[", 1)[1].rstrip("]") for line in answer.err.splitlines()[1:]] == codes
    assert "\x1b" not in answer.err
