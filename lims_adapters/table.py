"""Rows of a table -> raw reports. The first row that is not blank holds the headings; a declared profile reads them.

Two layouts: one result a row (检验项目, 检验结果, ...), and items as headings. What is not understood is an issue: a
row or a column is left out only by a rule that has a name (`blank_row`, `blank_column`, `serial_number`).
"""

from collections.abc import Iterable, Mapping, Sequence

from lims_adapters.columns import Column, Reader, Table, columns_of
from lims_adapters.contract import Cell, Delivery, Issue
from lims_adapters.faults import fault
from lims_adapters.grid import TABLE, Line, content, letters, too_many
from lims_adapters.long_table import read_results_by_row
from lims_adapters.profile import Profile
from lims_adapters.required import require_columns
from lims_adapters.samples import Found, reports_by_sample
from lims_adapters.wide_table import read_items_as_headings, read_labelled_rows

_NEEDED = ("item", "value")
_RESULTS = "headings that are items, and below them a row with the results of a sample"


def read_table(lines: Iterable[Line], profile: Profile, head: Mapping[str, Cell]) -> Delivery:
    """Read a table into one report per sample, each with the given head.

    Codes: `empty_table`, `no_results`, `table_too_large` (results, samples), `heading_missing`, `duplicate_column`,
    `unknown_column`, `column_missing`, `row_width`, `control_character`, `field_too_large`, what an entry says
    is wrong with it, and those of `unfit`, of the two layouts and of `reports_by_sample`.
    """
    kept = [line for line in lines if not line.is_blank]
    if len(kept) <= 1:
        expected = "a row of headings and at least one row below it"
        return Delivery((), (fault("empty_table", TABLE, f"{len(kept)} rows that are not blank", expected),))
    issues: list[Issue] = []
    table = Table(kept[0], columns_of(kept, profile, issues), profile)
    reader = Reader(table, issues)
    body = [line for line in kept[1:] if _has_width(line, table, issues)]
    if too_large := too_many(results=len(body)):
        return Delivery((), (too_large,))
    found = _read(reader, body)
    if found is None:
        return Delivery((), tuple(issues))
    if too_large := too_many(results=len(found), samples=len({each.sample and each.sample.text for each in found})):
        return Delivery((), (too_large,))
    if not found and not issues:
        issues.append(fault("no_results", f"row {table.heading.number}", "", _RESULTS))
    found = require_columns(found, reader, head)
    reports, conflicts = reports_by_sample(found, head, is_dated=_is_dated(found))
    return Delivery(reports, (*issues, *conflicts))


def _read(reader: Reader, body: Sequence[Line]) -> list[Found] | None:
    """Read the body in the layout that the headings show; None after noting why none of the two is shown."""
    table = reader.table
    known, unknown = table.known, [column for column in table.named if column.field is None]
    missing = [name for name in _NEEDED if name not in known]
    if not missing:
        _refuse(unknown, reader, f"one of {table.profile.headings()}")
        return read_results_by_row(reader, body)
    if len(missing) < len(_NEEDED):
        first = table.named[0].field
        if first is not None and first.name == "item" and len(unknown) == len(table.named) - 1:
            return read_labelled_rows(reader, body)
        _refuse(unknown, reader, f"one of {table.profile.headings()}")
        _miss(missing[0], reader)
        return None
    if known.keys() & table.profile.of_a_row - {"serial_number"}:
        return read_items_as_headings(reader, body)
    layouts = "检验项目 and 检验结果 for one result a row; 样品编号 or 检测日期, then items, for one sample a row"
    _refuse(table.named, reader, f"headings in the first row: {layouts}")
    return None


def _refuse(columns: Iterable[Column], reader: Reader, expected: str) -> None:
    for column in columns:
        where = f"row {reader.table.heading.number}, column {letters(column.index)}"
        reader.issues.append(fault("unknown_column", where, column.heading, expected))


def _miss(name: str, reader: Reader) -> None:
    table = reader.table
    field = next(field for field in table.profile.fields.values() if field.name == name)
    found = ", ".join(column.heading for column in table.named)
    expected = f"a column {field.headings[0]} (or {', '.join(field.headings[1:])})"
    reader.issues.append(fault("column_missing", f"row {table.heading.number}", found, expected))


def _has_width(line: Line, table: Table, issues: list[Issue]) -> bool:
    """Tell whether each cell of the row stands below a heading; blank cells beyond the last one do no harm."""
    extra = any(content(entry).strip() for entry in line.entries[len(table.columns) :])
    if len(line.entries) >= table.width and not extra:
        return True
    expected = f"{table.width} cells, as many as the row of headings has"
    issues.append(fault("row_width", f"row {line.number}", f"{len(line.entries)} cells", expected))
    return False


def _is_dated(found: Sequence[Found]) -> bool:
    return any("tested_on" in each.result.cells for each in found)
