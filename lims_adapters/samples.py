"""Results read from a table -> one report per sample, each with the head that came beside the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lims_adapters.contract import Cell, Issue, RawReport, RawResult
from lims_adapters.faults import fault

_SAMPLE, _DATE = "sample.id", "tested_on"


@dataclass(frozen=True, slots=True)
class Found:
    """One result and the number of its sample, None in a table without such a column."""

    sample: Cell | None
    result: RawResult


def reports_by_sample(
    found: Sequence[Found], head: Mapping[str, Cell], *, is_dated: bool
) -> tuple[tuple[RawReport, ...], tuple[Issue, ...]]:
    """Return one report per sample in order of first appearance, and the issues `sample_conflict`.

    The head is merged into each report. A table without dates of testing takes `tested_on` from the head, where it
    stands beside `issued_on`; in a table with dates it stays there, for intake to refuse.
    """
    shared = dict(head)
    date = None if is_dated else shared.pop(_DATE, None)
    samples: dict[str | None, tuple[Cell | None, list[RawResult]]] = {}
    for each in found:
        key = None if each.sample is None else each.sample.text
        _, results = samples.setdefault(key, (each.sample, []))
        results.append(each.result if date is None else _dated(each.result, date))
    issues: list[Issue] = []
    reports: list[RawReport] = []
    for sample, results in samples.values():
        own = shared
        if sample is not None:
            own = {**shared, _SAMPLE: sample}
            issues.extend(_conflict(sample, shared.get(_SAMPLE)))
        reports.append(RawReport(own, tuple(results), from_file=True))
    return tuple(reports), tuple(issues)


def _dated(result: RawResult, date: Cell) -> RawResult:
    return RawResult(result.where, {**result.cells, _DATE: date})


def _conflict(sample: Cell, stated: Cell | None) -> list[Issue]:
    if stated is None or stated.text is None or stated.text == sample.text:
        return []
    expected = f"the sample that is named at {stated.where}, or no sample there"
    return [fault("sample_conflict", sample.where, sample.text or "", expected)]
