"""Columns that a table has to have: a missing one is told once, not once for each row."""

from collections.abc import Mapping, Sequence

from lims_adapters.columns import Reader
from lims_adapters.contract import Cell, RawResult
from lims_adapters.faults import fault
from lims_adapters.samples import Found

_IN_HEAD = "tested_on"
_NEEDED = (_IN_HEAD, "method")


def require_columns(found: Sequence[Found], reader: Reader, head: Mapping[str, Cell]) -> list[Found]:
    """Return the results, each with an empty cell for a field that the whole table lacks, and note it once.

    Such a cell stands where the issue `column_missing` stands, so that its reader can tell that this has been said.
    The date of testing may stand in the head instead.
    """
    heading, profile = reader.table.heading, reader.table.profile
    headings = {field.name: field.headings[0] for field in profile.fields.values()}
    where = f"row {heading.number}"
    missing: dict[str, Cell] = {}
    for name in _NEEDED:
        given = any(name in each.result.cells for each in found) or (name == _IN_HEAD and name in head)
        if given or not found:
            continue
        remedy = f", or {_IN_HEAD} in --head" if name == _IN_HEAD else ""
        expected = f"{headings[name]}: a column, or a row where items are headings{remedy}"
        reader.issues.append(fault("column_missing", where, _shown(reader), expected))
        missing[name] = Cell(None, where)
    return [Found(each.sample, RawResult(each.result.where, {**each.result.cells, **missing})) for each in found]


def _shown(reader: Reader) -> str:
    return ", ".join(column.heading for column in reader.table.named)
