"""Text of a CSV file -> lines of cells (RFC 4180, comma only), with bounds that are checked while reading."""

import re
from collections.abc import Sequence

from lims_adapters.contract import Issue
from lims_adapters.faults import fault
from lims_adapters.grid import Line, content, is_blank, too_large

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
        cell, position = plain if quoted is None else quoted.replace('""', '"'), match.end()
        cells.append(cell)
        count += 1
        row = len(lines) + 1
        if issue := too_large(rows=row, columns=len(cells) if cell else 0, cells=count):
            return issue
        if after == ",":
            continue
        lines.append(Line(row, tuple(cells)))
        cells = []
    return tuple(lines)


def swallowed_row(lines: Sequence[Line]) -> Issue | None:
    """Return the issue of the first row that holds another one inside its quotes, None where there is none.

    Two quotes that were never meant as such make one row of two: between them stand a line break and as many commas as
    a row of this table has.
    """
    heading = next((line for line in lines if not line.is_blank), Line(0, ()))
    commas = max((index for index, entry in enumerate(heading.entries) if not is_blank(entry)), default=0)
    for line in lines:
        quoted = [text for text in map(content, line.entries) if "\n" in text or "\r" in text]
        if quoted and sum(text.count(",") for text in quoted) >= max(commas, 1):
            expected = "cells without a row of the table inside: a quote has no partner"
            return fault("csv_malformed", f"row {line.number}", quoted[0], expected)
    return None
