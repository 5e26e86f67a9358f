"""Texts with their runs, and styles of cells: what is written, and whether it is raised, lowered or struck out."""

import re
from dataclasses import dataclass

from lims_adapters.formats.xlsx_table.number_format import LONGEST_FORMAT
from lims_adapters.grid import LONGEST_CELL, Entry, Noted, Origin

# Formats that a file may name by number without writing them: the format's own list, and the dates of East Asia.
_BUILT_IN = {
    **dict.fromkeys(range(5, 9), '"currency"0'),
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((37, 38), "#,##0;(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00;(#,##0.00)"),
    **dict.fromkeys(range(41, 45), '"accounting"0'),
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    49: "@",
}
_TOO_LONG = ";".join([f'"a format of more than {LONGEST_FORMAT} characters"'] * 4)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What is kept of one text: a longer one is more than a cell may hold, even when each character is written `_x000D_`.
LONGEST_ESCAPED = 8 * LONGEST_CELL


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks: its number format, and whether its font raises, lowers or strikes out what it holds."""

    code: str
    is_formatted: bool


def unescape(text: str) -> str:
    """Return a text with characters that XML cannot hold, which the format writes as `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class Texts:
    """Texts, each of one or more runs; what is only their pronunciation is left out."""

    def __init__(self) -> None:
        self.texts: list[Entry] = []
        self._runs: list[str] = []
        self._length = 0
        self._in_text, self._in_phonetic = False, False
        self._is_run_formatted, self._is_formatted = False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a text, a run, or a pronunciation."""
        if tag == "t":
            self._in_text = not self._in_phonetic
        elif tag == "rPh":
            self._in_phonetic = True
        elif tag == "r":
            self._is_run_formatted = False
        elif tag in {"si", "is"}:
            self._runs, self._length = [], 0
            self._is_run_formatted, self._is_formatted = False, False
        elif _alters(tag, attributes):
            self._is_run_formatted = True

    def end(self, tag: str) -> None:
        """Keep a text when it ends."""
        if tag == "rPh":
            self._in_phonetic = False
        elif tag == "t":
            self._in_text = False
        elif tag == "r":
            self._is_run_formatted = False
        elif tag in {"si", "is"}:
            text = unescape("".join(self._runs))
            self.texts.append(Noted(text, text, Origin.FORMATTED) if self._is_formatted else text)

    def data(self, text: str) -> None:
        """Add to the run."""
        if self._in_text:
            kept = text[: LONGEST_ESCAPED - self._length]
            self._runs.append(kept)
            self._length += len(kept)
            self._is_formatted |= self._is_run_formatted and bool(text.strip())


class Styles:
    """Hears the styles of a workbook: number formats, fonts, and which of them each style of cells has."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._fonts: list[bool] = []
        self._of_cells: list[tuple[str, str]] = []
        self._section = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in a format, a font, or a style of cells."""
        if tag in {"cellXfs", "fonts"}:
            self._section = tag
        elif tag == "numFmt":
            code = attributes.get("formatCode", "")
            self._own[attributes.get("numFmtId", "")] = code if len(code) <= LONGEST_FORMAT else _TOO_LONG
        elif self._section == "cellXfs" and tag == "xf":
            self._of_cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
        elif self._section == "fonts" and tag == "font":
            self._fonts.append(False)
        elif self._section == "fonts" and self._fonts and _alters(tag, attributes):
            self._fonts[-1] = True

    def end(self, tag: str) -> None:
        """Leave a list."""
        if tag == self._section:
            self._section = ""

    def data(self, text: str) -> None:
        """Styles have no text."""

    def of_cells(self) -> list[Style]:
        """Return each style of cells; a format that is neither written nor built in shows nothing known."""
        built_in = {str(number): code for number, code in _BUILT_IN.items()}
        fonts = {str(number) for number, is_formatted in enumerate(self._fonts) if is_formatted}
        return [
            Style(self._own.get(number, built_in.get(number, f'"format {number}"')), font in fonts)
            for number, font in self._of_cells
        ]


def _alters(tag: str, attributes: dict[str, str]) -> bool:
    """Tell whether a property of a font raises, lowers or strikes out."""
    value = attributes.get("val", "")
    return (tag == "strike" and value not in {"0", "false"}) or (tag == "vertAlign" and value != "baseline")
