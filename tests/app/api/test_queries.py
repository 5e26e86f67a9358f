"""Parameters of a query, a form, an upload."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import model_validator

from app.api.problems import Problem, content
from app.api.queries import Parameters, decoded, known_id, parameters
from app.wording import Language
from tests.app.api.probe import Asked, Probe


def read(raw: bytes) -> Asked:
    return parameters(decoded(raw, "parameter"), Asked, "parameter")


def faults(raw: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Problem) as refused:
        read(raw)
    content(refused.value, Language.EN, "").decode()
    return [(issue.code, issue.where) for issue in refused.value.errors]


def test_parameters_are_read() -> None:
    asked = read("scheme=规则%201&as_of=2026-05-10&limit=007&share_with=a&share_with=b".encode())
    assert asked.model_dump(mode="json") == {
        "scheme": "规则 1",
        "as_of": "2026-05-10",
        "limit": 7,
        "share_with": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", [("parameter_missing", "parameter scheme")]),
        (b"scheme=a&x=1", [("parameter_unknown", "parameter x")]),
        (b"scheme=a&x", [("parameter_unknown", "parameter x")]),
        (b"scheme=a&x=1&x=2", [("parameter_unknown", "parameter x")]),
        (b"scheme=a&Scheme=b", [("parameter_unknown", "parameter Scheme")]),
        (b"scheme=a&scheme=a", [("parameter_repeated", "parameter scheme")]),
        (b"scheme=a&as_of=2026-5-10", [("parameter_invalid", "parameter as_of")]),
        (b"scheme=a&as_of=20260510", [("parameter_invalid", "parameter as_of")]),
        (b"scheme=a&as_of=1778371200", [("parameter_invalid", "parameter as_of")]),
        (b"scheme=a&as_of=", [("parameter_invalid", "parameter as_of")]),
        (b"scheme=a&limit=1_0", [("parameter_invalid", "parameter limit")]),
        (b"scheme=a&limit=%201", [("parameter_invalid", "parameter limit")]),
        (b"scheme=a&limit=-1", [("parameter_invalid", "parameter limit")]),
        (b"scheme=a&limit=1.0", [("parameter_invalid", "parameter limit")]),
        ("scheme=a&limit=１".encode(), [("parameter_invalid", "parameter limit")]),
        (b"scheme=a&limit=" + b"9" * 5000, [("parameter_invalid", "parameter limit")]),
        (b"scheme=%00", [("parameter_invalid", "parameter scheme")]),
        (b"scheme=a%0d%0ab", [("parameter_invalid", "parameter scheme")]),
        (b"scheme=%E2%80%AE", [("parameter_invalid", "parameter scheme")]),
        (b"scheme=" + b"a" * 2001, [("parameter_invalid", "parameter scheme")]),
        (b"scheme=%ff", [("parameter_invalid", "all parameters")]),
        (b"scheme=\xff", [("parameter_invalid", "all parameters")]),
        (b"scheme=%ED%A0%80", [("parameter_invalid", "all parameters")]),  # half a pair
        (b"scheme=a&" * 65, [("parameter_unknown", "all parameters")]),
    ],
)
def test_a_fault_is_named_with_its_parameter(raw: bytes, expected: list[tuple[str, str]]) -> None:
    assert faults(raw) == expected


def test_all_faults_are_named_at_once() -> None:
    assert faults(b"x=1&limit=a&limit=2&y=&as_of=then&as_of=now&%00=1") == [
        ("parameter_unknown", "parameter x"),
        ("parameter_repeated", "parameter limit"),
        ("parameter_unknown", "parameter y"),
        ("parameter_repeated", "parameter as_of"),
        ("parameter_unknown", r"parameter \u0000"),
        ("parameter_missing", "parameter scheme"),
    ]


def test_a_rule_over_several_parameters_may_refuse_them() -> None:
    class Span(Parameters):
        first: str = "a"

        @model_validator(mode="after")
        def _in_order(self) -> "Span":
            raise ValueError("first before last")

    with pytest.raises(Problem) as refused:
        parameters([], Span, "parameter")
    assert [(issue.code, issue.where, issue.expected) for issue in refused.value.errors] == [
        ("parameter_invalid", "parameter", "first before last")
    ]


@given(st.binary(max_size=60) | st.text(st.sampled_from("schemeasoflimit=&%+;01")).map(str.encode))
def test_every_query_is_read_or_refused(raw: bytes) -> None:
    try:
        read(raw)
    except Problem as problem:
        answer: dict[str, Any] = json.loads(content(problem, Language.ZH, ""))
        assert answer["status"] == 422
        assert answer["errors"]


@pytest.mark.parametrize("text", ["0" * 32, "0123456789abcdef" * 2])
def test_an_identifier_may_be_known(text: str) -> None:
    assert known_id(text) == text


@pytest.mark.parametrize(
    "text", ["", "0" * 31, "0" * 33, "0" * 31 + "A", "0" * 31 + "g", "１" * 32, "0" * 32 + "\n", "1_0"]
)
def test_what_is_no_identifier_is_not_found(text: str) -> None:
    with pytest.raises(Problem) as refused:
        known_id(text)
    assert (refused.value.status, refused.value.code, refused.value.errors) == (404, "not_found", ())


def test_the_query_of_a_request_is_read() -> None:
    probe = Probe()
    assert probe.call("GET", "/api/v1/things?scheme=a%2Bb+c").json()["scheme"] == "a+b c"
    assert probe.call("GET", "/api/v1/things?scheme=a&scheme=b").json()["code"] == "parameter_repeated"
