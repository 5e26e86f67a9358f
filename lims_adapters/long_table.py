"""The layout with one result a row."""

from collections.abc import Sequence

from lims_adapters.columns import Reader
from lims_adapters.contract import Cell, RawResult
from lims_adapters.faults import fault
from lims_adapters.grid import Line
from lims_adapters.profile import Reads
from lims_adapters.samples import Found

_SAMPLE = "sample.id"


def read_results_by_row(reader: Reader, body: Sequence[Line]) -> list[Found]:
    """Read each row into exactly one result, or into an issue `sample_missing` where the sample is not named."""
    found: list[Found] = []
    for line in body:
        cells: dict[str, Cell] = {}
        for column in reader.table.columns:
            if column.field is None:
                continue
            cell = reader.cell(line, column, column.field.reads)
            if column.field.reads is not Reads.NOTHING:
                cells.setdefault(column.field.name, cell)
        sample = cells.pop(_SAMPLE, None)
        if sample is None or names_a_sample(sample, reader):
            found.append(Found(sample, RawResult(f"row {line.number}", cells)))
    return found


def names_a_sample(sample: Cell, reader: Reader) -> bool:
    """Tell whether the cell names a sample; an empty one is noted, never filled from the row above."""
    if sample.text is None and sample.where not in reader.unread:
        reader.issues.append(fault("sample_missing", sample.where, "", "the number of the sample, in every row"))
    return sample.text is not None
