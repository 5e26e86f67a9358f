"""A filing as rows of its tables."""

from app.ports.evidence import Answer, EventRow, Filing, Key, ReportRow, Sealed
from app.store.prepared import Row


def report_row(organisation: str, report: ReportRow) -> Row:
    """Return the row of a new report."""
    return {
        "id": report.id,
        "organisation_id": organisation,
        "report_no": report.report_no,
        "sample_id": report.sample_id,
    }


def of_results(organisation: str, report: ReportRow) -> Row:
    """Return what the rows of a report's results share."""
    return {
        "organisation_id": organisation,
        "report_no": report.report_no,
        "sample_id": report.sample_id,
        "revision": report.revision,
        "report_id": report.id,
    }


def revision_rows(filing: Filing, sealed: Sealed) -> list[Row]:
    """Return the row of each report's revision, with its log entry and its receipt."""
    shared: Row = {
        "organisation_id": filing.key.organisation,
        "original_sha256": filing.original_sha256,
        "head_sha256": filing.head_sha256,
        "file_name": filing.file_name,
        "adapter": filing.adapter,
        "adapter_version": filing.adapter_version,
        "rules_sha256": filing.rules_sha256,
        "reason": filing.reason,
        "account_id": filing.key.account,
        "person_id": filing.person,
        "recorded_at": sealed.at,
    }
    return [
        shared | _own(report) | {"entry": entry.n, "receipt": receipt}
        for report, entry, receipt in zip(filing.reports, sealed.entries, sealed.receipts, strict=True)
    ]


def _own(report: ReportRow) -> Row:
    return {
        "report_id": report.id,
        "revision": report.revision,
        "position": report.position,
        "product": report.product,
        "grade": report.grade,
        "issued_on": report.issued_on.isoformat(),
        "scheme": report.scheme,
        "grade_asked": report.grade_asked,
        "as_of_asked": None if report.as_of_asked is None else report.as_of_asked.isoformat(),
        "as_of": report.as_of.isoformat(),
        "outcome": report.outcome,
        "verdict": report.verdict,
        "verdict_sha256": report.verdict_sha256,
    }


def party_rows(filing: Filing, at: str) -> list[Row]:
    """Return a row for each report and each organisation that it is shared with from the start."""
    key = filing.key
    return [
        {
            "report_id": report.id,
            "organisation_id": reader,
            "owner_id": key.organisation,
            "account_id": key.account,
            "since": at,
        }
        for report in filing.reports
        for reader in filing.shared_with
    ]


def event_row(event: EventRow, at: str) -> Row:
    """Return the row of an event that was not yet passed to any webhook."""
    return {
        "id": event.id,
        "organisation_id": event.organisation,
        "type": event.type,
        "body": event.body,
        "at": at,
        "fanned_at": None,
    }


def kept_row(key: Key, answer: Answer, at: str) -> Row:
    """Return the row of an answer under its idempotency key."""
    return {
        "organisation_id": key.organisation,
        "account_id": key.account,
        "key": key.key,
        "request_sha256": key.request_sha256,
        "created": int(answer.created),
        "body": answer.body,
        "at": at,
    }
