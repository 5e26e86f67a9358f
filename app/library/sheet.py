"""One TOML file, read strictly: every value a text, every key known, every mistake with its line.

A reader takes what it needs from an `Entry`, which raises `EntryRefused` for the first thing that is wrong with it;
`read_each` notes it and goes on with the next entry, so that one run shows the mistakes of all entries.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

import tomli

from app.library.fault import Fault
from app.library.folder import Folder
from app.library.lines import Place, line_of
from app.verification.day import read_day
from methods.acceptance import Bound, read_bound
from methods.unreadable import ReadingRefused

Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")

# What people write where they know nothing; a value is known or it is not there.
PLACEHOLDERS = frozenset(
    {"", "*", "**", "…", "……", "...", "-", "--", "—", "/", "?", "？", "tbd", "n/a", "todo", "待定"}
)
_LONGEST_PLACEHOLDER = max(map(len, PLACEHOLDERS))
_AT_LINE = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")


class EntryRefused(Exception):
    """The first mistake found in one entry."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's name as faults show it, and its text."""

    name: str
    text: str

    def fault(self, place: Place, code: str, found: object, expected: str) -> Fault:
        """Return a fault at a place of this file."""
        return Fault(self.name, line_of(self.text, place), code, str(found), expected)


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a sheet."""

    sheet: Sheet
    place: Place
    table: Mapping[str, object]

    @property
    def line(self) -> int:
        """Return the line on which this entry begins."""
        return line_of(self.sheet.text, self.place)

    def refused(self, key: str | None, code: str, found: object, expected: str) -> EntryRefused:
        """Return the refusal of this entry, at one of its keys or as a whole (None)."""
        place = self.place if key is None else (*self.place, key)
        return EntryRefused(self.sheet.fault(place, code, found, expected))

    def only(self, known: Collection[str]) -> None:
        """Refuse a key that no reader would look at."""
        for key in self.table:
            if key not in known:
                raise self.refused(key, "key_unknown", key, "one of " + ", ".join(sorted(known)))

    def has(self, key: str) -> bool:
        """Tell whether a key stands here."""
        return key in self.table

    def text(self, key: str) -> str:
        """Return a text that has to be there."""
        value = self.table.get(key)
        if isinstance(value, str):
            return value
        if key in self.table:
            raise self.refused(key, "not_text", value, "a text in quotes")
        raise self.refused(None, "key_missing", key, f"{key}: a text in quotes")

    def optional(self, key: str) -> str | None:
        """Return a text, None where the key is absent."""
        return self.text(key) if key in self.table else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, each different, that has to be there."""
        value = self.table.get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            code = "not_list" if key in self.table else "key_missing"
            raise self.refused(key if key in self.table else None, code, key, f"{key}: a list of texts")
        texts = tuple(item for item in value if isinstance(item, str))
        repeated = next((text for place, text in enumerate(texts) if text in texts[:place]), None)
        if repeated is not None:
            raise self.refused(key, "text_repeated", repeated, "each text once")
        return texts

    def choice(self, key: str, words: type[Word]) -> Word:
        """Return one of a closed set of words."""
        text = self.text(key)
        try:
            return words(text)
        except ValueError:
            raise self.refused(key, "word_unknown", text, "one of " + ", ".join(words)) from None

    def bound(self, key: str) -> Bound:
        """Return a number as written."""
        text = self.text(key)
        try:
            bound = read_bound(text)
        except ReadingRefused as refused:
            raise self.refused(key, "number_malformed", text, refused.expected) from refused
        if bound.value == 0 and text.startswith(("-", "+")):
            raise self.refused(key, "zero_signed", text, "0 without a sign")
        return bound

    def number(self, key: str) -> Fraction:
        """Return an exact number."""
        return self.bound(key).value

    def day(self, key: str, *, unknown: str) -> date | None:
        """Return a date (`2026-05-10`, no other spelling), None where the word for an unknown or an open one stands."""
        text = self.text(key)
        if text == unknown:
            return None
        day = read_day(text)
        if day is None:
            raise self.refused(key, "date_malformed", text, f"a date such as 2026-05-10, or {unknown}")
        return day

    def entry(self, key: str) -> "Entry":
        """Return a table that has to be there."""
        value = self.table.get(key)
        if isinstance(value, dict):
            return Entry(self.sheet, (*self.place, key), value)
        raise self.refused(key if key in self.table else None, "key_missing", key, f"a table {key}")

    def entries(self, key: str) -> tuple["Entry", ...]:
        """Return a list of tables; none where the key is absent."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refused(key, "not_list", key, f"{key}: a list of tables")
        return tuple(Entry(self.sheet, (*self.place, key, index), item) for index, item in enumerate(value))


def read_one(entry: Entry, read: Callable[[Entry], Read], faults: list[Fault]) -> Read | None:
    """Read one entry; None after noting why it was refused."""
    try:
        return read(entry)
    except EntryRefused as refused:
        faults.append(refused.fault)
        return None


def read_each(entry: Entry, key: str, read: Callable[[Entry], Read], faults: list[Fault]) -> list[Read]:
    """Read every entry of a list; one that is refused leaves its fault and does not stop the others."""
    parts = read_one(entry, lambda whole: whole.entries(key), faults)
    if parts is None:
        return []
    if not parts:
        faults.append(entry.sheet.fault(entry.place, "nothing_held", key, f"at least one {key}"))
    results = [read_one(part, read, faults) for part in parts]
    return [result for result in results if result is not None]


def read_sheet(path: Folder, name: str, faults: list[Fault]) -> Entry | None:
    """Parse a file and refuse whatever is no text; None after noting why it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        faults.append(Fault(name, 1, "file_missing", name, "a file of this name"))
        return None
    except UnicodeDecodeError as refused:
        faults.append(Fault(name, 1, "not_utf8", refused.reason, "UTF-8"))
        return None
    try:
        table: dict[str, object] = tomli.loads(text)
    except tomli.TOMLDecodeError as refused:
        match = _AT_LINE.search(str(refused))
        line = len(text.splitlines()) if match is None else int(match[1])
        faults.append(Fault(name, line, "toml_malformed", str(refused), "TOML"))
        return None
    sheet = Sheet(name, text)
    found = [] if _is_made_of_texts(table) else list(_not_texts(sheet, (), table))
    several = [number for number, line in enumerate(text.splitlines(), start=1) if '"""' in line or "'''" in line]
    if several:
        found.append(Fault(name, several[0], "text_of_several_lines", '"""', "texts of one line"))
    faults.extend(found)
    return None if found else Entry(sheet, (), table)


def _is_made_of_texts(value: object) -> bool:
    """Tell whether `_not_texts` has nothing to say, which is so of nearly every file."""
    match value:
        case str():
            return value == value.strip() and (
                len(value) > _LONGEST_PLACEHOLDER or value.casefold() not in PLACEHOLDERS
            )
        case dict():
            return all(map(_is_made_of_texts, value.values()))
        case list():
            return all(map(_is_made_of_texts, value))
        case _:
            return False


def _not_texts(sheet: Sheet, place: Place, value: object) -> Iterable[Fault]:
    """Yield a fault for everything that is neither text nor made of texts, and for placeholders."""
    match value:
        case dict():
            for key, item in value.items():
                yield from _not_texts(sheet, (*place, key), item)
        case list():
            for index, item in enumerate(value):
                yield from _not_texts(sheet, (*place, index), item)
        case str():
            if value.strip().casefold() in PLACEHOLDERS:
                yield sheet.fault(place, "placeholder", value, "a value, or no key at all")
            elif value != value.strip():
                yield sheet.fault(place, "blank_at_end", value, "a text without blanks around it")
        case _:
            yield sheet.fault(place, "not_text", value, "a text in quotes: numbers keep their written digits")
