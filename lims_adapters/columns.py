"""The headings of a table, and its cells read each in the manner of its column."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lims_adapters.contract import Cell, Issue
from lims_adapters.faults import excerpt, fault
from lims_adapters.fitness import unfit
from lims_adapters.folding import fold, iso_date, trim
from lims_adapters.grid import LONGEST_CELL, Entry, Line, Noted, Unusable, content, is_blank, letters
from lims_adapters.profile import Field, Profile, Reads, heading_key


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its name in places, its heading as typed ("" without one), and what it means."""

    index: int
    name: str
    heading: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Table:
    """The row of headings and the columns below it."""

    heading: Line
    columns: tuple[Column, ...]
    profile: Profile

    @property
    def named(self) -> list[Column]:
        """Return the columns that have a heading."""
        return [column for column in self.columns if column.heading]

    @property
    def known(self) -> dict[str, Column]:
        """Return the columns whose heading the profile has, by field."""
        return {column.field.name: column for column in self.columns if column.field is not None}

    @property
    def width(self) -> int:
        """Return how many cells a row needs: as many as there are up to the last heading."""
        return max((column.index + 1 for column in self.named), default=0)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads cells of one table, and notes what cannot be read."""

    table: Table
    issues: list[Issue]
    unread: set[str] = field(default_factory=set)

    def cell(self, line: Line, column: Column, reads: Reads) -> Cell:
        """Read one cell; one that cannot be read has no text, and an issue."""
        where = f"row {line.number}, column {column.name}"
        entry = line.entries[column.index]
        if (unusable := unfit(entry, reads) or _unusable(entry)) is not None:
            self.issues.append(fault(unusable.code, where, unusable.found, unusable.expected))
            self.unread.add(where)
            return Cell(None, where)
        text = content(entry)
        typed = entry.typed if isinstance(entry, Noted) else text
        match reads:
            case Reads.IDENTIFIER | Reads.TEXT | Reads.REMARK | Reads.NOTHING:
                text = trim(text)
            case Reads.FIGURE | Reads.NAME | Reads.UNIT:
                text = fold(text)
            case Reads.DATE:
                text = iso_date(fold(text))
        return Cell(text or None, where, None if text == typed else typed)


def columns_of(lines: Sequence[Line], profile: Profile, issues: list[Issue]) -> tuple[Column, ...]:
    """Read the headings in the first of the lines.

    A column without heading is left out by the rule `blank_column` when nothing stands in it, else it is an issue.
    """
    heading, body = lines[0], lines[1:]
    columns: list[Column] = []
    first: dict[str, int] = {}
    for index, entry in enumerate(heading.entries):
        where = f"row {heading.number}, column {letters(index)}"
        if (unusable := _unusable(entry)) is not None:
            issues.append(fault(unusable.code, where, unusable.found, unusable.expected))
        text = trim(content(entry))
        meant = profile.find(text) if text else None
        name = excerpt(" ".join(text.split())) or letters(index)
        columns.append(Column(index, name, text, meant))
        if not text:
            if _holds_something(index, body):
                issues.append(fault("heading_missing", where, "", "a heading over the cells of this column"))
            continue
        key = heading_key(text) if meant is None else f"field {meant.name}"
        if key in first:
            expected = f"each column once: column {letters(first[key])} is the same"
            issues.append(fault("duplicate_column", where, text, expected))
        first.setdefault(key, index)
    return tuple(columns)


def _holds_something(index: int, body: Sequence[Line]) -> bool:
    return any(index < len(line.entries) and not is_blank(line.entries[index]) for line in body)


def _unusable(entry: Entry) -> Unusable | None:
    if isinstance(entry, Unusable):
        return entry
    text = content(entry)
    if len(text) > LONGEST_CELL:
        return Unusable("field_too_large", text, f"at most {LONGEST_CELL} characters in a cell")
    if "\x00" in text:
        return Unusable("control_character", text, "text without U+0000")
    return None
