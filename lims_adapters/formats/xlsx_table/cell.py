"""One cell of a sheet: the elements inside it -> an entry. What stands where no value belongs is never passed over."""

import re
from collections.abc import Sequence
from typing import TypeVar

from lims_adapters.formats.xlsx_table.archive import not_a_workbook
from lims_adapters.formats.xlsx_table.dates import date_entry, is_date
from lims_adapters.formats.xlsx_table.looks import LONGEST_ESCAPED, Style, Texts, unescape
from lims_adapters.formats.xlsx_table.number_format import number_entry, text_entry
from lims_adapters.formats.xlsx_table.parts import Workbook
from lims_adapters.grid import Entry, Noted, Origin, Unusable, content, is_blank

_INDEX = re.compile(r"[0-9]{1,7}", re.ASCII)
_PLAIN = Style("General", is_formatted=False)
_Kind = TypeVar("_Kind")


class CellContent:
    """Hears the elements inside one cell."""

    def __init__(self, kind: str, style: str) -> None:
        self._kind, self._style = kind, style
        self._path = ""
        self._values: list[str] = []
        self._inlines: list[Texts] = []
        self._is_formula, self._is_odd = False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        self._path = f"{self._path}/{tag}"
        if self._path == "/v":
            self._values.append("")
        elif self._path == "/f":
            self._is_formula = True
        elif self._path == "/is":
            self._inlines.append(Texts())
        elif self._path.startswith("/is/"):
            self._inlines[-1].start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if self._path.startswith("/is"):
            self._inlines[-1].end(tag)
        self._path = self._path[: -len(tag) - 1]

    def data(self, text: str) -> None:
        """Take in text."""
        if self._path == "/v":
            self._values[-1] += text[: LONGEST_ESCAPED - len(self._values[-1])]
        elif self._path in {"/is/t", "/is/r/t"}:
            self._inlines[-1].data(text)
        elif self._path != "/f" and not self._path.startswith("/is/rPh/") and text.strip():
            self._is_odd = True

    @property
    def is_over(self) -> bool:
        """Tell whether every element inside has ended."""
        return not self._path

    def entry(self, workbook: Workbook) -> Entry:
        """Return what the cell holds; its kind says how its value is meant."""
        takes_value, takes_inline = (0, 1) if self._kind == "inlineStr" else (1, 0)
        if self._is_odd or len(self._values) > takes_value or len(self._inlines) > takes_inline:
            expected = "a cell with one value, which stands where its kind says"
            return Unusable("cell_unreadable", f"a cell of the kind {self._kind}", expected)
        value = "".join(self._values)
        if self._is_formula and self._kind != "str" and not value and not self._inlines:
            return Unusable("formula_without_value", "a formula", "the formula's value, or the value typed in")
        if not value and not self._inlines:
            return ""
        # A workbook without styles has the one format General.
        style = _pick(workbook.styles, self._style, "style") if workbook.styles else _PLAIN
        entry = self._entry(value, style.code, workbook)
        if style.is_formatted and not is_blank(entry) and not isinstance(entry, Unusable):
            return Noted(content(entry), content(entry), Origin.FORMATTED)
        return entry

    def _entry(self, value: str, code: str, workbook: Workbook) -> Entry:
        match self._kind:
            case "n" if is_date(code):
                return date_entry(value, from_1904=workbook.from_1904)
            case "n":
                return number_entry(value, code)
            case "s":
                return _seen(_pick(workbook.texts, value, "shared text"), code)
            case "str":
                return _seen(unescape(value), code)
            case "inlineStr":
                return _seen(self._inlines[0].texts[0], code)
            case "d":
                return Noted(value.removesuffix("T00:00:00"), value, Origin.DAY)
            case "e":
                return Unusable("cell_error", value, "a value, not an error")
            case "b":
                return Unusable("wrong_type", "TRUE" if value == "1" else "FALSE", "text or a number")
            case _:
                return Unusable("cell_unreadable", self._kind, "a cell of a known kind")


def _seen(entry: Entry, code: str) -> Entry:
    """Return a text, or why its format does not show it."""
    shown = text_entry(content(entry), code)
    return shown if isinstance(shown, Unusable) and not is_blank(content(entry)) else entry


def _pick(choices: Sequence[_Kind], index: str, kind: str) -> _Kind:
    if _INDEX.fullmatch(index) is None or int(index) >= len(choices):
        raise not_a_workbook(f"no {kind} {index}")
    return choices[int(index)]
