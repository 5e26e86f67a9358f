"""JSON documents of a certification body, read strictly: every member known, every fault named with its place.

A value that cannot be read leaves its fault and a placeholder, so that one reading finds the faults of the whole
document; `read_document` is the only door, and lets no document with a fault through.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from app.verification.day import read_day
from lims_adapters.contract import Issue
from lims_adapters.faults import Faults, bounded
from lims_adapters.json_text import DOCUMENT, Document, Json, Members, Number, child, read_json
from methods.reading import read_number
from methods.unreadable import ReadingRefused

Read = TypeVar("Read")
Word = TypeVar("Word", bound=StrEnum)

LONGEST_TEXT = 2000
# Far enough from both ends of the calendar of dates that every term of a rule ends within it.
FIRST_YEAR, LAST_YEAR = 1900, 2999
# Control characters, those that turn the direction of writing, and those without width that make two texts look alike.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WHOLE = re.compile("0|[1-9][0-9]{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that cannot be used, and every fault of it in the sender's terms."""

    issues: tuple[Issue, ...]


def text_fault(text: str, longest: int = LONGEST_TEXT) -> tuple[str, str] | None:
    """Return why this is no text of one line, a code and what is expected; None where it is one."""
    if not text.strip() or text != text.strip():
        return "field_missing", "a text without blanks around it"
    if len(text) > longest:
        return "text_too_long", f"at most {longest} characters"
    if _CONTROLS.search(text) is not None:
        return "control_character", "a text of one line without control characters"
    return None


def whole_number(text: str) -> int | None:
    """Return a whole number from 0 to 999 999 999, None for any other text."""
    return None if _WHOLE.fullmatch(text) is None else int(text)


@dataclass(frozen=True, slots=True)
class Form:
    """One object of a document; `where` is its JSON pointer, "" for the whole."""

    members: Mapping[str, Json]
    where: str
    faults: Faults

    def only(self, known: Collection[str]) -> None:
        """Note every member that nobody would look at."""
        for key in self.members:
            if key not in known:
                self.refuse(key, "unknown_field", key, "one of " + ", ".join(sorted(known)))

    def has(self, key: str) -> bool:
        """Tell whether something is said under a key; null says nothing."""
        return self.members.get(key) is not None

    def refuse(self, key: str | None, code: str, found: str, expected: str) -> None:
        """Note a fault at a member, or at the object as a whole (None)."""
        where = self.where if key is None else child(self.where, key)
        self.faults.add(code, where or DOCUMENT, found, expected)

    def text(self, key: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text of one line."""
        value = self.members.get(key)
        if not isinstance(value, str):
            self._wrong(key, value, "a text in quotes")
            return ""
        return value if self._is_clean(key, value, longest) else ""

    def optional_text(self, key: str) -> str | None:
        """Return a text, None where nothing is said."""
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, each once; nothing where the key is absent."""
        elements = self._elements(key)
        texts = tuple(element for element in elements if isinstance(element, str) and self._is_clean(key, element))
        if len(texts) < len(elements) or len(set(texts)) < len(texts):
            self.refuse(key, "wrong_type", "", "a list of texts, each once")
        return texts

    def day(self, key: str) -> date:
        """Return a civil day, written 2026-05-10; where none can be read, the first of all days.

        Nobody can write that one; 9999-12-31 for "without end" is refused too: what has no end is left out.
        """
        text = self.text(key)
        day = read_day(text)
        if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        if text:
            expected = "a day such as 2026-05-10" if day is None else f"a day of the years {FIRST_YEAR} to {LAST_YEAR}"
            self.refuse(key, "date_invalid", text, expected)
        return date.min

    def optional_day(self, key: str) -> date | None:
        """Return a civil day, None where nothing is said."""
        return self.day(key) if self.has(key) else None

    def number(self, key: str) -> Fraction:
        """Return an exact number, from a text or from the raw digits of a JSON number."""
        text = self._digits(key)
        try:
            return Fraction(0) if text is None else read_number(text).value
        except ReadingRefused as refused:
            self.refuse(key, refused.code, refused.found, refused.expected)
            return Fraction(0)

    def whole(self, key: str) -> int:
        """Return a whole number from 0 to 999 999 999."""
        text = self._digits(key)
        if text is None:
            return 0
        found = whole_number(text)
        if found is None:
            self.refuse(key, "number_malformed", text, "a whole number")
        return found or 0

    def choice(self, key: str, words: type[Word]) -> Word:
        """Return one of a closed set of words."""
        text = self.text(key)
        if text in set(words):
            return words(text)
        if text:
            self.refuse(key, "word_unknown", text, "one of " + ", ".join(words))
        return next(iter(words))

    def truth(self, key: str) -> bool:
        """Return true or false, which has to be said."""
        value = self.members.get(key)
        if not isinstance(value, bool):
            self._wrong(key, value, "true or false")
            return False
        return value

    def form(self, key: str) -> "Form":
        """Return an object that has to be there."""
        value = self.members.get(key)
        if not isinstance(value, Members):
            self._wrong(key, value, "an object, {...}")
        return self._inner(value, child(self.where, key))

    def optional_form(self, key: str) -> "Form | None":
        """Return an object, None where nothing is said."""
        return self.form(key) if self.has(key) else None

    def forms(self, key: str) -> tuple["Form", ...]:
        """Return a list of objects; nothing where the key is absent."""
        elements = self._elements(key)
        if not all(isinstance(element, Members) for element in elements):
            self.refuse(key, "wrong_type", "", "a list of objects")
        place = child(self.where, key)
        return tuple(self._inner(element, child(place, index)) for index, element in enumerate(elements))

    def document(self, key: str) -> Json:
        """Return a member as it was read, for another reader."""
        return self.members.get(key)

    def _inner(self, value: Json, where: str) -> "Form":
        return Form(dict(value.pairs) if isinstance(value, Members) else {}, where, self.faults)

    def _elements(self, key: str) -> list[Json]:
        value = self.members.get(key)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self._wrong(key, value, "a list, [...]")
        return []

    def _digits(self, key: str) -> str | None:
        value = self.members.get(key)
        match value:
            case Number(raw):
                return raw
            case str():
                return value
            case _:
                self._wrong(key, value, "a number")
                return None

    def _is_clean(self, key: str, text: str, longest: int = LONGEST_TEXT) -> bool:
        found = text_fault(text, longest)
        if found is not None:
            self.refuse(key, found[0], text, found[1])
        return found is None

    def _wrong(self, key: str, value: Json, expected: str) -> None:
        if value is None:
            self.refuse(key, "field_missing", key, expected)
        else:
            self.refuse(key, "wrong_type", key, expected)


def read_document(content: bytes, form: str, read: Callable[[Form], Read]) -> Read | Refused:
    """Read a document of one format (`labverdict.card/1`), or refuse it for every fault that is found.

    The reader gets the document without its member `format`.
    """
    document = read_json(content)
    if isinstance(document, Issue):
        return Refused((document,))
    return read_root(document, form, read)


def read_root(document: Document, form: str, read: Callable[[Form], Read]) -> Read | Refused:
    """Read a document that is parsed already."""
    faults = Faults()
    if not isinstance(document.root, Members):
        faults.add("wrong_type", DOCUMENT, "", "an object, {...}")
        return Refused(bounded((*document.issues, *faults.told(DOCUMENT)), DOCUMENT))
    members = dict(document.root.pairs)
    named = members.pop("format", None)
    if named != form:
        faults.add("format_unknown", "/format", named if isinstance(named, str) else "", form)
    result = read(Form(members, "", faults))
    issues = bounded((*document.issues, *faults.told(DOCUMENT)), DOCUMENT)
    return Refused(issues) if issues else result
