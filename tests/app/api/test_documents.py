"""Small JSON bodies against a strict model."""

import json
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field

from app.api.documents import Line, Strict, read_document
from app.api.problems import Problem, content
from app.identity.organisations import OrganisationKind
from app.wording import Language


def even(number: int) -> int:
    if number % 2:
        raise ValueError("an even number")
    return number


class Inner(Strict):
    name: Line


class Body(Strict):
    url: Line
    enabled: bool = True
    tries: Annotated[int, AfterValidator(even), Field(ge=0, le=8)] = 2
    share: Decimal | None = None
    kind: Annotated[OrganisationKind | None, Field(strict=False)] = None
    inner: list[Inner] = Field(default_factory=list, max_length=2)


def faults(text: str | bytes) -> list[tuple[str, str, str]]:
    """What is refused: code, place, what is expected."""
    sent = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Problem) as refused:
        read_document(sent, Body)
    content(refused.value, Language.EN, "").decode()
    return [(issue.code, issue.where, issue.expected) for issue in refused.value.errors]


def codes(text: str | bytes) -> list[tuple[str, str]]:
    return [fault[:2] for fault in faults(text)]


def test_a_body_is_read() -> None:
    text = '{"url": "示例", "tries": 4, "share": 8.00000000000000000001, "kind": "regulator", "inner": [{"name": "a"}]}'
    body = read_document(f"\ufeff{text}".encode(), Body)
    assert (body.url, body.tries, body.kind) == ("示例", 4, OrganisationKind.REGULATOR)
    assert body.share == Decimal("8.00000000000000000001")
    assert body.inner == [Inner(name="a")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", [("field_missing", "/url")]),
        ("[]", [("wrong_type", "the document")]),
        ("null", [("wrong_type", "the document")]),
        ('{"url": null}', [("wrong_type", "/url")]),
        ('{"url": 1}', [("wrong_type", "/url")]),
        ('{"url": ""}', [("value_invalid", "/url")]),
        ('{"url": "a\\nb"}', [("value_invalid", "/url")]),
        ('{"url": "a\\u0000b"}', [("control_character", "/url")]),
        ('{"url": "a\\u202eb"}', [("control_character", "/url")]),
        ('{"url": "' + "a" * 201 + '"}', [("text_too_long", "/url")]),
        ('{"url": "a", "tries": "2"}', [("wrong_type", "/tries")]),
        ('{"url": "a", "tries": true}', [("wrong_type", "/tries")]),
        ('{"url": "a", "tries": 2.0}', [("wrong_type", "/tries")]),
        ('{"url": "a", "tries": 3}', [("value_invalid", "/tries")]),
        ('{"url": "a", "tries": 10}', [("value_invalid", "/tries")]),
        ('{"url": "a", "tries": 1e999999999}', [("wrong_type", "/tries")]),
        ('{"url": "a", "tries": ' + "9" * 5000 + "}", [("wrong_type", "/tries")]),
        ('{"url": "a", "share": 1e2}', [("wrong_type", "/share")]),
        ('{"url": "a", "enabled": 1}', [("wrong_type", "/enabled")]),
        ('{"url": "a", "enabled": "yes"}', [("wrong_type", "/enabled")]),
        ('{"url": "a", "kind": "bank"}', [("value_invalid", "/kind")]),
        ('{"url": "a", "inner": [{"name": "b", "verdict": "PASS"}]}', [("unknown_field", "/inner/0/verdict")]),
        ('{"url": "a", "~/": 1}', [("unknown_field", "/~0~1")]),
        ('{"url": "a", "url": "b"}', [("duplicate_key", "/url")]),
        ('{"url": "a", "tries": NaN}', [("number_not_finite", "/tries")]),
        ('{"url": "\\ud800", "x": 1}', [("text_not_unicode", "/url")]),
        ('{"\\ud800": 1}', [("text_not_unicode", "/\\ud800")]),
        ("[" * 100_000, [("malformed_json", "the document")]),
        ("", [("malformed_json", "the document")]),
        (b'{"url": "\xff"}', [("text_not_unicode", "byte 10")]),
    ],
)
def test_a_fault_has_its_pointer(text: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_all_faults_are_named_at_once() -> None:
    text = (
        '{"tries": "2", "enabled": null, "enabled": true, "x": NaN, "inner": [{"name": ""}, {}, {"name": "\\u0007"}]}'
    )
    assert sorted(codes(text)) == sorted([
        ("duplicate_key", "/enabled"),
        ("number_not_finite", "/x"),
        ("field_missing", "/url"),
        ("wrong_type", "/tries"),
        ("value_invalid", "/inner"),
        ("control_character", "/inner/2/name"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"url": "a", "tries": 3}', "an even number"),
        ('{"url": "a", "tries": 10}', "Input should be less than or equal to 8"),
        ('{"url": "a", "kind": "bank"}', "Input should be 'laboratory', 'applicant', "),
    ],
)
def test_it_is_told_what_would_be_accepted(text: str, expected: str) -> None:
    assert faults(text)[0][2].startswith(expected)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(categories=None), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["url", "tries", "inner", "name", "x\ud800"]) | st.text(max_size=3), inner)
    ),
    max_leaves=12,
)


@given(json_values)
def test_every_json_text_is_read_or_refused_with_a_body_that_can_be_sent(value: Any) -> None:  # noqa: ANN401 - any JSON value
    try:
        read_document(json.dumps(value).encode(), Body)
    except Problem as problem:
        answer = json.loads(content(problem, Language.ZH, ""))
        assert answer["status"] in {400, 422}
        assert answer["errors"]


@given(
    st.text(st.sampled_from("0123456789"), min_size=1, max_size=40), st.text(st.sampled_from("0123456789"), max_size=40)
)
def test_a_number_with_a_point_keeps_its_digits(whole: str, part: str) -> None:
    written = f"{whole.lstrip('0') or '0'}.{part or '0'}"
    assert str(read_document(f'{{"url": "a", "share": {written}}}'.encode(), Body).share) == str(Decimal(written))


def test_nothing_of_the_input_is_in_the_answer() -> None:
    text = '{"url": 123454321, "tries": "canary", "kind": "canary", "inner": "canary", "share": "canary"}'
    with pytest.raises(Problem) as refused:
        read_document(text.encode(), Body)
    answer = content(refused.value, Language.EN, "").decode()
    assert len(refused.value.errors) == 5
    assert "canary" not in answer
    assert "123454321" not in answer
