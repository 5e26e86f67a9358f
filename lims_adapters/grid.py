"""A table before its headings are understood: lines of entries, as any spreadsheet shows them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.folding import trim

LARGEST_FILE = 16 * 1024 * 1024
LONGEST_CELL = 32_768
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 200, 500_000
MOST_SAMPLES, MOST_RESULTS = 200, 20_000
TABLE = "the table"
_LETTERS = 26


class Origin(StrEnum):
    """What a text was made from, where its column decides whether that will do."""

    NUMBER = "number"
    """A number whose stored digits are others than those shown."""
    DAY = "day"
    """A count of days."""
    FORMATTED = "formatted"
    """Characters that are raised, lowered or struck out."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell whose text was made from another one: `2026-05-10` from the day 46152, `8` from 8.000000000000002.

    `typed` equals `text` where both say the same to whoever reads a figure: `6.0` shown for 6.
    """

    text: str
    typed: str
    origin: Origin = Origin.NUMBER


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that holds no text to read: an error, a truth value, a formula without its value."""

    code: str
    found: str
    expected: str


Entry: TypeAlias = str | Noted | Unusable


@dataclass(frozen=True, slots=True)
class Line:
    """One row under its number in the spreadsheet, where the first row is 1."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether the row holds nothing but blanks."""
        return all(is_blank(entry) for entry in self.entries)


def is_blank(entry: Entry) -> bool:
    """Tell whether a cell holds nothing but blanks."""
    return isinstance(entry, str) and not trim(entry)


def content(entry: Entry) -> str:
    """Return what stands in a cell, for lookups and messages."""
    match entry:
        case str():
            return entry
        case Noted(text, _):
            return text
        case Unusable(_, found, _):
            return found


def letters(index: int) -> str:
    """Return a spreadsheet's name of a column, counted from 0: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def too_many(*, results: int, samples: int = 0) -> Issue | None:
    """Return the issue of more results or samples than one delivery may hold, None for fewer."""
    if results > MOST_RESULTS:
        return fault("table_too_large", TABLE, f"{results} results", f"at most {MOST_RESULTS} results")
    if samples > MOST_SAMPLES:
        return fault("table_too_large", TABLE, f"{samples} samples", f"at most {MOST_SAMPLES} samples")
    return None


def too_large(*, rows: int, columns: int, cells: int) -> Issue | None:
    """Return the issue of a table beyond what one delivery may hold, None for one inside."""
    if rows > MOST_ROWS:
        return fault("table_too_large", TABLE, f"more than {MOST_ROWS} rows", f"at most {MOST_ROWS} rows")
    if columns > MOST_COLUMNS:
        found = f"a cell in column {letters(columns - 1)}"
        return fault("table_too_large", TABLE, found, f"at most {MOST_COLUMNS} columns")
    if cells > MOST_CELLS:
        return fault("table_too_large", TABLE, f"more than {MOST_CELLS} cells", f"at most {MOST_CELLS} cells")
    return None
