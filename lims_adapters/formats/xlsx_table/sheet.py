"""One sheet of a workbook -> lines of entries. Memory follows the cells that are there, not the declared size."""

import re
from dataclasses import dataclass, field

from lims_adapters.contract import Issue
from lims_adapters.formats.xlsx_table.archive import WorkbookRefused, not_a_workbook
from lims_adapters.formats.xlsx_table.dates import date_entry, is_date
from lims_adapters.formats.xlsx_table.number_format import number_entry
from lims_adapters.formats.xlsx_table.parts import Texts, Workbook, unescape
from lims_adapters.grid import MOST_COLUMNS, Entry, Line, Noted, Unusable, is_blank, letters, too_large

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,7}", re.ASCII)
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
        self._entries: dict[int, Entry] = {}
        self._column = -1
        self._cell = _Cell("n", "0")
        self._inline = Texts()
        self._in_value = False
        self._in_data = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match tag:
            case "sheetFormatPr":
                self._rows_hidden = attributes.get("zeroHeight") in _TRUE
            case "col":
                self._hide_columns(attributes)
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
            case "row":
                self._begin_row(attributes)
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._cell.is_formula = True
            case "v":
                self._in_value = True
            case _:
                self._inline.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        match tag:
            case "sheetData":
                self._in_data = False
            case "row" if self._in_data:
                self._end_row()
            case "c" if self._in_data:
                self._end_cell()
            case "v":
                self._in_value = False
            case _:
                self._inline.end(tag)

    def data(self, text: str) -> None:
        """Take in text."""
        if self._in_value:
            self._cell.pieces.append(text)
        else:
            self._inline.data(text)

    def padded(self) -> tuple[Line, ...]:
        """Return the lines, all as wide as the widest."""
        width = max((len(line.entries) for line in self.lines), default=0)
        return tuple(Line(line.number, line.entries + ("",) * (width - len(line.entries))) for line in self.lines)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") in {"0", "0.0"}:
            first, last = _count(attributes.get("min", "")), _count(attributes.get("max", ""))
            self._hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = _count(attributes["r"]) if "r" in attributes else self._row + 1
        if number <= self._row:
            raise not_a_workbook(f"row {number} after row {self._row}")
        hidden = attributes.get("hidden")
        self._row, self._column, self._entries = number, -1, {}
        self._row_hidden = (self._rows_hidden if hidden is None else hidden in _TRUE) or attributes.get("ht") == "0"

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        if (reference := attributes.get("r")) is not None:
            column, row = _place(reference)
            if column <= self._column or row != self._row:
                raise not_a_workbook(f"cell {reference} out of order in row {self._row}")
        self._column, self._cells = column, self._cells + 1
        self._cell = _Cell(attributes.get("t", "n"), attributes.get("s", "0"))

    def _end_cell(self) -> None:
        inline = "".join(self._inline.texts)
        self._inline.texts.clear()
        entry = self._cell.entry(self._workbook, inline)
        if isinstance(entry, str) and not entry:
            return
        _check(too_large(rows=len(self.lines), columns=self._column + 1, cells=self._cells))
        self._entries[self._column] = entry
        if not is_blank(entry) and self._column in self._hidden_columns:
            self._hide(f"column {letters(self._column)}")
            self._hidden_columns.remove(self._column)

    def _end_row(self) -> None:
        if not self._entries:
            return
        width = max(self._entries) + 1
        line = Line(self._row, tuple(self._entries.get(index, "") for index in range(width)))
        self.lines.append(line)
        _check(too_large(rows=len(self.lines), columns=width, cells=self._cells))
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


@dataclass(slots=True)
class _Cell:
    kind: str
    style: str
    pieces: list[str] = field(default_factory=list)
    is_formula: bool = False

    def entry(self, workbook: Workbook, inline: str) -> Entry:
        """Return what the cell holds; its kind says how its value is meant."""
        if self.kind == "inlineStr":
            return inline
        value = "".join(self.pieces)
        if self.is_formula and not value and self.kind != "str":
            return Unusable("formula_without_value", "a formula", "the formula's value, or the value typed in")
        return self._entry(value, workbook) if value else ""

    def _entry(self, value: str, workbook: Workbook) -> Entry:
        match self.kind:
            case "n":
                return self._number(value, workbook)
            case "s":
                return _pick(workbook.texts, value, "shared text")
            case "str":
                return unescape(value)
            case "d":
                return Noted(value.removesuffix("T00:00:00"), value)
            case "e":
                return Unusable("cell_error", value, "a value, not an error")
            case "b":
                return Unusable("wrong_type", "TRUE" if value == "1" else "FALSE", "text or a number")
            case _:
                return Unusable("cell_unreadable", self.kind, "a cell of a known kind")

    def _number(self, value: str, workbook: Workbook) -> Entry:
        # A workbook without styles has the one format General.
        code = _pick(workbook.formats, self.style, "style") if workbook.formats else "General"
        return date_entry(value, from_1904=workbook.from_1904) if is_date(code) else number_entry(value, code)


def _pick(texts: tuple[str, ...], index: str, kind: str) -> str:
    if _COUNT.fullmatch(index) is None or int(index) >= len(texts):
        raise not_a_workbook(f"no {kind} {index}")
    return texts[int(index)]


def _count(text: str) -> int:
    if _COUNT.fullmatch(text) is None:
        raise not_a_workbook(f"{text} for a number of a row or a column")
    return int(text)


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
