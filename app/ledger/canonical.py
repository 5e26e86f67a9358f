"""Canonical JSON (RFC 8785) of a restricted model: objects, lists, texts, true, false, null and whole numbers.

A number with a fraction has no place in evidence: it is written as a text, with the digits that were typed. The C
encoder of Python's `json` writes what RFC 8785 writes once the model is checked, but for the order of some keys.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from lims_adapters.json_text import child

Json: TypeAlias = str | int | bool | Mapping[str, "Json"] | Sequence["Json"] | None
_Place: TypeAlias = tuple["_Place", str | int] | None

LARGEST = 2**53 - 1
DEEPEST = 64

_PLAIN = frozenset({str, bool, type(None)})
_NESTING = frozenset({dict, list, tuple})
_SORTED = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"))
_AS_ORDERED = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_HALF_PAIR = re.compile("[\ud800-\udfff]")
# The first byte in UTF-8 of every character above U+FFFF.
_BEYOND_FFFF = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")


class NotCanonical(ValueError):
    """A value, or bytes, outside the model. `place` is a JSON pointer, "" for the whole."""

    def __init__(self, place: str, what: str) -> None:
        self.place = place
        self.what = what
        super().__init__(f"{place or 'the value'}: {what}")


def canonical(value: Json) -> bytes:
    """Return the one form of a value in UTF-8; raises `NotCanonical`.

    Exact types only: dict, list, tuple, str, int within ±(2**53 - 1), bool and None, nested at most 64 deep.
    """
    _check(value, None, DEEPEST)
    try:
        written = _SORTED.encode(value).encode("utf-8")
    except UnicodeEncodeError:
        place = next(place for place, text in _texts(value, None) if _HALF_PAIR.search(text))
        raise NotCanonical(_pointer(place), "half a surrogate pair") from None
    if any(first in written for first in _BEYOND_FFFF):
        # Clause 3.2.3 sorts by UTF-16 units, which differs from code points where a key goes beyond U+FFFF.
        return _AS_ORDERED.encode(_in_utf16_order(value)).encode("utf-8")
    return written


def read_canonical(written: bytes) -> Json:
    """Return the value that these bytes are the canonical form of; raises `NotCanonical` for any other bytes."""
    try:
        value: Json = json.loads(written.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NotCanonical("", "not a JSON text in UTF-8") from None
    if canonical(value) != written:
        raise NotCanonical("", "not written in canonical form (order, blanks, escapes, or a key that occurs twice)")
    return value


def _check(node: object, place: _Place, room: int) -> None:
    """Refuse what is outside the model; `room` is how many objects and lists may still stand inside each other."""
    if room and type(node) is dict:
        for key, member in node.items():
            if type(key) is not str:
                raise NotCanonical(_pointer(place), "a key that is not a text")
            if type(member) not in _PLAIN:
                _check(member, (place, key), room - 1)
    elif room and (type(node) is list or type(node) is tuple):
        for index, element in enumerate(node):
            if type(element) not in _PLAIN:
                _check(element, (place, index), room - 1)
    else:
        _check_leaf(node, place)


def _check_leaf(node: object, place: _Place) -> None:
    if type(node) is int:
        if not -LARGEST <= node <= LARGEST:
            raise NotCanonical(_pointer(place), "a whole number beyond 2**53 - 1: write it as a text")
    elif type(node) in _NESTING:
        raise NotCanonical(_pointer(place), f"nested more than {DEEPEST} deep")
    elif type(node) not in _PLAIN:
        raise NotCanonical(_pointer(place), f"a value of type {type(node).__name__}")


def _pointer(place: _Place) -> str:
    return "" if place is None else child(_pointer(place[0]), place[1])


def _texts(node: Json, place: _Place) -> Iterator[tuple[_Place, str]]:
    match node:
        case str():
            yield place, node
        case dict():
            for key, member in node.items():
                yield (place, key), key
                yield from _texts(member, (place, key))
        case list() | tuple():
            for index, element in enumerate(node):
                yield from _texts(element, (place, index))
        case _:
            return


def _in_utf16_order(node: Json) -> Json:
    if isinstance(node, dict):
        return {key: _in_utf16_order(node[key]) for key in sorted(node, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(node, list | tuple):
        return [_in_utf16_order(element) for element in node]
    return node
