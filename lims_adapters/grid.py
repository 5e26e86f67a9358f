"""A table before its headings are understood: lines of entries, as any spreadsheet shows them."""

from dataclasses import dataclass
from typing import TypeAlias

from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.folding import trim

LARGEST_FILE = 16 * 1024 * 1024
LONGEST_CELL = 32_768
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 200, 500_000
TABLE = "the table"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell whose text was made from another one: `2026-05-10` from the day 46152, `8` from 8.000000000000002."""

    text: str
    typed: str


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
