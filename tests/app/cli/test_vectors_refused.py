from collections.abc import Callable
from typing import Any

import pytest

from app.cli.vectors.document import VectorsRefused
from app.cli.vectors.runner import report, run_vectors

ORDINAL = {"form": "ordinal", "op": "not_worse_than", "value": "1", "scale": ["1a", "1b", "2a", "2b"]}
TOLERANCE = {"form": "relative_tolerance", "nominal": "8", "percent": "5", "endpoints": "included", "unit": "mg/kg"}
RR = {"r": "0.5", "R": "1.5"}

Vector = Callable[..., dict[str, Any]]
File = Callable[..., bytes]


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
            {"limit": ("=< 8",)},
            "limit.conditions[0].op: '=<' is not known here",
        ),
        (
            {"limit": (">= 9", "<= 8")},
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
            {"limit": ("< 8",), "rule": {"type": "ilac_binary_simple", "w_over_U": "0"}},
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
            {"limit": ("<= 1e31",)},
            "limit.conditions[0].value: number_out_of_range: '1e31', expected 0 or a magnitude from 1e-30 to 1e30",
        ),
        (
            {"limit": {"form": "conditions", "conditions": []}},
            "limit.conditions: a list of objects is needed",
        ),
        (
            {"limit": {"form": "conditions", "conditions": "<= 8"}},
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
            {"rule": {"type": "rejection_limit_for_confidence"}, "limit": (">= 8",)},
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
def test_what_cannot_be_run_fails_and_is_named(
    vector: Vector, vector_file: File, changes: dict[str, object], reason: str
) -> None:
    changed = vector(**changes)
    line = f"V1 {changed['rule']['type']}: expected an answer, got {reason}"
    assert report(vector_file(changed)) == ([line, "0 passed, 1 failed"], 1)


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"", ["the document: '', expected a JSON text, not an empty one"]),
        (b"{]", ["line 1, column 2: ']', expected a JSON text (Expecting property name enclosed in double quotes)"]),
        (b"\xff", ["byte 1: 'ff', expected text in UTF-8"]),
        (b'["\\ud800"]', ["/0: '\\\\ud800', expected text without half a surrogate pair"]),
        (b"[" * 100_000, [f"the document: '{'[' * 40}…', expected brackets nested at most 32 deep"]),
        (
            b'{"schema": 2, "schema": 2, "vectors": [NaN]}',
            [
                "/schema: 'schema', expected each key once in its object",
                "/vectors/0: 'NaN', expected a number: JSON has no such word",
            ],
        ),
        (b"[]", ["the file: an object is needed"]),
        (b'{"vectors": [' + b"9" * 5000 + b'], "schema": 2, "note": ""}', ["vectors[0]: an object is needed"]),
    ],
)
def test_a_text_that_is_no_file_of_vectors_is_refused(content: bytes, problems: list[str]) -> None:
    assert report(content) == (problems, 30)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"schema": 1}, "schema: the number 2 is needed"),
        ({"schema": "2"}, "schema: the number 2 is needed"),
        ({"note": None}, "note: a text is needed"),
        ({"extra": ""}, "the file: the form knows no key 'extra'"),
        ({"vectors": []}, "vectors: a list of at least one vector is needed"),
        ({"vectors": [7]}, "vectors[0]: an object is needed"),
    ],
)
def test_a_file_that_is_not_of_the_form_is_refused(
    vector: Vector, vector_file: File, changes: dict[str, object], problem: str
) -> None:
    assert report(vector_file(vector(), **changes)) == ([problem], 30)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"weight": "1"}, ": the form knows no key 'weight'"),
        ({"id": None}, ".id: a text is needed"),
        ({"input": 8}, ".input: the number 8 must be a text"),
        (
            {"limit": {"form": "conditions", "conditions": [{"op": "<=", "value": 8}]}},
            ".limit.conditions[0].value: the number 8 must be a text",
        ),
        ({"input": [["8"]]}, ".input: a list of texts is needed"),
        ({"info": {"seen": True}}, ".info.seen: a boolean stands where the form has none"),
        ({"rule": {"kind": "x"}}, ".rule.type: a text is needed"),
        ({"limit": {}}, ".limit.form: a text is needed"),
        ({"limit": "8"}, ".limit: an object is needed"),
        ({"expected": {}}, ".expected: at least one field to compare is needed"),
        ({"tolerance": {"relative": "-1"}}, ".tolerance.relative: a tolerance is never negative"),
        (
            {"tolerance": {"relative": "1", "absolute": "1"}},
            '.tolerance: null, {"relative": t} or {"absolute": t} is needed',
        ),
    ],
)
def test_a_vector_that_is_not_of_the_form_is_refused(
    vector: Vector, vector_file: File, changes: dict[str, object], problem: str
) -> None:
    assert report(vector_file(vector(**changes))) == ([f"vectors[0]{problem}"], 30)


def test_a_missing_key_and_an_id_used_twice_are_refused(vector: Vector, vector_file: File) -> None:
    bare = vector()
    del bare["basis"]
    assert report(vector_file(bare)) == (["vectors[0]: the key 'basis' is missing"], 30)
    assert report(vector_file(vector(), vector())) == (["vectors[1].id: 'V1' stands there a second time"], 30)


def test_every_fault_is_named(vector: Vector, vector_file: File) -> None:
    content = vector_file(vector(input=1), vector(input=2), schema=3)
    assert report(content)[0] == [
        "schema: the number 2 is needed",
        "vectors[0].input: the number 1 must be a text",
        "vectors[1].input: the number 2 must be a text",
    ]


def test_a_refused_file_runs_nothing(vector: Vector, vector_file: File) -> None:
    with pytest.raises(VectorsRefused):
        run_vectors(vector_file(vector(), vector(id="V2", input=8)))
