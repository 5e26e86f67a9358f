"""Excel tables of laboratories (.xlsx), with the same column profile as CSV tables.

A person has to be able to see what is judged: hidden content, merged cells, formulas without their value and number
formats that show another number are refused. The parts are read as streams; no workbook library is needed for that.
"""

from lims_adapters.contract import Delivery, Issue, Source
from lims_adapters.grid import Line
from lims_adapters.profile import laboratory_table
from lims_adapters.table import read_table

_PERHAPS, _CERTAINLY = 1, 2
_ARCHIVE, _OLD_OR_ENCRYPTED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class XlsxTable:
    """A table on the one sheet of a workbook that holds something."""

    id = "xlsx_table"
    version = "1"
    api_version = 1

    def sniff(self, source: Source) -> int:
        """Return 2 for an archive with a workbook's parts, 1 for another archive or the name of a workbook, else 0."""
        if source.content.startswith(_ARCHIVE):
            return _CERTAINLY if b"xl/" in source.content else _PERHAPS
        is_named = source.name.lower().endswith((".xlsx", ".xlsm", ".xls"))
        return _PERHAPS if is_named or source.content.startswith(_OLD_OR_ENCRYPTED) else 0

    def parse(self, source: Source) -> Delivery:
        """Read the table.

        Codes: `body_too_large`, `not_a_workbook`, `too_many_members`, `unpacked_too_large`, `archive_path`,
        `xml_forbidden`, `table_too_large`, `hidden_content`, `several_sheets`, `merged_cells`, those of `read_table`,
        and for single cells `formula_without_value`, `cell_error`, `wrong_type` (TRUE, FALSE), `cell_unreadable`,
        `number_format`, `date_invalid`.
        """
        read = _lines(source.content)
        if isinstance(read, Issue):
            return Delivery((), (read,))
        lines, issues = read
        table = read_table(lines, laboratory_table(), source.head)
        return Delivery(table.reports, (*issues, *table.issues))


def _lines(content: bytes) -> tuple[tuple[Line, ...], list[Issue]] | Issue:
    from lims_adapters.formats.xlsx_table.archive import WorkbookRefused  # noqa: PLC0415 - a JSON report needs no XML
    from lims_adapters.formats.xlsx_table.sheets import read_lines  # noqa: PLC0415 - a JSON report needs no XML

    try:
        return read_lines(content)
    except WorkbookRefused as refused:
        return refused.issue


ADAPTER = XlsxTable()
