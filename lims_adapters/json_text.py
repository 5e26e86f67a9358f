"""JSON read exactly: numbers keep their raw digits, and what a lenient reader lets through is named.

Python's own reader parses; it would keep the last of two equal keys, take NaN for a number, and let half a surrogate
pair pass. RFC 8259 leaves the first and the last open and has no NaN.
"""

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

from lims_adapters.contract import Issue
from lims_adapters.faults import Faults, fault, printable

LARGEST_BODY = 4 * 1024 * 1024
MOST_VALUES = 100_000
DEEPEST = 32
DOCUMENT = "the document"
LONGEST_KEY = 200

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ALIKE = bytes.maketrans(b"{}", b"[]")
_NEITHER_MARK_NOR_QUOTE = bytes(set(range(256)) - set(b'[]{},"'))
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_HALF_PAIR_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
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

    Codes: `body_too_large` (4 MiB, 100 000 values), `text_not_unicode` (not UTF-8), `malformed_json` (also nested
    deeper than 32). A byte order mark of UTF-8 is accepted.
    """
    if len(content) > LARGEST_BODY:
        return fault("body_too_large", DOCUMENT, f"{len(content)} bytes", f"at most {LARGEST_BODY} bytes")
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        return fault("text_not_unicode", place, content[error.start : error.start + 4].hex(" "), "text in UTF-8")
    if not text.strip(" \t\r\n"):
        return fault("malformed_json", DOCUMENT, text, "a JSON text, not an empty one")
    marks = _marks(content)
    if _is_too_deep(marks):
        return fault("malformed_json", DOCUMENT, text, f"brackets nested at most {DEEPEST} deep")
    values = 1 + marks.count(b"[") + marks.count(b",")
    try:
        return _read(text) if values <= MOST_VALUES else _refuse_size(text, values)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return fault("malformed_json", place, text[error.pos : error.pos + 80], f"a JSON text ({error.msg})")


def _read(text: str) -> Document:
    """Parse, and look for faults in what was parsed only where a sign of one was seen."""
    signs: list[object] = []

    def members(pairs: list[tuple[str, Json]]) -> Members:
        if len(dict(pairs)) < len(pairs):
            signs.append(pairs)
        return Members(tuple(pairs))

    def word(raw: str) -> Number:
        signs.append(raw)
        return Number(raw)

    root: Json = json.loads(text, object_pairs_hook=members, parse_float=Number, parse_int=Number, parse_constant=word)
    faults = Faults()
    if signs or _HALF_PAIR_ESCAPED.search(text) is not None:
        _find_faults(root, "", faults)
    return Document(root, faults.told(DOCUMENT))


def _refuse_size(text: str, values: int) -> Issue:
    """Parse without keeping anything, to tell whether this is JSON at all."""
    json.loads(text, object_pairs_hook=len, parse_float=len, parse_int=len, parse_constant=len)
    return fault("body_too_large", DOCUMENT, f"{values} values", f"at most {MOST_VALUES} values")


def child(pointer: str, key: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of a member or an element, with every character printable."""
    segment = str(key).replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{printable(segment if len(segment) <= LONGEST_KEY else segment[:LONGEST_KEY] + '…')}"


def _marks(content: bytes) -> bytes:
    """Return the brackets, all square, and the commas that stand outside of texts.

    What stands after an odd number of quotes is inside of one; two quotes side by side change nothing of that.
    """
    unescaped = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = unescaped.translate(_ALIKE, _NEITHER_MARK_NOR_QUOTE).replace(b'""', b"")
    return b"".join(marks.split(b'"')[::2])


def _is_too_deep(marks: bytes) -> bool:
    """Tell whether brackets are nested deeper than allowed, without a stack: innermost pairs are taken off in turn."""
    brackets = marks.replace(b",", b"")
    for _ in range(DEEPEST):
        if b"[]" not in brackets:
            break
        brackets = brackets.replace(b"[]", b"")
    return b"[]" in brackets or brackets.count(b"[") > DEEPEST


def _find_faults(node: Json, pointer: str, faults: Faults) -> None:
    match node:
        case Number(raw):
            if raw in _NOT_FINITE:
                faults.add("number_not_finite", pointer or DOCUMENT, raw, "a number: JSON has no such word")
        case str():
            _refuse_half_pairs(node, pointer, faults)
        case list():
            for index, element in enumerate(node):
                _find_faults(element, _place(pointer, index, faults), faults)
        case Members(pairs):
            seen: set[str] = set()
            for key, value in pairs:
                place = _place(pointer, key, faults)
                _refuse_half_pairs(key, place, faults)
                if key in seen:
                    faults.add("duplicate_key", place, key, "each key once in its object")
                seen.add(key)
                _find_faults(value, place, faults)
        case bool() | None:
            pass


def _place(pointer: str, key: str | int, faults: Faults) -> str:
    return pointer if faults.are_only_counted else child(pointer, key)


def _refuse_half_pairs(text: str, pointer: str, faults: Faults) -> None:
    if not text.isascii() and _HALF_PAIR.search(text) is not None:
        faults.add("text_not_unicode", pointer or DOCUMENT, text, "text without half a surrogate pair")
