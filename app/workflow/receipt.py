"""What a laboratory gets for a report: a receipt that names the stored bytes and the log entry that seals them."""

from collections.abc import Mapping, Sequence

from app.ledger.canonical import Json, canonical
from app.ledger.entry import EntryKind, SealedEntry, seal_entry
from app.ports.evidence import Answer, EventRow, Filing, LogEnd, ReportRow, Seal, Sealed
from app.ports.machine import instant_text
from app.verification.verdict import JUDGING
from app.workflow.desk import Desk
from app.workflow.fingerprint import digest

FORMAT = "labverdict.receipt/1"


def sealing(filing: Filing, desk: Desk, *, several: bool) -> Seal:
    """Return what seals a filing onto the end of the log, whatever that end will be."""
    kind = EntryKind.REPORT_FILED if filing.reason is None else EntryKind.REPORT_CORRECTED

    def seal(end: LogEnd) -> Sealed:
        at = instant_text(desk.clock.now())
        entries: list[SealedEntry] = []
        size, last = end.size, end.last
        for report in filing.reports:
            entry = seal_entry(size, last, at, kind, _subject(filing, report))
            entries.append(entry)
            size, last = size + 1, entry.hash
        sealed = list(zip(filing.reports, entries, strict=True))
        receipts = tuple(_receipt(report, entry, filing, at) for report, entry in sealed)
        events = tuple(event for pair in sealed for event in _events(*pair, filing, desk, at))
        answer = Answer(created=True, body=answer_with(receipts, several=several))
        return Sealed(at, tuple(entries), receipts, events, answer)

    return seal


def answer_with(receipts: Sequence[bytes], *, several: bool) -> bytes:
    """Return the body of an answer: the receipt of the one report, or a list of receipts for a file of several."""
    return b'{"reports":[' + b",".join(receipts) + b"]}" if several else receipts[0]


def event_body(kind: str, at: str, recipient: str, data: Mapping[str, Json]) -> bytes:
    """Return the bytes of an event: identifiers and the outcome, no results.

    It names the organisation that it is meant for: one key signs for all, and no event passes for another's.
    """
    return canonical({"type": kind, "timestamp": at, "data": {"recipient": recipient, **data}})


def _subject(filing: Filing, report: ReportRow) -> dict[str, Json]:
    as_of = report.as_of_asked
    return {
        "report": report.id,
        "revision": report.revision,
        "laboratory": filing.key.organisation,
        "account": filing.key.account,
        "person": filing.person,
        "original": filing.original_sha256,
        "head": filing.head_sha256,
        "adapter": filing.adapter,
        "adapter_version": filing.adapter_version,
        "position": report.position,
        "scheme": report.scheme,
        "grade_asked": report.grade_asked,
        "as_of_asked": None if as_of is None else as_of.isoformat(),
        "rules": filing.rules_sha256,
        "judging": JUDGING,
        "verdict": report.verdict_sha256,
        "reason": None if filing.reason is None else digest(filing.reason.encode()),
        "shared_with": list(filing.shared_with),
    }


def _receipt(report: ReportRow, entry: SealedEntry, filing: Filing, at: str) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "report": report.id,
            "revision": report.revision,
            "report_no": report.report_no,
            "sample": report.sample_id,
            "scheme": report.scheme,
            "outcome": report.outcome,
            "recorded_at": at,
            "original_sha256": filing.original_sha256,
            "verdict_sha256": report.verdict_sha256,
            "log_entry": entry.n,
            "log_entry_hash": entry.hash,
        }
    )


def _events(report: ReportRow, entry: SealedEntry, filing: Filing, desk: Desk, at: str) -> list[EventRow]:
    kind = "report.filed" if filing.reason is None else "report.corrected"
    data: dict[str, Json] = {
        "report": report.id,
        "revision": report.revision,
        "scheme": report.scheme,
        "outcome": report.outcome,
        "log_entry": entry.n,
        "log_entry_hash": entry.hash,
    }
    readers = (filing.key.organisation, *filing.shared_with)
    return [EventRow(desk.ids.new(), reader, kind, event_body(kind, at, reader, data)) for reader in readers]
