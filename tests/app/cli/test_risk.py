from collections.abc import Callable
from types import SimpleNamespace

import pytest

Run = Callable[..., SimpleNamespace]
BUDGET = ("--uncertainty", "0.8", "--k", "2", "--lang", "en")


@pytest.mark.parametrize(
    ("value", "zone", "risk"),
    [
        ("6.2", "pass (w 0.8,", "3.39767e-06 (consumer's risk, of accepting it wrongly)"),
        ("7.2", "pass (w 0.8,", "0.0227501 (consumer's risk, of accepting it wrongly)"),
        ("8.0", "conditional pass (w 0.8,", "0.500000 (consumer's risk, of accepting it wrongly)"),
        ("8.2", "conditional fail (w 0.8,", "0.308538 (producer's risk, of rejecting it wrongly)"),
        ("8.9", "fail (w 0.8,", "0.0122245 (producer's risk, of rejecting it wrongly)"),
    ],
)
def test_the_risk_of_a_decision_is_told(labverdict: Run, value: str, zone: str, risk: str) -> None:
    answer = labverdict("risk", value, "mg/kg", "≤8", *BUDGET)
    assert answer.code == 0
    assert f" {zone}" in answer.out
    assert answer.out.endswith(f"specific risk           {risk}\n")


def test_a_negative_value_and_another_unit_are_answered(labverdict: Run) -> None:
    assert labverdict("risk", "-0.5", "℃", "±2", *BUDGET).code == 0
    answer = labverdict("risk", "0.6", "g/cm³", "≤800 kg/m³", "--uncertainty", "0.08", "--k", "2", "--lang", "en")
    assert "pass (w 80, acceptance limit 720, rejection limit 880)" in answer.out


@pytest.mark.parametrize(
    ("value", "limit", "uncertainty", "code"),
    [
        ("<8", "≤8", "0.8", "value_not_single"),
        ("8,2", "≤8", "0.8", "decimal_separator_ambiguous"),
        ("8", "±0", "1e-30", "risk_not_answered"),
    ],
)
def test_what_has_no_probability_is_refused(
    labverdict: Run, value: str, limit: str, uncertainty: str, code: str
) -> None:
    answer = labverdict("risk", value, "mg/kg", limit, "--uncertainty", uncertainty, "--k", "2")
    assert answer.code == 30
    assert f"[{code}]" in answer.err


@pytest.mark.parametrize("uncertainty", ["0", "-1", "x"])
def test_an_uncertainty_is_a_number_above_0(labverdict: Run, uncertainty: str) -> None:
    assert labverdict("risk", "8", "mg/kg", "≤8", "--uncertainty", uncertainty, "--k", "2").code == 2
