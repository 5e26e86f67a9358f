"""The layouts with items as headings: one sample a row, or labelled rows for a single sample.

    样品编号  检测日期    硫含量   密度(20℃)          检验项目  硫含量     密度(20℃)
    单位                  mg/kg    kg/m³               单位      mg/kg      kg/m³
    检验方法              SH/T 0689 GB/T 1884          检验方法  SH/T 0689  GB/T 1884
    S-1       2026-05-10  6.2      832.1               检验结果  6.2        832.1

A heading may carry its unit (`硫含量(mg/kg)`): it is handed on whole, as the name of the item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lims_adapters.columns import Column, Reader
from lims_adapters.contract import Cell, RawResult
from lims_adapters.faults import fault
from lims_adapters.grid import TABLE, Line, content, is_blank, letters, too_many
from lims_adapters.long_table import names_a_sample
from lims_adapters.profile import Field, Reads
from lims_adapters.samples import Found

_SAMPLE = "sample.id"


def read_items_as_headings(reader: Reader, body: Sequence[Line]) -> list[Found]:
    """Read one sample a row; a row whose first cell is 单位, 检验方法, ... gives that for each item.

    Codes: `unknown_column` (a heading that says nothing of a whole row, such as 单项判定), `duplicate_row`,
    `cell_misplaced`, `sample_missing`, `sample_column_missing` (several rows, and no column that names the sample),
    `table_too_large`.
    """
    _refuse_columns(reader)
    labels: dict[str, Line] = {}
    samples: list[Line] = []
    for line in body:
        field = _label(line, reader)
        if field is None:
            samples.append(line)
        else:
            _keep(labels, field, line, reader)
    if _SAMPLE not in reader.table.known:
        for line in samples[1:]:
            expected = "a column 样品编号 where more than one row holds results"
            reader.issues.append(fault("sample_column_missing", f"row {line.number}", "", expected))
        samples = samples[:1]
    items = _items(reader, labels)
    if too_large := too_many(results=len(items) * len(samples)):
        reader.issues.append(too_large)
        return []
    return [found for line in samples for found in _read_row(line, items, reader)]


def read_labelled_rows(reader: Reader, body: Sequence[Line]) -> list[Found]:
    """Read the rows of one sample, each named by its first cell: 单位, 标准要求, 检验方法, 检验结果.

    Codes: `unknown_row` (another first cell), `duplicate_row`, `row_missing` (no row of results).
    """
    profile = reader.table.profile
    rows: dict[str, Line] = {}
    names = profile.of_an_item | {"value", "verdict", "remark"}
    first = reader.table.named[0]
    for line in body:
        label = content(line.entries[first.index])
        field = profile.find(label)
        if field is None or field.name not in names:
            where = f"row {line.number}, column {first.name}"
            reader.issues.append(fault("unknown_row", where, label, f"one of {profile.headings(names)}"))
        else:
            _keep(rows, field, line, reader)
    if "value" not in rows:
        reader.issues.append(fault("row_missing", TABLE, "", "a row whose first cell is 检验结果"))
        return []
    line = rows.pop("value")
    return _read_row(line, _items(reader, rows), reader)


@dataclass(frozen=True, slots=True)
class _Item:
    column: Column
    cells: Mapping[str, Cell]


def _refuse_columns(reader: Reader) -> None:
    table = reader.table
    for name, column in table.known.items():
        if name not in table.profile.of_a_row:
            where = f"row {table.heading.number}, column {letters(column.index)}"
            allowed = table.profile.headings(table.profile.of_a_row)
            expected = f"beside items as headings: {allowed}; or 检验项目 and 检验结果, one result a row"
            reader.issues.append(fault("unknown_column", where, column.heading, expected))


def _label(line: Line, reader: Reader) -> Field | None:
    """Return what a row gives for each item when the first cell in it says so."""
    first = next((entry for entry in line.entries if not is_blank(entry)), "")
    field = reader.table.profile.find(content(first))
    return field if field is not None and field.name in reader.table.profile.of_an_item else None


def _keep(rows: dict[str, Line], field: Field, line: Line, reader: Reader) -> None:
    twice = field.name in rows or field.name in reader.table.known
    if twice:
        expected = f"{field.headings[0]} once, in a row or in a column"
        reader.issues.append(fault("duplicate_row", f"row {line.number}", field.headings[0], expected))
    rows.setdefault(field.name, line)
    label_seen = False
    for column in reader.table.columns:
        if column.field is None or is_blank(line.entries[column.index]):
            continue
        if label_seen:
            where = f"row {line.number}, column {column.name}"
            found = content(line.entries[column.index])
            reader.issues.append(fault("cell_misplaced", where, found, "nothing here: this row is about items"))
        label_seen = True


def _items(reader: Reader, labels: Mapping[str, Line]) -> list[_Item]:
    """Return each column of an item with what the labelled rows say of it."""
    table = reader.table
    fields = {field.name: field for field in table.profile.fields.values()}
    items: list[_Item] = []
    for column in table.named:
        if column.field is None:
            cells = {name: reader.cell(line, column, fields[name].reads) for name, line in labels.items()}
            items.append(_Item(column, {"item": reader.cell(table.heading, column, Reads.TEXT), **cells}))
    return items


def _read_row(line: Line, items: Sequence[_Item], reader: Reader) -> list[Found]:
    """Read a row into one result for each item; an empty cell is one too, so that its sender hears of it."""
    shared: dict[str, Cell] = {}
    for column in reader.table.columns:
        field = column.field
        if field is not None and field.name in reader.table.profile.of_a_row:
            cell = reader.cell(line, column, field.reads)
            if field.reads is not Reads.NOTHING:
                shared[field.name] = cell
    sample = shared.pop(_SAMPLE, None)
    if sample is not None and not names_a_sample(sample, reader):
        return []
    found: list[Found] = []
    for item in items:
        value = reader.cell(line, item.column, Reads.FIGURE)
        found.append(Found(sample, RawResult(value.where, {**shared, **item.cells, "value": value})))
    return found
