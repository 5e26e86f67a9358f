import json
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import cast

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from app.ledger.canonical import DEEPEST, LARGEST, Json, NotCanonical, canonical, read_canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
# Keys on both sides of U+E000..U+FFFF, where code points and UTF-16 units part.
KEYS = TEXTS | st.text(st.sampled_from(["a", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff"]), max_size=3)
PLAIN = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=30)


class Word(StrEnum):
    YES = "yes"


@given(VALUES)
@example({"\uffff": 1, "\U00010000": 2})
@example({"x": ['\x00\x1f\x7f\u2028\\"/']})
def test_the_bytes_are_those_of_rfc_8785(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_was_written_is_read_back(value: Json) -> None:
    assert read_canonical(canonical(value)) == value


# RFC 8785 clauses 3.2.2 (without its numbers, which are outside the model) and 3.2.3.
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (
            {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]},
            r'{"literals":[null,true,false],"string":"€$\u000f\nA' + r"'B\"\\\\\"/" + '"}',
        ),
        (
            {
                "\u20ac": "Euro Sign",
                "\r": "Carriage Return",
                "\ufb33": "Hebrew Letter Dalet With Dagesh",
                "1": "One",
                "\U0001f600": "Emoji: Grinning Face",
                "\u0080": "Control",
                "\u00f6": "Latin Small Letter O With Diaeresis",
            },
            (
                '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",'
                '"€":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'
            ),
        ),
        ({"b": (1, {"\U0001f600": -LARGEST}), "a": {}}, '{"a":{},"b":[1,{"\U0001f600":-9007199254740991}]}'),
        ("\b\t\n\f\r\x0b\x1f\x7f", '"\\b\\t\\n\\f\\r\\u000b\\u001f\x7f"'),
    ],
)
def test_the_examples_of_rfc_8785_are_written_as_printed(value: Json, written: str) -> None:
    assert canonical(value) == written.encode() == rfc8785.dumps(value)


def test_pythons_own_encoder_sorts_some_keys_otherwise() -> None:
    keys = {"\uffff": 1, "\U00010000": 2}
    assert json.dumps(keys, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() != rfc8785.dumps(keys)


def nested(depth: int, core: object, wrap: Callable[[object], object]) -> object:
    for _ in range(depth):
        core = wrap(core)
    return core


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (1.0, ""),
        ([0.5], "/0"),
        ({"a": [1, Decimal("8.05")]}, "/a/1"),
        ({"a": {"b~/": LARGEST + 1}}, "/a/b~0~1"),
        ([-LARGEST - 1], "/0"),
        ({"a": {1: "x"}}, "/a"),
        ([{None: "x"}], "/0"),
        ({Word.YES: 1}, ""),
        ({"a": Word.YES}, "/a"),
        ({"a": b"x"}, "/a"),
        ({"a": {1, 2}}, "/a"),
        ({"a": MappingProxyType({})}, "/a"),
        ("\ud800", ""),
        ({"a": ["x", 1, "\udfff"]}, "/a/2"),
        ({"a": {"x": ["y"]}, "b": "\udfff"}, "/b"),
        ({"a": None, "b": {"x\ud83d": 1}}, "/b/x\\ud83d"),
        (["\ud83d\ude00"], "/0"),
        (nested(DEEPEST + 1, "x", lambda core: [core]), "/0" * DEEPEST),
        (nested(DEEPEST + 1, 1, lambda core: {"k": core}), "/k" * DEEPEST),
    ],
)
def test_what_is_outside_the_model_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical(cast("Json", value))
    assert refused.value.place == place


@pytest.mark.parametrize("core", ["x", 1])
def test_the_deepest_nesting_is_written(core: Json) -> None:
    value = cast("Json", nested(DEEPEST, core, lambda inner: [inner]))
    assert read_canonical(canonical(value)) == value


def test_a_list_inside_itself_is_refused() -> None:
    value: list[Json] = []
    value.append(value)
    with pytest.raises(NotCanonical, match="nested"):
        canonical(value)


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"x",
        b"\xff",
        b'\xef\xbb\xbf"a"',
        b'"a" ',
        b' "a"',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u001F"',
        b'"\\ud800"',
        b"1.0",
        b"1e2",
        b"-0",
        b"NaN",
        b"9007199254740992",
        b"1" * 5000,
        b"[" * 100_000,
        '{"\uffff":1,"\U00010000":2}'.encode(),
    ],
)
def test_other_bytes_are_not_read(written: bytes) -> None:
    with pytest.raises(NotCanonical):
        read_canonical(written)
