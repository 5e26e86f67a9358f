"""Text of a CSV file -> lines of cells (RFC 4180, comma only), with bounds that are checked while reading."""

import re

from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.grid import Line, too_large

# Possessive, so that an open quote is looked at once; whether the cell is quoted shows in its first character.
_CELL = re.compile(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^,\r\n"]*+))(,|\r\n|\r|\n|\Z)')


def split(text: str) -> tuple[Line, ...] | Issue:
    """Split into rows, numbered as a spreadsheet numbers them: a quoted line break does not start a row.

    Line ends are CR, LF and CRLF, also mixed. Codes: `csv_malformed` (a quote out of place), `table_too_large`.
    """
    lines: list[Line] = []
    cells: list[str] = []
    position, end, count = 0, len(text), 0
    while position < end or cells:
        match = _CELL.match(text, position)
        if match is None:
            found = text[position : position + 80]
            expected = "a cell with a quote or a line break stands in quotes, its own quotes doubled"
            return fault("csv_malformed", f"row {len(lines) + 1}, cell {len(cells) + 1}", found, expected)
        quoted, plain, after = match.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"'))
        position = match.end()
        if after == ",":
            continue
        count += len(cells)
        lines.append(Line(len(lines) + 1, tuple(cells)))
        issue = too_large(rows=len(lines), columns=_used(cells), cells=count)
        if issue is not None:
            return issue
        cells = []
    return tuple(lines)


def _used(cells: list[str]) -> int:
    return max((index + 1 for index, cell in enumerate(cells) if cell), default=0)
