"""JSON read exactly: numbers keep their raw digits, and what a lenient reader lets through is named.

Python's own reader parses; it would keep the last of two equal keys, take NaN for a number, and let half a surrogate
pair pass. RFC 8259 leaves the first and the last open and has no NaN.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lims_adapters.contract import Issue
from lims_adapters.faults import fault, printable

LARGEST_BODY = 4 * 1024 * 1024
DEEPEST = 32
DOCUMENT = "the document"
_LONGEST_KEY = 200

# The closing quote is optional, so that an open text is consumed once instead of being tried again at each quote.
_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_A_BRACKET = re.compile(r"[^\[\]{}]+")
_ALIKE = str.maketrans("{}", "[]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number by its raw digits; or one of the words NaN, Infinity, -Infinity, which is an issue."""

    raw: str


@dataclass(frozen=True, slots=True)
class Members:
    """A JSON object: every member in the order sent, equal keys included."""

    pairs: tuple[tuple[str, "Json"], ...]


Leaf: TypeAlias = str | bool | Number | None
Json: TypeAlias = Leaf | Members | list["Json"]


@dataclass(frozen=True, slots=True)
class Document:
    """What was parsed, and every fault in it (`duplicate_key`, `number_not_finite`, `text_not_unicode`)."""

    root: Json
    issues: tuple[Issue, ...]


def read_json(content: bytes) -> Document | Issue:
    """Read a JSON text; a text that cannot be parsed at all gives one issue.

    Codes: `body_too_large` (4 MiB), `text_not_unicode` (not UTF-8), `malformed_json` (also nested deeper than 32).
    A byte order mark of UTF-8 is accepted.
    """
    if len(content) > LARGEST_BODY:
        return fault("body_too_large", DOCUMENT, f"{len(content)} bytes", f"at most {LARGEST_BODY} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        return fault("text_not_unicode", place, content[error.start : error.start + 4].hex(" "), "text in UTF-8")
    if not text.strip(" \t\r\n"):
        return fault("malformed_json", DOCUMENT, text, "a JSON text, not an empty one")
    if _is_too_deep(text):
        return fault("malformed_json", DOCUMENT, text, f"brackets nested at most {DEEPEST} deep")
    try:
        root: Json = json.loads(
            text,
            object_pairs_hook=lambda pairs: Members(tuple(pairs)),
            parse_float=Number,
            parse_int=Number,
            parse_constant=Number,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return fault("malformed_json", place, text[error.pos : error.pos + 80], f"a JSON text ({error.msg})")
    return Document(root, tuple(_faults(root, "")))


def child(pointer: str, key: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of a member or an element, with every character printable."""
    segment = str(key).replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{printable(segment if len(segment) <= _LONGEST_KEY else segment[:_LONGEST_KEY] + '…')}"


def _is_too_deep(text: str) -> bool:
    """Tell whether brackets are nested deeper than allowed, without a stack: innermost pairs are taken off in turn."""
    brackets = _NOT_A_BRACKET.sub("", _TEXT.sub("", text)).translate(_ALIKE)
    for _ in range(DEEPEST):
        if not brackets:
            return False
        brackets = brackets.replace("[]", "")
    return "[]" in brackets or brackets.count("[") > DEEPEST


def _faults(node: Json, pointer: str) -> Iterator[Issue]:
    match node:
        case Number(raw):
            if raw in _NOT_FINITE:
                yield fault("number_not_finite", pointer or DOCUMENT, raw, "a number: JSON has no such word")
        case str():
            yield from _half_pairs(node, pointer)
        case list():
            for index, element in enumerate(node):
                yield from _faults(element, child(pointer, index))
        case Members(pairs):
            seen: set[str] = set()
            for key, value in pairs:
                place = child(pointer, key)
                yield from _half_pairs(key, place)
                if key in seen:
                    yield fault("duplicate_key", place, key, "each key once in its object")
                seen.add(key)
                yield from _faults(value, place)
        case bool() | None:
            pass


def _half_pairs(text: str, pointer: str) -> Iterator[Issue]:
    if not text.isascii() and _HALF_PAIR.search(text) is not None:
        yield fault("text_not_unicode", pointer or DOCUMENT, text, "text without half a surrogate pair")
