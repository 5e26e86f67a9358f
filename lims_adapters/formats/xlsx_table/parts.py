"""The parts of a workbook beside its sheets: which sheets there are, shared texts, and number formats."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lims_adapters.formats.xlsx_table.archive import Archive, not_a_workbook

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
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet: its name, the part that holds it, and whether people see it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is needed to read the sheets. Formats stand in the order in which cells name them."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


def read_workbook(archive: Archive) -> Workbook:
    """Read the parts beside the sheets.

    Raises:
        WorkbookRefused: a part is missing or damaged.
    """
    part = _relations(archive, "").targets("officeDocument")
    if len(part) != 1:
        raise not_a_workbook("no workbook in the archive")
    main = next(iter(part.values()))
    relations, workbook = _relations(archive, main), _Sheets()
    archive.read(main, workbook)
    texts, formats = Texts(), _Formats()
    for shared in relations.targets("sharedStrings").values():
        archive.read(shared, texts)
    for styles in relations.targets("styles").values():
        archive.read(styles, formats)
    return Workbook(
        tuple(_with_cells(workbook, relations)), tuple(texts.texts), tuple(formats.codes()), workbook.from_1904
    )


def unescape(text: str) -> str:
    """Return a text with characters that XML cannot hold, which the format writes as `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _with_cells(workbook: "_Sheets", relations: "_Relations") -> Iterator[SheetPart]:
    """Return the sheets that have cells: all but charts, which show what stands in others."""
    worksheets, charts = relations.targets("worksheet"), relations.targets("chartsheet")
    for name, relation, is_hidden in workbook.sheets:
        if relation in worksheets:
            yield SheetPart(name, worksheets[relation], is_hidden)
        elif relation not in charts:
            raise not_a_workbook(f"sheet {name} is of an unknown kind")


def _relations(archive: Archive, part: str) -> "_Relations":
    folder, name = posixpath.split(part)
    relations = _Relations(folder)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(path):
        raise not_a_workbook(f"no {path}")
    archive.read(path, relations)
    return relations


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
            self._targets[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    def end(self, tag: str) -> None:
        """Relations have no content."""

    def data(self, text: str) -> None:
        """Relations have no text."""

    def targets(self, kind: str) -> dict[str, str]:
        return {name: path for name, (own, path) in self._targets.items() if own == kind}


class _Sheets:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif tag == "sheet":
            relation = next((value for name, value in attributes.items() if name.endswith("}id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, is_hidden))

    def end(self, tag: str) -> None:
        """Sheets have no content here."""

    def data(self, text: str) -> None:
        """A workbook has no text."""


class Texts:
    """Texts, each of one or more runs; what is only their pronunciation is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._runs: list[str] = []
        self._in_text = False
        self._in_phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a text, a run, or a pronunciation."""
        del attributes
        if tag == "rPh":
            self._in_phonetic = True
        elif tag == "t":
            self._in_text = not self._in_phonetic
        elif tag in {"si", "is"}:
            self._runs = []

    def end(self, tag: str) -> None:
        """Keep a text when it ends."""
        if tag == "rPh":
            self._in_phonetic = False
        elif tag == "t":
            self._in_text = False
        elif tag in {"si", "is"}:
            self.texts.append(unescape("".join(self._runs)))

    def data(self, text: str) -> None:
        """Add to the run."""
        if self._in_text:
            self._runs.append(text)


class _Formats:
    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._of_cells: list[str] = []
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self._of_cells.append(attributes.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def data(self, text: str) -> None:
        """Styles have no text."""

    def codes(self) -> list[str]:
        """Return the format of each style of cells; one that is neither written nor built in shows nothing known."""
        built_in = {str(number): code for number, code in _BUILT_IN.items()}
        return [self._own.get(number, built_in.get(number, f'"format {number}"')) for number in self._of_cells]
