"""What certification data take from an entry beside single texts: lists, lists of words, whole numbers."""

import re
from enum import StrEnum
from typing import TypeVar

from app.library.sheet import Entry

Word = TypeVar("Word", bound=StrEnum)

_WHOLE = re.compile("0|[1-9][0-9]{0,8}", re.ASCII)


def some(entry: Entry, key: str) -> tuple[str, ...]:
    """Return a list of texts; nothing where the key is absent."""
    return entry.texts(key) if entry.has(key) else ()


def filled(entry: Entry, key: str) -> tuple[str, ...]:
    """Return a list of texts that has at least one."""
    texts = entry.texts(key)
    if not texts:
        raise entry.refused(key, "nothing_held", key, "at least one text")
    return texts


def words(entry: Entry, key: str, known: type[Word]) -> frozenset[Word]:
    """Return a list of words of a closed set."""
    texts = entry.texts(key)
    for text in texts:
        if text not in set(known):
            raise entry.refused(key, "word_unknown", text, "one of " + ", ".join(known))
    return frozenset(map(known, texts))


def whole(entry: Entry, key: str) -> int:
    """Return a whole number that has to be there."""
    text = entry.text(key)
    if _WHOLE.fullmatch(text) is None:
        raise entry.refused(key, "number_malformed", text, "a whole number")
    return int(text)


def optional_whole(entry: Entry, key: str) -> int | None:
    """Return a whole number, None where the key is absent."""
    return whole(entry, key) if entry.has(key) else None
