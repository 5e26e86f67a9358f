"""One sheet of a workbook -> lines of entries. Memory follows the cells that are there, not the declared size."""

import re
from decimal import Decimal

from lims_adapters.contract import Issue
from lims_adapters.formats.xlsx_table.archive import WorkbookRefused, not_a_workbook
from lims_adapters.formats.xlsx_table.cell import CellContent
from lims_adapters.formats.xlsx_table.parts import Workbook
from lims_adapters.grid import MOST_COLUMNS, Entry, Line, is_blank, letters, too_large

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,7}", re.ASCII)
_SIZE = re.compile(r"[0-9]{1,6}(\.[0-9]{0,30})?(E[+-]?[0-9]{1,3})?", re.ASCII | re.IGNORECASE)
# Below these nobody can see a row (in points) or a column (in characters).
_LOWEST, _NARROWEST = Decimal(1), Decimal("0.1")
_TRUE = frozenset({"1", "true"})
_LETTERS = 26
_MOST_PLACES = 20


class Sheet:
    """Hears the elements of a sheet.

    `lines` are its rows that hold something, `hidden` the first places that hold something and are not shown, `merged`
    the first ranges of merged cells that touch those rows.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.lines: list[Line] = []
        self.hidden: list[str] = []
        self.merged: list[str] = []
        self._workbook = workbook
        self._cells = 0
        self._row, self._row_hidden, self._rows_hidden = 0, False, False
        self._hidden_columns: set[int] = set()
        self._set_columns: set[int] = set()
        self._columns_hidden = False
        self._widest = 0
        self._entries: dict[int, Entry] = {}
        self._column = -1
        self._cell: CellContent | None = None
        self._in_data, self._in_row = False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if self._cell is not None:
            self._cell.start(tag, attributes)
            return
        match tag:
            case "sheetFormatPr":
                self._rows_hidden = attributes.get("zeroHeight") in _TRUE
                self._columns_hidden = _is_below(attributes.get("defaultColWidth"), _NARROWEST)
            case "col":
                self._set_width(attributes)
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "sheetData":
                self._in_data = True
            case _ if self._in_data:
                self._start_data(tag, attributes)
            case _:
                pass

    def _start_data(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "row" if not self._in_row:
                self._begin_row(attributes)
            case "c" if self._in_row:
                self._begin_cell(attributes)
            case "row" | "c" | "v":
                raise not_a_workbook(f"<{tag}> where none belongs")
            case _:
                pass

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        match tag:
            case "c" if self._cell is not None and self._cell.is_over:
                self._end_cell(self._cell)
            case _ if self._cell is not None:
                self._cell.end(tag)
            case "row" if self._in_row:
                self._end_row()
            case "sheetData":
                self._in_data = False
            case _:
                pass

    def data(self, text: str) -> None:
        """Take in text."""
        if self._cell is not None:
            self._cell.data(text)
        elif self._in_data and text.strip():
            raise not_a_workbook("text beside the cells")

    def padded(self) -> tuple[Line, ...]:
        """Return the lines, all as wide as the widest."""
        width = max((len(line.entries) for line in self.lines), default=0)
        return tuple(Line(line.number, line.entries + ("",) * (width - len(line.entries))) for line in self.lines)

    def _set_width(self, attributes: dict[str, str]) -> None:
        first, last = _count(attributes.get("min", "")), _count(attributes.get("max", ""))
        columns = range(first - 1, min(last, MOST_COLUMNS))
        width = attributes.get("width")
        if width is not None:
            self._set_columns.update(columns)
        if attributes.get("hidden") in _TRUE or _is_below(width, _NARROWEST):
            self._hidden_columns.update(columns)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = _count(attributes["r"]) if "r" in attributes else self._row + 1
        if number <= self._row:
            raise not_a_workbook(f"row {number} after row {self._row}")
        hidden = attributes.get("hidden")
        self._row, self._column, self._entries, self._in_row = number, -1, {}, True
        self._row_hidden = self._rows_hidden if hidden is None else hidden in _TRUE
        self._row_hidden |= _is_below(attributes.get("ht"), _LOWEST)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        if (reference := attributes.get("r")) is not None:
            column, row = _place(reference)
            if column <= self._column or row != self._row:
                raise not_a_workbook(f"cell {reference} out of order in row {self._row}")
        self._column, self._cells = column, self._cells + 1
        self._cell = CellContent(attributes.get("t", "n"), attributes.get("s", "0"))

    def _end_cell(self, cell: CellContent) -> None:
        self._cell = None
        entry = cell.entry(self._workbook)
        if isinstance(entry, str) and not entry:
            return
        _check(too_large(rows=len(self.lines), columns=self._column + 1, cells=self._cells))
        self._entries[self._column] = entry
        if not is_blank(entry) and self._is_hidden(self._column):
            self._hide(f"column {letters(self._column)}")
            self._hidden_columns.discard(self._column)
            self._set_columns.add(self._column)

    def _is_hidden(self, column: int) -> bool:
        return column in self._hidden_columns or (self._columns_hidden and column not in self._set_columns)

    def _end_row(self) -> None:
        self._in_row = False
        if not self._entries:
            return
        width = max(self._entries) + 1
        line = Line(self._row, tuple(self._entries.get(index, "") for index in range(width)))
        self.lines.append(line)
        self._widest = max(self._widest, width)
        # Every line will be as wide as the widest.
        _check(too_large(rows=len(self.lines), columns=width, cells=len(self.lines) * self._widest))
        if self._row_hidden and not line.is_blank:
            self._hide(f"row {self._row}")

    def _hide(self, place: str) -> None:
        if len(self.hidden) < _MOST_PLACES:
            self.hidden.append(place)

    def _merge(self, reference: str) -> None:
        _, first_row = _place(reference.partition(":")[0])
        touches = not self.lines or first_row <= self.lines[-1].number
        if touches and len(self.merged) < _MOST_PLACES:
            self.merged.append(reference)


def _count(text: str) -> int:
    if _COUNT.fullmatch(text) is None:
        raise not_a_workbook(f"{text} for a number of a row or a column")
    return int(text)


def _is_below(size: str | None, least: Decimal) -> bool:
    if size is None:
        return False
    if _SIZE.fullmatch(size) is None:
        raise not_a_workbook(f"{size} for a height or a width")
    return Decimal(size) < least


def _place(reference: str) -> tuple[int, int]:
    """Return the column, counted from 0, and the row of a reference such as C5."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise not_a_workbook(f"{reference} for a place")
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1, int(match[2])


def _check(issue: Issue | None) -> None:
    if issue is not None:
        raise WorkbookRefused(issue)
