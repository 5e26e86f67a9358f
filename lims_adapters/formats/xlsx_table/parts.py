"""The parts of a workbook beside its sheets: which sheets there are, shared texts, and number formats."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lims_adapters.formats.xlsx_table.archive import Archive, not_a_workbook
from lims_adapters.formats.xlsx_table.looks import Style, Styles, Texts
from lims_adapters.grid import Entry


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet: its name, the part that holds it, and whether people see it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is needed to read the sheets. Styles stand in the order in which cells name them."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[Entry, ...]
    styles: tuple[Style, ...]
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
    texts, looks = Texts(), Styles()
    for shared in relations.targets("sharedStrings").values():
        archive.read(shared, texts)
    for styles in relations.targets("styles").values():
        archive.read(styles, looks)
    sheets = tuple(_with_cells(workbook, relations))
    return Workbook(sheets, tuple(texts.texts), tuple(looks.of_cells()), workbook.from_1904)


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
