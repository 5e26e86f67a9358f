import json
from collections.abc import Mapping
from typing import Any

import pytest

from app.cli.vectors.document import VectorsRefused
from app.cli.vectors.runner import report, run_vectors

SULFUR = {"form": "conditions", "conditions": [{"op": "<=", "value": "8"}], "unit": "mg/kg"}
SCALE = ["1a", "1b", "2a", "2b"]
ORDINAL = {"form": "ordinal", "op": "not_worse_than", "value": "1", "scale": SCALE}
TOLERANCE = {"form": "relative_tolerance", "nominal": "8", "percent": "5", "endpoints": "included", "unit": "mg/kg"}
RR = {"r": "0.5", "R": "1.5"}


def vector(**changes: object) -> dict[str, Any]:
    """8 mg/kg of sulfur against at most 8 mg/kg, a vector that passes, with changes."""
    return {
        "id": "V1",
        "group": "compare",
        "input": "8",
        "input_unit": "mg/kg",
        "limit": SULFUR,
        "rule": {"type": "full_value"},
        "uncertainty": None,
        "expected": {"outcome": "pass"},
        "tolerance": None,
        "source": "",
        "basis": "computed",
        **changes,
    }


def file(*vectors: object, **changes: object) -> bytes:
    return json.dumps({"schema": 2, "note": "", "vectors": vectors, **changes}).encode()


def limit(*bounds: str, unit: str | None = "mg/kg") -> dict[str, object]:
    pairs = [bound.split() for bound in bounds]
    return {"form": "conditions", "conditions": [{"op": op, "value": value} for op, value in pairs], "unit": unit}


def without(content: Mapping[str, object], key: str) -> dict[str, object]:
    return {name: value for name, value in content.items() if name != key}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rule": {"type": "dowsing"}}, "rule.type: 'dowsing' is not known here"),
        (
            {"limit": {"form": "fuzzy"}},
            "limit.form: 'fuzzy' is not known to this rule",
        ),
        ({"limit": None}, "limit: this rule needs one"),
        (
            {"limit": limit("=< 8")},
            "limit.conditions[0].op: '=<' is not known here",
        ),
        (
            {"limit": limit(">= 9", "<= 8")},
            "no value meets all the bounds: they are swapped",
        ),
        ({"input": ["8"]}, "input: this rule needs one text"),
        (
            {"rule": {"type": "round", "interval": "0", "ties": "half_even"}},
            "rule.interval: a number above 0 is needed",
        ),
        (
            {"rule": {"type": "round", "interval": "1", "ties": "up"}},
            "rule.ties: 'up' is not known here",
        ),
        (
            {"rule": {"type": "ilac_nonbinary", "w_over_U": "1"}},
            "uncertainty: this rule needs its figures",
        ),
        (
            {"rule": {"type": "conformance_probability", "pdf": "t"}, "uncertainty": {"u": "1"}},
            "rule.pdf: 't' is not known here",
        ),
        (
            {"rule": {"type": "conformance_probability"}, "uncertainty": {"u": "0"}},
            "the standard uncertainty must be above 0, not 0.0",
        ),
        (
            {"rule": {"type": "iso4259_95", "role": "buyer", "factor": "0.59"}, "uncertainty": {"R": "1"}},
            "rule.role: 'buyer' is not known here",
        ),
        (
            {"rule": {"type": "most_divergent_of_k", "k": "3.0"}, "uncertainty": {"r": "1"}},
            "rule.k: a count is needed, not '3.0'",
        ),
        (
            {"rule": {"type": "ilac_binary_simple", "w_over_U": "0"}, "expected": {"acceptance_limit": "8,0"}},
            "expected.acceptance_limit: a decimal number as text is needed",
        ),
        (
            {"limit": {**TOLERANCE, "endpoints": "one"}},
            "limit.endpoints: included or excluded is needed",
        ),
        (
            {"limit": TOLERANCE, "rule": {"type": "rounded_value"}},
            "8±5% has no last written digit to round to",
        ),
        (
            {"limit": limit("< 8"), "rule": {"type": "ilac_binary_simple", "w_over_U": "0"}},
            "limit: this rule needs one condition, <= or >=",
        ),
        (
            {"limit": {**ORDINAL, "op": "better_than"}, "rule": {"type": "ordinal"}, "input": "1a"},
            "limit.op: 'better_than' is not known here",
        ),
        (
            {"limit": ORDINAL, "rule": {"type": "nominal"}, "input": "1a"},
            "limit.form: 'ordinal' is not known to this rule",
        ),
        (
            {"limit": limit("<= 1e31")},
            "limit.conditions[0].value: number_out_of_range: '1e31', expected 0 or a magnitude from 1e-30 to 1e30",
        ),
        (
            {"limit": {**SULFUR, "conditions": []}},
            "limit.conditions: a list of objects is needed",
        ),
        (
            {"limit": {**SULFUR, "conditions": "<= 8"}},
            "limit.conditions: a list is needed",
        ),
        (
            {"rule": {"type": "full_value", "lod": "<1"}},
            "rule.lod: number_malformed: '<1', expected a plain number such as 6.2, <0.5, >=95 or 8(+)",
        ),
        (
            {"rule": {"type": "acceptability_two_labs", "k1": "1", "k2": "1", "pairs": [["7.0"]]}, "uncertainty": RR},
            "rule.pairs[0]: two numbers are needed",
        ),
        (
            {"rule": {"type": "guard_band_for_global_risk", "quantity": "RP"}},
            "rule.quantity: 'RP' is not known here",
        ),
        (
            {"rule": {"type": "rejection_limit_for_confidence"}, "limit": limit(">= 8")},
            "limit: this rule needs an upper limit alone",
        ),
        (
            {"rule": {"type": "iso5725_start_2_then_2"}},
            "input: this rule needs a list of texts",
        ),
        (
            {"rule": {"type": "iso5725_start_2_then_1"}, "input": ["1"], "uncertainty": {"sigma_r": "1", "f": {}}},
            "rule.fourth_possible: true or false is needed",
        ),
        (
            {"rule": {"type": "most_divergent_of_k", "k": "1"}, "uncertainty": {"r": "1"}},
            "1 results: at least 2 are needed",
        ),
    ],
)
def test_what_cannot_be_run_fails_and_is_named(changes: dict[str, object], reason: str) -> None:
    rule = {**vector(), **changes}["rule"]["type"]
    line = f"V1 {rule}: expected an answer, got {reason}"
    assert report(file(vector(**changes))) == ([line, "0 passed, 1 failed"], 1)


NUMBERED = vector(limit={**SULFUR, "conditions": [{"op": "<=", "value": 8}]})


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", ["line 1, column 1: no JSON: Expecting value"]),
        (b"\xff", ["byte 0: UTF-8 is needed"]),
        (b"[" * 100_000, ["the file: no JSON of this form: brackets are nested too deeply"]),
        (b"[]", ["the file: an object is needed"]),
        (b'{"schema": 2, "schema": 2}', ["the file: the key 'schema' stands twice in one object"]),
        (file(vector(), schema=1), ["schema: the number 2 is needed"]),
        (file(vector(), schema="2"), ["schema: the number 2 is needed"]),
        (file(vector(), note=None), ["note: a text is needed"]),
        (file(vector(), extra=""), ["the file: the form knows no key 'extra'"]),
        (file(), ["vectors: a list of at least one vector is needed"]),
        (file(7), ["vectors[0]: an object is needed"]),
        (file(without(vector(), "basis")), ["vectors[0]: the key 'basis' is missing"]),
        (file(vector(weight="1")), ["vectors[0]: the form knows no key 'weight'"]),
        (file(vector(id=None)), ["vectors[0].id: a text is needed"]),
        (file(vector(), vector()), ["vectors[1].id: 'V1' stands there a second time"]),
        (file(vector(input=8)), ["vectors[0].input: the number 8 must be a text"]),
        (file(NUMBERED), ["vectors[0].limit.conditions[0].value: the number 8 must be a text"]),
        (file(vector(input=float("nan"))), ["vectors[0].input: the number NaN must be a text"]),
        (b'{"vectors": [' + b"9" * 5000 + b'], "schema": 2, "note": ""}', ["vectors[0]: an object is needed"]),
        (file(vector(input=[["8"]])), ["vectors[0].input: a list of texts is needed"]),
        (file(vector(info={"seen": True})), ["vectors[0].info.seen: a boolean stands where the form has none"]),
        (file(vector(rule={"kind": "x"})), ["vectors[0].rule.type: a text is needed"]),
        (file(vector(limit={})), ["vectors[0].limit.form: a text is needed"]),
        (file(vector(limit="8")), ["vectors[0].limit: an object is needed"]),
        (file(vector(expected={})), ["vectors[0].expected: at least one field to compare is needed"]),
        (file(vector(tolerance={"relative": "-1"})), ["vectors[0].tolerance.relative: a tolerance is never negative"]),
        (
            file(vector(tolerance={"relative": "1", "absolute": "1"})),
            ['vectors[0].tolerance: null, {"relative": t} or {"absolute": t} is needed'],
        ),
        (
            file(vector(input=1), vector(input=2), schema=3),
            [
                "schema: the number 2 is needed",
                "vectors[0].input: the number 1 must be a text",
                "vectors[1].input: the number 2 must be a text",
            ],
        ),
    ],
)
def test_a_file_that_is_not_of_the_form_is_refused_and_named(content: bytes, problems: list[str]) -> None:
    lines, code = report(content)
    assert code == 30
    assert lines == problems


def test_a_refused_file_runs_nothing() -> None:
    with pytest.raises(VectorsRefused):
        run_vectors(file(vector(), vector(id="V2", input=8)))
