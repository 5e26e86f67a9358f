"""JSON is read exactly, or refused by name."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lims_adapters.contract import Issue
from lims_adapters.json_text import (
    DEEPEST,
    LARGEST_BODY,
    MOST_VALUES,
    Document,
    Json,
    Members,
    Number,
    child,
    read_json,
)


def codes(content: bytes) -> list[tuple[str, str]]:
    read = read_json(content)
    issues = (read,) if isinstance(read, Issue) else read.issues
    return [(issue.code, issue.where) for issue in issues]


def root(content: bytes) -> Json:
    read = read_json(content)
    assert isinstance(read, Document)
    return read.root


def plain(node: Json) -> object:
    match node:
        case Members(pairs):
            return {key: plain(value) for key, value in pairs}
        case list():
            return [plain(element) for element in node]
        case Number(raw):
            return json.loads(raw)
        case bool() | str() | None:
            return node


@pytest.mark.parametrize("raw", ["8.00", "-0", "1e999", "0.1000000000000000055511151231257827", "9" * 5000, "1E+2"])
def test_a_number_keeps_its_digits(raw: str) -> None:
    assert root(f'{{"value": {raw}}}'.encode()) == Members((("value", Number(raw)),))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": NaN}', [("number_not_finite", "/a")]),
        (b'[1, -Infinity, {"b": Infinity}]', [("number_not_finite", "/1"), ("number_not_finite", "/2/b")]),
        (b'{"r": [{"v": 1, "v": 2}]}', [("duplicate_key", "/r/0/v")]),
        (b'{"a": 1, "\\u0061": 2}', [("duplicate_key", "/a")]),
        (b'{"a": 1, "a": NaN}', [("duplicate_key", "/a"), ("number_not_finite", "/a")]),
        (b'{"a": "\\ud800"}', [("text_not_unicode", "/a")]),
        (b'{"\\udc00": 1}', [("text_not_unicode", "/\\udc00")]),
        (b'{"a": "\\ud83d\\ude00"}', []),
        (b'"\\ud800"', [("text_not_unicode", "the document")]),
        (b'{"a": "\xff"}', [("text_not_unicode", "byte 8")]),
        (b'{"a": "\xed\xa0\x80"}', [("text_not_unicode", "byte 8")]),
        ('{"a": 1}'.encode("utf-16"), [("text_not_unicode", "byte 1")]),
        (b"", [("malformed_json", "the document")]),
        (b" \n", [("malformed_json", "the document")]),
        (b'{"a": 1} x', [("malformed_json", "line 1, column 10")]),
        (b'{"a": 1\n"b": 2}', [("malformed_json", "line 2, column 1")]),
        (b"{'a': 1}", [("malformed_json", "line 1, column 2")]),
        (b'{"a": 01}', [("malformed_json", "line 1, column 8")]),
        (b'{"a": +1}', [("malformed_json", "line 1, column 7")]),
        (b'{"a": .5}', [("malformed_json", "line 1, column 7")]),
        (b'{"a": "\n"}', [("malformed_json", "line 1, column 8")]),
        (b'{"a": "open', [("malformed_json", "line 1, column 7")]),
        (b"\xef\xbb\xbf\xef\xbb\xbf{}", [("malformed_json", "line 1, column 1")]),
    ],
)  # fmt: skip
def test_what_a_lenient_reader_lets_through_is_named(content: bytes, expected: list[tuple[str, str]]) -> None:
    assert codes(content) == expected


def test_a_byte_order_mark_is_accepted() -> None:
    assert root(b"\xef\xbb\xbf{}") == Members(())
    read = read_json(b'\xef\xbb\xbf{"a": "\xff"}')
    assert isinstance(read, Issue)
    assert (read.where, read.found) == ("byte 8", "ff 22 7d")


@pytest.mark.parametrize(
    ("size", "expected"), [(LARGEST_BODY, []), (LARGEST_BODY + 1, [("body_too_large", "the document")])]
)
def test_a_body_may_have_4_mib(size: int, expected: list[tuple[str, str]]) -> None:
    assert codes(b'"' + b"a" * (size - 2) + b'"') == expected


@pytest.mark.parametrize(("first", "last"), [("[", "]"), ('{"a":', "}")])
def test_brackets_may_be_nested_32_deep(first: str, last: str) -> None:
    assert codes((first * DEEPEST + "1" + last * DEEPEST).encode()) == []
    too_deep = (first * (DEEPEST + 1) + "1" + last * (DEEPEST + 1)).encode()
    assert codes(too_deep) == [("malformed_json", "the document")]


@pytest.mark.parametrize(
    "text",
    ["[" * 100, '"\\' + "{" * 100, "\\", '\\"' + "[" * 100, "[" * 50 + '"' + "]" * 50, ",{" * MOST_VALUES, '""[['],
)
def test_brackets_and_commas_inside_text_are_text(text: str) -> None:
    content = json.dumps([text, {text: "[" * 100}, "", text])
    assert codes(content.encode()) == []
    too_deep = content.replace("[", "[" * DEEPEST, 1) + "]" * (DEEPEST - 1)
    assert codes(too_deep.encode()) == [("malformed_json", "the document")]


@pytest.mark.parametrize(("first", "value", "last"), [("[", "1", "]"), ('{"a":[', '""', "]}"), ("[", "{}", "]")])
def test_a_text_may_have_100_000_values(first: str, value: str, last: str) -> None:
    each = 2 if value == "{}" else 1
    most = (MOST_VALUES - first.count("[") - first.count("{")) // each
    assert codes((first + ",".join([value] * most) + last).encode()) == []
    more = first + ",".join([value] * (most + 1)) + last
    assert codes(more.encode()) == [("body_too_large", "the document")]
    assert [code for code, _ in codes(more.removesuffix(last).encode())] == ["malformed_json"]


def test_of_very_many_faults_a_thousand_are_listed() -> None:
    found = codes(b'{"\\ud800": ' + b"[NaN," * 2 + b"NaN," * 1500 + b"1" + b"]]}")
    assert found[:3] == [("text_not_unicode", "/\\ud800"), ("number_not_finite", "/\\ud800/0"),
                         ("number_not_finite", "/\\ud800/1/0")]  # fmt: skip
    assert (len(found), found[-1]) == (1001, ("too_many_faults", "the document"))


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 50_000 + b"]" * 50_000, b'"' + b'\\"' * 2_000_000, b"]" * 4_000_000,
     b"[]," * 1_000_000, b"[" + b'"' * 1_000_000],
)  # fmt: skip
def test_hostile_text_is_answered_at_once(content: bytes) -> None:
    started = time.monotonic()
    assert [code for code, _ in codes(content)] == ["malformed_json"]
    assert time.monotonic() - started < 1


def test_a_hundred_thousand_brackets_take_no_time() -> None:
    started = time.monotonic()
    codes(b"[" * 100_000)
    assert time.monotonic() - started < 0.5


def test_a_pointer_is_escaped_printable_and_short() -> None:
    assert child("/results", 3) == "/results/3"
    assert child("", "a/b~c") == "/a~1b~0c"
    assert child("", "\u202e") == "/\\u202e"
    assert len(child("", "a" * 10_000)) < 300


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON_VALUES)
def test_what_json_says_is_what_is_read(value: object) -> None:
    assert plain(root(json.dumps(value).encode())) == value


@given(st.binary())
def test_any_bytes_have_an_answer(content: bytes) -> None:
    assert isinstance(read_json(content), Document | Issue)


def test_a_comma_before_the_end_is_named_somewhere_near() -> None:
    # Python 3.13 gives the place of the comma, earlier ones that of the bracket.
    assert [code for code, _ in codes(b'{"a": 1,\n}')] == ["malformed_json"]
