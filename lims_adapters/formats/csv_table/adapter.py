"""CSV tables of laboratories, with the declared column profile of `mapping.toml`."""

import re

from lims_adapters.contract import Delivery, Issue, Source
from lims_adapters.faults import fault
from lims_adapters.formats.csv_table.encoding import decode
from lims_adapters.formats.csv_table.splitting import split, swallowed_row
from lims_adapters.grid import LARGEST_FILE, Line, content
from lims_adapters.profile import laboratory_table
from lims_adapters.table import read_table

_PERHAPS, _CERTAINLY = 1, 2
_LOOKED_AT = 4096
_OTHER_SEPARATORS = re.compile("[;\t|，；]")
_OTHER_FORMATS = (b"PK\x03\x04", b"{", b"[")


class CsvTable:
    """A table as comma-separated text in UTF-8 or GB18030."""

    id = "csv_table"
    version = "1"
    api_version = 1

    def sniff(self, source: Source) -> int:
        """Return 2 for a first row with a known heading, 1 for the name of a CSV file, else 0."""
        start = source.content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
        if start.startswith(_OTHER_FORMATS):
            return 0
        first = re.split(rb"[\r\n]", start, maxsplit=1)[0]
        for encoding in ("utf-8", "gb18030"):
            text = first.decode(encoding, errors="replace")
            if any(laboratory_table().find(cell.strip('"')) for cell in re.split("[,;\t|，；]", text)):
                return _CERTAINLY
        return _PERHAPS if source.name.lower().endswith(".csv") else 0

    def parse(self, source: Source) -> Delivery:
        """Read the table.

        Codes: `body_too_large` (16 MiB), `encoding_suspect`, `csv_malformed`, `csv_separator`, `table_too_large`, and
        those of `read_table`.
        """
        lines = _lines(source.content)
        if isinstance(lines, Issue):
            return Delivery((), (lines,))
        return read_table(lines, laboratory_table(), source.head)


def _lines(raw: bytes) -> tuple[Line, ...] | Issue:
    if len(raw) > LARGEST_FILE:
        return fault("body_too_large", "the file", f"{len(raw)} bytes", f"at most {LARGEST_FILE} bytes")
    text = decode(raw)
    if isinstance(text, Issue):
        return text
    lines = split(text)
    if isinstance(lines, Issue):
        return lines
    heading = next((line for line in lines if not line.is_blank), None)
    if heading is not None and (separator := _other_separator(heading)):
        return fault("csv_separator", f"row {heading.number}", separator, "cells separated by a comma")
    return swallowed_row(lines) or lines


def _other_separator(heading: Line) -> str | None:
    """Return what parts the headings when no comma does: none is known, and another mark stands between them."""
    cells = [content(entry) for entry in heading.entries]
    if any(laboratory_table().find(cell) for cell in cells):
        return None
    match = _OTHER_SEPARATORS.search(",".join(cells))
    return None if match is None else match[0]


ADAPTER = CsvTable()
