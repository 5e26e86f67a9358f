import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.vectors import numbers
from app.cli.vectors.runner import report, run_vectors

SHIPPED = (Path(__file__).resolve().parents[2] / "data" / "decision_vectors.json").read_bytes()

Vector = Callable[..., dict[str, Any]]
File = Callable[..., bytes]
Outcome = Callable[..., list[str]]


@pytest.fixture
def outcome(vector: Vector, vector_file: File) -> Outcome:
    """Print how a vector ends, without its last line."""
    return lambda **changes: report(vector_file(vector(**changes)))[0][:-1]


def shipped_fields() -> Iterator[tuple[str, str]]:
    for shipped in json.loads(SHIPPED)["vectors"]:
        for field in shipped["expected"]:
            yield shipped["id"], field


def test_every_shipped_vector_passes() -> None:
    assert report(SHIPPED) == (["238 passed, 0 failed"], 0)


def test_every_shipped_field_counts() -> None:
    """Spoilt expectations are all told: no field is left out of the comparison."""
    content = json.loads(SHIPPED)
    for shipped in content["vectors"]:
        shipped["expected"] = {field: spoilt(value) for field, value in shipped["expected"].items()}
    run = run_vectors(json.dumps(content).encode())
    assert run.passed == 0
    assert [(failure.id, failure.field) for failure in run.failures] == list(shipped_fields())


def spoilt(value: object) -> object:
    match value:
        case None:
            return "0"
        case dict():
            return {name: spoilt(inner) for name, inner in value.items()}
        case list():
            return [*value, "accept"]
        case "pass" | "fail" | "indeterminate" | "invalid":
            return "conforming"
        case _:
            return f"-7{value}".replace("-7-", "-7")


def test_a_changed_expectation_is_printed_and_fails() -> None:
    content = SHIPPED.replace(b'"expected": {\n    "rounded": "12.1"', b'"expected": {\n    "rounded": "12.2"', 1)
    assert content != SHIPPED
    lines, code = report(content)
    assert (lines, code) == (["V002 rounded: expected 12.2, got 12.1", "237 passed, 1 failed"], 1)


def test_a_vector_with_two_wrong_fields_fails_once(vector: Vector, vector_file: File) -> None:
    wrong = vector(rule={"type": "rounded_value"}, expected={"outcome": "fail", "rounded": "8.0"})
    assert report(vector_file(wrong, vector(id="V2"))) == (
        ["V1 outcome: expected fail, got pass", "V1 rounded: expected 8.0, got 8", "1 passed, 1 failed"],
        1,
    )


@pytest.mark.parametrize(
    ("expected", "tolerance", "passes"),
    [
        ("8.0", None, True),
        ("8.0000000001", None, False),
        ("8.8", {"absolute": "0.8"}, True),
        ("8.81", {"absolute": "0.8"}, False),
        ("10", {"relative": "0.2"}, True),
        ("10.1", {"relative": "0.2"}, False),
        (None, {"absolute": "9"}, False),
    ],
)
def test_numbers_are_exact_or_within_the_tolerance(
    outcome: Outcome, expected: str | None, tolerance: dict[str, str] | None, *, passes: bool
) -> None:
    simple = {"type": "ilac_binary_simple", "w_over_U": "0"}
    lines = outcome(rule=simple, expected={"acceptance_limit": expected}, tolerance=tolerance)
    assert (lines == []) is passes


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ({"rounded": "8"}, "V1 rounded: expected 8, got no such field"),
        ({"outcome": {"a": "b"}}, "V1 outcome: expected a: b, got pass"),
        ({"converted_exact": ["8"]}, "V1 converted_exact: expected 8, got 8"),
    ],
)
def test_a_field_of_another_sort_fails(outcome: Outcome, expected: dict[str, object], line: str) -> None:
    assert outcome(expected=expected) == [line]


def test_words_are_exact_even_with_a_tolerance(outcome: Outcome) -> None:
    assert outcome(expected={"outcome": "fail"}, tolerance={"relative": "1"}) == ["V1 outcome: expected fail, got pass"]


def test_a_tail_far_below_a_result_is_compared(outcome: Outcome) -> None:
    rule = {"type": "conformance_probability", "pdf": "normal", "truncated_below": None}
    assert (
        outcome(
            rule=rule,
            input="0",
            uncertainty={"u": "0.4"},
            expected={"p_nonconform": "2.7536241186062337e-89"},
            tolerance={"relative": "1e-9"},
        )
        == []
    )


def test_null_equals_only_null(outcome: Outcome) -> None:
    rule = {"type": "iso5725_start_2_then_2"}
    figures = {"sigma_r": "0.1", "f": {"2": "2.8", "4": "3.6"}}
    more = {"rule": rule, "uncertainty": figures, "input": ["1", "2"], "limit": None, "input_unit": None}
    assert outcome(**more, expected={"final": None}) == []
    assert outcome(**more, expected={"final": "1.5"}) == ["V1 final: expected 1.5, got null"]
    assert outcome(**{**more, "input": ["1", "1"]}, expected={"final": None}) == ["V1 final: expected null, got 1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"input": "8,0"},
        {"input": ""},
        {"input": "<8", "rule": {"type": "round", "interval": "1", "ties": "half_even"}},
        {"input_unit": "mg/L"},
        {"input_unit": "%"},
        {"input_unit": "firkin"},
        {"input_unit": None},
        {
            "input_unit": "degC",
            "limit": {"form": "conditions", "conditions": [{"op": "<=", "value": "8"}], "unit": "delta_degC"},
        },
        {"limit": {"form": "declared", "declared": None, "conditions": [], "unit": "mg/kg"}},
        {"limit": {"form": "nominal", "accept": ["无"], "reject": ["有"]}, "rule": {"type": "nominal"}, "input": ""},
        {
            "limit": {"form": "ordinal", "op": "not_worse_than", "value": "1", "scale": ["1a", "1b"]},
            "rule": {"type": "ordinal"},
        },
        {"rule": {"type": "ilac_binary_simple", "w_over_U": "0"}, "input": "<8"},
    ],
)
def test_an_unreadable_result_is_invalid(outcome: Outcome, changes: dict[str, object]) -> None:
    assert outcome(**changes, expected={"outcome": "invalid"}) == []


@pytest.mark.parametrize(
    ("text", "bound", "rule", "expected"),
    [
        ("<5", ">= 0", {}, "pass"),
        ("<-5", "<= -5", {}, "pass"),
        ("ND", ">= 0", {}, "indeterminate"),
        ("痕迹", ">= 0", {"trace": None}, "indeterminate"),
        ("痕迹", "<= 8", {"trace": "0.5"}, "pass"),
        ("ND", "<= 8", {"lod": "8.5"}, "indeterminate"),
        ("8.5", "<= 8", {"type": "rounded_value"}, "pass"),
        ("8.5(+)", "<= 8", {"type": "rounded_value"}, "fail"),
        ("8.5(+)", "< 9", {"type": "rounded_value"}, "fail"),
        ("8.5", "> 8", {"type": "rounded_value"}, "fail"),
        ("8.5", "> 8", {}, "pass"),
    ],
)
def test_readings_against_one_bound(
    outcome: Outcome, text: str, bound: str, rule: dict[str, object], expected: str
) -> None:
    full = {"type": "full_value", **rule}
    assert outcome(input=text, limit=(bound,), rule=full, expected={"outcome": expected}) == []


def test_each_bound_is_rounded_to_by_its_own_digits(outcome: Outcome) -> None:
    """10.04 is 10.0 at the upper bound; no one rounded figure can be given."""
    changes = {"input": "10.04", "limit": (">= 9.95", "<= 10.0"), "rule": {"type": "rounded_value"}}
    assert outcome(**changes) == []
    assert outcome(**changes, expected={"rounded": "10.0"}) == ["V1 rounded: expected 10.0, got no such field"]


def test_two_ways_of_rounded_comparison_must_agree(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "round_cut", lambda cut, _: cut[0] + 1)
    assert outcome(rule={"type": "rounded_value"}) == [
        "V1 rounded_value: expected an answer, got rounding first gives fail, the acceptance set pass"
    ]


def test_a_mark_counts_only_where_the_rule_says_so(outcome: Outcome) -> None:
    for ties, rounded in (("half_even", "16"), ("mark_then_half_even", "17")):
        rule = {"type": "round", "interval": "1", "ties": ties}
        assert outcome(input="16.5(+)", rule=rule, expected={"rounded": rounded}) == []


def test_a_share_of_accepted_items_is_asked_for_only_where_there_are_any(outcome: Outcome) -> None:
    changes = {
        "input": None,
        "limit": {"form": "tolerance_limits", "TL": None, "TU": "0", "unit": "mg/kg"},
        "rule": {"type": "global_risk", "AL": None, "AU": "-60"},
        "uncertainty": {"process_mean": "0", "process_sd": "1", "u_m": "1"},
    }
    assert outcome(**changes, expected={"RC": "0"}, tolerance={"absolute": "1e-30"}) == []
    assert "got next to no item" in "".join(outcome(**changes, expected={"RC_given_accepted": "0"}))


def test_what_is_printed_stays_on_its_line(outcome: Outcome) -> None:
    lines = outcome(id="V1\n\x1b[2J", expected={"outcome": "fail"})
    assert lines == ["V1\\u000a\\u001b[2J outcome: expected fail, got pass"]
