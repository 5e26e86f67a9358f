"""One object of a vector, read key by key: each value in the sort that its rule needs, or `Unusable`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from lims_adapters.json_text import Number
from methods.acceptance import Bound, read_bound
from methods.reading import read_number
from methods.unreadable import ReadingRefused

# Three digits: more results than any scheme asks for, fewer than take noticeable time.
_COUNT_DIGITS = 3


Json: TypeAlias = "str | bool | Number | list[Json] | dict[str, Json] | None"
Word = TypeVar("Word", bound=StrEnum)


class Unusable(ValueError):
    """A vector that names something this runner does not know, or lacks what its rule needs: it counts as failed."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object inside a vector; `where` is its name, for messages. Numbers are decimal texts."""

    where: str
    content: Mapping[str, Json]

    def has(self, key: str) -> bool:
        """Tell whether something other than null stands under the key; null and absent mean the same."""
        return self.content.get(key) is not None

    def text(self, key: str) -> str:
        """Return the text under the key."""
        value = self.content.get(key)
        if not isinstance(value, str):
            raise self._unusable(key, "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under the key."""
        return _only_texts(self._list(key), f"{self.where}.{key}")

    def lists_of_texts(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return the list of lists of texts under the key."""
        named = [(f"{self.where}.{key}[{place}]", value) for place, value in enumerate(self._list(key))]
        return tuple(_only_texts(value if isinstance(value, list) else [None], name) for name, value in named)

    def flag(self, key: str) -> bool:
        """Return the boolean under the key."""
        value = self.content.get(key)
        if not isinstance(value, bool):
            raise self._unusable(key, "true or false")
        return value

    def word(self, key: str, words: type[Word]) -> Word:
        """Return the text under the key as one of a closed set."""
        found = self.text(key)
        if found not in set(words):
            raise Unusable(f"{self.where}.{key}: {found!r} is not known here")
        return words(found)

    def number(self, key: str) -> Fraction:
        """Return the exact number under the key."""
        return number(self.text(key), f"{self.where}.{key}")

    def optional_number(self, key: str) -> Fraction | None:
        """Return the exact number under the key, None where null stands there or nothing."""
        return self.number(key) if self.has(key) else None

    def bound(self, key: str) -> Bound:
        """Return the number under the key with the worth of its last written digit (`6.0`, `14x10^2`)."""
        try:
            return read_bound(self.text(key))
        except ReadingRefused as refused:
            raise Unusable(f"{self.where}.{key}: {refused}") from refused

    def count(self, key: str) -> int:
        """Return the count under the key."""
        return count(self.text(key), f"{self.where}.{key}")

    def part(self, key: str) -> "Part":
        """Return the object under the key."""
        value = self.content.get(key)
        if not isinstance(value, dict):
            raise self._unusable(key, "an object")
        return Part(f"{self.where}.{key}", value)

    def parts(self, key: str) -> tuple["Part", ...]:
        """Return the objects in the list under the key, at least one."""
        parts = [
            Part(f"{self.where}.{key}[{place}]", value)
            for place, value in enumerate(self._list(key))
            if isinstance(value, dict)
        ]
        if not parts or len(parts) != len(self._list(key)):
            raise self._unusable(key, "a list of objects")
        return tuple(parts)

    def _list(self, key: str) -> list[Json]:
        value = self.content.get(key)
        if not isinstance(value, list):
            raise self._unusable(key, "a list")
        return value

    def _unusable(self, key: str, expected: str) -> Unusable:
        return Unusable(f"{self.where}.{key}: {expected} is needed")


def number(text: str, where: str) -> Fraction:
    """Read the exact number of a decimal text that is a figure of the rule, not the result under judgement."""
    try:
        return read_number(text).value
    except ReadingRefused as refused:
        raise Unusable(f"{where}: {refused}") from refused


def count(text: str, where: str) -> int:
    """Read a count."""
    if not (text.isascii() and text.isdigit() and len(text) <= _COUNT_DIGITS):
        raise Unusable(f"{where}: a count is needed, not {text!r}")
    return int(text)


def _only_texts(values: list[Json], where: str) -> tuple[str, ...]:
    texts = tuple(value for value in values if isinstance(value, str))
    if len(texts) != len(values):
        raise Unusable(f"{where}: a list of texts is needed")
    return texts
