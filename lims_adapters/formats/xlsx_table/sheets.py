"""All sheets of a workbook -> the lines of the one that people see, and what they do not see."""

from lims_adapters.contract import Issue
from lims_adapters.faults import fault, printable
from lims_adapters.formats.xlsx_table.archive import WORKBOOK, Archive
from lims_adapters.formats.xlsx_table.parts import SheetPart, read_workbook
from lims_adapters.formats.xlsx_table.sheet import Sheet
from lims_adapters.grid import Line


def read_lines(content: bytes) -> tuple[tuple[Line, ...], list[Issue]]:
    """Read the one visible sheet that holds something; an empty workbook has no lines.

    Issues: `hidden_content` (a hidden sheet, row or column), `several_sheets`, `merged_cells` (in rows of the table).

    Raises:
        WorkbookRefused: the workbook cannot be read.
    """
    archive = Archive(content)
    workbook = read_workbook(archive)
    issues: list[Issue] = []
    visible: list[tuple[SheetPart, Sheet]] = []
    for part in workbook.sheets:
        sheet = Sheet(workbook)
        archive.read(part.part, sheet)
        if all(line.is_blank for line in sheet.lines):
            continue
        if part.is_hidden:
            issues.append(_hidden(f"sheet {printable(part.name)}"))
        else:
            visible.append((part, sheet))
    if len(visible) > 1:
        names = ", ".join(part.name for part, _ in visible)
        issues.append(fault("several_sheets", WORKBOOK, names, "one sheet that holds something"))
        return (), issues
    if not visible:
        return (), issues
    _, sheet = visible[0]
    issues.extend(_hidden(place) for place in sheet.hidden)
    expected = "one cell for each value: no merged cells in the table"
    issues.extend(fault("merged_cells", f"cells {merged}", merged, expected) for merged in sheet.merged)
    return sheet.padded(), issues


def _hidden(place: str) -> Issue:
    return fault("hidden_content", place, "hidden, and not empty", "content that everybody sees, or none")
