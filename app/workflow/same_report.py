"""Whether a report that is sent again is the one that is stored: the same records, asked the same question."""

from collections.abc import Mapping

from app.ports.evidence import Earlier, Filing, ReportRow
from app.workflow.desk import Desk
from app.workflow.examine import Posted, reread
from app.workflow.verify_report import Question
from lims_adapters.contract import Cell, Delivery, Issue, RawReport

_Said = tuple[tuple[str, str | None], ...]


def first_receipts(filing: Filing, delivery: Delivery, desk: Desk) -> tuple[bytes, ...] | Issue:
    """Return the receipt that each report of the filing got when it was first stored, or which report is another one.

    Code: `report_exists`.
    """
    receipts: list[bytes] = []
    for row, raw in zip(filing.reports, delivery.reports, strict=True):
        receipt = _first_receipt(filing, row, raw, desk)
        if receipt is None:
            place = f"{row.report_no}, {row.sample_id}" if len(filing.reports) > 1 else "/report_no"
            expected = "the report as it was first sent, or a correction of it, or another number"
            return Issue("report_exists", place, row.report_no, expected)
        receipts.append(receipt)
    return tuple(receipts)


def _first_receipt(filing: Filing, row: ReportRow, raw: RawReport, desk: Desk) -> bytes | None:
    organisation = filing.key.organisation
    for earlier in desk.evidence.earlier(organisation, row.report_no, row.sample_id):
        asked = (earlier.scheme, earlier.grade_asked, earlier.as_of_asked)
        if asked != (row.scheme, row.grade_asked, row.as_of_asked):
            continue
        if _is_same_file(earlier, filing, row):
            return earlier.receipt
        stored = _stored(organisation, earlier, desk)
        if stored is not None and says(stored) == says(raw):
            return earlier.receipt
    return None


def _is_same_file(earlier: Earlier, filing: Filing, row: ReportRow) -> bool:
    theirs = (earlier.original_sha256, earlier.head_sha256, earlier.adapter, earlier.position)
    return theirs == (filing.original_sha256, filing.head_sha256, filing.adapter, row.position)


def _stored(organisation: str, earlier: Earlier, desk: Desk) -> RawReport | None:
    content = desk.evidence.original(organisation, earlier.original_sha256)
    head = None if earlier.head_sha256 is None else desk.evidence.original(organisation, earlier.head_sha256)
    if content is None or (head is None and earlier.head_sha256 is not None):
        return None
    question = Question(earlier.scheme, earlier.grade_asked, earlier.as_of_asked)
    delivery = reread(Posted(content, earlier.file_name, head, earlier.adapter, question), desk.registry)
    return None if delivery is None or len(delivery.reports) <= earlier.position else delivery.reports[earlier.position]


def says(report: RawReport) -> tuple[_Said, tuple[_Said, ...]]:
    """Return all that a report says, without where it stood: the order of its results says nothing."""
    return _said(report.head), tuple(sorted((_said(result.cells) for result in report.results), key=repr))


def _said(cells: Mapping[str, Cell]) -> _Said:
    return tuple(sorted((name, cell.text) for name, cell in cells.items() if cell.text is not None))
